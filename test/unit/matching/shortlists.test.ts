import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowsOf } from '#shared/matching/graph-rows.ts';
import { keepAll } from '#shared/matching/kept-pairs.ts';
import { createShortlists, type Pairs, raiseRests, type Shortlists } from '#shared/matching/shortlists.ts';
import { runs } from '#test/support/runs.ts';

type Values = readonly (readonly number[])[];
const pairsOf = (values: Values) =>
  rowsOf(
    keepAll(
      values.length,
      values[0]!.map(() => 1),
      (i, pair) => {
        values[i]!.forEach((value, j) => {
          if (value > 0) pair(j, value);
        });
      },
    ),
  );
const listed = ({ start, size, partner, value }: Shortlists, owner: number): [number, number][] =>
  Array.from({ length: size[owner]! }, (_, e): [number, number] => [
    partner[start[owner]! + e]!,
    value[start[owner]! + e]!,
  ]).sort(([a], [b]) => a - b);
/** The most that a pair outside an owner's list is worth at these costs. */
const mostOutside = ({ all }: Pairs, lists: Shortlists, owner: number, cost: Float64Array): number => {
  const inside = new Set(listed(lists, owner).map(([partner]) => partner));
  const { partner, value } = all(owner);
  const nets = Array.from(partner, (each, e) =>
    inside.has(each) ? Number.NEGATIVE_INFINITY : value[e]! - cost[each]!,
  );
  return Math.max(Number.NEGATIVE_INFINITY, ...nets);
};
const matrix = (length: number, max: number) =>
  fc.array(fc.array(fc.integer({ min: 0, max }), { minLength: length, maxLength: length }), {
    minLength: length,
    maxLength: length,
  });
const costs = (length: number, max: number) =>
  fc.array(fc.integer({ min: 0, max }), { minLength: length, maxLength: length });

describe('createShortlists()', () => {
  it('knows nothing of what anybody has, until it is filled', () => {
    const lists = createShortlists(pairsOf([[3, 2]]).rows, 1);
    expect([lists.size[0], lists.rest[0]]).toEqual([0, Number.POSITIVE_INFINITY]);
  });

  it('holds the best at the costs of the time, and what bounds all others, for whoever is asked and however long', () => {
    fc.assert(
      fc.property(
        matrix(8, 9),
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.tuple(fc.nat(7), fc.boolean(), costs(8, 5)), { minLength: 1, maxLength: 14 }),
        (values, firstLength, steps) => {
          const { rows } = pairsOf(values);
          const lists = createShortlists(rows, firstLength);
          const expected = values.map((): [number, number][] => []);
          const lengths = values.map(() => 0);
          for (const [owner, longer, at] of steps) {
            const cost = Float64Array.from(at);
            lists[longer ? 'lengthen' : 'refill'](owner, cost);
            const nets = values[owner]!.flatMap((value, j) => (value > 0 ? [value - cost[j]!] : [])).sort(
              (a, b) => b - a,
            );
            const length = longer
              ? Math.max(firstLength, 4 * lengths[owner]!)
              : Math.max(firstLength, lengths[owner]!);
            // Room is made only for what is there.
            if (Math.min(length, nets.length) > lengths[owner]!) lengths[owner] = length;
            expected[owner] = listed(lists, owner);
            const held = expected[owner]!.map(([j, value]) => value - cost[j]!).sort((a, b) => b - a);
            expect(held).toEqual(nets.slice(0, length));
            for (const [j, value] of expected[owner]!) expect(values[owner]![j]).toBe(value);
            expect(lists.rest[owner]).toBe(nets.length < length ? Number.NEGATIVE_INFINITY : held.at(-1));
            // Nobody else's list has changed.
            for (const i of values.keys()) expect(listed(lists, i)).toEqual(expected[i]);
          }
        },
      ),
      { numRuns: runs(400) },
    );
  });

  it('gives sixteen to begin with, and four times as many when it is lengthened', () => {
    const { rows } = pairsOf([Array.from({ length: 200 }, (_, j) => 1 + j)]);
    const lists = createShortlists(rows);
    const cost = new Float64Array(200);
    lists.refill(0, cost);
    expect(lists.size[0]).toBe(16);
    lists.lengthen(0, cost);
    expect(lists.size[0]).toBe(64);
    lists.refill(0, cost);
    expect([lists.size[0], lists.rest[0]]).toEqual([64, 137]);
    lists.lengthen(0, cost);
    expect([lists.size[0], lists.rest[0]]).toEqual([200, Number.NEGATIVE_INFINITY]);
  });
});

