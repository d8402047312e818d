import { buildGraph } from './assign-graph.ts';
import { solveAssignment } from './assign-solve.ts';
import { settleTies } from './assign-ties.ts';
import { type Certificate, certifyGraph, valueIn } from './certificate.ts';
import { rowsOf } from './graph-rows.ts';

/** What can be assigned: how many newcomers, each mentor's free places, and what each possible pair is worth. */
export type AssignInput = {
  newcomers: number;
  capacities: ArrayLike<number>;
  /** Three lists of one length; a pair that stands there twice counts at its greater value (1 or more). */
  edges: { newcomer: ArrayLike<number>; mentor: ArrayLike<number>; value: ArrayLike<number> };
};

/** The greatest total, who makes it up, and the proof. */
export type AssignResult = {
  /** Newcomer i's mentor, or −1. */
  mentorOf: Int32Array<ArrayBuffer>;
  /** The sum of the chosen pairs' values. */
  total: number;
  /** What one more place with each mentor would add to the total at most; see `certificate.ts`. */
  price: Float64Array<ArrayBuffer>;
  /** The proof, found by reading every pair once more: `dual` equals `total`, and nothing is violated. */
  certificate: Certificate;
};

/**
 * The assignment with the greatest total that there is: at most one mentor a newcomer, at most `capacities[j]`
 * newcomers a mentor. Exact, and proved. Among equal totals it is always the same one, whatever the order of the
 * edges: first it matches the lower-numbered newcomers, then in their order each gets the lowest-numbered mentor that
 * can be had. Edges that come as typed arrays, by newcomer and then by mentor, are read where they are.
 *
 * @throws {RangeError} for a count, capacity, index or value that is not a whole number in its range, for lists of
 * unequal length, and where a total could pass 2^53.
 */
export const assign = (input: AssignInput): AssignResult => {
  const graph = buildGraph(input);
  const solution = solveAssignment(rowsOf(graph));
  settleTies(graph, solution);
  const { mentorOf } = solution.holding;
  const { price } = solution;
  let total = 0;
  mentorOf.forEach((mentor, newcomer) => {
    if (mentor >= 0) total += valueIn(graph, newcomer, mentor);
  });
  const certificate = certifyGraph(graph, { mentorOf, total, price });
  if (certificate.violated > 0 || certificate.dual !== total) {
    throw new Error(`Cannot prove the assignment: total ${total}, but dual ${certificate.dual}.`);
  }
  return { mentorOf, total, price, certificate };
};
