import { createHolding, type Holding } from './holding.ts';
import { createShortlists, type PairRows, type Shortlists } from './shortlists.ts';

/* An assignment under way, seen from the newcomers' side: what does each mentor leave me at today's prices? */

/** Who has whom, at which prices, and the short lists that are looked through. */
export type Market = {
  readonly rows: PairRows;
  /** Newcomers' mentors. */
  readonly lists: Shortlists;
  readonly holding: Holding;
  readonly price: Float64Array<ArrayBuffer>;
};

/** What a newcomer's row offers at today's prices: the best mentor (−1: nobody), its worth, and the second best's. */
export type Choice = { mentor: number; net: number; second: number };

/** Nobody has anybody, and all is free, or at prices to begin with. */
export const openMarket = (
  rows: PairRows,
  { price, listLength }: { price?: Float64Array | undefined; listLength?: number | undefined } = {},
): Market => ({
  rows,
  lists: createShortlists(rows.rows, listLength),
  holding: createHolding(rows.newcomers, rows.mentors),
  price: price ? Float64Array.from(price) : new Float64Array(rows.mentors),
});

/** What a mentor on a newcomer's list leaves them; 0 if the mentor is not on it. */
export const worthOf = ({ lists, price }: Market, newcomer: number, mentor: number): number => {
  const end = lists.start[newcomer]! + lists.size[newcomer]!;
  for (let e = lists.start[newcomer]!; e < end; e += 1) {
    if (lists.partner[e] === mentor) return lists.value[e]! - price[mentor]!;
  }
  return 0;
};

const look = ({ lists, price }: Market, newcomer: number, choice: Choice): void => {
  const end = lists.start[newcomer]! + lists.size[newcomer]!;
  const { partner, value } = lists;
  let mentor = -1;
  let net = 0;
  let second = 0;
  for (let e = lists.start[newcomer]!; e < end; e += 1) {
    const candidate = partner[e]!;
    const worth = value[e]! - price[candidate]!;
    if (worth > net) {
      second = net;
      net = worth;
      mentor = candidate;
    } else if (worth > second) second = worth;
  }
  choice.mentor = mentor;
  choice.net = net;
  choice.second = second;
};

/**
 * Finds a newcomer's best and second best; nobody counts as worth 0. Reads the row again if the list cannot tell: what
 * then stays outside is worth no more than anything inside, so at worst it ties with the second best.
 */
export const choose = (market: Market, newcomer: number, choice: Choice): void => {
  const { lists, price } = market;
  look(market, newcomer, choice);
  if (lists.rest[newcomer]! <= choice.second) return;
  lists.refill(newcomer, price);
  look(market, newcomer, choice);
};
