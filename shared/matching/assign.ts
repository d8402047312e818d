import { solveDense } from './assign-dense.ts';
import { type AssignGraph, buildGraph } from './assign-graph.ts';
import { type Solution, solveAssignment } from './assign-solve.ts';
import { settleTies, settleTiesAmong } from './assign-ties.ts';
import { type Certificate, certify, certifyGraph, requireProof, valueIn } from './certificate.ts';
import { type DenseMatrix, denseMatrixOf } from './dense-matrix.ts';
import { readEveryPair } from './dense-proof.ts';
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
 * can be had. Edges that come as typed arrays, by newcomer and then by mentor, are read where they are. Where most
 * pairs are possible it works on a matrix, which changes how fast it is and nothing else.
 *
 * @throws {RangeError} for a count, capacity, index or value that is not a whole number in its range, for lists of
 * unequal length, and where a total could pass 2^53.
 */
export const assign = (input: AssignInput): AssignResult => {
  const matrix = denseMatrixOf(input);
  return matrix ? assignInMatrix(matrix) : assignInGraph(buildGraph(input));
};

/** What `assign` does where most pairs are possible. */
export const assignInMatrix = (matrix: DenseMatrix): AssignResult => {
  const solution = solveDense(matrix);
  const { bound, tight } = readEveryPair(matrix, solution);
  settleTiesAmong(tight, solution, matrix.places);
  const pairValue = (newcomer: number, mentor: number) => matrix.value[newcomer * matrix.mentors + mentor]!;
  const claim = claimOf(solution, pairValue);
  const certificate = certify({ ...matrix, pairValue }, claim, bound);
  return { ...claim, certificate: requireProof('assignment', certificate, claim.total) };
};

/** What `assign` does where pairs are few. */
export const assignInGraph = (graph: AssignGraph): AssignResult => {
  const solution = solveAssignment(rowsOf(graph));
  settleTies(graph, solution);
  const claim = claimOf(solution, (newcomer, mentor) => valueIn(graph, newcomer, mentor));
  return { ...claim, certificate: requireProof('assignment', certifyGraph(graph, claim), claim.total) };
};

type Claimed = Omit<AssignResult, 'certificate'>;

const claimOf = (
  { holding: { mentorOf }, price }: Solution,
  pairValue: (newcomer: number, mentor: number) => number,
): Claimed => {
  let total = 0;
  mentorOf.forEach((mentor, newcomer) => {
    if (mentor >= 0) total += pairValue(newcomer, mentor);
  });
  return { mentorOf, total, price };
};
