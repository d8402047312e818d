import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowsOf } from '#shared/matching/graph-rows.ts';
import { place } from '#shared/matching/holding.ts';
import { keepAll } from '#shared/matching/kept-pairs.ts';
import { type Choice, choose, openMarket, worthOf } from '#shared/matching/market.ts';
import { runs } from '#test/support/runs.ts';

/** Rows of what each pair is worth, 0 where it is not possible; counts how often rows are read. */
const openFor = (values: readonly (readonly number[])[], options: Parameters<typeof openMarket>[1] = {}) => {
  const graph = keepAll(values.length, Array(values[0]!.length).fill(1), (i, pair) => {
    values[i]!.forEach((value, j) => {
      if (value > 0) pair(j, value);
    });
  });
  const pairs = rowsOf(graph);
  const told = { reads: 0 };
  const read: typeof pairs.rows.read = (...asked) => {
    told.reads += 1;
    pairs.rows.read(...asked);
  };
  return { market: openMarket({ ...pairs, rows: { ...pairs.rows, read } }, options), told };
};
const chosenBy = (market: ReturnType<typeof openMarket>, newcomer: number): Choice => {
  const choice = { mentor: 7, net: 7, second: 7 };
  choose(market, newcomer, choice);
  return choice;
};

describe('openMarket()', () => {
  it('opens with nobody who has anybody, and all free', () => {
    const { market } = openFor([[3, 4]]);
    expect([...market.price]).toEqual([0, 0]);
    expect([...market.holding.mentorOf]).toEqual([-1]);
    place(market.holding, 0, 1);
    expect([...market.holding.count]).toEqual([0, 1]);
  });

  it('opens at prices of its own if it is given some', () => {
    const price = Float64Array.of(2, 1);
    const { market } = openFor([[3, 4]], { price });
    market.price[0] = 9;
    expect([[...market.price], [...price]]).toEqual([
      [9, 1],
      [2, 1],
    ]);
  });
});

describe('choose()', () => {
  it('finds the best and what the second best leaves, whatever prices rose meanwhile and however short the list', () => {
    const row = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(
        row,
        fc.integer({ min: 1, max: 10 }),
        fc.array(fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 8, maxLength: 8 }), { maxLength: 6 }),
        (values, listLength, rises) => {
          const { market } = openFor([values, Array(8).fill(0)], { listLength });
          for (const rise of [Array(8).fill(0), ...rises]) {
            rise.forEach((more, j) => {
              market.price[j]! += more;
            });
            const nets = values.map((value, j) => (value > 0 ? value - market.price[j]! : 0));
            const [best = 0, second = 0] = nets.filter((net) => net > 0).sort((a, b) => b - a);
            const choice = chosenBy(market, 0);
            expect(choice.net).toBe(best);
            if (best === 0) expect(choice.mentor).toBe(-1);
            else expect(nets[choice.mentor]).toBe(best);
            // With room for one alone, what is left out is worth no more than the one that is in.
            if (listLength > 1) expect(choice.second).toBe(second);
            if (best > 0) expect(worthOf(market, 0, choice.mentor)).toBe(best);
          }
          expect(chosenBy(market, 1)).toEqual({ mentor: -1, net: 0, second: 0 });
        },
      ),
      { numRuns: runs(500) },
    );
  });

  it('keeps apart the best and the second, in whichever order they stand', () => {
    for (const values of [
      [5, 9, 7],
      [9, 7, 5],
      [7, 5, 9],
      [5, 7, 9],
    ]) {
      const { market } = openFor([values]);
      expect(chosenBy(market, 0)).toEqual({ mentor: values.indexOf(9), net: 9, second: 7 });
      expect(values.map((_, j) => worthOf(market, 0, j))).toEqual(values);
    }
  });

  it('reads a row once, and again only when its list can no longer tell', () => {
    const { market, told } = openFor([[9, 8, 7, 2, 1]], { listLength: 3 });
    expect(chosenBy(market, 0)).toEqual({ mentor: 0, net: 9, second: 8 });
    market.price[0] = 1;
    expect(chosenBy(market, 0)).toEqual({ mentor: 0, net: 8, second: 8 });
    expect(told.reads).toBe(1);
    market.price[0] = 4;
    expect(chosenBy(market, 0)).toEqual({ mentor: 1, net: 8, second: 7 });
    expect(told.reads).toBe(1);
    market.price[1] = 5;
    expect(chosenBy(market, 0)).toEqual({ mentor: 2, net: 7, second: 5 });
    expect(told.reads).toBe(2);
  });
});

describe('worthOf()', () => {
  it('is what a mentor on the list leaves, and 0 for one who is not on it', () => {
    const { market } = openFor(
      [
        [9, 8, 1],
        [1, 2, 3],
      ],
      { listLength: 2 },
    );
    chosenBy(market, 0);
    chosenBy(market, 1);
    market.price.set([4, 3, 1]);
    expect([0, 1, 2].map((j) => worthOf(market, 0, j))).toEqual([5, 5, 0]);
    expect([0, 1, 2].map((j) => worthOf(market, 1, j))).toEqual([0, -1, 2]);
  });
});
