import { createDistanceQueue } from './distance-queue.ts';
import { place, release } from './holding.ts';
import type { Market } from './market.ts';
import type { Shortlists } from './shortlists.ts';

/*
 * The other half of the repair: a mentor with a free place must cost nothing. One who still has a price finds the
 * cheapest way to be rid of either: a chain of moves that ends with a newcomer who had nobody, or with a mentor whose
 * price falls to 0. It is the search of `assign-augment.ts` backwards, from mentors to the newcomers whom they could
 * have, through the mentors' short lists of newcomers by value minus utility; prices fall and utilities rise inside its
 * reach, so these lists stay right meanwhile.
 *
 * Invariant, after each chain: that of `assign-augment.ts`, with one free place at a priced mentor less. After the last
 * one complementary slackness holds, which proves the total to be the greatest there is.
 */

/** A newcomer who would move, and to whom. */
type Move = { readonly mover: Int32Array; readonly to: Int32Array };

/** How a search ended: at a mentor whose price falls to 0, or with a newcomer who had nobody. */
type End = { distance: number; mentor: number; newcomer: number };

/** What is searched: everybody's place, price and utility, and the mentors' short lists. */
type Field = { readonly market: Market; readonly utility: Float64Array; readonly lists: Shortlists };

const createSearch = ({ market, utility, lists }: Field, { mover, to }: Move) => {
  const { rows, holding, price } = market;
  // Mentors, then mentors whose column is to be read on.
  const queue = createDistanceQueue(2 * rows.mentors);
  const reachedAt = new Float64Array(rows.mentors);
  const settled: number[] = [];
  const end: End = { distance: 0, mentor: -1, newcomer: -1 };

  const reachFrom = (mentor: number, distance: number) => {
    const base = distance + price[mentor]!;
    const last = lists.start[mentor]! + lists.size[mentor]!;
    for (let e = lists.start[mentor]!; e < last; e += 1) {
      const i = lists.partner[e]!;
      const through = base + utility[i]! - lists.value[e]!;
      const from = holding.mentorOf[i]!;
      if (through >= end.distance || from === mentor) continue;
      if (from < 0) {
        end.distance = through;
        end.mentor = mentor;
        end.newcomer = i;
      } else if (through < queue.distanceOf(from)) {
        mover[from] = i;
        to[from] = mentor;
        queue.lower(from, through);
      }
    }
    const readOn = Math.max(distance, base - lists.rest[mentor]!);
    if (readOn >= end.distance) return;
    reachedAt[mentor] = distance;
    queue.lower(rows.mentors + mentor, readOn);
  };

  const settle = (mentor: number, distance: number) => {
    settled.push(mentor);
    if (distance + price[mentor]! < end.distance) {
      end.distance = distance + price[mentor]!;
      end.mentor = mentor;
      end.newcomer = -1;
    }
    reachFrom(mentor, distance);
  };

  const search = (root: number): End => {
    end.distance = price[root]!;
    end.mentor = root;
    end.newcomer = -1;
    queue.lower(root, 0);
    for (let node = queue.takeNearest(); node >= 0; node = queue.takeNearest()) {
      const distance = queue.distanceOf(node);
      if (distance >= end.distance) break;
      if (node < rows.mentors) {
        settle(node, distance);
        continue;
      }
      const mentor = node - rows.mentors;
      queue.forget(node);
      lists.lengthen(mentor, utility);
      reachFrom(mentor, reachedAt[mentor]!);
    }
    return end;
  };

  const reprice = () => {
    for (const mentor of settled) {
      const change = end.distance - queue.distanceOf(mentor);
      if (change <= 0) continue;
      price[mentor]! -= change;
      for (let i = holding.first[mentor]!; i >= 0; i = holding.next[i]!) utility[i]! += change;
    }
    settled.length = 0;
    queue.clear();
  };

  return { search, reprice };
};

/**
 * Fills or frees every priced mentor's empty places. Can be asked again and again; `lists` are the mentors' newcomers,
 * costing their utilities.
 */
export const createBackfill = (market: Market, utility: Float64Array, lists: Shortlists): (() => void) => {
  const { rows, holding, price } = market;
  const move = { mover: new Int32Array(rows.mentors), to: new Int32Array(rows.mentors) };
  const { search, reprice } = createSearch({ market, utility, lists }, move);

  const moveAlong = (root: number, { mentor: last, newcomer }: End) => {
    if (newcomer >= 0) place(holding, newcomer, last);
    for (let mentor = last; mentor !== root; ) {
      const [mover, next] = [move.mover[mentor]!, move.to[mentor]!];
      release(holding, mover);
      place(holding, mover, next);
      mentor = next;
    }
  };

  return () => {
    for (let root = 0; root < rows.mentors; root += 1) {
      while (price[root]! > 0 && holding.count[root]! < rows.places[root]!) {
        const end = search(root);
        reprice();
        moveAlong(root, end);
      }
    }
  };
};
