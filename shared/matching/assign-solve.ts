import { createAugment, releaseMisplaced } from './assign-augment.ts';
import { createBackfill } from './assign-backfill.ts';
import { bid } from './assign-bid.ts';
import { type Holding, release } from './holding.ts';
import { type Choice, choose, openMarket } from './market.ts';
import { createShortlists, type PairRows, raiseRests, type Shortlists } from './shortlists.ts';

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
  /** Newcomers' mentors at these prices, and mentors' newcomers at these utilities. */
  readonly lists: { readonly rows: Shortlists; readonly columns: Shortlists };
  /** Makes ready for a pair to be taken out, which else the first one pays for. */
  readonly prepare: () => void;
  /** Makes the solution optimal again after a newcomer's row has lost their pair with a mentor. */
  readonly withoutPair: (newcomer: number, mentor: number) => void;
};

/** Newcomers on a mentor’s first list. */
const columnLength = 64;
/** Two and a half points: what a mentor's short list leaves out is out of reach by more, as a rule. */
const reachTrusted = 256;

/** What is known before anybody has bid. A bad guess costs time and changes nothing else. */
export type Guess = {
  /** What mentors may cost: whole quarters from 0 up. The better, the less is bid. */
  readonly price?: Float64Array | undefined;
  /** How wrong that may be; see `assign-bid.ts`. */
  readonly wrongBy?: number | undefined;
  /** Pairs on a newcomer's first list. */
  readonly listLength?: number;
};

/** Solves once, and again from there: prices stay right for everybody whom a change does not reach. */
export const createSolver = (pairs: PairRows, guess: Guess = {}): Solver => {
  const market = openMarket(pairs, guess);
  bid(market, { wrongBy: guess.wrongBy });
  const { utility, left } = releaseMisplaced(market);
  const augment = createAugment(market, utility);
  for (const newcomer of left) augment(newcomer);
  const { holding, price } = market;
  const lists = { rows: market.lists, columns: createShortlists(pairs.columns, columnLength) };
  const newcomers = { pairs: pairs.rows, lists: lists.rows, cost: utility, before: utility.slice() };
  const mentors = { pairs: pairs.columns, lists: lists.columns, cost: price, before: price.slice() };
  const backfill = createBackfill(market, utility, lists.columns);
  backfill();
  // Whoever solves only once has no more use for the newcomers' lists: they are told of fallen prices when one comes back.
  let isPrepared = false;
  const tellNewcomers = () => raiseRests(newcomers, mentors, reachTrusted);
  const prepare = () => {
    if (!isPrepared) tellNewcomers();
    isPrepared = true;
  };
  return {
    solution: { holding, price, utility },
    lists,
    prepare,
    withoutPair: (newcomer, mentor) => {
      prepare();
      lists.rows.refill(newcomer, price);
      lists.columns.refill(mentor, utility);
      if (holding.mentorOf[newcomer] !== mentor) return;
      newcomers.before.set(utility);
      release(holding, newcomer);
      const choice: Choice = { mentor: -1, net: 0, second: 0 };
      choose(market, newcomer, choice);
      utility[newcomer] = choice.net;
      if (choice.net > 0) augment(newcomer);
      raiseRests(mentors, newcomers);
      mentors.before.set(price);
      backfill();
      tellNewcomers();
    },
  };
};

/** An assignment with the greatest total, and its prices. Which of several equal ones is left open. */
export const solveAssignment = (pairs: PairRows, guess?: Guess): Solution =>
  createSolver(pairs, guess).solution;
