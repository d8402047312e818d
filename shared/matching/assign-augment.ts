import { createDistanceQueue } from './distance-queue.ts';
import { place, release } from './holding.ts';
import { type Choice, choose, type Market, worthOf } from './market.ts';

/*
 * What bidding leaves inexact, by shortest augmenting paths. Whoever would be better off elsewhere, by however little,
 * leaves; then each finds the cheapest chain of moves (I take her place, he takes another, …) that ends at a free place
 * or with somebody going without, and prices on the way rise until every moved pair is again the best for both.
 *
 * Invariant, after each newcomer: price ≥ 0 and utility ≥ 0; utility + price ≥ value for every possible pair, with
 * equality for chosen pairs; a utility above 0 means that the newcomer has a mentor or is still to come in. What is
 * left is a priced mentor with a free place: see `assign-backfill.ts`.
 *
 * Only short lists are walked. What lies outside a newcomer's list costs at least utility − rest, so the search puts
 * “read on” at that distance and reads the whole row only if it gets there before the end of a chain.
 *
 * Cost: at worst a reading of every row for each newcomer; in practice a few lists, since what is left to gain is less
 * than bidding's last step. Source: Edmonds and Karp 1972; Jonker and Volgenant 1987; Ahuja, Magnanti and Orlin,
 * Network Flows, §12.4.
 */

/** How a search ended: at a mentor with a free place, or with a newcomer who goes without. */
type End = { distance: number; mentor: number; leaver: number };

/** Everybody's utility, and who is to come in: whoever is better off elsewhere leaves first. */
export const releaseMisplaced = (market: Market): { utility: Float64Array; left: number[] } => {
  const { rows, holding } = market;
  const utility = new Float64Array(rows.newcomers);
  const left: number[] = [];
  const choice: Choice = { mentor: -1, net: 0, second: 0 };
  for (let i = 0; i < rows.newcomers; i += 1) {
    choose(market, i, choice);
    utility[i] = choice.net;
    const mentor = holding.mentorOf[i]!;
    if (mentor >= 0 && worthOf(market, i, mentor) < choice.net) release(holding, i);
    if (holding.mentorOf[i]! < 0 && choice.net > 0) left.push(i);
  }
  return { utility, left };
};

const createSearch = (market: Market, utility: Float64Array) => {
  const { rows, lists, holding, price } = market;
  // Mentors, then newcomers whose row is to be read on.
  const queue = createDistanceQueue(rows.mentors + rows.newcomers);
  const settled = new Uint8Array(rows.mentors);
  const reachedBy = new Int32Array(rows.mentors);
  const reachedAt = new Float64Array(rows.newcomers);
  const settledMentors: number[] = [];
  const end: End = { distance: 0, mentor: -1, leaver: -1 };

  /** A free place ends a chain as soon as it is seen: what lies farther off need not be queued any more. */
  const endAt = (mentor: number, distance: number) => {
    end.distance = distance;
    end.mentor = mentor;
    end.leaver = -1;
  };

  const reachFrom = (newcomer: number, distance: number) => {
    const base = distance + utility[newcomer]!;
    const { partner, value } = lists;
    const last = lists.start[newcomer]! + lists.size[newcomer]!;
    for (let e = lists.start[newcomer]!; e < last; e += 1) {
      const mentor = partner[e]!;
      const through = base + price[mentor]! - value[e]!;
      if (through >= end.distance || settled[mentor] === 1 || through >= queue.distanceOf(mentor)) continue;
      reachedBy[mentor] = newcomer;
      if (holding.count[mentor]! < rows.places[mentor]!) endAt(mentor, through);
      else queue.lower(mentor, through);
    }
    const readOn = Math.max(distance, base - lists.rest[newcomer]!);
    if (readOn >= end.distance) return;
    reachedAt[newcomer] = distance;
    queue.lower(rows.mentors + newcomer, readOn);
  };

  const settle = (mentor: number, distance: number) => {
    settled[mentor] = 1;
    settledMentors.push(mentor);
    for (let holder = holding.first[mentor]!; holder >= 0; holder = holding.next[holder]!) {
      if (distance + utility[holder]! < end.distance) {
        end.distance = distance + utility[holder]!;
        end.mentor = mentor;
        end.leaver = holder;
      }
      reachFrom(holder, distance);
    }
  };

  /** The nearest end of a chain that starts with the root. */
  const search = (root: number): End => {
    end.distance = utility[root]!;
    end.mentor = -1;
    end.leaver = root;
    reachFrom(root, 0);
    for (let node = queue.takeNearest(); node >= 0; node = queue.takeNearest()) {
      const distance = queue.distanceOf(node);
      if (distance >= end.distance) break;
      if (node >= rows.mentors) {
        const newcomer = node - rows.mentors;
        queue.forget(node);
        lists.lengthen(newcomer, price);
        reachFrom(newcomer, reachedAt[newcomer]!);
      } else settle(node, distance);
    }
    return end;
  };

  /** Raises prices and lowers utilities inside the search's reach, so that the chain's pairs become the best ones. */
  const reprice = (root: number) => {
    utility[root]! -= end.distance;
    for (const mentor of settledMentors) {
      const change = end.distance - queue.distanceOf(mentor);
      settled[mentor] = 0;
      if (change <= 0) continue;
      price[mentor]! += change;
      for (let i = holding.first[mentor]!; i >= 0; i = holding.next[i]!) utility[i]! -= change;
    }
    settledMentors.length = 0;
    queue.clear();
  };

  return { search, reprice, reachedBy };
};

/** Brings a newcomer in who has nobody, at their utility, by the cheapest chain of moves. Can be asked again and again. */
export const createAugment = (market: Market, utility: Float64Array): ((newcomer: number) => void) => {
  const { holding } = market;
  const { search, reprice, reachedBy } = createSearch(market, utility);

  const moveAlong = (root: number, { mentor: last, leaver }: End) => {
    if (leaver === root) return;
    if (leaver >= 0) release(holding, leaver);
    for (let mentor = last; ; ) {
      const mover = reachedBy[mentor]!;
      const before = holding.mentorOf[mover]!;
      release(holding, mover);
      place(holding, mover, mentor);
      if (mover === root) return;
      mentor = before;
    }
  };

  return (root) => {
    const end = search(root);
    reprice(root);
    moveAlong(root, end);
  };
};
