import { type BestList, createBestList } from './best-list.ts';

/*
 * Every newcomer's best pairs by value minus price, kept short. The idea: prices only rise, so whatever was left out
 * of a list can never be worth more than the least that got in when the list was made (`rest`). As long as what is
 * looked for is worth at least that, the short list answers for the whole row; when not, the row is read again. So an
 * exact answer costs a full reading only now and then, and no list of fixed length is ever trusted.
 *
 * Invariant: value − price ≤ rest[i] for every pair of newcomer i that is not in i's list.
 * Memory: 12 bytes an entry, all in one slab; a list that grows moves to its end.
 */

/** Where pairs come from: a graph in memory, or a pool that scores on the way. */
export type PairRows = {
  readonly newcomers: number;
  readonly mentors: number;
  readonly places: Int32Array;
  /** No assignment adds up to more. */
  readonly totalMaximum: number;
  /** Offers a newcomer's pairs to the list: at least every one whose value minus price is above `list.least`. */
  readonly read: (newcomer: number, price: Float64Array, list: BestList) => void;
  /** Every pair of a mentor. */
  readonly column: (mentor: number) => { newcomer: ArrayLike<number>; value: ArrayLike<number> };
};

/** The lists: newcomer i's entries stand in the slab from `start[i]` up to `start[i] + size[i]`, in no order. */
export type Shortlists = {
  readonly start: Int32Array;
  readonly size: Int32Array;
  /** The most that a pair outside the list can be worth; −∞ if the list is the whole row. */
  readonly rest: Float64Array;
  mentor: Int32Array;
  value: Float64Array;
  /** Reads a newcomer's row again, at today's prices. */
  readonly refill: (newcomer: number, price: Float64Array) => void;
  /** The same for a list four times as long. */
  readonly lengthen: (newcomer: number, price: Float64Array) => void;
  /** How many rows were read. */
  readings: number;
};

/** Empty lists, which answer nothing until they are filled. */
export const createShortlists = (rows: PairRows, firstLength = 16): Shortlists => {
  const room = new Int32Array(rows.newcomers);
  let used = 0;
  let scratch = createBestList(firstLength);

  const makeRoom = (newcomer: number, length: number) => {
    room[newcomer] = length;
    lists.start[newcomer] = used;
    used += length;
    if (used <= lists.mentor.length) return;
    const slab = Math.max(used, Math.ceil(1.5 * lists.mentor.length));
    const [mentor, value] = [new Int32Array(slab), new Float64Array(slab)];
    mentor.set(lists.mentor);
    value.set(lists.value);
    Object.assign(lists, { mentor, value });
  };

  const fill = (newcomer: number, price: Float64Array, length: number) => {
    if (scratch.mentor.length < length) scratch = createBestList(length);
    Object.assign(scratch, { size: 0, length, least: Number.NEGATIVE_INFINITY });
    rows.read(newcomer, price, scratch);
    lists.readings += 1;
    if (scratch.size > room[newcomer]!) makeRoom(newcomer, length);
    const start = lists.start[newcomer]!;
    for (let e = 0; e < scratch.size; e += 1) {
      lists.mentor[start + e] = scratch.mentor[e]!;
      lists.value[start + e] = scratch.value[e]!;
    }
    lists.size[newcomer] = scratch.size;
    lists.rest[newcomer] = scratch.least;
  };

  const lists: Shortlists = {
    start: new Int32Array(rows.newcomers),
    size: new Int32Array(rows.newcomers),
    rest: new Float64Array(rows.newcomers).fill(Number.POSITIVE_INFINITY),
    mentor: new Int32Array(firstLength * rows.newcomers),
    value: new Float64Array(firstLength * rows.newcomers),
    readings: 0,
    refill: (newcomer, price) => fill(newcomer, price, Math.max(firstLength, room[newcomer]!)),
    lengthen: (newcomer, price) => fill(newcomer, price, 4 * Math.max(firstLength, lists.size[newcomer]!)),
  };
  return lists;
};
