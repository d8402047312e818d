import { augment, bringIn } from './assign-augment.ts';
import { backfill } from './assign-backfill.ts';
import { bid } from './assign-bid.ts';
import { type Holding, release } from './holding.ts';
import { type Choice, choose, openMarket } from './market.ts';
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
      // Prices fall in a backfill, so lists no longer know what they leave out.
      const before = price.slice();
      backfill(market, utility);
      let fall = 0;
      for (let j = 0; j < price.length; j += 1) fall = Math.max(fall, before[j]! - price[j]!);
      if (fall > 0) for (let i = 0; i < rows.newcomers; i += 1) lists.rest[i]! += fall;
    },
  };
};

/** An assignment with the greatest total, and its prices. Which of several equal ones is left open. */
export const solveAssignment = (rows: PairRows): Solution => createSolver(rows).solution;
