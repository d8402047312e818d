import { describe, expect, it } from 'vitest';
import { createRowRing, createTaker, endRing, giveRows } from '#functions/round/row-ring.ts';

/** Writes a row as three numbers that say which one it is. */
const tell = (row: number, into: Int32Array): number => {
  into.set([row, row, row]);
  return 3;
};
const takeAll = (take: () => Int32Array | null, rows: number) =>
  Array.from({ length: rows }, () => take()?.slice() ?? null);
const numbersOf = (row: number) => Int32Array.of(row, row, row);

describe('a ring of rows', () => {
  it('gives the taker the rows that the giver claimed, in order, and leaves it the others', () => {
    const ring = createRowRing(40, 3);
    giveRows(ring, tell);
    const taken = takeAll(createTaker(ring), 40);
    expect(taken.slice(0, 20)).toEqual(Array(20).fill(null));
    expect(taken.slice(20)).toEqual(Array.from({ length: 20 }, (_, i) => numbersOf(20 + i)));
  });

  it('leaves every row to a taker who was first', () => {
    const ring = createRowRing(5, 3);
    expect(takeAll(createTaker(ring), 5)).toEqual(Array(5).fill(null));
    const told: number[] = [];
    giveRows(ring, (row) => told.push(row));
    expect(told).toEqual([]);
  });

  it('leaves to the taker a row that fails, and all after it', () => {
    const ring = createRowRing(40, 3);
    giveRows(ring, (row, into) => {
      if (row === 23) throw new RangeError('wrong');
      return tell(row, into);
    });
    const taken = takeAll(createTaker(ring), 40);
    expect(taken.map((row, i) => (row ? i : -1)).filter((i) => i >= 0)).toEqual([20, 21, 22]);
  });

  it('gives nothing once nothing more is wanted', () => {
    const ring = createRowRing(40, 3);
    endRing(ring);
    giveRows(ring, tell);
    expect(takeAll(createTaker(ring), 40)).toEqual(Array(40).fill(null));
  });

  it('does without a giver who falls silent in the middle of a row', () => {
    const ring = createRowRing(40, 3);
    let taken: (Int32Array | null)[] = [];
    giveRows(ring, (row, into) => {
      if (row < 25) return tell(row, into);
      // Silent for as long as the taker is patient.
      taken = takeAll(createTaker(ring, 1), 40);
      return tell(row, into);
    });
    expect(taken.map((row, i) => (row ? i : -1)).filter((i) => i >= 0)).toEqual([20, 21, 22, 23, 24]);
    expect(taken.slice(20, 25)).toEqual([20, 21, 22, 23, 24].map(numbersOf));
  });
});
