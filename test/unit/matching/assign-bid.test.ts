import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bid } from '#shared/matching/assign-bid.ts';
import { rowsOf } from '#shared/matching/graph-rows.ts';
import { keepAll } from '#shared/matching/kept-pairs.ts';
import { type Market, openMarket } from '#shared/matching/market.ts';
import { runs } from '#test/support/runs.ts';

type Values = readonly (readonly number[])[];
const rounds = fc
  .record({ newcomers: fc.integer({ min: 1, max: 12 }), mentors: fc.integer({ min: 1, max: 6 }) })
  .chain(({ newcomers, mentors }) =>
    fc.record({
      values: fc.array(
        fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 900 })), {
          minLength: mentors,
          maxLength: mentors,
        }),
        { minLength: newcomers, maxLength: newcomers },
      ),
      capacities: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: mentors, maxLength: mentors }),
      guess: fc.array(fc.integer({ min: 0, max: 600 }), { minLength: mentors, maxLength: mentors }),
    }),
  );
const marketOf = (values: Values, capacities: readonly number[], guess?: readonly number[]): Market =>
  openMarket(
    rowsOf(
      keepAll(values.length, capacities, (i, pair) => {
        values[i]!.forEach((value, j) => {
          if (value > 0) pair(j, value);
        });
      }),
    ),
    { price: guess && Float64Array.from(guess) },
  );
/** By how much somebody could be better off elsewhere, at most; and whether anybody goes without though they need not. */
const regretIn = ({ holding, price }: Market, values: Values): number =>
  Math.max(
    ...values.map((row, i) => {
      const nets = row.map((value, j) => (value > 0 ? value - price[j]! : 0));
      const j = holding.mentorOf[i]!;
      return Math.max(0, ...nets) - (j < 0 ? 0 : row[j]! - price[j]!);
    }),
  );
const expectSound = ({ holding, price }: Market, values: Values, capacities: readonly number[]) => {
  expect(Math.min(...price)).toBeGreaterThanOrEqual(0);
  capacities.forEach((places, j) => {
    const held = [...holding.mentorOf].filter((mentor) => mentor === j).length;
    expect(holding.count[j]).toBe(held);
    expect(held).toBeLessThanOrEqual(places);
  });
  holding.mentorOf.forEach((j, i) => {
    if (j >= 0) expect(values[i]![j]).toBeGreaterThan(0);
  });
};

describe('bid()', () => {
  it('leaves everybody within a quarter of the best for them, whatever was guessed', () => {
    fc.assert(
      fc.property(rounds, fc.boolean(), ({ values, capacities, guess }, isGuessed) => {
        const market = marketOf(values, capacities, isGuessed ? guess : undefined);
        bid(market);
        expectSound(market, values, capacities);
        expect(regretIn(market, values)).toBeLessThanOrEqual(0.25);
        expect(market.price.every((each) => Number.isInteger(4 * each))).toBe(true);
      }),
      { numRuns: runs(300) },
    );
  });

  it('leaves a mentor with room at no more than the guess, and who asks more than that full', () => {
    fc.assert(
      fc.property(rounds, ({ values, capacities }) => {
        const market = marketOf(values, capacities);
        bid(market, { wrongBy: 0.5 });
        capacities.forEach((places, j) => {
          if (market.holding.count[j]! < places) expect(market.price[j]).toBe(0);
        });
      }),
      { numRuns: runs(100) },
    );
  });

  it('stops at the step that is fine enough', () => {
    fc.assert(
      fc.property(rounds, fc.constantFrom(1, 8, 64), ({ values, capacities }, roughly) => {
        const market = marketOf(values, capacities);
        bid(market, { wrongBy: 512, roughly });
        expectSound(market, values, capacities);
        expect(regretIn(market, values)).toBeLessThanOrEqual(roughly);
        expect(market.price.every((each) => Number.isInteger(each))).toBe(true);
      }),
      { numRuns: runs(200) },
    );
  });

  it('bids not at all where prices are said to be right', () => {
    const market = marketOf([[5, 3]], [1, 1], [1, 0]);
    bid(market, { wrongBy: 0.25 });
    expect([...market.holding.mentorOf, ...market.price]).toEqual([-1, 1, 0]);
  });

  it('lets whoever offers most have a place that many want, at what the next would give', () => {
    const values = [[500], [900], [700], [100]];
    const market = marketOf(values, [2]);
    bid(market);
    expect([...market.holding.mentorOf]).toEqual([-1, 0, 0, -1]);
    expect(market.price[0]).toBeGreaterThanOrEqual(500);
    expect(market.price[0]).toBeLessThanOrEqual(700.25);
  });

  it('bids in whole numbers where quarters of a total would not be exact', () => {
    const great = 2 ** 29;
    const values = Array.from({ length: 2 }, (_, i) => [great + i, great - i]);
    const pairs = marketOf(values, [1, 1]).rows;
    const market = openMarket({ ...pairs, totalMaximum: 2 ** 50 });
    bid(market);
    expect(market.price.every((each) => Number.isInteger(each))).toBe(true);
    expect([...market.holding.mentorOf].toSorted()).toEqual([0, 1]);
    expect(regretIn(market, values)).toBeLessThanOrEqual(1);
  });
});
