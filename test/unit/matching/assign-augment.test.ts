import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAugment, releaseMisplaced } from '#shared/matching/assign-augment.ts';
import { rowsOf } from '#shared/matching/graph-rows.ts';
import { place } from '#shared/matching/holding.ts';
import { assign } from '#shared/matching/index.ts';
import { keepAll } from '#shared/matching/kept-pairs.ts';
import { type Market, openMarket } from '#shared/matching/market.ts';

type Round = { values: number[][]; capacities: number[]; listLength: number };

const rounds = (valueMax: number): fc.Arbitrary<Round> =>
  fc
    .record({ newcomers: fc.integer({ min: 1, max: 9 }), mentors: fc.integer({ min: 1, max: 7 }) })
    .chain(({ newcomers, mentors }) =>
      fc.record({
        values: fc.array(
          fc.array(fc.integer({ min: 0, max: valueMax }), { minLength: mentors, maxLength: mentors }),
          { minLength: newcomers, maxLength: newcomers },
        ),
        capacities: fc.array(fc.integer({ min: 1, max: 2 }), { minLength: mentors, maxLength: mentors }),
        listLength: fc.integer({ min: 1, max: 3 }),
      }),
    );

const open = ({ values, capacities, listLength }: Round): Market =>
  openMarket(
    rowsOf(
      keepAll(values.length, capacities, (i, pair) => {
        values[i]!.forEach((value, j) => {
          if (value > 0) pair(j, value);
        });
      }),
    ),
    { listLength },
  );

const totalOf = ({ values, capacities }: Round): number => {
  const triples = values.flatMap((row, i) =>
    row.flatMap((value, j) => (value > 0 ? [[i, j, value] as const] : [])),
  );
  const [newcomer, mentor, value] = [0, 1, 2].map((at) => triples.map((triple) => triple[at]!));
  return assign({
    newcomers: values.length,
    capacities,
    edges: { newcomer: newcomer!, mentor: mentor!, value: value! },
  }).total;
};

/** That nobody could do better at these prices, and whoever is still to come in is alone in having less. */
const expectBalanced = (
  { values }: Round,
  { holding, price, rows }: Market,
  utility: Float64Array,
  isIn: (i: number) => boolean,
) => {
  expect(Math.min(0, ...price, ...utility)).toBe(0);
  values.forEach((row, i) => {
    const chosen = holding.mentorOf[i]!;
    row.forEach((value, j) => {
      if (value === 0) return;
      expect(utility[i]! + price[j]!).toBeGreaterThanOrEqual(value);
      if (j === chosen) expect(utility[i]! + price[j]!).toBe(value);
    });
    if (chosen < 0 && isIn(i)) expect(utility[i]).toBe(0);
  });
  holding.count.forEach((count, j) => {
    expect(count).toBe(holding.mentorOf.filter((mentor) => mentor === j).length);
    expect(count).toBeLessThanOrEqual(rows.places[j]!);
    if (price[j]! > 0) expect(count).toBe(rows.places[j]);
  });
};

describe('createAugment()', () => {
  it.each([
    ['few values', 3],
    ['many values', 500],
  ])(
    'brings in one newcomer after the other, without a bid, and is never off the best: %s',
    (_of, valueMax) => {
      fc.assert(
        fc.property(rounds(valueMax), (round) => {
          const market = open(round);
          const { utility, left } = releaseMisplaced(market);
          expect(left).toEqual([...round.values.keys()].filter((i) => Math.max(...round.values[i]!) > 0));
          expect([...utility]).toEqual(round.values.map((row) => Math.max(...row)));
          const augment = createAugment(market, utility);
          left.forEach((newcomer, at) => {
            augment(newcomer);
            const brought = new Set(left.slice(0, at + 1));
            expectBalanced(round, market, utility, (i) => brought.has(i));
          });
          const total = [...market.holding.mentorOf].reduce(
            (sum, mentor, i) => sum + (mentor < 0 ? 0 : round.values[i]![mentor]!),
            0,
          );
          expect(total).toBe(totalOf(round));
        }),
        { numRuns: 150 },
      );
    },
  );

  it('moves others along to a free place, however long the chain and short the lists', () => {
    const round = {
      values: [
        [90, 80, 0, 0, 0],
        [0, 90, 80, 0, 0],
        [0, 0, 90, 80, 0],
        [0, 0, 0, 90, 80],
        [90, 0, 0, 0, 0],
      ],
      capacities: [1, 1, 1, 1, 1],
      listLength: 1,
    };
    const market = open(round);
    const { utility, left } = releaseMisplaced(market);
    const augment = createAugment(market, utility);
    for (const newcomer of left) augment(newcomer);
    expect([...market.holding.mentorOf]).toEqual([1, 2, 3, 4, 0]);
    expectBalanced(round, market, utility, () => true);
  });

  it('lets somebody go who loses less than whoever comes in would gain', () => {
    const round = { values: [[50], [70], [60]], capacities: [2], listLength: 1 };
    const market = open(round);
    const { utility, left } = releaseMisplaced(market);
    const augment = createAugment(market, utility);
    for (const newcomer of left) augment(newcomer);
    expect([[...market.holding.mentorOf], [...market.price]]).toEqual([[-1, 0, 0], [50]]);
    expect([...utility]).toEqual([0, 20, 10]);
  });
});

describe('releaseMisplaced()', () => {
  it('lets go who would be better off elsewhere, and nobody else, and says who is to come in', () => {
    const round = {
      values: [
        [9, 8],
        [9, 8],
        [0, 3],
        [2, 0],
      ],
      capacities: [2, 2],
      listLength: 2,
    };
    const market = open(round);
    place(market.holding, 0, 0);
    place(market.holding, 1, 1);
    market.price.set([1, 0]);
    // At these prices 0 and 1 have 8 of either mentor; 2 has nobody, and 3 would have 1.
    expect(releaseMisplaced(market)).toEqual({ utility: Float64Array.of(8, 8, 3, 1), left: [2, 3] });
    expect([...market.holding.mentorOf]).toEqual([0, 1, -1, -1]);
    market.price.set([0, 3]);
    expect(releaseMisplaced(market)).toEqual({ utility: Float64Array.of(9, 9, 0, 2), left: [1, 3] });
    expect([...market.holding.mentorOf]).toEqual([0, -1, -1, -1]);
  });
});
