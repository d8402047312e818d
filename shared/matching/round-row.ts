import { type GateCount, gateCodes } from './gates.ts';
import type { OpenPositions } from './open-positions.ts';
import type { ReadyNewcomer, Setting } from './pair.ts';
import type { Columns } from './pool-columns.ts';
import { createReader, type Reader } from './pool-reader.ts';
import { isFull } from './pool-scorer.ts';
import { compareIds } from './rank.ts';
import type { Band } from './rubric.ts';
import { type Comparison, toCentipoints } from './score.ts';

/*
 * One newcomer against the columns, for a round: the pairs that may be proposed go into the round's list of pairs, the
 * eight best are kept as proposal and alternates, and of the rest only counts remain. O(mentors), gates first.
 */

/** Another mentor for the same newcomer, should the proposed one say no. */
export type Alternate = { mentorId: string; rankCentipoints: number; fitCentipoints: number; band: Band };

/** One of the best mentors for a newcomer, by position. */
export type Best = {
  readonly at: number;
  readonly rankCentipoints: number;
  readonly fitCentipoints: number;
};

/** What is kept of a newcomer's row beside its pairs. */
export type Row = {
  /** The eight best by rank, then id. */
  readonly best: readonly Best[];
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
export const bestKept = 8;

const keepBest = (best: Best[], next: Best, ids: readonly string[]): void => {
  const isBefore = (other: Best) =>
    next.rankCentipoints > other.rankCentipoints ||
    (next.rankCentipoints === other.rankCentipoints && compareIds(ids[next.at]!, ids[other.at]!) < 0);
  let place = best.length;
  while (place > 0 && isBefore(best[place - 1]!)) place -= 1;
  best.splice(place, 0, next);
  if (best.length > bestKept) best.pop();
};

/** How many mentors each gate stops, and how many it alone; most first, then in the order of the gates. */
const countGates = (reader: Reader, mentors: number): GateCount[] => {
  const counts = gateCodes.map((gate) => ({ gate, mentors: 0, alone: 0 }));
  for (let at = 0; at < mentors; at += 1) {
    const failed = reader.failedGates(at);
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
    open,
    pair,
  }: {
    columns: Columns;
    setting: Setting;
    met?: ReadonlySet<string> | undefined;
    open: OpenPositions;
    pair: (mentor: number, value: number) => void;
  },
): Row => {
  const reader = createReader(columns, newcomer, setting);
  const { passes, mayMeet, add, score, batch } = reader;
  const priorityCentipoints = toCentipoints(reader.priority);
  const best: Best[] = [];
  const counts = { candidates: 0, eligible: 0, proposable: 0 };
  const words = open(reader.tables);
  const take = (at: number, fit: number, rank: number): void => {
    const fitCentipoints = toCentipoints(fit);
    if (fitCentipoints < 100 * setting.rubric.bands.fair) return;
    counts.proposable += 1;
    if (met?.has(columns.ids[at]!)) return;
    counts.candidates += 1;
    const rankCentipoints = toCentipoints(rank);
    pair(at, pairValue({ rankCentipoints, priorityCentipoints }));
    if (best.length === bestKept && rankCentipoints < best[bestKept - 1]!.rankCentipoints) return;
    keepBest(best, { at, rankCentipoints, fitCentipoints }, columns.ids);
  };
  const takeBatch = (): void => {
    score();
    counts.eligible += batch.count;
    for (let i = 0; i < batch.count; i += 1) take(batch.at[i]!, batch.fit[i]!, batch.rank[i]!);
    batch.count = 0;
  };
  for (let word = 0; word < words.length; word += 1) {
    for (let left = words[word]!; left !== 0; left &= left - 1) {
      const at = 32 * word + 31 - Math.clz32(left & -left);
      if (!passes(at) || !mayMeet(at)) continue;
      add(at);
      if (isFull(batch)) takeBatch();
    }
  }
  takeBatch();
  const blocked = counts.candidates > 0 ? [] : countGates(reader, columns.size);
  return { best, ...counts, blocked };
};

/** How many of the best a plan asks for: the proposal and three alternates. */
const bestAsked = 4;

/** A row without one of its candidates; null if it must be made again to know who is then among the best. */
export const withoutCandidate = (row: Row, mentor: number): Row | null => {
  const best = row.best.filter(({ at }) => at !== mentor);
  const candidates = row.candidates - 1;
  return candidates === 0 || best.length < Math.min(bestAsked, candidates)
    ? null
    : { ...row, best, candidates };
};
