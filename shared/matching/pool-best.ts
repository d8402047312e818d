import { lossesOfBlocks, lossOfFew, orderVisits } from './block-losses.ts';
import type { ReadyNewcomer, Setting } from './pair.ts';
import { type Blocks, blockSize } from './pool-blocks.ts';
import type { Columns } from './pool-columns.ts';
import { createReader } from './pool-reader.ts';
import { allowanceFor } from './pool-sieve.ts';
import { createSifted, type Sifted, type Sifting, sift } from './pool-sift.ts';
import { compareIds } from './rank.ts';
import type { Alternate } from './round-row.ts';
import { bandOf, toCentipoints } from './score.ts';

/*
 * The best few of all, exactly. The least of the best so far says how much a mentor may lose by what is looked up; so
 * blocks that lose the least are looked at first, for a good floor, and then nearly nobody in the rest needs to be
 * compared. Whoever could tie is still looked at, because among equal ranks the lower id wins. The rest is looked at in
 * order of place, which memory is fast at; blocks whose kinds of people all lose too much are stepped over.
 *
 * Cost: some operations a block; what is compared is little more than what ranks high.
 * Source: Fagin, Lotem and Naor, Optimal aggregation algorithms for middleware, 2003, for the stopping rule.
 */

/** How many are sifted before the floor is asked again. */
const siftedAtOnce = 128;

/** How many of those in promising blocks are compared before all others there. */
const comparedFirst = 48;

const isBefore = (a: Alternate, b: Alternate): boolean =>
  a.rankCentipoints > b.rankCentipoints ||
  (a.rankCentipoints === b.rankCentipoints && compareIds(a.mentorId, b.mentorId) < 0);

/** The best so far, best first. */
const createBest = (length: number) => {
  const best: Alternate[] = [];
  return {
    best,
    /** Ranks below this cannot get in. */
    floor: () => (best.length < length ? Number.NEGATIVE_INFINITY : best.at(-1)!.rankCentipoints),
    offer: (alternate: Alternate) => {
      let at = best.length;
      while (at > 0 && isBefore(alternate, best[at - 1]!)) at -= 1;
      if (at >= length) return;
      best.splice(at, 0, alternate);
      best.length = Math.min(best.length, length);
    },
  };
};

/** The best `length` mentors for a newcomer who pass every gate and are not weak, best first. */
export const findBest = (
  { columns, blocks, setting }: { columns: Columns; blocks: Blocks; setting: Setting },
  newcomer: ReadyNewcomer,
  length: number,
): Alternate[] => {
  const { best, floor, offer } = createBest(length);
  if (length === 0) return best;
  const reader = createReader(columns, newcomer, setting);
  const { batch } = reader;
  const sieve = reader.sieve();
  const losses = lossesOfBlocks(blocks, sieve.losses, columns.size);
  const { order, promising } = orderVisits(losses.all);
  const sifting: Sifting = {
    losses,
    order,
    looked: 0,
    to: promising,
    allowance: allowanceFor(sieve, floor()),
  };
  const compare = ({ at: positions, loss }: Sifted, i: number): void => {
    const at = positions[i]!;
    if (loss[i]! > allowanceFor(sieve, floor()) || !reader.passes(at)) return;
    batch.count = 0;
    reader.add(at);
    reader.score();
    const rankCentipoints = toCentipoints(batch.rank[0]!);
    if (rankCentipoints < floor() || !reader.mayMeet(at)) return;
    const fitCentipoints = toCentipoints(batch.fit[0]!);
    const band = bandOf(fitCentipoints, setting.rubric);
    if (band !== 'weak') offer({ mentorId: columns.ids[at]!, rankCentipoints, fitCentipoints, band });
  };
  const first = createSifted(blockSize * promising);
  sift(sieve, columns, sifting, first);
  const few = lossOfFew(first.loss, first.count, comparedFirst);
  for (let i = 0; i < first.count; i += 1) if (first.loss[i]! <= few) compare(first, i);
  for (let i = 0; i < first.count; i += 1) if (first.loss[i]! > few) compare(first, i);
  sifting.to = order.length;
  const others = createSifted(siftedAtOnce);
  while (sifting.looked < order.length) {
    sifting.allowance = allowanceFor(sieve, floor());
    others.count = 0;
    sift(sieve, columns, sifting, others);
    for (let i = 0; i < others.count; i += 1) compare(others, i);
  }
  return best;
};
