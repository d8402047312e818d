import { type BlockRule, tableBits } from './block-table.ts';
import type { Setting } from './pair.ts';
import type { Stretch } from './shared-weeks.ts';
import { quarterMs, quartersInDay, quartersInWeek } from './zone.ts';

/*
 * Shared time without walking through weeks. For one newcomer and one mentor's zone, each stretch in which the newcomer
 * is free becomes a chunk of up to 16 quarter-hours that says where in the mentor's own week its bits stand: so for a
 * mentor in that zone it is two loads, a shift and a mask, and a table tells how many of the bits lie in blocks.
 *
 * A stretch is cut where the newcomer's day or the mentor's week ends, where a clock changes, and after 16 bits. Chunks
 * that meet at a cut without a gap in UTC are linked, and runs are carried from one to the next. So clock changes need
 * no case of their own: equal, block by block, to `visitJointRuns`.
 *
 * Cost: about four chunks a sampled week, of which one or two differ as a rule; some 20 ns a pair.
 */

/** Half-words of 16 quarter-hours in a week. */
export const weekHalves = quartersInWeek / 16;

// A chunk in one number: half-word, shift, width, the newcomer's day, and whether the chunks beside it are linked to it.
const shiftAt = 6;
const widthAt = 11;
const dayAt = 16;
const linkedBefore = 1 << 19;
const linkedAfter = 1 << 20;
/** A chunk at an end of the span, where a block may be clipped. */
const atEdge = 1 << 21;
const needsCare = linkedBefore | linkedAfter | atEdge;

/**
 * A span's chunks: those that stand alone, and those that are linked or may be clipped, which are walked through bit by
 * bit in the order of time, with the UTC quarter-hour at which each starts.
 */
export type Chunks = {
  readonly plain: readonly number[];
  readonly linked: readonly number[];
  readonly starts: readonly number[];
  /** The days of the mentor's week that they lie on, as bits from Monday. */
  readonly days: number;
};

/** What a newcomer and a zone share: the distinct sampled weeks, and the next 48 hours. */
export type JointChunks = {
  readonly weeks: readonly Chunks[];
  readonly soon: Chunks;
  /** Whoever is free on none of these days, as bits from Monday, shares nothing in any week. */
  readonly days: number;
};

const encode = (mentorQuarter: number, width: number, day: number): number => {
  const half = Math.min(mentorQuarter >> 4, weekHalves - 2);
  return half | ((mentorQuarter - 16 * half) << shiftAt) | (width << widthAt) | (day << dayAt);
};

/** Where a chunk stands: the mentor's quarter-hour of the week, how many there are, and the newcomer's day. */
type Chunk = { quarter: number; width: number; day: number; isLinkedToNext: boolean };

/** A chunk's number, read. */
export const readChunk = (code: number): Chunk => ({
  quarter: 16 * (code & 63) + ((code >>> shiftAt) & 31),
  width: (code >>> widthAt) & 31,
  day: (code >>> dayAt) & 7,
  isLinkedToNext: (code & linkedAfter) !== 0,
});

/** For each quarter-hour of a week, how many like it follow without a break, itself counted; past the week's end too. */
const runsOf = (free: Uint8Array): Uint16Array => {
  const runs = new Uint16Array(free.length);
  const other = free.indexOf(free[0] === 0 ? 1 : 0);
  if (other < 0) return runs.fill(free.length);
  let run = other;
  for (let quarter = free.length - 1, next = free[0]; quarter >= 0; quarter -= 1) {
    run = free[quarter] === next ? run + 1 : 1;
    next = free[quarter];
    runs[quarter] = run;
  }
  return runs;
};

type FreeRuns = { readonly free: Uint8Array; readonly runs: Uint16Array };

const chunksOf = (
  stretches: readonly Stretch[],
  { free, runs }: FreeRuns,
  edges: { from: number; to: number },
): Chunks => {
  const plain: number[] = [];
  const linked: number[] = [];
  const starts: number[] = [];
  let days = 0;
  // A chunk waits until it is known whether the next one is linked to it.
  let [waiting, waitingStart, end] = [0, -1, -1];
  const settle = (): void => {
    if (waitingStart < 0) return;
    if ((waiting & needsCare) === 0) plain.push(waiting);
    else {
      linked.push(waiting);
      starts.push(waitingStart);
    }
  };
  const add = (start: number, mentorQuarter: number, width: number, day: number): void => {
    let code = encode(mentorQuarter, width, day);
    if (start === edges.from || start + width === edges.to) code |= atEdge;
    if (start === end) {
      code |= linkedBefore;
      waiting |= linkedAfter;
    }
    settle();
    [waiting, waitingStart, end] = [code, start, start + width];
    days |= 1 << Math.floor(mentorQuarter / quartersInDay);
    days |= 1 << Math.floor((mentorQuarter + width - 1) / quartersInDay);
  };
  for (const { start, length, newcomerStart, mentorStart } of stretches) {
    for (let i = 0; i < length; ) {
      const newcomerAt = (newcomerStart + i) % quartersInWeek;
      if (free[newcomerAt] === 0) {
        i += runs[newcomerAt]!;
        continue;
      }
      const mentorAt = (mentorStart + i) % quartersInWeek;
      const day = Math.floor(newcomerAt / quartersInDay);
      const dayEnd = (day + 1) * quartersInDay - newcomerAt;
      const width = Math.min(runs[newcomerAt]!, tableBits, length - i, dayEnd, quartersInWeek - mentorAt);
      add(start + i, mentorAt, width, day);
      i += width;
    }
  }
  settle();
  return { plain, linked, starts, days };
};

