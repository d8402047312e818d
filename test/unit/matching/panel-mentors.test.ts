import { describe, expect, it } from 'vitest';
import { tileSize } from '#shared/matching/panel-layout.ts';
import { inTiles, tileByZone } from '#shared/matching/panel-mentors.ts';
import { append, createColumns } from '#shared/matching/pool-columns.ts';
import { pairVectors } from './vectors.ts';

const columnsOf = (count: number) => {
  const columns = createColumns();
  for (const [i, { mentor }] of pairVectors.slice(0, count).entries())
    append(columns, { ...mentor, id: `mentor-${i}`, lastMatchAt: null });
  return columns;
};

describe('tileByZone()', () => {
  it('gives each zone tiles of its own, with everybody once, those of one status and person together', () => {
    for (const count of [1, 40, 300]) {
      const columns = columnsOf(count);
      const { zone, status, person } = columns.numbers;
      const { positions, starts } = tileByZone(columns);
      const zones = columns.facets.zone.parts.length;
      expect([starts.length, positions.length]).toEqual([zones + 1, tileSize * starts[zones]!]);
      const seen: number[] = [];
      for (let of = 0; of < zones; of += 1) {
        const tile = [...positions.subarray(tileSize * starts[of]!, tileSize * starts[of + 1]!)];
        const people = tile.filter((at) => at >= 0);
        // Nobody stands behind the last, and no tile is empty.
        expect(tile).toEqual([...people, ...Array(tile.length - people.length).fill(-1)]);
        expect(tile.length - people.length).toBeLessThan(tileSize);
        expect(people.every((at) => zone[at] === of)).toBe(true);
        const sorted = people.toSorted((a, b) => status[a]! - status[b]! || person[a]! - person[b]! || a - b);
        expect(people).toEqual(sorted);
        seen.push(...people);
      }
      expect(seen.sort((a, b) => a - b)).toEqual([...Array(count).keys()]);
    }
  });
});

describe('inTiles()', () => {
  it('puts a column in the order of the tiles, as wide as it was, and nothing where nobody stands', () => {
    const columns = columnsOf(100);
    const tiles = tileByZone(columns);
    for (const column of [
      Uint8Array.from({ length: 100 }, (_, at) => 1 + at),
      Uint16Array.from({ length: 100 }, (_, at) => 900 + at),
    ]) {
      const tiled = inTiles(tiles, column);
      expect(tiled.constructor).toBe(column.constructor);
      expect([...tiled]).toEqual(Array.from(tiles.positions, (at) => (at < 0 ? 0 : column[at]!)));
      expect(tiled.includes(0)).toBe(true);
    }
  });
});
