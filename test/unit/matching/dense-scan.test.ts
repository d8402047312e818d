import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createDenseScan, createPlainDenseScan } from '#shared/matching/dense-scan.ts';
import { runs } from '#test/support/runs.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

/** A row under prices, and a question about it; many are worth the same, and some what is asked for. */
const questions = fc
  .record({
    size: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 250, max: 300 })),
    seed: fc.nat(),
    values: fc.constantFrom(4, 1_000, 2 ** 31 - 1),
    room: fc.integer({ min: 1, max: 60 }),
    ends: fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
    worth: fc.oneof(fc.integer({ min: -2, max: 5 }), fc.integer({ min: 0, max: 800 })),
  })
  .map(({ size, seed, values, room, ends, worth }) => {
    const numberAt = (at: number) => (Math.imul(at + seed, 0x9e3779b1) >>> 1) % (values + 1);
    const [from, to] = ends.map((end) => Math.round(end * size)).sort((a, b) => a - b);
    return {
      row: Int32Array.from({ length: size }, (_, j) => numberAt(j)),
      price: Float64Array.from({ length: size }, (_, j) => (numberAt(j + size) % 5) / 4),
      stretch: { from: from!, to: to! },
      worth: worth / 4,
      room,
    };
  });

describe.each([
  ['createDenseScan()', createDenseScan],
  ['createPlainDenseScan()', createPlainDenseScan],
])('%s', (_name, create) => {
  it('finds whoever in a stretch is worth more, by rising number, as many as there is room for', () => {
    fc.assert(
      fc.property(questions, ({ row, price, stretch, worth, room }) => {
        const scan = create(row.length);
        scan.putPrices(price);
        scan.putRow(row);
        const above = [...row.keys()].filter(
          (j) => j >= stretch.from && j < stretch.to && row[j]! - price[j]! > worth,
        );
        const count = scan.above(worth, stretch, room);
        expect([...scan.found.subarray(0, count)]).toEqual(above.slice(0, room));
      }),
      { numRuns: runs(500) },
    );
  });

  it('looks at each place of a stretch, and at none outside', () => {
    for (const size of [30, 270]) {
      const scan = create(size);
      scan.putPrices(new Float64Array(size));
      for (let only = size - 30; only < size; only += 1) {
        const row = new Int32Array(size);
        row[only] = 1;
        scan.putRow(row);
        for (const [after, before] of [
          [0, 0],
          [3, 6],
          [5, 24],
          [0, 26],
          [9, 21],
        ] as const) {
          const stretch = { from: size - 30 + after, to: size - before };
          const isIn = only >= stretch.from && only < stretch.to;
          expect(scan.above(0, stretch, 9)).toBe(isIn ? 1 : 0);
          if (isIn) expect(scan.found[0]).toBe(only);
        }
      }
    }
  });

  it('keeps the prices when the next row is put in, and the row when the prices change', () => {
    const scan = create(300);
    const findAll = () => [...scan.found.subarray(0, scan.above(0, { from: 0, to: 300 }, 300))];
    scan.putPrices(Float64Array.from({ length: 300 }, (_, j) => j));
    scan.putRow(new Int32Array(300).fill(2));
    expect(findAll()).toEqual([0, 1]);
    scan.putRow(new Int32Array(300).fill(4));
    expect(findAll()).toEqual([0, 1, 2, 3]);
    scan.putPrices(Float64Array.from({ length: 300 }, (_, j) => 299 - j));
    expect(findAll()).toEqual([296, 297, 298, 299]);
  });
});

describe('createDenseScan()', () => {
  const row = Int32Array.from({ length: 300 }, (_, j) => j);

  it('copies long rows beside the code, and reads short ones where they are', () => {
    const isCopied = (size: number): boolean => {
      const scan = createDenseScan(size);
      const values = row.slice(0, size);
      scan.putPrices(new Float64Array(size));
      scan.putRow(values);
      values.fill(0);
      return scan.above(0, { from: 0, to: size }, size) > 0;
    };
    expect([isCopied(255), isCopied(256)]).toEqual([false, true]);
  });

  it('does without WebAssembly where there is none', () => {
    vi.stubGlobal('WebAssembly', undefined);
    const scan = createDenseScan(300);
    scan.putPrices(new Float64Array(300));
    scan.putRow(row);
    expect(scan.above(297, { from: 0, to: 300 }, 300)).toBe(2);
    expect([...scan.found.subarray(0, 2)]).toEqual([298, 299]);
  });
});
