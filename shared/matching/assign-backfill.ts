import { createDistanceQueue } from './distance-queue.ts';
import { place, release } from './holding.ts';
import type { Market } from './market.ts';

/*
 * The other half of the repair: a mentor with a free place must cost nothing. One who still has a price finds the
 * cheapest way to be rid of either: a chain of moves that ends with a newcomer who had nobody, or with a mentor whose
 * price falls to 0. It is the search of `assign-augment.ts` backwards, from mentors to the newcomers whom they could
 * have, so it reads columns; prices fall and utilities rise inside its reach.
 *
 * Invariant, after each chain: that of `assign-augment.ts`, with one free place at a priced mentor less. After the last
 * one complementary slackness holds, which proves the total to be the greatest there is.
 */

/** A newcomer who would move, and to whom. */
type Move = { readonly mover: Int32Array; readonly to: Int32Array };

/** How a search ended: at a mentor whose price falls to 0, or with a newcomer who had nobody. */
type End = { distance: number; mentor: number; newcomer: number };

const createSearch = ({ rows, holding, price }: Market, utility: Float64Array, { mover, to }: Move) => {
  const queue = createDistanceQueue(rows.mentors);
  const settled: number[] = [];
  const end: End = { distance: 0, mentor: -1, newcomer: -1 };

  const settle = (mentor: number, distance: number) => {
    settled.push(mentor);
    const { newcomer, value } = rows.column(mentor);
    for (let e = 0; e < newcomer.length; e += 1) {
      const i = newcomer[e]!;
      const through = distance + utility[i]! + price[mentor]! - value[e]!;
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
  };

  const search = (root: number): End => {
    end.distance = price[root]!;
    end.mentor = root;
    end.newcomer = -1;
    queue.lower(root, 0);
    for (let mentor = queue.takeNearest(); mentor >= 0; mentor = queue.takeNearest()) {
      const distance = queue.distanceOf(mentor);
      if (distance >= end.distance) break;
      if (distance + price[mentor]! < end.distance) {
        end.distance = distance + price[mentor]!;
        end.mentor = mentor;
        end.newcomer = -1;
      }
      settle(mentor, distance);
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

/** Fills or frees every priced mentor's empty places. */
export const backfill = (market: Market, utility: Float64Array): void => {
  const { rows, holding, price } = market;
  const move = { mover: new Int32Array(rows.mentors), to: new Int32Array(rows.mentors) };
  const { search, reprice } = createSearch(market, utility, move);
  for (let root = 0; root < rows.mentors; root += 1) {
    while (price[root]! > 0 && holding.count[root]! < rows.places[root]!) {
      const { mentor: last, newcomer } = search(root);
      reprice();
      if (newcomer >= 0) place(holding, newcomer, last);
      for (let mentor = last; mentor !== root; ) {
        const [mover, next] = [move.mover[mentor]!, move.to[mentor]!];
        release(holding, mover);
        place(holding, mover, next);
        mentor = next;
      }
    }
  }
};