const edgesOf = (stretches: readonly Stretch[]) => {
  const last = stretches.at(-1);
  return { from: stretches[0]?.start ?? 0, to: last ? last.start + last.length : 0 };
};

const noEdges = { from: Number.NaN, to: Number.NaN };

/** Draws a newcomer's chunks with any mentor's zone. */
export const createJointChunks = (
  { timeZone, free }: { timeZone: string; free: Uint8Array },
  setting: Setting,
): ((mentorZone: string) => JointChunks) => {
  const week = { free, runs: runsOf(free) };
  return (mentorZone) => {
    const { weeks, soon } = setting.zonePair(timeZone, mentorZone);
    const distinct: Chunks[] = [];
    let days = 0;
    for (let i = 0; i < weeks.length; i += 1) {
      if (weeks[i]!.like !== i) continue;
      const chunks = chunksOf(weeks[i]!.stretches, week, noEdges);
      distinct.push(chunks);
      days |= chunks.days;
    }
    return { weeks: distinct, soon: chunksOf(soon, week, edgesOf(soon)), days };
  };
};

/** The bits of a chunk in the week that starts at a half-word. */
const bitsOf = (code: number, week: Uint16Array, from: number): number => {
  const at = from + (code & 63);
  const two = week[at]! | (week[at + 1]! << 16);
  return (two >>> ((code >>> shiftAt) & 31)) & ((1 << ((code >>> widthAt) & 31)) - 1);
};

/** Visits the runs of linked chunks: where each starts and ends in UTC, and on which of the newcomer's days. */
const visitLinked = (
  { linked, starts }: Chunks,
  week: Uint16Array,
  from: number,
  visit: (start: number, end: number, day: number) => void,
): void => {
  let start = -1;
  let startDay = 0;
  for (let c = 0; c < linked.length; c += 1) {
    const code = linked[c]!;
    const width = (code >>> widthAt) & 31;
    const bits = bitsOf(code, week, from);
    for (let i = 0; i < width; i += 1) {
      const at = starts[c]! + i;
      if (((bits >>> i) & 1) === 0) {
        if (start >= 0) visit(start, at, startDay);
        start = -1;
      } else if (start < 0) {
        start = at;
        startDay = (code >>> dayAt) & 7;
      }
    }
    if ((code & linkedAfter) !== 0) continue;
    if (start >= 0) visit(start, starts[c]! + width, startDay);
    start = -1;
  }
};

/** Days as bits, counted. */
export const dayCounts = Uint8Array.from(
  { length: 128 },
  (_, bits) => bits.toString(2).replaceAll('0', '').length,
);

/** What linked chunks add to a week: quarter-hours in blocks × 128, and the days as bits. */
const countLinked = (chunks: Chunks, week: Uint16Array, from: number, least: number): number => {
  let quarters = 0;
  let days = 0;
  visitLinked(chunks, week, from, (start, end, day) => {
    if (end - start < least) return;
    quarters += end - start;
    days |= 1 << day;
  });
  return 128 * quarters + days;
};

/** A week's quarter-hours in blocks × 8, and on how many days they start. */
const countWeek = (chunks: Chunks, week: Uint16Array, from: number, { least, table }: BlockRule): number => {
  const { plain, linked } = chunks;
  let quarters = 0;
  let days = 0;
  for (let c = 0; c < plain.length; c += 1) {
    const code = plain[c]!;
    const inBlocks = table[bitsOf(code, week, from)]!;
    quarters += inBlocks;
    // 1 if there is a block, else 0: no branch that a processor would have to guess.
    days |= (-inBlocks >>> 31) << ((code >>> dayAt) & 7);
  }
  if (linked.length > 0) {
    const more = countLinked(chunks, week, from, least);
    quarters += more >> 7;
    days |= more & 127;
  }
  return 8 * quarters + dayCounts[days]!;
};

/**
 * The worst sampled week with the mentor whose week starts at the half-word `from`: quarter-hours × 8 + days, so that
 * fewer quarter-hours, then fewer days, is the lesser number.
 */
export const worstTime = (
  { weeks }: JointChunks,
  week: Uint16Array,
  from: number,
  rule: BlockRule,
): number => {
  let worst = countWeek(weeks[0]!, week, from, rule);
  for (let w = 1; w < weeks.length; w += 1) worst = Math.min(worst, countWeek(weeks[w]!, week, from, rule));
  return worst;
};

/** Minutes of the best sampled week. */
export const bestMinutes = (
  { weeks }: JointChunks,
  week: Uint16Array,
  from: number,
  rule: BlockRule,
): number => Math.max(...weeks.map((chunks) => 15 * (countWeek(chunks, week, from, rule) >> 3)));

/** An instant and the end of "soon", in milliseconds. */
type Soon = { readonly asOfMs: number; readonly untilMs: number };

const isLinkedSoon = (
  chunks: Chunks,
  { week, from }: { week: Uint16Array; from: number },
  least: number,
  { asOfMs, untilMs }: Soon,
): boolean => {
  let isSoon = false;
  visitLinked(chunks, week, from, (start, end) => {
    const lengthMs = Math.min(end * quarterMs, untilMs) - Math.max(start * quarterMs, asOfMs);
    isSoon ||= lengthMs >= least * quarterMs;
  });
  return isSoon;
};

/** Whether a joint block of the least length lies between `asOf` and the end of "soon". */
export const isJointSoon = (
  { soon }: JointChunks,
  span: { week: Uint16Array; from: number },
  { least, table }: BlockRule,
  instants: Soon,
): boolean => {
  for (let c = 0; c < soon.plain.length; c += 1) {
    if (table[bitsOf(soon.plain[c]!, span.week, span.from)] !== 0) return true;
  }
  return soon.linked.length > 0 && isLinkedSoon(soon, span, least, instants);
};
