import { describe, expect, it } from 'vitest';
import { assign } from '#shared/matching/assign.ts';
import { guessPrices, roughPricesOf } from '#shared/matching/assign-dense.ts';
import type { DenseMatrix } from '#shared/matching/dense-matrix.ts';
import { densePairsOf } from '#shared/matching/dense-rows.ts';

/** Everybody with everybody; who is wanted by many is worth more to all. */
const matrixOf = (
  newcomers: number,
  mentors: number,
  places: number,
  { values = 2_000, popular = 0 } = {},
): DenseMatrix => {
  let state = newcomers * 31 + mentors;
  const number = (bound: number): number => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9;
    return ((state ^ (state >>> 13)) >>> 0) % bound;
  };
  const popularity = Array.from({ length: mentors }, () => number(popular + 1));
  return {
    newcomers,
    mentors,
    places: new Int32Array(mentors).fill(places),
    value: Int32Array.from(
      { length: newcomers * mentors },
      (_, at) => 1 + number(values) + popularity[at % mentors]!,
    ),
  };
};
/** What prices bound every total by. */
const dualOf = ({ newcomers, mentors, places, value }: DenseMatrix, price: Float64Array): number => {
  let dual = price.reduce((sum, each, j) => sum + each * places[j]!, 0);
  for (let i = 0; i < newcomers; i += 1) {
    const nets = Array.from(price, (each, j) => value[i * mentors + j]! - each);
    dual += Math.max(0, ...nets);
  }
  return dual;
};
const totalOf = ({ newcomers, mentors, places, value }: DenseMatrix): number => {
  const all = Array.from(value.keys());
  return assign({
    newcomers,
    capacities: places,
    edges: {
      newcomer: Int32Array.from(all, (at) => Math.floor(at / mentors)),
      mentor: Int32Array.from(all, (at) => at % mentors),
      value,
    },
  }).total;
};

describe('guessPrices()', () => {
  it('asks two thirds of what some newcomers would have of a mentor beyond the one who is wanted least', () => {
    for (const [newcomers, mentors, places] of [
      [3, 2, 1],
      [130, 12, 1],
      [200, 7, 3],
    ] as const) {
      const matrix = matrixOf(newcomers, mentors, places, { popular: 900 });
      const step = Math.max(1, Math.floor(newcomers / 64));
      const asked = [...Array(newcomers).keys()].filter((i) => i % step === 0);
      const sums = [...Array(mentors).keys()].map((j) =>
        asked.reduce((sum, i) => sum + matrix.value[i * mentors + j]!, 0),
      );
      const least = Math.min(...sums);
      expect([...guessPrices(matrix)]).toEqual(
        sums.map((sum) => Math.round(((2 / 3) * (sum - least)) / asked.length)),
      );
    }
  });

  it('asks nothing where not every place will be taken', () => {
    expect([...guessPrices(matrixOf(5, 3, 2, { popular: 90 }))]).toEqual([0, 0, 0]);
    expect(Math.max(...guessPrices(matrixOf(6, 3, 2, { popular: 90 })))).toBeGreaterThan(0);
  });
});

describe('roughPricesOf()', () => {
  it('says that prices may be wrong by a thirty-second of how much a list’s pairs differ, as a power of 2', () => {
    const matrix = matrixOf(50, 40, 1, { values: 9_000 });
    const best = [...Array(50).keys()].map((i) => Math.max(...matrix.value.subarray(i * 40, (i + 1) * 40)));
    const spread = best.reduce((sum, each) => sum + each, 0) / 50;
    const { wrongBy } = roughPricesOf(densePairsOf(matrix), new Float64Array(40));
    expect(wrongBy).toBe(2 ** Math.round(Math.log2(spread / 32)));
    const alike = matrixOf(50, 40, 1, { values: 3 });
    expect(roughPricesOf(densePairsOf(alike), new Float64Array(40)).wrongBy).toBe(1);
  });

  it.each([
    ['are scarce', 300, 260, 1, 0],
    ['are scarce, and some mentors are wanted by all', 300, 270, 1, 20_000],
    ['are just enough', 280, 280, 1, 0],
    ['are several', 560, 270, 2, 3_000],
  ] as const)(
    'bounds the total closer than the guess did, where places %s',
    (_are, newcomers, mentors, places, popular) => {
      const matrix = matrixOf(newcomers, mentors, places, { values: 20_000, popular });
      const guess = guessPrices(matrix);
      const { price } = roughPricesOf(densePairsOf(matrix), guess);
      expect(price).toHaveLength(mentors);
      expect(Math.min(...price)).toBeGreaterThanOrEqual(0);
      const total = totalOf(matrix);
      expect(dualOf(matrix, price)).toBeGreaterThanOrEqual(total);
      expect(dualOf(matrix, price) - total).toBeLessThan(0.8 * (dualOf(matrix, guess) - total));
    },
  );

  it('misses the total by less than it says for each newcomer, where places are just enough', () => {
    const matrix = matrixOf(280, 280, 1, { values: 20_000 });
    const { price, wrongBy } = roughPricesOf(densePairsOf(matrix), guessPrices(matrix));
    expect(dualOf(matrix, price) - totalOf(matrix)).toBeLessThan(280 * wrongBy);
  });
});
