import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBestList } from '#shared/matching/best-list.ts';
import type { DenseMatrix } from '#shared/matching/dense-matrix.ts';
import { readEveryPair } from '#shared/matching/dense-proof.ts';
import { denseListLength, densePairsOf } from '#shared/matching/dense-rows.ts';
import { runs } from '#test/support/runs.ts';

const matrixOf = (rows: readonly (readonly number[])[]): DenseMatrix => ({
  newcomers: rows.length,
  mentors: rows[0]!.length,
  places: new Int32Array(rows[0]!.length).fill(1),
  value: Int32Array.from(rows.flat()),
});

/** Rows and prices from a seed; so few values that many are equal, or many. */
const longRows = fc.record({
  mentors: fc.integer({ min: 240, max: 420 }),
  newcomers: fc.integer({ min: 1, max: 3 }),
  values: fc.constantFrom(1, 2, 5, 60, 4_000),
  prices: fc.constantFrom(1, 3, 500),
  seed: fc.integer(),
});
const drawn = ({
  mentors,
  newcomers,
  values,
  prices,
  seed,
}: typeof longRows extends fc.Arbitrary<infer T> ? T : never) => {
  let state = seed | 1;
  const number = (bound: number): number => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9;
    return ((state ^ (state >>> 13)) >>> 0) % bound;
  };
  return {
    rows: Array.from({ length: newcomers }, () => Array.from({ length: mentors }, () => 1 + number(values))),
    price: Float64Array.from({ length: mentors }, () => number(prices)),
  };
};

describe('a matrix’s rows', () => {
  it('list nothing but what is worth something, the best of it, and bound what stays outside', () => {
    fc.assert(
      fc.property(longRows, fc.constantFrom(2, 3, 8, 31, denseListLength, 500), (given, length) => {
        const { rows, price } = drawn(given);
        const pairs = densePairsOf(matrixOf(rows)).rows;
        rows.forEach((row, i) => {
          const list = createBestList(length);
          pairs.read(i, price, list);
          const listed = new Set(list.partner.subarray(0, list.size));
          expect(listed.size).toBe(list.size);
          expect(list.size).toBeLessThan(length);
          for (let e = 0; e < list.size; e += 1) {
            const j = list.partner[e]!;
            expect([list.value[e], list.net[e]]).toEqual([row[j], row[j]! - price[j]!]);
            expect(list.net[e]).toBeGreaterThanOrEqual(Math.max(list.least, Number.MIN_VALUE));
          }
          expect(list.least).toBeGreaterThanOrEqual(0);
          const outside = row.map((value, j) => (listed.has(j) ? 0 : value - price[j]!));
          expect(Math.max(...outside)).toBeLessThanOrEqual(list.least);
          if (list.least > 0 && length > 3) expect(list.size).toBeGreaterThanOrEqual(2);
        });
      }),
      { numRuns: runs(400) },
    );
  });

  it('keep the better half of a list that runs full, and of those who are equal no more than fit', () => {
    const { rows } = densePairsOf(matrixOf([[1, 9, 2, 8, 3, 7, 4, 6], Array(8).fill(5)]));
    const price = new Float64Array(8);
    const list = createBestList(4);
    rows.read(0, price, list);
    // 1, 9, 2 and 8 fill it: 9 and 8 stay, and only what is worth more than 8 gets in.
    expect([[...list.partner.subarray(0, list.size)], list.least]).toEqual([[1, 3], 8]);
    rows.read(1, price, list);
    expect([list.size, list.least]).toEqual([2, 5]);
    expect([...list.value.subarray(0, 2)]).toEqual([5, 5]);
  });

  it('begin with another mentor for each newcomer, so that not everybody lists the same', () => {
    const { rows } = densePairsOf(matrixOf(Array.from({ length: 4 }, () => Array(8).fill(5))));
    const price = new Float64Array(8);
    const firsts = [0, 1, 2, 3].map((i) => {
      const list = createBestList(4);
      rows.read(i, price, list);
      return [...list.partner.subarray(0, list.size)];
    });
    for (const [i, listed] of firsts.entries())
      for (const j of listed) expect(Math.floor(j / 2)).toBeGreaterThanOrEqual(i % 4);
    expect(new Set(firsts.map((listed) => listed.join(' '))).size).toBe(4);
  });

  it('write down few of a long row, and all of one that is to be listed whole', () => {
    const { rows: values, price } = drawn({ mentors: 400, newcomers: 1, values: 4_000, prices: 1, seed: 7 });
    const pairs = densePairsOf(matrixOf(values)).rows;
    const short = createBestList(denseListLength);
    pairs.read(0, price, short);
    expect(short.least).toBeGreaterThan(2_000);
    const whole = createBestList(denseListLength + 400);
    pairs.read(0, price, whole);
    expect([whole.size, whole.least]).toEqual([400, 0]);
  });

  it('are read once more without a sample where the sample finds too little', () => {
    // Only those whom the sample sees are worth much.
    const row = Array.from({ length: 256 }, (_, j) => (j % 16 === 0 ? 900 : 3));
    const row2 = row.map((value) => (value === 900 ? 900 : 0));
    const { rows } = densePairsOf(matrixOf([row, row2]));
    const list = createBestList(denseListLength);
    rows.read(0, new Float64Array(256), list);
    expect(list.size).toBeGreaterThanOrEqual(16);
    expect([...list.partner.subarray(0, list.size)].filter((j) => j % 16 === 0)).toHaveLength(16);
  });
});

