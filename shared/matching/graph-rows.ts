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

/** The rows and columns of a graph. */
export const rowsOf = (graph: AssignGraph): PairRows => {
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
  };
};
