import type { AssignGraph } from './assign-graph.ts';
import { offer } from './best-list.ts';
import type { PairRows } from './shortlists.ts';

/* A graph read by newcomer, and by mentor: the columns are sorted out (by counting) only when one is first asked for. */

type Columns = { start: Int32Array; newcomer: Int32Array; value: Float64Array | Int32Array };

const sortColumns = ({ newcomers, mentors, rowStart, mentor, value }: AssignGraph): Columns => {
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
  return { start, newcomer, value: columnValue };
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

/** The rows and columns of a graph. */
export const rowsOf = (graph: AssignGraph): GraphRows => {
  const { newcomers, mentors, places, totalMaximum, rowStart, mentor, value } = graph;
  let columns: Columns | undefined;
  return {
    newcomers,
    mentors,
    places,
    totalMaximum,
    read: (newcomer, price, list) => {
      const end = rowStart[newcomer + 1]!;
      for (let e = rowStart[newcomer]!; e < end; e += 1) {
        const net = value[e]! - price[mentor[e]!]!;
        if (net > list.least) offer(list, mentor[e]!, value[e]!, net);
      }
    },
    column: (j) => {
      columns ??= sortColumns(graph);
      const [from, to] = [columns.start[j]!, columns.start[j + 1]!];
      return { newcomer: columns.newcomer.subarray(from, to), value: columns.value.subarray(from, to) };
    },
    withdraw: (i, j) => {
      const e = find(mentor, j, rowStart[i]!, rowStart[i + 1]!);
      if (e < 0 || value[e] === noPair) return false;
      value[e] = noPair;
      if (columns)
        columns.value[find(columns.newcomer, i, columns.start[j]!, columns.start[j + 1]!)] = noPair;
      return true;
    },
  };
};
