import type { AssignGraph } from './assign-graph.ts';
import { offer } from './best-list.ts';
import type { PairRows, Pairs } from './shortlists.ts';

/* A graph read by newcomer, and by mentor: the columns are sorted out (by counting) only when one is first asked for. */

/** Owner i's pairs: `partner[e]` worth `value[e]`, for e from `start[i]` up to `start[i + 1]`. */
type Compressed = { start: Int32Array; partner: Int32Array; value: Float64Array | Int32Array };

const sortColumns = ({ newcomers, mentors, rowStart, mentor, value }: AssignGraph): Compressed => {
  const start = new Int32Array(mentors + 1);
  for (let e = 0; e < mentor.length; e += 1) start[mentor[e]! + 1]! += 1;
  for (let j = 0; j < mentors; j += 1) start[j + 1]! += start[j]!;
  const next = start.slice();
  const newcomer = new Int32Array(mentor.length);
  const columnValue = value.slice();
  for (let i = 0; i < newcomers; i += 1) {
    for (let e = rowStart[i]!; e < rowStart[i + 1]!; e += 1) {
      const at = next[mentor[e]!]!;
      next[mentor[e]!] = at + 1;
      newcomer[at] = i;
      columnValue[at] = value[e]!;
    }
  }
  return { start, partner: newcomer, value: columnValue };
};

/** What takes the place of a value that is gone: less than nobody, so no optimum uses the pair. */
export const noPair = -1;

/** A graph's rows, from which pairs can be taken out. */
export type GraphRows = PairRows & {
  /** Takes a pair out of the graph itself. @returns whether it was in. */
  readonly withdraw: (newcomer: number, mentor: number) => boolean;
};

/** Where a number stands in a rising list between two places; −1 if it does not. */
const find = (list: Int32Array, wanted: number, start: number, end: number): number => {
  let [from, to] = [start, end - 1];
  while (from <= to) {
    const middle = (from + to) >> 1;
    if (list[middle] === wanted) return middle;
    if (list[middle]! < wanted) from = middle + 1;
    else to = middle - 1;
  }
  return -1;
};

/** One side's pairs, sorted out when they are first read. */
const pairsOf = (owners: number, sortOut: () => Compressed): Pairs => ({
  owners,
  read: (owner, cost, list) => {
    const { start, partner, value } = sortOut();
    const end = start[owner + 1]!;
    for (let e = start[owner]!; e < end; e += 1) {
      const net = value[e]! - cost[partner[e]!]!;
      if (net > list.least) offer(list, partner[e]!, value[e]!, net);
    }
  },
  all: (owner) => {
    const { start, partner, value } = sortOut();
    const [from, to] = [start[owner]!, start[owner + 1]!];
    return { partner: partner.subarray(from, to), value: value.subarray(from, to) };
  },
});

/** The rows and columns of a graph. */
export const rowsOf = (graph: AssignGraph): GraphRows => {
  const { newcomers, mentors, places, totalMaximum, mentor, value } = graph;
  const rows: Compressed = { start: graph.rowStart, partner: mentor, value };
  let columns: Compressed | undefined;
  const sorted = () => {
    columns ??= sortColumns(graph);
    return columns;
  };
  const forget = ({ start, partner, value: values }: Compressed, owner: number, other: number): boolean => {
    const e = find(partner, other, start[owner]!, start[owner + 1]!);
    if (e < 0 || values[e] === noPair) return false;
    values[e] = noPair;
    return true;
  };
  return {
    newcomers,
    mentors,
    places,
    totalMaximum,
    rows: pairsOf(newcomers, () => rows),
    columns: pairsOf(mentors, sorted),
    withdraw: (i, j) => {
      const wasIn = forget(rows, i, j);
      if (wasIn && columns) forget(columns, j, i);
      return wasIn;
    },
  };
};
