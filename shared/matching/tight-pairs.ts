import type { AssignGraph } from './assign-graph.ts';

/*
 * The pairs that some optimum may use: by complementary slackness those whose utility and price add up to the value.
 * As rows and as columns, each in rising order. One reading of the graph; as a rule less than two pairs a newcomer.
 */

/** Newcomer i's tight mentors are `mentor[e]`, e from `rowStart[i]`; mentor j's newcomers `newcomer[e]`, from `columnStart[j]`. */
export type TightPairs = {
  readonly newcomers: number;
  readonly mentors: number;
  readonly rowStart: Int32Array;
  readonly mentor: Int32Array;
  readonly columnStart: Int32Array;
  readonly newcomer: Int32Array;
};

/** Rows of tight pairs, turned into columns as well. */
export const tightPairsFrom = (
  rowStart: Int32Array,
  mentorsInRows: readonly number[],
  mentors: number,
): TightPairs => {
  const mentor = Int32Array.from(mentorsInRows);
  const columnStart = new Int32Array(mentors + 1);
  for (let e = 0; e < mentor.length; e += 1) columnStart[mentor[e]! + 1]! += 1;
  for (let j = 0; j < mentors; j += 1) columnStart[j + 1]! += columnStart[j]!;
  const next = columnStart.slice();
  const newcomer = new Int32Array(mentor.length);
  for (let i = 0; i + 1 < rowStart.length; i += 1) {
    for (let e = rowStart[i]!; e < rowStart[i + 1]!; e += 1) {
      newcomer[next[mentor[e]!]!] = i;
      next[mentor[e]!]! += 1;
    }
  }
  return { newcomers: rowStart.length - 1, mentors, rowStart, mentor, columnStart, newcomer };
};

/** The tight pairs of a graph under optimal prices and utilities. */
export const tightPairsOf = (
  { newcomers, mentors, rowStart, mentor, value }: AssignGraph,
  { price, utility }: { price: Float64Array; utility: Float64Array },
): TightPairs => {
  const tightStart = new Int32Array(newcomers + 1);
  const tight: number[] = [];
  for (let i = 0; i < newcomers; i += 1) {
    const worth = utility[i]!;
    for (let e = rowStart[i]!; e < rowStart[i + 1]!; e += 1) {
      if (worth + price[mentor[e]!]! === value[e]!) tight.push(mentor[e]!);
    }
    tightStart[i + 1] = tight.length;
  }
  return tightPairsFrom(tightStart, tight, mentors);
};
