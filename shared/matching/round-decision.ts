import { type AssignGraph, buildGraph } from './assign-graph.ts';
import { createSolver, type Solution } from './assign-solve.ts';
import { settleTies } from './assign-ties.ts';
import { type Certificate, certifyGraph, valueIn } from './certificate.ts';
import { rowsOf } from './graph-rows.ts';
import { createPairList } from './pair-list.ts';

/*
 * Who gets whom in a round, by numbers alone, and again when a pair is taken out. The first decision is the canonical
 * optimum that `assign` gives. A later one starts from its prices: the newcomer whose pair is gone finds a chain, then
 * the mentor whose place is free finds one, and nobody else is asked. Its proof reads only what the change reached: the
 * rows of those whose utility fell and the columns of mentors whose price fell, since no other pair can have come to
 * be worth more than its utility and price.
 *
 * Cost of a second decision: O(newcomers + mentors) and a few rows and columns.
 */

/** A decided round. */
export type RoundDecision = {
  /** Each newcomer's mentor now, or −1. */
  readonly mentorOf: Int32Array<ArrayBuffer>;
  readonly total: () => number;
  /** The proof by reading every pair. */
  readonly certificate: () => Certificate;
  /** Decides again without a pair. @returns the proof, by what the change reached. */
  readonly withoutPair: (newcomer: number, mentor: number) => Certificate;
};

const totalOf = (graph: AssignGraph, mentorOf: Int32Array): number => {
  let total = 0;
  for (let i = 0; i < graph.newcomers; i += 1) {
    if (mentorOf[i]! >= 0) total += valueIn(graph, i, mentorOf[i]!);
  }
  return total;
};

/** The dual, and how many pairs are worth more than their utility and price, among those that a change may reach. */
const certifyChange = (
  graph: AssignGraph,
  { price, utility, holding }: Solution,
  {
    before,
    column,
  }: {
    before: { price: Float64Array; utility: Float64Array };
    column: (mentor: number) => { newcomer: ArrayLike<number>; value: ArrayLike<number> };
  },
): Certificate => {
  let dual = 0;
  let violated = 0;
  for (let i = 0; i < graph.newcomers; i += 1) {
    dual += utility[i]!;
    if (utility[i]! < 0) violated += 1;
    if (utility[i]! >= before.utility[i]!) continue;
    for (let e = graph.rowStart[i]!; e < graph.rowStart[i + 1]!; e += 1) {
      if (utility[i]! + price[graph.mentor[e]!]! < graph.value[e]!) violated += 1;
    }
  }
  for (let j = 0; j < graph.mentors; j += 1) {
    dual += price[j]! * graph.places[j]!;
    if (price[j]! < 0 || holding.count[j]! > graph.places[j]!) violated += 1;
    if (price[j]! >= before.price[j]!) continue;
    const { newcomer, value } = column(j);
    for (let e = 0; e < newcomer.length; e += 1) {
      if (utility[newcomer[e]!]! + price[j]! < value[e]!) violated += 1;
    }
  }
  return { dual, violated };
};

const requireProof = ({ dual, violated }: Certificate, total: number): Certificate => {
  if (violated === 0 && dual === total) return { dual, violated };
  throw new Error(
    `Cannot prove the round: total ${total}, but dual ${dual}, and ${violated} pairs violate it.`,
  );
};

/** Decides a round whose pairs `score` hands over, by newcomer and then by mentor. */
export const decideRound = (
  newcomers: number,
  capacities: readonly number[],
  score: (pair: (newcomer: number, mentor: number, value: number) => void) => void,
): RoundDecision => {
  const pairs = createPairList();
  score(pairs.add);
  const graph = buildGraph({ newcomers, capacities, edges: pairs.edges() });
  const rows = rowsOf(graph);
  const { solution, withoutPair } = createSolver(rows);
  settleTies(graph, solution);
  const { holding, price, utility } = solution;
  const { mentorOf } = holding;
  let total = totalOf(graph, mentorOf);
  return {
    mentorOf,
    total: () => total,
    certificate: () => requireProof(certifyGraph(graph, { mentorOf, total, price }), total),
    withoutPair: (newcomer, mentor) => {
      const before = { price: price.slice(), utility: utility.slice() };
      const held = mentorOf.slice();
      const gone = valueIn(graph, newcomer, mentor);
      if (rows.withdraw(newcomer, mentor)) withoutPair(newcomer, mentor);
      for (let i = 0; i < graph.newcomers; i += 1) {
        const [from, to] = [held[i]!, mentorOf[i]!];
        if (from === to) continue;
        if (from >= 0) total -= i === newcomer && from === mentor ? gone : valueIn(graph, i, from);
        if (to >= 0) total += valueIn(graph, i, to);
      }
      return requireProof(certifyChange(graph, solution, { before, column: rows.column }), total);
    },
  };
};
