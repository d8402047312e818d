import { augment, bringIn } from './assign-augment.ts';
import { backfill } from './assign-backfill.ts';
import { bid } from './assign-bid.ts';
import { type Holding, release } from './holding.ts';
import { type Choice, choose, isListed, type Market, openMarket } from './market.ts';
import type { PairRows } from './shortlists.ts';

/*
 * The greatest total: newcomers bid for mentors until all are nearly right, then what is not is put right by shortest
 * chains of moves, first from the newcomers' side, then from the mentors'. In the end prices and utilities prove the
 * total (see `certificate.ts`). Values are whole; prices and utilities are whole quarters (or wholes), so nothing is ever rounded.
 */

/** An assignment with its proof: the prices and utilities under which no pair could do better. */
export type Solution = {
  readonly holding: Holding;
  readonly price: Float64Array<ArrayBuffer>;
  readonly utility: Float64Array;
};

/** A solution that follows when a pair is taken out. */
export type Solver = {
  readonly solution: Solution;
  /** Makes the solution optimal again after a newcomer's row has lost their pair with a mentor. */
  readonly withoutPair: (newcomer: number, mentor: number) => void;
};

/** Tells the lists that leave a mentor out what the mentor is now worth. */
const raiseRests = (market: Market, mentor: number): void => {
  const { rows, lists, price } = market;
  const { newcomer, value } = rows.column(mentor);
  for (let e = 0; e < newcomer.length; e += 1) {
    const i = newcomer[e]!;
    const net = value[e]! - price[mentor]!;
    if (net > lists.rest[i]! && !isListed(market, i, mentor)) lists.rest[i] = net;
  }
};

/** Solves once, and again from there: prices stay right for everybody whom a change does not reach. */
export const createSolver = (rows: PairRows): Solver => {
  const market = openMarket(rows);
  bid(market);
  const utility = augment(market);
  backfill(market, utility);
  const { holding, price, lists } = market;
  return {
    solution: { holding, price, utility },
    withoutPair: (newcomer, mentor) => {
      lists.refill(newcomer, price);
      if (holding.mentorOf[newcomer] !== mentor) return;
      release(holding, newcomer);
      const choice: Choice = { mentor: -1, net: 0, second: 0 };
      choose(market, newcomer, choice);
      utility[newcomer] = choice.net;
      if (choice.net > 0) bringIn(market, utility, [newcomer]);
      // Prices fall in a backfill, so what a list leaves out may be worth more than it knows.
      const before = price.slice();
      backfill(market, utility);
      for (let j = 0; j < price.length; j += 1) if (price[j]! < before[j]!) raiseRests(market, j);
    },
  };
};

/** An assignment with the greatest total, and its prices. Which of several equal ones is left open. */
export const solveAssignment = (rows: PairRows): Solution => createSolver(rows).solution;
