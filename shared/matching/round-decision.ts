import type { AssignGraph } from './assign-graph.ts';
import { createSolver, type Solver } from './assign-solve.ts';
import { settleTies } from './assign-ties.ts';
import { type Certificate, certifyGraph, requireProof, valueIn } from './certificate.ts';
import { certifyChange } from './certify-change.ts';
import { type GraphRows, rowsOf } from './graph-rows.ts';
import { type KeptPairs, keepMore, lessen, type MorePairs } from './kept-pairs.ts';
import { findLeftOut } from './left-out.ts';
import { choosePairs, keepGraph, type RoundRows, type RoundSize, sizeOf } from './round-pairs.ts';

/*
 * Who gets whom in a round, by numbers alone, and again when a pair is taken out. The first decision is the canonical
 * optimum that `assign` gives, proved by reading every pair. Where there are too many to keep, it is the optimum over
 * short rows, and what they leave out is brought in until none of it could matter (`left-out.ts`). A later decision starts from its prices: the newcomer whose pair
 * is gone finds a chain, then the mentor whose place is free finds one, and nobody else is asked.
 *
 * Its proof asks only whom the change reached (`certify-change.ts`).
 *
 * Cost of a second decision: O(newcomers + mentors), and a few short lists.
 */

/** A decided round. */
export type RoundDecision = {
  /** Each newcomer's mentor now, or −1. */
  readonly mentorOf: Int32Array<ArrayBuffer>;
  readonly total: () => number;
  /** What a place with each mentor costs now: the proof's prices. */
  readonly price: () => Float64Array;
  /** The proof by reading every pair that is kept; others cannot matter at these prices. */
  readonly certificate: () => Certificate;
  /** Decides again without a pair. @returns whose mentor is another now, and the proof, by what the change reached. */
  readonly withoutPair: (newcomer: number, mentor: number) => { moved: number[]; certificate: Certificate };
  /**
   * The same round, decided as if each newcomer's pairs were worth so much less (but never less than 1). No pair is read.
   * Null for a round that does not keep every pair.
   */
  readonly lessened: (by: ArrayLike<number>) => RoundDecision | null;
};

const totalOf = (graph: AssignGraph, mentorOf: Int32Array): number => {
  let total = 0;
  for (let i = 0; i < graph.newcomers; i += 1) {
    if (mentorOf[i]! >= 0) total += valueIn(graph, i, mentorOf[i]!);
  }
  return total;
};

/** A solved round: the pairs that are kept, and what follows from them. */
type Decided = { readonly kept: KeptPairs; readonly pairs: GraphRows; readonly solver: Solver };

/** Solves. @returns what is decided, or the pairs to keep beside the others. */
const tryToDecide = (kept: KeptPairs, from: RoundRows): Decided | MorePairs => {
  const pairs = rowsOf(kept.graph);
  const solver = createSolver(pairs, { price: kept.guess });
  const missing = findLeftOut(kept, solver.solution, from);
  if (missing.size > 0) return missing;
  settleTies(kept.graph, solver.solution);
  return { kept, pairs, solver };
};

/** Solves, and again with what turns out to be missing, until nothing that is left out could matter. */
const decide = (first: KeptPairs, from: RoundRows): Decided => {
  for (let kept = first; ; ) {
    // Of an attempt in vain nothing stays in memory but the pairs that it found missing.
    const decided = tryToDecide(kept, from);
    if ('solver' in decided) return decided;
    kept = keepMore(kept, from.capacities, decided);
  }
};

/** A decided round that follows when pairs are taken out. */
const follow = (first: Decided, from: RoundRows, size: RoundSize): RoundDecision => {
  let decided = first;
  decided.solver.prepare();
  const mentorOf = decided.solver.solution.holding.mentorOf.slice();
  let total = totalOf(decided.kept.graph, mentorOf);
  const before = {
    price: new Float64Array(from.capacities.length),
    utility: new Float64Array(from.newcomers),
  };
  const proofOfAll = () =>
    certifyGraph(decided.kept.graph, { mentorOf, total, price: decided.solver.solution.price });

  /** Whose mentor is another now; adds up what that changes, in which a pair that is gone counts what it did. */
  const followMoves = (newcomer: number, gone: number): number[] => {
    const { graph } = decided.kept;
    const now = decided.solver.solution.holding.mentorOf;
    const moved: number[] = [];
    for (let i = 0; i < now.length; i += 1) {
      const [from, to] = [mentorOf[i]!, now[i]!];
      if (from === to) continue;
      moved.push(i);
      if (from >= 0) total -= i === newcomer ? gone : valueIn(graph, i, from);
      if (to >= 0) total += valueIn(graph, i, to);
      mentorOf[i] = to;
    }
    return moved;
  };

  return {
    mentorOf,
    total: () => total,
    price: () => decided.solver.solution.price,
    certificate: () => requireProof('round', proofOfAll(), total),
    withoutPair: (newcomer, mentor) => {
      const { kept, pairs, solver } = decided;
      before.price.set(solver.solution.price);
      before.utility.set(solver.solution.utility);
      const gone = valueIn(kept.graph, newcomer, mentor);
      if (pairs.withdraw(newcomer, mentor)) solver.withoutPair(newcomer, mentor);
      const missing = findLeftOut(kept, solver.solution, from);
      if (missing.size > 0) decided = decide(keepMore(kept, from.capacities, missing), from);
      const moved = followMoves(newcomer, gone);
      const proof = decided.solver === solver ? certifyChange(kept.graph, solver, before) : proofOfAll();
      return { moved, certificate: requireProof('round', proof, total) };
    },
    lessened: (by) => {
      if (decided.kept.rest) return null;
      const kept = keepGraph(lessen(decided.kept.graph, by), from.capacities, size);
      return follow(decide(kept, from), from, size);
    },
  };
};

/** Decides a round. */
export const decideRound = (from: RoundRows, size = sizeOf(from)): RoundDecision =>
  follow(decide(choosePairs(from, size), from), from, size);
