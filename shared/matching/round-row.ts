import { type GateCount, gateCodes } from './gates.ts';
import type { ReadyNewcomer, Setting } from './pair.ts';
import type { Columns } from './pool-columns.ts';
import { compareIds } from './rank.ts';
import type { RowScan, Scan } from './row-scan.ts';
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

/** The best few so far, by rank, then id; as numbers, since most are soon pushed out by others. */
const createBest = (ids: readonly string[]) => {
  const positions: number[] = [];
  const ranks: number[] = [];
  const offer = (position: number, rank: number): void => {
    let at = positions.length;
    if (at === bestKept && rank < ranks[at - 1]!) return;
    while (
      at > 0 &&
      (rank > ranks[at - 1]! ||
        (rank === ranks[at - 1]! && compareIds(ids[position]!, ids[positions[at - 1]!]!) < 0))
    )
      at -= 1;
    if (at === bestKept) return;
    for (let from = Math.min(positions.length, bestKept - 1); from > at; from -= 1) {
      positions[from] = positions[from - 1]!;
      ranks[from] = ranks[from - 1]!;
    }
    positions[at] = position;
    ranks[at] = rank;
  };
  return { positions, ranks, offer };
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
  const fairest = 100 * setting.rubric.bands.fair;
  const { positions, ranks: bestRanks, offer } = createBest(columns.ids);
  const counts = { candidates: 0, eligible: 0, proposable: 0 };
  const { passed, fits, ranks } = found.findOpen();
  for (let word = 0; word < passed.length; word += 1) {
    for (let left = passed[word]!; left !== 0; left &= left - 1) {
      const at = 32 * word + 31 - Math.clz32(left & -left);
      counts.eligible += 1;
      if (toCentipoints(fits[at]!) < fairest) continue;
      counts.proposable += 1;
      if (met?.has(columns.ids[at]!)) continue;
      counts.candidates += 1;
      const rankCentipoints = toCentipoints(ranks[at]!);
      pair(at, pairValue({ rankCentipoints, priorityCentipoints }));
      offer(at, rankCentipoints);
    }
  }
  const best = positions.map(
    (at, place): Best => ({
      at,
      rankCentipoints: bestRanks[place]!,
      fitCentipoints: toCentipoints(fits[at]!),
    }),
  );
  const blocked = counts.candidates > 0 ? [] : countGates(found, columns.size);
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
