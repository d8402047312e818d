import type { AssignGraph } from './assign-graph.ts';
import type { Solution } from './assign-solve.ts';
import { place, release } from './holding.ts';
import { createTieSearch, type Moves } from './tie-search.ts';
import { type TightPairs, tightPairsOf } from './tight-pairs.ts';

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
 * Cost: O(newcomers × tight pairs) at worst; searches from both ends keep it near the number of ties in practice.
 * Source: Edmonds and Fulkerson 1965 for the matroid; Ahuja, Magnanti and Orlin, §9.4, for the slackness.
 */

/** Carries out moves: everybody leaves first, then everybody arrives. */
const carryOut = ({ holding }: Solution, moves: Moves): void => {
  for (const { newcomer } of moves) release(holding, newcomer);
  for (const { newcomer, mentor } of moves) place(holding, newcomer, mentor);
};

/** Matches each newcomer who has nobody, if a tight chain ends at a free place or at a later one who may go without. */
const matchWhoCanBe = (tight: TightPairs, solution: Solution, places: Int32Array): void => {
  const { holding, utility } = solution;
  const mover = new Int32Array(tight.mentors);
  const via = new Int32Array(tight.mentors);
  const mark = new Int32Array(tight.mentors).fill(-1);

  const laterLeaver = (mentor: number, newcomer: number): number => {
    let found = holding.first[mentor]!;
    while (found >= 0 && !(found > newcomer && utility[found] === 0)) found = holding.next[found]!;
    return found;
  };
  const match = (newcomer: number): void => {
    const queue: number[] = [];
    const reach = (i: number, from: number) => {
      for (let e = tight.rowStart[i]!; e < tight.rowStart[i + 1]!; e += 1) {
        const mentor = tight.mentor[e]!;
        // No tight pair leads out of what a search in vain has reached, and later newcomers may displace fewer still.
        if (mark[mentor] === newcomer || mark[mentor] === deadEnd) continue;
        mark[mentor] = newcomer;
        mover[mentor] = i;
        via[mentor] = from;
        queue.push(mentor);
      }
    };
    reach(newcomer, -1);
    for (let head = 0; head < queue.length; head += 1) {
      const mentor = queue[head]!;
      const isFree = holding.count[mentor]! < places[mentor]!;
      const leaver = isFree ? -1 : laterLeaver(mentor, newcomer);
      if (isFree || leaver >= 0) {
        if (leaver >= 0) release(holding, leaver);
        const moves: Moves = [];
        for (let at = mentor; at >= 0; at = via[at]!) moves.push({ newcomer: mover[at]!, mentor: at });
        carryOut(solution, moves);
        return;
      }
      for (let i = holding.first[mentor]!; i >= 0; i = holding.next[i]!) reach(i, mentor);
    }
    for (const mentor of queue) mark[mentor] = deadEnd;
  };

  for (let i = 0; i < tight.newcomers; i += 1) if (holding.mentorOf[i]! < 0) match(i);
};

const deadEnd = -2;

/** Gives each newcomer the lowest mentor that later newcomers can make room at. */
const lowerMentors = (tight: TightPairs, solution: Solution, places: Int32Array): void => {
  const { holding, price } = solution;
  const { begin, ask } = createTieSearch({ tight, holding, places, price });
  for (let i = 0; i < tight.newcomers; i += 1) {
    const current = holding.mentorOf[i]!;
    const first = tight.rowStart[i]!;
    if (current < 0 || tight.mentor[first] === current) continue;
    begin(i);
    for (let e = first; tight.mentor[e]! < current; e += 1) {
      const moves = ask(i, tight.mentor[e]!);
      if (!moves) continue;
      carryOut(solution, moves);
      break;
    }
  }
};

/** Turns any optimum into the one that the order of newcomers and mentors asks for, given all tight pairs. */
export const settleTiesAmong = (tight: TightPairs, solution: Solution, places: Int32Array): void => {
  matchWhoCanBe(tight, solution, places);
  lowerMentors(tight, solution, places);
};

/** Turns any optimum of a graph into the one that the order asks for; the total stays. */
export const settleTies = (graph: AssignGraph, solution: Solution): void =>
  settleTiesAmong(tightPairsOf(graph, solution), solution, graph.places);
