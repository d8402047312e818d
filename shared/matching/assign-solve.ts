import { augment } from './assign-augment.ts';
import { backfill } from './assign-backfill.ts';
import { bid } from './assign-bid.ts';
import type { Holding } from './holding.ts';
import { openMarket } from './market.ts';
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

/** An assignment with the greatest total, and its prices. Which of several equal ones is left open. */
export const solveAssignment = (rows: PairRows): Solution => {
  const market = openMarket(rows);
  bid(market);
  const utility = augment(market);
  backfill(market, utility);
  return { holding: market.holding, price: market.price, utility };
};
