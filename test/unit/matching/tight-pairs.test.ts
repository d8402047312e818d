import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keepAll } from '#shared/matching/kept-pairs.ts';
import { tightPairsOf } from '#shared/matching/tight-pairs.ts';
import { runs } from '#test/support/runs.ts';

const amount = fc.integer({ min: 0, max: 3 });
const rounds = fc
  .record({ newcomers: fc.integer({ min: 0, max: 6 }), mentors: fc.integer({ min: 1, max: 6 }) })
  .chain(({ newcomers, mentors }) =>
    fc.record({
      /** What each pair is worth; 0 where it is not possible. */
      values: fc.array(fc.array(amount, { minLength: mentors, maxLength: mentors }), {
        minLength: newcomers,
        maxLength: newcomers,
      }),
      price: fc.array(amount, { minLength: mentors, maxLength: mentors }),
      utility: fc.array(amount, { minLength: newcomers, maxLength: newcomers }),
    }),
  );

describe('tightPairsOf()', () => {
  it('finds, as rows and as columns, the pairs whose utility and price add up to their value', () => {
    fc.assert(
      fc.property(rounds, ({ values, price, utility }) => {
        const mentors = price.length;
        const graph = keepAll(values.length, Array(mentors).fill(1), (i, pair) => {
          values[i]!.forEach((value, j) => {
            if (value > 0) pair(j, value);
          });
        });
        const tight = tightPairsOf(graph, {
          price: Float64Array.from(price),
          utility: Float64Array.from(utility),
        });
        const isTight = (i: number, j: number) =>
          values[i]![j]! > 0 && utility[i]! + price[j]! === values[i]![j];
        const [is, js] = [[...values.keys()], [...price.keys()]];
        expect([tight.newcomers, tight.mentors]).toEqual([values.length, mentors]);
        expect(is.map((i) => [...tight.mentor.subarray(tight.rowStart[i], tight.rowStart[i + 1])])).toEqual(
          is.map((i) => js.filter((j) => isTight(i, j))),
        );
        expect(
          js.map((j) => [...tight.newcomer.subarray(tight.columnStart[j], tight.columnStart[j + 1])]),
        ).toEqual(js.map((j) => is.filter((i) => isTight(i, j))));
      }),
      { numRuns: runs(400) },
    );
  });
});
