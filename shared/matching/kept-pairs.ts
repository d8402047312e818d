import type { AssignGraph } from './assign-graph.ts';
import { createBestList, offer } from './best-list.ts';

/*
 * The pairs that a round keeps in memory, 8 bytes each, as the rows of a graph. A round that is not too large keeps
 * them all. A larger one keeps of each newcomer's pairs the best by value minus a guessed price, and how much the best
 * of those left out is worth at these prices: `left-out.ts` tells from that when a pair that is not kept may matter.
 *
 * Invariant: value − guess ≤ rest[i] for every pair of newcomer i that is not kept.
 */

/** Hands over pairs of a newcomer, by rising mentor. */
export type ReadRow = (newcomer: number, pair: (mentor: number, value: number) => void) => void;

/** A graph that may leave pairs out. */
export type KeptPairs = {
  readonly graph: AssignGraph;
  /** What each mentor will roughly cost. */
  readonly guess?: Float64Array;
  /** The most that a pair left out is worth to each newcomer at these prices. Absent: nothing is left out. */
  readonly rest?: Float64Array;
};

const valueMaximum = 0x7fffffff;

/** Rows under way: growing columns, in which a row is closed before the next one begins. Room that is known is made at once. */
const createRows = (newcomers: number, capacities: readonly number[], room = 1_024) => {
  const rowStart = new Int32Array(newcomers + 1);
  let mentorOf = new Int32Array(room);
  let worthOf = new Int32Array(room);
  let [size, rows, best, totalMaximum] = [0, 0, 0, 0];
  const longer = (list: Int32Array<ArrayBuffer>) => {
    // As many as there will be if the rest is like what came so far, so that little is copied.
    const length = Math.max(
      1_024,
      2 * size,
      Math.ceil((1.1 * size * newcomers) / Math.max(rows, newcomers / 8)),
    );
    if (length > 2 ** 31) throw new RangeError('Cannot plan the round: too many possible pairs.');
    const grown = new Int32Array(length);
    grown.set(list);
    return grown;
  };
  return {
    add: (mentor: number, value: number): void => {
      if (value > valueMaximum)
        throw new RangeError('Cannot plan the round: the rubric gives too many points.');
      if (size === mentorOf.length) {
        mentorOf = longer(mentorOf);
        worthOf = longer(worthOf);
      }
      mentorOf[size] = mentor;
      worthOf[size] = value;
      size += 1;
      if (value > best) best = value;
    },
    endRow: (): void => {
      totalMaximum += best;
      best = 0;
      rows += 1;
      rowStart[rows] = size;
    },
    graph: (): AssignGraph => ({
      newcomers,
      mentors: capacities.length,
      places: Int32Array.from(capacities),
      rowStart,
      mentor: mentorOf.subarray(0, size),
      value: worthOf.subarray(0, size),
      totalMaximum,
    }),
  };
};

/** Reads every row once and keeps all pairs. */
export const keepAll = (newcomers: number, capacities: readonly number[], read: ReadRow): AssignGraph => {
  const rows = createRows(newcomers, capacities);
  for (let i = 0; i < newcomers; i += 1) {
    read(i, rows.add);
    rows.endRow();
  }
  return rows.graph();
};

/** Hands over the pairs of a graph. */
export const readGraph =
  ({ rowStart, mentor, value }: AssignGraph): ReadRow =>
  (newcomer, pair) => {
    for (let e = rowStart[newcomer]!; e < rowStart[newcomer + 1]!; e += 1) pair(mentor[e]!, value[e]!);
  };

/** Reads every row once and keeps the best pairs of each. O(pairs), and memory for the kept ones alone. */
export const keepBest = (
  newcomers: number,
  capacities: readonly number[],
  { read, length, price }: { read: ReadRow; length: number; price: Float64Array },
): KeptPairs => {
  const rows = createRows(newcomers, capacities, newcomers * Math.min(length, capacities.length));
  const rest = new Float64Array(newcomers);
  const list = createBestList(length);
  const worth = new Float64Array(capacities.length);
  for (let i = 0; i < newcomers; i += 1) {
    list.size = 0;
    list.least = Number.NEGATIVE_INFINITY;
    read(i, (mentor, value) => {
      const net = value - price[mentor]!;
      if (net > list.least) offer(list, mentor, value, net);
    });
    for (let e = 0; e < list.size; e += 1) worth[list.partner[e]!] = list.value[e]!;
    for (const mentor of list.partner.subarray(0, list.size).sort()) rows.add(mentor, worth[mentor]!);
    rows.endRow();
    rest[i] = list.least;
  }
  return { graph: rows.graph(), guess: price, rest };
};

/** The same pairs, each newcomer's worth so much less, but never less than 1. O(kept pairs). */
export const lessen = (graph: AssignGraph, by: ArrayLike<number>): AssignGraph => {
  const { newcomers, rowStart } = graph;
  const value = graph.value.slice();
  for (let i = 0; i < newcomers; i += 1) {
    for (let e = rowStart[i]!; e < rowStart[i + 1]!; e += 1) {
      if (value[e]! > 0) value[e] = Math.max(1, value[e]! - by[i]!);
    }
  }
  return { ...graph, value };
};

/** Pairs to keep beside the others, by newcomer. */
export type MorePairs = ReadonlyMap<number, readonly (readonly [mentor: number, value: number])[]>;

/** The same with more pairs, and without those whose value is gone. O(kept pairs). */
export const keepMore = (
  { graph, ...kept }: KeptPairs,
  capacities: readonly number[],
  more: MorePairs,
): KeptPairs => {
  const missing = more.values().reduce((sum, pairs) => sum + pairs.length, 0);
  const rows = createRows(graph.newcomers, capacities, graph.mentor.length + missing);
  for (let i = 0; i < graph.newcomers; i += 1) {
    const added = [...(more.get(i) ?? [])].sort(([a], [b]) => a - b);
    let next = 0;
    const addUpTo = (mentor: number) => {
      for (; next < added.length && added[next]![0] < mentor; next += 1) rows.add(...added[next]!);
    };
    for (let e = graph.rowStart[i]!; e < graph.rowStart[i + 1]!; e += 1) {
      addUpTo(graph.mentor[e]!);
      if (graph.value[e]! > 0) rows.add(graph.mentor[e]!, graph.value[e]!);
    }
    addUpTo(graph.mentors);
    rows.endRow();
  }
  return { ...kept, graph: rows.graph() };
};
