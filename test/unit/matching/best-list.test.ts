import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBestList, offer } from '#shared/matching/best-list.ts';
import { runs } from '#test/support/runs.ts';

type Pair = { partner: number; value: number; net: number };

/** Few amounts, so that equal ones are common. */
const pairs = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: -12, max: 12 })), { maxLength: 40 })
  .map((list) => list.map(([value, net], partner): Pair => ({ partner, value, net })));

/** A list that was offered each pair that is above its `least`, as its callers do. */
const offerAll = (list: readonly Pair[], length: number) => {
  const best = createBestList(length);
  for (const { partner, value, net } of list) if (net > best.least) offer(best, partner, value, net);
  return best;
};

const keptBy = ({ partner, value, net, size }: ReturnType<typeof createBestList>): Pair[] =>
  Array.from({ length: size }, (_, e) => ({ partner: partner[e]!, value: value[e]!, net: net[e]! }));

describe('offer()', () => {
  it('keeps the best by net worth, each with its partner and its value', () => {
    fc.assert(
      fc.property(pairs, fc.integer({ min: 1, max: 9 }), (list, length) => {
        const kept = keptBy(offerAll(list, length));
        const nets = (some: readonly Pair[]) => some.map(({ net }) => net).sort((a, b) => b - a);
        expect(nets(kept)).toEqual(nets(list).slice(0, length));
        for (const pair of kept) expect(pair).toEqual(list[pair.partner]);
        expect(new Set(kept.map(({ partner }) => partner)).size).toBe(kept.length);
      }),
      { numRuns: runs(600) },
    );
  });

  it('asks of the next one to be worth more than the least that it keeps, once it is full', () => {
    fc.assert(
      fc.property(pairs, fc.integer({ min: 1, max: 9 }), (list, length) => {
        const best = offerAll(list, length);
        const nets = keptBy(best).map(({ net }) => net);
        expect(best.least).toBe(list.length < length ? Number.NEGATIVE_INFINITY : Math.min(...nets));
      }),
      { numRuns: runs(600) },
    );
  });

  it('keeps those that are worth less than nothing too, as long as there is room', () => {
    const best = createBestList(3);
    expect([best.size, best.least]).toEqual([0, Number.NEGATIVE_INFINITY]);
    for (const net of [-5, -9, -7]) offer(best, -net, 1, net);
    expect([...best.partner].sort()).toEqual([5, 7, 9]);
    expect(best.least).toBe(-9);
  });

  it('lets the worst go again and again, whatever the order in which better ones come', () => {
    const length = 31;
    const list = Array.from({ length: 600 }, (_, i): Pair => {
      const net = (i * 7919) % 601;
      return { partner: i, value: net + 3, net };
    });
    const kept = keptBy(offerAll(list, length));
    expect(kept.map(({ net }) => net).sort((a, b) => b - a)).toEqual(
      list
        .map(({ net }) => net)
        .sort((a, b) => b - a)
        .slice(0, length),
    );
    for (const pair of kept) expect(pair).toEqual(list[pair.partner]);
  });

  it('does not look at what stands in room that it has beyond its length', () => {
    fc.assert(
      fc.property(pairs, fc.integer({ min: 1, max: 6 }), (list, length) => {
        // As short lists do: one list with room for many, used again for fewer.
        const best = createBestList(9);
        for (let i = 0; i < 9; i += 1) offer(best, 100 + i, 0, -50 - i);
        Object.assign(best, { size: 0, length, least: Number.NEGATIVE_INFINITY });
        for (const { partner, value, net } of list) if (net > best.least) offer(best, partner, value, net);
        const nets = keptBy(best).map(({ net }) => net);
        expect(nets.sort((a, b) => b - a)).toEqual(
          list
            .map(({ net }) => net)
            .sort((a, b) => b - a)
            .slice(0, length),
        );
      }),
      { numRuns: runs(600) },
    );
  });

  it('knows its least at any length and after any beginning', () => {
    // All orders of five, into lists of two to five.
    const orders = (some: readonly number[]): number[][] =>
      some.length === 0
        ? [[]]
        : some.flatMap((each) =>
            orders(some.filter((other) => other !== each)).map((rest) => [each, ...rest]),
          );
    for (const nets of orders([1, 2, 3, 4, 5, 6])) {
      for (const length of [3, 4, 5]) {
        const best = createBestList(length);
        nets.forEach((net, partner) => {
          if (net > best.least) offer(best, partner, 0, net);
          const least = nets
            .slice(0, partner + 1)
            .sort((a, b) => b - a)
            .at(length - 1);
          expect(best.least).toBe(least ?? Number.NEGATIVE_INFINITY);
        });
      }
    }
  });
});
