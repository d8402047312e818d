import { buildGraph } from './assign-graph.ts';
import { solveAssignment } from './assign-solve.ts';
import { settleTies } from './assign-ties.ts';

/** What can be assigned: how many newcomers, each mentor's free places, and what each possible pair is worth. */
export type AssignInput = {
  newcomers: number;
  capacities: ArrayLike<number>;
  /** Three lists of one length; a pair that stands there twice counts at its greater value (1 or more). */
  edges: { newcomer: ArrayLike<number>; mentor: ArrayLike<number>; value: ArrayLike<number> };
};

/** `mentorOf[i]` is newcomer i's mentor, or −1; `total` is the sum of the chosen pairs' values. */
export type AssignResult = { mentorOf: Int32Array<ArrayBuffer>; total: number };

/**
 * The assignment with the greatest total that there is: at most one mentor a newcomer, at most `capacities[j]`
 * newcomers a mentor. Exact. Among equal totals it is always the same one, whatever the order of the edges: first it
 * matches the lower-numbered newcomers, then in their order each gets the lowest-numbered mentor that can be had.
 *
 * @throws {RangeError} for a count, capacity, index or value that is not a whole number in its range, for lists of
 * unequal length, and where a total could pass 2^53.
 */
export const assign = (input: AssignInput): AssignResult => {
  const graph = buildGraph(input);
  const solution = solveAssignment(graph);
  settleTies(graph, solution);
  let total = 0;
  for (let newcomer = 0; newcomer < graph.newcomers; newcomer += 1) {
    const mentor = solution.mentorOf[newcomer]!;
    for (let e = graph.rowStart[newcomer]!; e < graph.rowStart[newcomer + 1]!; e += 1) {
      if (graph.mentor[e] === mentor) total += graph.value[e]!;
    }
  }
  return { mentorOf: solution.mentorOf, total };
};
