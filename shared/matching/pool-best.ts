import type { ReadyNewcomer, Setting } from './pair.ts';
import { type Blocks, blockSize, blocksByBound, rankBound } from './pool-blocks.ts';
import type { Columns } from './pool-columns.ts';
import { createReader, type Reader } from './pool-reader.ts';
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

const createVisit = (
  columns: Columns,
  reader: Reader,
  setting: Setting,
  { best, length }: { best: ReturnType<typeof createBest>; length: number },
) => {
  const { rubric } = setting;
  let floor = length > 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const visit = (at: number): void => {
    if (!reader.passesQuickly(at) || reader.bound(at) < floor || !reader.passesSlowly(at)) return;
    reader.score(at);
    const rankCentipoints = toCentipoints(reader.numbers.rank);
    if (rankCentipoints < floor) return;
    const fitCentipoints = toCentipoints(reader.numbers.fit);
    const band = bandOf(fitCentipoints, rubric);
    if (band === 'weak') return;
    best.offer({ mentorId: columns.ids[at]!, rankCentipoints, fitCentipoints, band });
    floor = best.floor();
  };
  return { visit, floor: () => floor };
};

/** The best `length` mentors for a newcomer who pass every gate and are not weak, best first. */
export const findBest = (
  { columns, blocks, setting }: { columns: Columns; blocks: Blocks; setting: Setting },
  newcomer: ReadyNewcomer,
  length: number,
): Alternate[] => {
  const reader = createReader(columns, newcomer, setting);
  const best = createBest(length);
  const { visit, floor } = createVisit(columns, reader, setting, { best, length });
  const { blockPoints, pathwayScores } = reader;
  const { minimumPathwayScore } = setting.rubric.policy;
  const { block, bound } = blocksByBound(blocks, (b) => {
    let pathway = -1;
    for (let e = blocks.start[b]!; e < blocks.start[b + 1]!; e += 1) {
      const score = pathwayScores[blocks.pathways[e]!]!;
      if (score > pathway) pathway = score;
    }
    return pathway < minimumPathwayScore ? -1 : rankBound(blockPoints(pathway, blocks.tags[b]!), setting);
  });
  for (let at = blocks.covered; at < columns.size; at += 1) visit(at);
  for (let b = 0; b < block.length && bound[b]! >= floor(); b += 1) {
    const from = block[b]! * blockSize;
    const to = Math.min(blocks.covered, from + blockSize);
    for (let at = from; at < to; at += 1) visit(at);
  }
  return best.best;
};
