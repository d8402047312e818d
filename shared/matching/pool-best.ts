import { lossesOfBlocks, lossOfFew, orderVisits } from './block-losses.ts';
import type { ReadyNewcomer, Setting } from './pair.ts';
import { type Blocks, blockSize } from './pool-blocks.ts';
import type { Columns } from './pool-columns.ts';
import { lost } from './pool-losses.ts';
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

/** How many blocks are looked at before there is a floor. */
const firstBlocks = 32;

/** How many of the mentors there are compared before all others. */
const comparedFirst = 48;

/** How many are scored at a time, at the same floor. */
const scoredAtOnce = 16;

/** How many are looked at before the floor is asked again. */
const siftedAtOnce = 1024;

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
  const order = orderVisits(losses.all);
  const sifting: Sifting = {
    losses,
    order,
    looked: 0,
    to: Math.min(firstBlocks, order.length),
    allowance: allowanceFor(sieve, floor()),
  };
  const takeBatch = (): void => {
    reader.score();
    for (let i = 0; i < batch.count; i += 1) {
      const at = batch.at[i]!;
      const rankCentipoints = toCentipoints(batch.rank[i]!);
      if (rankCentipoints < floor() || !reader.mayMeet(at)) continue;
      const fitCentipoints = toCentipoints(batch.fit[i]!);
      const band = bandOf(fitCentipoints, setting.rubric);
      if (band !== 'weak') offer({ mentorId: columns.ids[at]!, rankCentipoints, fitCentipoints, band });
    }
    batch.count = 0;
  };
  /** Compares those whose loss lies in a range. */
  const compare = (
    { at: positions, loss, count }: Sifted,
    [above, upTo] = [Number.NEGATIVE_INFINITY, lost],
  ): void => {
    for (let i = 0; i < count; i += 1) {
      if (loss[i]! <= above || loss[i]! > upTo || loss[i]! > allowanceFor(sieve, floor())) continue;
      if (!reader.passes(positions[i]!)) continue;
      reader.add(positions[i]!);
      if (batch.count === scoredAtOnce) takeBatch();
    }
    takeBatch();
  };
  const first = createSifted(blockSize * firstBlocks);
  sift(sieve, columns, sifting, first);
  const few = lossOfFew(first.loss, first.count, comparedFirst);
  compare(first, [Number.NEGATIVE_INFINITY, few]);
  compare(first, [few, lost]);
  sifting.to = order.length;
  const others = createSifted(siftedAtOnce);
  while (sifting.looked < order.length) {
    sifting.allowance = allowanceFor(sieve, floor());
    sift(sieve, columns, sifting, others);
    compare(others);
  }
  return best;
};
