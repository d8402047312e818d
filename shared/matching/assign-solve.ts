import type { AssignGraph } from './assign-graph.ts';
import { createDistanceQueue } from './distance-queue.ts';

/*
 * The greatest total, by successive shortest augmenting paths. Every mentor has a price for a place and every newcomer
 * a utility, the most that any mentor's value minus price leaves them. Newcomers come in one by one; each finds the
 * cheapest chain of moves (I take her place, he takes another, …) that ends at a free place or with somebody going
 * without, and prices on the way rise until every moved pair is again the best for both.
 *
 * Invariant, after each newcomer: price ≥ 0 and utility ≥ 0; utility + price ≥ value for every possible pair of those
 * who came in, with equality for chosen pairs; a price above 0 means that the mentor is full; a utility above 0 means
 * that the newcomer has a mentor. That is complementary slackness: it proves the total to be the greatest there is.
 * All numbers are whole and stay under the greatest value, so nothing is ever rounded.
 *
 * Cost: O(newcomers × pairs × log mentors) at worst; in practice each search stops at the nearest end.
 * Source: Edmonds and Karp 1972; Jonker and Volgenant 1987; Ahuja, Magnanti and Orlin, Network Flows, §12.4.
 */

/** Who has whom. */
export type Places = {
  /** −1: nobody. */
  readonly mentorOf: Int32Array<ArrayBuffer>;
  /** The newcomers whom each mentor has. */
  readonly holders: readonly number[][];
};

/** An assignment with its proof: the prices and utilities under which no pair could do better. */
export type Solution = Places & { readonly price: Float64Array; readonly utility: Float64Array };

/** Takes a newcomer from their mentor, if they have one. */
export const release = ({ mentorOf, holders }: Places, newcomer: number): void => {
  const mentor = mentorOf[newcomer]!;
  if (mentor < 0) return;
  const list = holders[mentor]!;
  list[list.indexOf(newcomer)] = list.at(-1)!;
  list.pop();
  mentorOf[newcomer] = -1;
};

/** Gives a newcomer to a mentor. */
export const place = ({ mentorOf, holders }: Places, newcomer: number, mentor: number): void => {
  holders[mentor]!.push(newcomer);
  mentorOf[newcomer] = mentor;
};

/** How a search ended: at a mentor with a free place, or with a newcomer who goes without. */
type End = { distance: number; mentor: number; leaver: number };

/** An assignment with the greatest total, and its prices. Which of several equal ones is left open. */
export const solveAssignment = (graph: AssignGraph): Solution => {
  const { newcomers, mentors, places, rowStart, mentor: mentorAt, value } = graph;
  const solution: Solution = {
    mentorOf: new Int32Array(newcomers).fill(-1),
    holders: Array.from({ length: mentors }, () => []),
    price: new Float64Array(mentors),
    utility: new Float64Array(newcomers),
  };
  const { mentorOf, holders, price, utility } = solution;
  const queue = createDistanceQueue(mentors);
  const settled = new Uint8Array(mentors);
  const reachedBy = new Int32Array(mentors);
  const settledMentors: number[] = [];

  const reachFrom = (newcomer: number, distance: number, end: End) => {
    const base = distance + utility[newcomer]!;
    const limit = end.distance;
    const last = rowStart[newcomer + 1]!;
    for (let e = rowStart[newcomer]!; e < last; e += 1) {
      const mentor = mentorAt[e]!;
      const through = base + price[mentor]! - value[e]!;
      if (through >= limit || settled[mentor] === 1 || through >= queue.distanceOf(mentor)) continue;
      reachedBy[mentor] = newcomer;
      queue.lower(mentor, through);
    }
  };

  /** The nearest end of a chain that starts with the root. */
  const search = (root: number): End => {
    const end: End = { distance: utility[root]!, mentor: -1, leaver: root };
    reachFrom(root, 0, end);
    for (let mentor = queue.takeNearest(); mentor >= 0; mentor = queue.takeNearest()) {
      const distance = queue.distanceOf(mentor);
      if (distance >= end.distance) break;
      if (holders[mentor]!.length < places[mentor]!) return { distance, mentor, leaver: -1 };
      settled[mentor] = 1;
      settledMentors.push(mentor);
      for (const holder of holders[mentor]!) {
        if (distance + utility[holder]! < end.distance) {
          Object.assign(end, { distance: distance + utility[holder]!, mentor, leaver: holder });
        }
        reachFrom(holder, distance, end);
      }
    }
    return end;
  };

  /** Raises prices and lowers utilities inside the search's reach, so that the chain's pairs become the best ones. */
  const reprice = (root: number, end: End) => {
    utility[root]! -= end.distance;
    for (const mentor of settledMentors) {
      const change = end.distance - queue.distanceOf(mentor);
      settled[mentor] = 0;
      if (change <= 0) continue;
      price[mentor]! += change;
      for (const holder of holders[mentor]!) utility[holder]! -= change;
    }
    settledMentors.length = 0;
    queue.clear();
  };

  const moveAlong = (root: number, end: End) => {
    if (end.leaver === root) return;
    if (end.leaver >= 0) release(solution, end.leaver);
    for (let mentor = end.mentor; ; ) {
      const mover = reachedBy[mentor]!;
      const left = mentorOf[mover]!;
      release(solution, mover);
      place(solution, mover, mentor);
      if (mover === root) return;
      mentor = left;
    }
  };

  for (let root = 0; root < newcomers; root += 1) {
    for (let e = rowStart[root]!; e < rowStart[root + 1]!; e += 1) {
      utility[root] = Math.max(utility[root]!, value[e]! - price[mentorAt[e]!]!);
    }
    const end = search(root);
    reprice(root, end);
    moveAlong(root, end);
  }
  return solution;
};
