import { describe, expect, it } from 'vitest';
import { createOpenPositions } from '#shared/matching/open-positions.ts';
import { createSetting, readyNewcomer } from '#shared/matching/pair.ts';
import { append, createColumns, wordsFor } from '#shared/matching/pool-columns.ts';
import { createTables, type Tables } from '#shared/matching/pool-tables.ts';
import { rubricV1 } from '#shared/matching/rubric-v1.ts';
import { runs } from '#test/support/runs.ts';
import { pairVectors } from './vectors.ts';

const asOf = '2026-12-28T19:00:00Z';
const setting = createSetting({ ...pairVectors[0]!.context, asOf }, rubricV1);
const columns = createColumns();
for (const [i, { mentor }] of pairVectors.slice(0, 300).entries())
  append(columns, { ...mentor, id: `mentor-${i}`, lastMatchAt: null });
const newcomers = pairVectors
  .slice(-runs(100))
  .map(({ newcomer }, i) => ({ ...newcomer, id: `newcomer-${i}`, waitingSince: '2026-12-01T00:00:00Z' }));
const tablesOf = (newcomer: (typeof newcomers)[number]) =>
  createTables(columns, readyNewcomer(newcomer, setting), setting);

/** The gates that are looked up, of whoever stands at a position. */
const gatesAt = ({ status, person, modalities, pathways, languages, month, load }: Tables, at: number) => {
  const { numbers } = columns;
  return [
    status.gates[numbers.status[at]!]!,
    person.gates[numbers.person[at]!]!,
    modalities.gatesNextDoor[numbers.modalities[at]!]!,
    pathways.gates[numbers.pathways[at]!]!,
    languages.gates[numbers.languages[at]!]!,
    month.gates[numbers.month[at]!]!,
    load.gates[numbers.load[at]!]!,
  ];
};
const positionsIn = (words: Uint32Array): number[] =>
  Array.from({ length: 32 * words.length }, (_, at) => at).filter(
    (at) => ((words[at >> 5]! >>> (at & 31)) & 1) === 1,
  );

describe('createOpenPositions()', () => {
  it('finds for one newcomer after the other just those whom no looked-up gate stops', () => {
    const openTo = createOpenPositions(columns);
    let found = 0;
    for (const newcomer of [...newcomers, ...newcomers]) {
      const tables = tablesOf(newcomer);
      const open = openTo(tables);
      expect(open).toHaveLength(wordsFor(columns.size));
      const expected = Array.from({ length: columns.size }, (_, at) => at).filter((at) =>
        gatesAt(tables, at).every((gates) => gates === 0),
      );
      expect(positionsIn(open)).toEqual(expected);
      found += expected.length;
    }
    expect(found).toBeGreaterThan(runs(500));
  });

  it.each(['status', 'person', 'modalities', 'pathways', 'languages', 'month', 'load'] as const)(
    'asks the gates about %s, and works out once who passes them',
    (facet) => {
      const numbers = Object.fromEntries(
        ['status', 'person', 'modalities', 'pathways', 'languages', 'month', 'load'].map((name) => [
          name,
          Uint8Array.of(0, 1, 1),
        ]),
      ) as unknown as typeof columns.numbers;
      const passed = { gates: Uint32Array.of(0, 0), gatesNextDoor: Uint32Array.of(0, 0) };
      const failed = Uint32Array.of(4, 0);
      const tables = Object.fromEntries(
        ['status', 'person', 'modalities', 'pathways', 'languages', 'month', 'load'].map((name) => [
          name,
          name === facet ? { gates: failed, gatesNextDoor: failed } : passed,
        ]),
      ) as unknown as Tables;
      const openTo = createOpenPositions({ size: 3, numbers });
      expect(positionsIn(openTo(tables))).toEqual([1, 2]);
      // What was worked out is not read again.
      failed[1] = 4;
      expect(positionsIn(openTo(tables))).toEqual([1, 2]);
    },
  );
});
