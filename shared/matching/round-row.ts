import { type GateCount, gateCodes } from './gates.ts';
import type { ReadyNewcomer, Setting } from './pair.ts';
import type { Columns } from './pool-columns.ts';
import { compareIds } from './rank.ts';
import type { RowScan, Scan } from './row-scan.ts';
import type { Band } from './rubric.ts';
import { bandOf, type Comparison, toCentipoints } from './score.ts';

/*
 * One newcomer against the columns, for a round: the pairs that may be proposed go into the round's list of pairs, the
 * eight best are kept as proposal and alternates, and of the rest only counts remain. O(mentors), gates first.
 */

/** Another mentor for the same newcomer, should the proposed one say no. */
export type Alternate = { mentorId: string; rankCentipoints: number; fitCentipoints: number; band: Band };

/** What is kept of a newcomer's row beside its pairs. */
export type Row = {
  readonly newcomer: ReadyNewcomer;
  /** The eight best by rank, then id. */
  readonly best: readonly Alternate[];
  readonly candidates: number;
  readonly eligible: number;
  readonly proposable: number;
  /** How many mentors each gate stops; told only where nobody is left to propose. */
  readonly blocked: GateCount[];
};

/** What a pair adds to a round, in centipoints; a fitting pair always beats nobody, however new the newcomer. */
export const pairValue = ({
  rankCentipoints,
  priorityCentipoints,
}: Pick<Comparison, 'rankCentipoints' | 'priorityCentipoints'>): number =>
  Math.max(1, rankCentipoints + priorityCentipoints);

/** More than a proposal names, so that a few rejections leave enough. */
const bestKept = 8;

const keepBest = (best: Alternate[], alternate: Alternate): void => {
  const isBefore = (other: Alternate) =>
    alternate.rankCentipoints > other.rankCentipoints ||
    (alternate.rankCentipoints === other.rankCentipoints &&
      compareIds(alternate.mentorId, other.mentorId) < 0);
  let at = best.length;
  while (at > 0 && isBefore(best[at - 1]!)) at -= 1;
  best.splice(at, 0, alternate);
  if (best.length > bestKept) best.pop();
};

/** How many mentors each gate stops, and how many it alone; most first, then in the order of the gates. */
const countGates = (scan: Scan, mentors: number): GateCount[] => {
  const failedGates = scan.failedGates();
  const counts = gateCodes.map((gate) => ({ gate, mentors: 0, alone: 0 }));
  for (let at = 0; at < mentors; at += 1) {
    const failed = failedGates(at);
    for (let bits = failed; bits !== 0; bits &= bits - 1) {
      const count = counts[31 - Math.clz32(bits & -bits)]!;
      count.mentors += 1;
      if ((failed & (failed - 1)) === 0) count.alone += 1;
    }
  }
  return counts.filter(({ mentors: stopped }) => stopped > 0).sort((a, b) => b.mentors - a.mentors);
};

/** Compares one newcomer with every mentor, and hands over the pairs that may be proposed, by rising position. */
export const makeRow = (
  newcomer: ReadyNewcomer,
  {
    columns,
    setting,
    met,
    scan,
    pair,
  }: {
    columns: Columns;
    setting: Setting;
    met?: ReadonlySet<string> | undefined;
    scan: RowScan;
    pair: (mentor: number, value: number) => void;
  },
): Row => {
  const found = scan(newcomer);
  const priorityCentipoints = toCentipoints(found.priority);
  const best: Alternate[] = [];
  const counts = { candidates: 0, eligible: 0, proposable: 0 };
  found.visitOpen((at, fit, rank) => {
    counts.eligible += 1;
    const fitCentipoints = toCentipoints(fit);
    if (fitCentipoints < 100 * setting.rubric.bands.fair) return;
    counts.proposable += 1;
    if (met?.has(columns.ids[at]!)) return;
    counts.candidates += 1;
    const rankCentipoints = toCentipoints(rank);
    pair(at, pairValue({ rankCentipoints, priorityCentipoints }));
    if (best.length === bestKept && rankCentipoints < best[bestKept - 1]!.rankCentipoints) return;
    const band = bandOf(fitCentipoints, setting.rubric);
    keepBest(best, { mentorId: columns.ids[at]!, rankCentipoints, fitCentipoints, band });
  });
  const blocked = counts.candidates > 0 ? [] : countGates(found, columns.size);
  return { newcomer, best, ...counts, blocked };
};

/** How many of the best a plan asks for: the proposal and three alternates. */
const bestAsked = 4;

/** A row without one of its candidates; null if it must be made again to know who is then among the best. */
export const withoutCandidate = (row: Row, mentorId: string): Row | null => {
  const best = row.best.filter((alternate) => alternate.mentorId !== mentorId);
  const candidates = row.candidates - 1;
  return candidates === 0 || best.length < Math.min(bestAsked, candidates)
    ? null
    : { ...row, best, candidates };
};
