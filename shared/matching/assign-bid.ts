import { type Holding, place, release } from './holding.ts';
import { type Choice, choose, type Market, worthOf } from './market.ts';

/*
 * Most of an assignment is settled by bidding. A newcomer without a mentor looks for the best value minus price and
 * offers that mentor so much that the second best would be just as good, and `step` more, so that bidding never
 * stalls. A full mentor lets go of whoever offered least; their price is the least offer once every place is taken.
 *
 * A great step settles prices roughly and fast, a small one exactly and slowly: so the step starts small, doubles while
 * people fight over too few places, and then falls by turns, each turn keeping what the last one found. Prices sink by
 * what they may be wrong by before a turn: the last step, because a great step overshoots.
 *
 * Invariant: whoever has a mentor is within one step of the best for them. That is not yet the optimum: `repair` makes
 * it exact, and needs few and short chains because what is left to gain is less than a step a person.
 *
 * Cost: a pass through a short list an offer, about ten offers a newcomer, up to a hundred where places are scarce.
 * Source: Bertsekas and Castañón, The auction algorithm for the transportation problem, 1989.
 */

/** The last step: a quarter, so that few people who could gain nothing are moved; a whole where quarters do not fit. */
const finestStepFor = (totalMaximum: number): number => (totalMaximum < 2 ** 50 ? 0.25 : 1);
const stepRatio = 8;
/** Five points: prices begin so much lower, as bidding raises a price more cheaply than chains lower it. */
const wrongByUsual = 512;
/** Offers a newcomer after which a first turn bids with twice the step. */
const patience = 4;

const leastOffer = ({ first, next }: Holding, mentor: number, offer: Float64Array): number => {
  let least = first[mentor]!;
  for (let i = least; i >= 0; i = next[i]!) if (offer[i]! < offer[least]!) least = i;
  return least;
};

/** Lets prices sink, and everybody leave who would now be more than a step better off elsewhere. */
const reopen = (market: Market, { step, sink }: { step: number; sink: number }, offer: Float64Array) => {
  const { rows, lists, holding, price } = market;
  const choice: Choice = { mentor: -1, net: 0, second: 0 };
  for (let j = 0; j < rows.mentors; j += 1) price[j] = Math.max(0, price[j]! - sink);
  for (let i = 0; i < rows.newcomers; i += 1) {
    lists.rest[i]! += sink;
    const mentor = holding.mentorOf[i]!;
    if (mentor < 0) continue;
    offer[i] = price[mentor]!;
    choose(market, i, choice);
    if (choice.net - worthOf(market, i, mentor) > step) release(holding, i);
  }
};

/** Lets everybody without a mentor bid. @returns the step that was reached. */
const runTurn = (market: Market, firstStepOfTurn: number, offer: Float64Array, patient: boolean): number => {
  const { rows, holding, price } = market;
  const choice: Choice = { mentor: -1, net: 0, second: 0 };
  let step = firstStepOfTurn;
  let offers = 0;
  for (let next = 0; next < rows.newcomers; next += 1) {
    if (holding.mentorOf[next]! >= 0) continue;
    for (let newcomer = next; newcomer >= 0; ) {
      choose(market, newcomer, choice);
      const { mentor, net, second } = choice;
      if (mentor < 0) break;
      const outbid = holding.count[mentor] === rows.places[mentor] ? leastOffer(holding, mentor, offer) : -1;
      if (outbid >= 0) release(holding, outbid);
      place(holding, newcomer, mentor);
      offer[newcomer] = price[mentor]! + Math.min(net, net - second + step);
      if (holding.count[mentor] === rows.places[mentor]) {
        price[mentor] = offer[leastOffer(holding, mentor, offer)]!;
      }
      newcomer = outbid;
      offers += 1;
      if (offers < patience * rows.newcomers || !patient) continue;
      offers = 0;
      step *= 2;
    }
  }
  return step;
};

/**
 * Lets everybody bid, in turns with ever smaller steps. By `wrongBy` (a power of 2, in the values' units) prices may be
 * wrong to begin with, by `roughly` (another, if any) at the end.
 */
export const bid = (market: Market, { wrongBy = wrongByUsual, roughly = 0 } = {}): void => {
  const offer = new Float64Array(market.rows.newcomers);
  const finestStep = Math.max(roughly, finestStepFor(market.rows.totalMaximum));
  for (let last = wrongBy; last > finestStep; ) {
    const step = Math.max(finestStep, last / stepRatio);
    reopen(market, { step, sink: last }, offer);
    last = runTurn(market, step, offer, last === wrongBy);
  }
};