describe('raiseRests()', () => {
  it('keeps every bound right after people of the other side have come to cost less, with a reach or without', () => {
    fc.assert(
      fc.property(
        matrix(7, 30),
        fc.integer({ min: 1, max: 3 }),
        costs(7, 12),
        costs(7, 12),
        costs(7, 6),
        fc.constantFrom(undefined, 0, 2, 5),
        (values, firstLength, prices, utilities, falls, reach) => {
          const pairs = pairsOf(values);
          const price = Float64Array.from(prices);
          // A pair is worth no more than both sides have, as under prices that prove an optimum.
          const utility = Float64Array.from(utilities, (each, i) =>
            Math.max(each, ...values[i]!.map((value, j) => value - Math.max(0, price[j]! - falls[j]!))),
          );
          const lists = {
            rows: createShortlists(pairs.rows, firstLength),
            columns: createShortlists(pairs.columns, firstLength),
          };
          for (const i of values.keys()) lists.rows.refill(i, price);
          for (const j of values.keys()) lists.columns.refill(j, utility);
          const newcomers = { pairs: pairs.rows, lists: lists.rows, cost: utility, before: utility.slice() };
          const mentors = { pairs: pairs.columns, lists: lists.columns, cost: price, before: price.slice() };
          falls.forEach((fall, j) => {
            price[j] = Math.max(0, price[j]! - fall);
          });
          raiseRests(newcomers, mentors, reach);
          for (const i of values.keys())
            expect(mostOutside(pairs.rows, lists.rows, i, price)).toBeLessThanOrEqual(lists.rows.rest[i]!);
        },
      ),
      { numRuns: runs(600) },
    );
  });

  /** Two newcomers with lists of one, and three mentors. */
  const setUp = () => {
    const pairs = pairsOf([
      [20, 15, 10],
      [20, 14, 2],
    ]);
    const [price, utility] = [Float64Array.of(8, 6, 4), Float64Array.of(12, 12)];
    const lists = { rows: createShortlists(pairs.rows, 1), columns: createShortlists(pairs.columns, 1) };
    for (const i of [0, 1]) lists.rows.refill(i, price);
    for (const j of [0, 1, 2]) lists.columns.refill(j, utility);
    return {
      newcomers: { pairs: pairs.rows, lists: lists.rows, cost: utility, before: utility.slice() },
      mentors: { pairs: pairs.columns, lists: lists.columns, cost: price, before: price.slice() },
      price,
      rest: lists.rows.rest,
    };
  };

  it('leaves bounds alone where nobody costs less, or only who is on the list, or what is out is worth less still', () => {
    const { newcomers, mentors, price, rest } = setUp();
    expect([...rest]).toEqual([12, 12]);
    raiseRests(newcomers, mentors);
    price[0] = 5;
    price[2] = 9;
    raiseRests(newcomers, mentors);
    expect([...rest]).toEqual([12, 12]);
    price[1] = 3;
    raiseRests(newcomers, mentors);
    expect([...rest]).toEqual([12, 12]);
  });

  it('raises a bound to what a pair outside has come to be worth', () => {
    const { newcomers, mentors, price, rest } = setUp();
    price[1] = 1;
    raiseRests(newcomers, mentors);
    expect([...rest]).toEqual([14, 13]);
  });

  it('leaves a bound alone where the list is all there is', () => {
    const { newcomers, mentors, price, rest } = setUp();
    rest[1] = Number.NEGATIVE_INFINITY;
    price[0] = 0;
    raiseRests(newcomers, mentors, 0);
    expect(rest[1]).toBe(Number.NEGATIVE_INFINITY);
  });

  /** Three newcomers with lists of one, two mentors with lists of two; notes of which mentors every pair is read. */
  const setUpReach = () => {
    const pairs = pairsOf([
      [20, 5],
      [18, 15],
      [4, 5],
    ]);
    const [price, utility] = [Float64Array.of(8, 0), Float64Array.of(19, 16, 5)];
    const lists = { rows: createShortlists(pairs.rows, 1), columns: createShortlists(pairs.columns, 2) };
    for (const i of [0, 1, 2]) lists.rows.refill(i, price);
    for (const j of [0, 1]) lists.columns.refill(j, utility);
    const whole: number[] = [];
    const columns: Pairs = {
      ...pairs.columns,
      all: (mentor) => {
        whole.push(mentor);
        return pairs.columns.all(mentor);
      },
    };
    const newcomers = { pairs: pairs.rows, lists: lists.rows, cost: utility, before: utility.slice() };
    const mentors = { pairs: columns, lists: lists.columns, cost: price, before: price.slice() };
    expect([...lists.rows.rest]).toEqual([12, 15, 5]);
    expect([...lists.columns.rest]).toEqual([1, -1]);
    // From 8.
    price[0] = 2;
    return { newcomers, mentors, lists, whole };
  };

  it('looks at listed pairs alone where what is left out is out of reach, and bounds the others by the reach', () => {
    const { newcomers, mentors, lists, whole } = setUpReach();
    raiseRests(newcomers, mentors, 1);
    expect([whole, [...lists.rows.rest]]).toEqual([[], [18, 16, 5]]);
  });

  it('makes a list anew that no longer tells what is out of reach', () => {
    const { newcomers, mentors, lists, whole } = setUpReach();
    lists.columns.rest[0] = 40;
    lists.rows.rest[0] = Number.NEGATIVE_INFINITY;
    raiseRests(newcomers, mentors, 1);
    expect([whole, [...lists.rows.rest]]).toEqual([[], [Number.NEGATIVE_INFINITY, 16, 5]]);
    expect(lists.columns.rest[0]).toBe(1);
  });

  it('looks at every pair where what is left out may be within reach, or no reach is given', () => {
    for (const reach of [1.5, undefined]) {
      const { newcomers, mentors, lists, whole } = setUpReach();
      raiseRests(newcomers, mentors, reach);
      expect([whole, [...lists.rows.rest]]).toEqual([[0], [12, 16, 5]]);
    }
  });
});
