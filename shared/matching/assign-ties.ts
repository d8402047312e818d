import type { AssignGraph } from './assign-graph.ts';
import { place, release, type Solution } from './assign-solve.ts';

/*
 * Which of several greatest totals. By complementary slackness, every optimum uses only tight pairs (utility + price =
 * value), matches everyone with a utility above 0 and fills every mentor with a price above 0; and whatever does so is
 * an optimum. So ties are settled by walking tight pairs alone, and the outcome is one and the same for any solver:
 *
 * 1. newcomers in their order: each one whom some optimum can match beside all earlier ones is matched (greedy is
 *    exact here: the sets of newcomers that can be matched form a transversal matroid);
 * 2. newcomers in their order: each gets the lowest-numbered mentor that some optimum gives them beside what the
 *    earlier ones got.
 *
 * Cost: O(newcomers × tight pairs) at worst; with values in hundredths of points few pairs are tight.
 * Source: Edmonds and Fulkerson 1965 for the matroid; Ahuja, Magnanti and Orlin, §9.4, for the slackness.
 */

/** How a mentor was reached: whose move would bring us there (−1: an empty place's), and from which mentor (−1: first). */
type Step = { mover: number; from: number };

const tightMentors = (
  { rowStart, mentor, value }: AssignGraph,
  { price, utility }: Solution,
  newcomer: number,
) => {
  const tight: number[] = [];
  for (let e = rowStart[newcomer]!; e < rowStart[newcomer + 1]!; e += 1) {
    if (utility[newcomer]! + price[mentor[e]!]! === value[e]!) tight.push(mentor[e]!);
  }
  return tight;
};

/** Carries out a chain of moves that ends at a mentor: everybody leaves first, then everybody arrives. */
const moveChain = (solution: Solution, steps: Map<number, Step>, last: number): void => {
  const moves: [newcomer: number, mentor: number][] = [];
  for (let mentor = last; mentor >= 0; ) {
    const { mover, from } = steps.get(mentor)!;
    if (mover >= 0) moves.push([mover, mentor]);
    mentor = from;
  }
  for (const [newcomer] of moves) release(solution, newcomer);
  for (const [newcomer, mentor] of moves) place(solution, newcomer, mentor);
};

/** Matches a newcomer who has nobody, if a tight chain ends at a free place or at a later newcomer who may go without. */
const matchIfPossible = (
  graph: AssignGraph,
  solution: Solution,
  { newcomer, deadEnds }: { newcomer: number; deadEnds: Set<number> },
): void => {
  const { holders, utility } = solution;
  const steps = new Map<number, Step>();
  const queue: number[] = [];
  const reach = (mover: number, from: number) => {
    for (const mentor of tightMentors(graph, solution, mover)) {
      if (steps.has(mentor) || deadEnds.has(mentor)) continue;
      steps.set(mentor, { mover, from });
      queue.push(mentor);
    }
  };
  reach(newcomer, -1);
  for (let head = 0; head < queue.length; head += 1) {
    const mentor = queue[head]!;
    const leaver = holders[mentor]!.find((holder) => holder > newcomer && utility[holder] === 0);
    const isFree = holders[mentor]!.length < graph.places[mentor]!;
    if (isFree || leaver !== undefined) {
      if (!isFree) release(solution, leaver!);
      moveChain(solution, steps, mentor);
      return;
    }
    for (const holder of holders[mentor]!) reach(holder, mentor);
  }
  // No tight pair leads out of what was reached, and later newcomers may displace fewer still: never look here again.
  for (const mentor of steps.keys()) deadEnds.add(mentor);
};

/**
 * Gives a newcomer the lowest mentor that later newcomers can make room at. Whoever makes room must in the end fill
 * the place that the newcomer leaves; an empty place counts as somebody who may move among mentors of price 0.
 */
const lowerMentor = (graph: AssignGraph, solution: Solution, newcomer: number): void => {
  const { holders, mentorOf, price } = solution;
  const current = mentorOf[newcomer]!;
  if (current < 0) return;
  const seen = new Set<number>();
  let emptyPlaceMoved = false;
  const tryMentor = (first: number): boolean => {
    const steps = new Map<number, Step>([[first, { mover: newcomer, from: -1 }]]);
    const queue = [first];
    seen.add(first);
    const reach = (mentor: number, step: Step) => {
      if (seen.has(mentor)) return;
      seen.add(mentor);
      steps.set(mentor, step);
      queue.push(mentor);
    };
    for (let head = 0; head < queue.length && !steps.has(current); head += 1) {
      const from = queue[head]!;
      for (const mover of holders[from]!) {
        if (mover < newcomer) continue;
        for (const mentor of tightMentors(graph, solution, mover)) reach(mentor, { mover, from });
      }
      if (emptyPlaceMoved || holders[from]!.length >= graph.places[from]!) continue;
      emptyPlaceMoved = true;
      for (let mentor = 0; mentor < graph.mentors; mentor += 1) {
        if (price[mentor] === 0) reach(mentor, { mover: -1, from });
      }
    }
    if (!steps.has(current)) return false;
    moveChain(solution, steps, current);
    return true;
  };
  for (const mentor of tightMentors(graph, solution, newcomer)) {
    if (mentor >= current) return;
    if (!seen.has(mentor) && tryMentor(mentor)) return;
  }
};

/** Turns any optimum into the one that the order of newcomers and mentors asks for; the total stays. */
export const settleTies = (graph: AssignGraph, solution: Solution): void => {
  const deadEnds = new Set<number>();
  for (let newcomer = 0; newcomer < graph.newcomers; newcomer += 1) {
    if (solution.mentorOf[newcomer]! < 0) matchIfPossible(graph, solution, { newcomer, deadEnds });
  }
  for (let newcomer = 0; newcomer < graph.newcomers; newcomer += 1) lowerMentor(graph, solution, newcomer);
};
