import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBestList } from '#shared/matching/best-list.ts';
import { noPair, rowsOf } from '#shared/matching/graph-rows.ts';
import { keepAll } from '#shared/matching/kept-pairs.ts';
import type { Pairs } from '#shared/matching/shortlists.ts';
import { runs } from '#test/support/runs.ts';

const matrices = fc.integer({ min: 1, max: 7 }).chain((mentors) =>
  fc.array(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: mentors, maxLength: mentors }), {
    minLength: 1,
    maxLength: 7,
  }),
);
type Values = readonly (readonly number[])[];
const graphOf = (values: Values) =>
  keepAll(
    values.length,
    values[0]!.map((_, j) => 1 + j),
    (i, pair) => {
      values[i]!.forEach((value, j) => {
        if (value > 0) pair(j, value);
      });
    },
  );
const columnsOf = (values: Values): number[][] => values[0]!.map((_, j) => values.map((row) => row[j]!));
/** An owner's pairs as they are told, by rising partner. */
const told = ({ all }: Pairs, owner: number): [number, number][] => {
  const { partner, value } = all(owner);
  return Array.from(partner, (each, e) => [each, value[e]!]);
};
const pairsIn = (row: readonly number[]): [number, number][] =>
  row.flatMap((value, at): [number, number][] => (value !== 0 ? [[at, value]] : []));

describe('rowsOf()', () => {
  it('tells every pair of a newcomer, and of a mentor', () => {
    fc.assert(
      fc.property(matrices, (values) => {
        const graph = graphOf(values);
        const pairs = rowsOf(graph);
        expect([pairs.newcomers, pairs.mentors]).toEqual([values.length, values[0]!.length]);
        expect([pairs.rows.owners, pairs.columns.owners]).toEqual([values.length, values[0]!.length]);
        expect([pairs.places, pairs.totalMaximum]).toEqual([graph.places, graph.totalMaximum]);
        values.forEach((row, i) => {
          expect(told(pairs.rows, i)).toEqual(pairsIn(row));
        });
        columnsOf(values).forEach((column, j) => {
          expect(told(pairs.columns, j)).toEqual(pairsIn(column));
        });
      }),
      { numRuns: runs(200) },
    );
  });

  it('offers the best by value minus what the partner costs, to either side', () => {
    const costs = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 7, maxLength: 7 });
    fc.assert(
      fc.property(matrices, costs, fc.integer({ min: 1, max: 4 }), (values, all, length) => {
        const pairs = rowsOf(graphOf(values));
        const cost = Float64Array.from(all);
        for (const [side, lists] of [
          [pairs.rows, values],
          [pairs.columns, columnsOf(values)],
        ] as const) {
          lists.forEach((row, owner) => {
            const best = createBestList(length);
            side.read(owner, cost, best);
            const nets = pairsIn(row).map(([at, value]) => value - cost[at]!);
            expect([...best.net.subarray(0, best.size)].sort((a, b) => b - a)).toEqual(
              nets.sort((a, b) => b - a).slice(0, length),
            );
            for (let e = 0; e < best.size; e += 1) expect(row[best.partner[e]!]).toBe(best.value[e]);
          });
        }
      }),
      { numRuns: runs(300) },
    );
  });

  it('takes a pair out on both sides, once, whether columns were read before or after', () => {
    fc.assert(
      fc.property(
        matrices,
        fc.array(fc.tuple(fc.nat(6), fc.nat(6)), { maxLength: 12 }),
        fc.nat(12),
        (values, gone, readAt) => {
          const graph = graphOf(values);
          const pairs = rowsOf(graph);
          const left = values.map((row) => [...row]);
          gone.forEach(([i, j], step) => {
            if (step === readAt) told(pairs.columns, 0);
            if (i >= values.length || j >= values[0]!.length) return;
            expect(pairs.withdraw(i, j)).toBe(left[i]![j]! > 0);
            if (left[i]![j]! > 0) left[i]![j] = noPair;
          });
          left.forEach((row, i) => {
            expect(told(pairs.rows, i)).toEqual(pairsIn(row));
          });
          columnsOf(left).forEach((column, j) => {
            expect(told(pairs.columns, j)).toEqual(pairsIn(column));
          });
        },
      ),
      { numRuns: runs(400) },
    );
  });

  it('finds a pair anywhere in a long row to take it out, and none that is not there', () => {
    const values = [Array.from({ length: 40 }, (_, j) => (j % 3 === 1 ? 0 : 1 + j))];
    for (let j = 0; j < 40; j += 1) expect(rowsOf(graphOf(values)).withdraw(0, j)).toBe(j % 3 !== 1);
  });

  it('counts what is gone as worth less than nobody', () => {
    const pairs = rowsOf(graphOf([[4, 2]]));
    pairs.withdraw(0, 0);
    expect(told(pairs.rows, 0)).toEqual([
      [0, -1],
      [1, 2],
    ]);
  });
});
