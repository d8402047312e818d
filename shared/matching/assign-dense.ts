import { bid } from './assign-bid.ts';
import { type Solution, solveAssignment } from './assign-solve.ts';
import type { DenseMatrix } from './dense-matrix.ts';
import { denseListLength, densePairsOf } from './dense-rows.ts';
import { createHolding } from './holding.ts';
import { createShortlists, type PairRows, type Shortlists } from './shortlists.ts';

/*
 * The greatest total where nearly every pair is possible. Reading rows is then what costs, and with right prices one
 * short list a newcomer answers everything; so prices are made nearly right before rows are read for good.
 *
 * 1. Guess: where places are scarce, a mentor costs by what a sample of newcomers would have of them.
 * 2. Rough prices: everybody's best few at the guess, and with them an offer of the newcomer's own that is worth what
 *    stayed outside, make a small market, in which bidding reads no row. Who takes their own offer waits.
 * 3. Lists are read anew at those prices, each when first asked for; from there on all is as in `assign-solve.ts`.
 *
 * Any prices would do to start from, so neither the guess nor the small market can make the outcome wrong.
 * Cost: as a rule two readings of each row, at one subtraction a pair. Source: Jonker and Volgenant, A shortest augmenting
 * path algorithm for dense and sparse linear assignment problems, 1987, for good prices first.
 */

/** Newcomers who are asked for the guess. */
const asked = 64;
/** How much of a mentor's mean worth above the least wanted one's becomes price: who is wanted by many has neighbours. */
const shareOfWorth = 2 / 3;
/** What prices may still be wrong by, as a share of how much a list's pairs differ. */
const roughness = 1 / 32;

/** What mentors may cost; nothing, where not every place will be taken. Whole numbers. */
export const guessPrices = ({
  newcomers,
  mentors,
  places,
  value,
}: DenseMatrix): Float64Array<ArrayBuffer> => {
  const guess = new Float64Array(mentors);
  if (places.reduce((sum, count) => sum + count, 0) > newcomers) return guess;
  const step = Math.max(1, Math.floor(newcomers / asked));
  let count = 0;
  for (let i = 0; i < newcomers; i += step, count += 1) {
    for (let j = 0; j < mentors; j += 1) guess[j]! += value[i * mentors + j]!;
  }
  const least = guess.reduce((a, b) => Math.min(a, b));
  return guess.map((sum) => Math.round((shareOfWorth * (sum - least)) / count));
};

/** Adds to each list an offer of its newcomer's own, worth what stayed outside; what a list then leaves out is nothing. */
const offerWhatIsOutside = (lists: Shortlists, { newcomers, mentors }: PairRows): void => {
  for (let i = 0; i < newcomers; i += 1) {
    if (lists.rest[i]! > 0) {
      const at = lists.start[i]! + lists.size[i]!;
      lists.partner[at] = mentors + i;
      lists.value[at] = lists.rest[i]!;
      lists.size[i]! += 1;
    }
    lists.rest[i] = Number.NEGATIVE_INFINITY;
  }
};

/** How much a list's pairs differ, on average. */
const spreadOf = (lists: Shortlists, price: Float64Array): number => {
  let spread = 0;
  for (let i = 0; i < lists.size.length; i += 1) {
    let best = lists.rest[i]!;
    for (let e = lists.start[i]!; e < lists.start[i]! + lists.size[i]!; e += 1) {
      best = Math.max(best, lists.value[e]! - price[lists.partner[e]!]!);
    }
    spread += best - lists.rest[i]!;
  }
  return spread / lists.size.length;
};

/** Prices that are nearly right, and by how much they may be wrong: a power of 2. */
export const roughPricesOf = (
  pairs: PairRows,
  guess: Float64Array,
): { price: Float64Array<ArrayBuffer>; wrongBy: number } => {
  const { newcomers, mentors } = pairs;
  const lists = createShortlists(pairs.rows, denseListLength);
  for (let i = 0; i < newcomers; i += 1) lists.refill(i, guess);
  const wrongBy = 2 ** Math.round(Math.log2(Math.max(1, roughness * spreadOf(lists, guess))));
  offerWhatIsOutside(lists, pairs);
  const places = new Int32Array(mentors + newcomers).fill(1);
  places.set(pairs.places);
  const price = new Float64Array(mentors + newcomers);
  price.set(guess);
  const rows = { ...pairs, mentors: mentors + newcomers, places };
  const holding = createHolding(newcomers, mentors + newcomers);
  bid({ rows, lists, holding, price }, { roughly: wrongBy });
  return { price: price.slice(0, mentors), wrongBy };
};

/** An assignment with the greatest total, and its prices. Which of several equal ones is left open. */
export const solveDense = (matrix: DenseMatrix): Solution => {
  const pairs = densePairsOf(matrix);
  const rough = roughPricesOf(pairs, guessPrices(matrix));
  return solveAssignment(pairs, { ...rough, listLength: denseListLength });
};