describe('a matrix as pairs', () => {
  it('says who is in it, and what no total can pass', () => {
    const matrix = matrixOf([
      [4, 2],
      [1, 3],
      [5, 6],
    ]);
    const pairs = densePairsOf(matrix);
    expect(pairs).toMatchObject({ newcomers: 3, mentors: 2, totalMaximum: 3 * 2 ** 31 });
    expect(pairs.places).toBe(matrix.places);
    expect([pairs.rows.owners, pairs.columns.owners]).toEqual([3, 2]);
    expect(pairs.rows.all(2)).toEqual({ partner: Int32Array.of(0, 1), value: Int32Array.of(5, 6) });
    expect(pairs.columns.all(1)).toEqual({ partner: Int32Array.of(0, 1, 2), value: Int32Array.of(2, 3, 6) });
  });
});

describe('readEveryPair()', () => {
  it('finds what prices leave everybody at most, and the pairs that are worth just what somebody has', () => {
    const amounts = (length: number, max: number) =>
      fc.array(fc.integer({ min: 0, max }), { minLength: length, maxLength: length });
    fc.assert(
      fc.property(
        fc.array(amounts(9, 5), { minLength: 1, maxLength: 5 }),
        amounts(9, 12),
        amounts(5, 20),
        (rows, prices, utilities) => {
          // In quarters.
          const price = Float64Array.from(prices, (each) => each / 4);
          const utility = Float64Array.from(utilities.slice(0, rows.length), (each) => each / 4);
          const { bound, tight } = readEveryPair(matrixOf(rows), { price, utility });
          const nets = rows.map((row) =>
            row.map((value, j) => (value > 0 ? value - price[j]! : Number.NEGATIVE_INFINITY)),
          );
          expect(bound).toBe(nets.reduce((sum, row, i) => sum + Math.max(utility[i]!, ...row), 0));
          const listed = rows.map((_, i) => [
            ...tight.mentor.subarray(tight.rowStart[i], tight.rowStart[i + 1]),
          ]);
          expect(listed).toEqual(
            nets.map((row, i) => row.flatMap((net, j) => (net >= utility[i]! ? [j] : []))),
          );
          expect([tight.newcomers, tight.mentors]).toEqual([rows.length, 9]);
        },
      ),
      { numRuns: runs(600) },
    );
  });

  it('leaves nobody less than nothing', () => {
    const { bound, tight } = readEveryPair(matrixOf([[2, 0]]), {
      price: Float64Array.of(3, 0),
      utility: Float64Array.of(-1),
    });
    expect([bound, [...tight.mentor]]).toEqual([0, []]);
  });
});
