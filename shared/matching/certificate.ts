import type { AssignInput } from './assign.ts';
import { type AssignGraph, buildGraph } from './assign-graph.ts';

/*
 * Why a total is the greatest there is, checked without trusting whoever found it. Give every mentor any price from 0
 * up for a place. No assignment can then add up to more than all prices times places, plus, for each newcomer, the
 * most that any mentor's value minus price leaves them (or 0): that sum is the dual. So an assignment whose total
 * equals the dual of some prices is an optimum, and one reading of every pair shows it.
 *
 * Cost: O(pairs). Source: weak duality of linear programs (von Neumann 1947); Kuhn 1955.
 */

/** What a check found. It proves the total if `violated` is 0 and the total equals `dual`. */
export type Certificate = {
  /** The bound that the prices give: no assignment adds up to more. */
  dual: number;
  /** How many chosen pairs are not possible, places are taken twice, or prices are below 0. */
  violated: number;
};

/** An assignment that says it is optimal, and the prices that say why. */
export type Claim = {
  readonly mentorOf: ArrayLike<number>;
  readonly total: number;
  readonly price: ArrayLike<number>;
};

/** What prices leave each newcomer. */
const boundOf = ({ newcomers, rowStart, mentor, value }: AssignGraph, price: ArrayLike<number>): number => {
  let bound = 0;
  for (let i = 0; i < newcomers; i += 1) {
    let utility = 0;
    for (let e = rowStart[i]!; e < rowStart[i + 1]!; e += 1) {
      const net = value[e]! - price[mentor[e]!]!;
      if (net > utility) utility = net;
    }
    bound += utility;
  }
  return bound;
};

/** The value of a possible pair; 0 if there is none. Binary search in the newcomer's row. */
export const valueIn = (
  { rowStart, mentor, value }: AssignGraph,
  newcomer: number,
  wanted: number,
): number => {
  let [from, to] = [rowStart[newcomer]!, rowStart[newcomer + 1]! - 1];
  while (from <= to) {
    const middle = (from + to) >> 1;
    if (mentor[middle] === wanted) return value[middle]!;
    if (mentor[middle]! < wanted) from = middle + 1;
    else to = middle - 1;
  }
  return 0;
};

/** What a claim is about: who could be chosen, and what a pair is worth (0 if it is not possible). */
type Claimed = {
  readonly newcomers: number;
  readonly mentors: number;
  readonly places: Int32Array;
  readonly pairValue: (newcomer: number, mentor: number) => number;
};

/** Checks a claim, given what a reading of every pair has shown its prices to leave all newcomers together. */
export const certify = (
  { newcomers, mentors, places, pairValue }: Claimed,
  { mentorOf, total, price }: Claim,
  bound: number,
): Certificate => {
  let dual = bound;
  let violated = 0;
  let sum = 0;
  const left = places.slice();
  for (let j = 0; j < mentors; j += 1) {
    if (!(price[j]! >= 0)) violated += 1;
    dual += price[j]! * places[j]!;
  }
  for (let i = 0; i < newcomers; i += 1) {
    const mentor = mentorOf[i]!;
    if (mentor === -1) continue;
    const value = pairValue(i, mentor);
    sum += value;
    left[mentor]! -= 1;
    if (value === 0 || left[mentor]! < 0) violated += 1;
  }
  if (sum !== total || mentorOf.length !== newcomers || price.length !== mentors) violated += 1;
  return { dual, violated };
};

/** Checks a claim about a graph. */
export const certifyGraph = (graph: AssignGraph, claim: Claim): Certificate =>
  certify({ ...graph, pairValue: (i, j) => valueIn(graph, i, j) }, claim, boundOf(graph, claim.price));

/** A certificate that proves the total of what was decided. @throws if it does not. */
export const requireProof = (
  what: 'assignment' | 'round',
  { dual, violated }: Certificate,
  total: number,
): Certificate => {
  if (violated === 0 && dual === total) return { dual, violated };
  throw new Error(
    `Cannot prove the ${what}: total ${total}, but dual ${dual}, and ${violated} pairs violate it.`,
  );
};

/**
 * Whether an assignment is proved optimal by its prices, from the input alone. False says nothing about the assignment
 * but that these prices do not prove it.
 *
 * @throws {RangeError} if the input is wrong.
 */
export const isProvenOptimal = (input: AssignInput, claim: Claim): boolean => {
  const { dual, violated } = certifyGraph(buildGraph(input), claim);
  return violated === 0 && dual === claim.total;
};
