import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { solveAssignment } from '#shared/matching/assign-solve.ts';
import { estimatePrices, sampleOf } from '#shared/matching/estimate-prices.ts';
import { rowsOf } from '#shared/matching/graph-rows.ts';
import { keepAll, type ReadRow } from '#shared/matching/kept-pairs.ts';
import { runs } from '#test/support/runs.ts';

const rounds = fc
  .record({ newcomers: fc.integer({ min: 1, max: 12 }), mentors: fc.integer({ min: 1, max: 9 }) })
  .chain(({ newcomers, mentors }) =>
    fc.record({
      values: fc.array(
        fc.array(fc.integer({ min: 0, max: 60 }), { minLength: mentors, maxLength: mentors }),
        {
          minLength: newcomers,
          maxLength: newcomers,
        },
      ),
      capacities: fc.array(fc.integer({ min: 1, max: 2 }), { minLength: mentors, maxLength: mentors }),
      stride: fc.integer({ min: 1, max: 4 }),
    }),
  );
const reader =
  (values: readonly (readonly number[])[]): ReadRow =>
  (i, pair) => {
    values[i]!.forEach((value, j) => {
      if (value > 0) pair(j, value);
    });
  };

describe('sampleOf()', () => {
  it('is every newcomer whose number is a multiple of the stride', () => {
    expect(sampleOf(7, 3)).toEqual([0, 3, 6]);
    expect(sampleOf(6, 3)).toEqual([0, 3]);
    expect(sampleOf(2, 1)).toEqual([0, 1]);
    expect(sampleOf(0, 5)).toEqual([]);
  });
});

describe('estimatePrices()', () => {
  it('asks of each mentor what the sample would give beyond what they get of every so many mentors', () => {
    let asked = 0;
    fc.assert(
      fc.property(rounds, ({ values, capacities, stride }) => {
        const sample = sampleOf(values.length, stride);
        const price = estimatePrices(sample, capacities, { read: reader(values), stride });
        const few = capacities.filter((_, j) => j % stride === 0);
        const { utility } = solveAssignment(
          rowsOf(
            keepAll(
              sample.length,
              few,
              reader(sample.map((i) => values[i]!.filter((_, j) => j % stride === 0))),
            ),
          ),
        );
        const expected = capacities.map((_, j) =>
          Math.max(0, ...sample.map((i, s) => (values[i]![j]! > 0 ? values[i]![j]! - utility[s]! : 0))),
        );
        expect([...price]).toEqual(expected);
        asked += expected.filter((each) => each > 0).length;
      }),
      { numRuns: runs(300) },
    );
    expect(asked).toBeGreaterThan(runs(300));
  });

  it('gives prices that prove the optimum where the sample is everybody', () => {
    const values = [
      [10, 6],
      [9, 8],
      [4, 7],
    ];
    const price = estimatePrices([0, 1, 2], [1, 1], { read: reader(values), stride: 1 });
    const left = values.map((row) => Math.max(0, ...row.map((value, j) => value - price[j]!)));
    expect(price[0]! + price[1]! + left[0]! + left[1]! + left[2]!).toBe(18);
  });
});
