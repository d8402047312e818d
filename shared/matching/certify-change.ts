import type { AssignGraph } from './assign-graph.ts';
import type { Solver } from './assign-solve.ts';
import type { Certificate } from './certificate.ts';
import type { Shortlists } from './shortlists.ts';

/*
 * The proof of a round that was decided again, given that the one before was proved. It asks only whom the change
 * reached: newcomers whose utility fell and mentors whose price fell, since no other pair can have come to be worth
 * more than its utility and price. Of theirs, listed pairs are looked at, and those left out are worth no more than
 * `rest`, which was measured when all of them were last read (see `shortlists.ts`).
 */

/** How many of an owner's pairs are worth more than both sides have: one at least, if any that is left out may be. */
const countViolated = (
  lists: Shortlists,
  owner: number,
  { worth, cost }: { worth: Float64Array; cost: Float64Array },
): number => {
  if (lists.rest[owner]! > worth[owner]!) lists.refill(owner, cost);
  let violated = lists.rest[owner]! > worth[owner]! ? 1 : 0;
  const start = lists.start[owner]!;
  for (let e = start; e < start + lists.size[owner]!; e += 1) {
    if (worth[owner]! + cost[lists.partner[e]!]! < lists.value[e]!) violated += 1;
  }
  return violated;
};

/** Prices and utilities as they were before a change. */
export type Before = { readonly price: Float64Array; readonly utility: Float64Array };

/** The dual, and what violates it among all that a change may have reached. O(newcomers + mentors), and a few short lists. */
export const certifyChange = (
  { newcomers, mentors, places }: AssignGraph,
  { solution: { price, utility, holding }, lists }: Solver,
  before: Before,
): Certificate => {
  let dual = 0;
  let violated = 0;
  for (let i = 0; i < newcomers; i += 1) {
    dual += utility[i]!;
    if (utility[i]! < 0) violated += 1;
    if (utility[i]! >= before.utility[i]!) continue;
    violated += countViolated(lists.rows, i, { worth: utility, cost: price });
  }
  for (let j = 0; j < mentors; j += 1) {
    dual += price[j]! * places[j]!;
    if (price[j]! < 0 || holding.count[j]! > places[j]!) violated += 1;
    if (price[j]! >= before.price[j]!) continue;
    violated += countViolated(lists.columns, j, { worth: price, cost: utility });
  }
  return { dual, violated };
};
