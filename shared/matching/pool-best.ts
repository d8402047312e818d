import type { ReadyNewcomer, Setting } from './pair.ts';
import { type Blocks, blockSize, blocksByLoss } from './pool-blocks.ts';
import type { Columns } from './pool-columns.ts';
import { createReader } from './pool-reader.ts';
import { allowanceFor, sift } from './pool-sieve.ts';
import { compareIds } from './rank.ts';
import type { Alternate } from './round-row.ts';
import { bandOf, toCentipoints } from './score.ts';

/*
 * The best few of all, exactly. Blocks are visited from the greatest bound down, and the search ends when no block left
 * could hold anybody who belongs among the best. Inside a block a mentor is passed over as soon as a gate fails or
 * their own bound is too low; shared time is counted only for those who are left. Whoever could tie is still looked
 * at, because among equal ranks the lower id wins.
 *
 * Cost: about five operations a block, then some tens a mentor in the few blocks that matter.
 * Source: Fagin, Lotem and Naor, Optimal aggregation algorithms for middleware, 2003, for the stopping rule.
 */

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
  const reader = createReader(columns, newcomer, setting);
  const { sieve, passes, score, numbers } = reader;
  const { best, floor, offer } = createBest(length);
  if (length === 0) return best;
  const found = new Int32Array(Math.max(blockSize, columns.size - blocks.covered));
  const visit = (from: number, to: number, shared: number): void => {
    const allowance = allowanceFor(sieve, floor());
    const count = sift(sieve, columns, { from, to, allowance, spare: allowance - shared }, found);
    for (let f = 0; f < count; f += 1) {
      const at = found[f]!;
      if (!passes(at)) continue;
      score(at);
      const rankCentipoints = toCentipoints(numbers.rank);
      if (rankCentipoints < floor()) continue;
      const fitCentipoints = toCentipoints(numbers.fit);
      const band = bandOf(fitCentipoints, setting.rubric);
      if (band !== 'weak') offer({ mentorId: columns.ids[at]!, rankCentipoints, fitCentipoints, band });
    }
  };
  visit(blocks.covered, columns.size, 0);
  const { order, losses } = blocksByLoss(blocks, sieve);
  for (const block of order) {
    const shared = losses[block]!;
    const allowance = allowanceFor(sieve, floor());
    if (Math.floor(shared) > allowance) break;
    if (shared > allowance) continue;
    const from = block * blockSize;
    visit(from, Math.min(blocks.covered, from + blockSize), shared);
  }
  return best;
};
