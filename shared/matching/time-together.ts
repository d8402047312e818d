import { freeWeek, shareTime } from './availability.ts';
import type { MatchingContext, NewcomerProfile } from './profile.ts';
import { type Rubric, type RubricInput, requireRubric } from './rubric.ts';
import { rubricV1 } from './rubric-v1.ts';
import { alignClocks, pairZones, type Stretch, visitJointRuns, type ZonePair } from './shared-weeks.ts';
import { quarterMs, quartersInDay, quartersInWeek, readClock } from './zone.ts';

/* What people look at and put into a calendar: the picture of a week, and the next time that both are free. */

/** Half an hour of a week: nobody is free, the newcomer alone, the mentor alone, or both at once. */
export type Cell = 'neither' | 'newcomer' | 'mentor' | 'both';

/** A week as seen on one wall: seven days from Monday, each of 48 half-hours. */
export type WeekView = { timeZone: string; days: Cell[][] };

/** One sampled week of two people, on the newcomer's wall and on the mentor's. */
export type WeekPicture = {
  /** The newcomer's Monday, `YYYY-MM-DD`. */
  monday: string;
  /** Minutes together, and on how many of the newcomer's days. */
  minutes: number;
  days: number;
  newcomerView: WeekView;
  mentorView: WeekView;
};

/** Anybody with a week and a zone. */
type Timed = Pick<NewcomerProfile, 'timeZone' | 'windows'>;
type Free = { newcomer: Uint8Array; mentor: Uint8Array };

const requireInstant = (text: string): number => {
  const instant = Date.parse(text);
  if (Number.isNaN(instant))
    throw new RangeError(`Cannot look for shared time: “${text}” is not an instant.`);
  return instant;
};

const cells: readonly Cell[] = ['neither', 'newcomer', 'mentor', 'both'];
const cellsInDay = 48;

/** A half-hour shows the most that either of its quarter-hours holds; a mentor's stray hours wrap into the same week. */
const drawView = (
  stretches: readonly Stretch[],
  free: Free,
  wall: 'newcomerStart' | 'mentorStart',
): Cell[][] => {
  const most = new Uint8Array(7 * cellsInDay);
  for (const stretch of stretches) {
    for (let i = 0; i < stretch.length; i += 1) {
      const newcomer = free.newcomer[(stretch.newcomerStart + i) % quartersInWeek]!;
      const mentor = free.mentor[(stretch.mentorStart + i) % quartersInWeek]!;
      const at = ((stretch[wall] + i) % quartersInWeek) >> 1;
      const now = newcomer + 2 * mentor;
      // 1 (newcomer) stays before 2 (mentor): the picture is first of all the newcomer's.
      if (now === 3 || most[at] === 0) most[at] = now;
      else if (now === 1 && most[at] === 2) most[at] = 1;
    }
  }
  return Array.from({ length: 7 }, (_, day) =>
    Array.from(most.subarray(day * cellsInDay, (day + 1) * cellsInDay), (cell) => cells[cell]!),
  );
};

type WeekOptions = { which?: 'worst' | 'now' };

/** One sampled week as stretches and what they hold, not drawn yet. */
const shareWeek = (
  newcomer: Timed,
  mentor: Timed,
  {
    zones,
    asOfMs,
    rubric,
    which = 'worst',
  }: WeekOptions & { zones: ZonePair; asOfMs: number; rubric: Rubric },
) => {
  const free = { newcomer: freeWeek(newcomer.windows), mentor: freeWeek(mentor.windows) };
  const time = shareTime(zones, free, asOfMs, rubric);
  const index = which === 'worst' ? time.worstWeek : 0;
  return { week: time.weeks[index]!, stretches: zones.weeks[index]!.stretches, free };
};

/**
 * The picture of the worst sampled week (the one that the score counts) or of the first (`now`), as seen at an instant.
 *
 * @throws {RangeError} for an instant that is none or a zone that the runtime does not know.
 */
export const drawWeek = (
  newcomer: Timed,
  mentor: Timed,
  { asOf }: Pick<MatchingContext, 'asOf'>,
  { which, rubric: given = rubricV1 }: WeekOptions & { rubric?: RubricInput } = {},
): WeekPicture => {
  const asOfMs = requireInstant(asOf);
  const rubric = requireRubric(given);
  const zones = pairZones({ newcomer: newcomer.timeZone, mentor: mentor.timeZone }, asOfMs, rubric);
  const { week, stretches, free } = shareWeek(newcomer, mentor, {
    zones,
    asOfMs,
    rubric,
    ...(which && { which }),
  });
  return {
    ...week,
    newcomerView: { timeZone: newcomer.timeZone, days: drawView(stretches, free, 'newcomerStart') },
    mentorView: { timeZone: mentor.timeZone, days: drawView(stretches, free, 'mentorStart') },
  };
};

/**
 * Draws the half of that picture of the worst week that stands on the newcomer's wall, for many pairs at one instant: enough for a
 * sentence about each. What two zones share is reckoned once.
 *
 * @throws {RangeError} as `drawWeek` does; for a zone when a pair is drawn.
 */
export const newcomerWeeksAt = ({
  asOf,
}: Pick<MatchingContext, 'asOf'>): ((newcomer: Timed, mentor: Timed) => Cell[][]) => {
  const asOfMs = requireInstant(asOf);
  const rubric = requireRubric(rubricV1);
  const known = new Map<string, ZonePair>();
  return (newcomer, mentor) => {
    const key = `${newcomer.timeZone} ${mentor.timeZone}`;
    const zones =
      known.get(key) ?? pairZones({ newcomer: newcomer.timeZone, mentor: mentor.timeZone }, asOfMs, rubric);
    known.set(key, zones);
    const { stretches, free } = shareWeek(newcomer, mentor, { zones, asOfMs, rubric });
    return drawView(stretches, free, 'newcomerStart');
  };
};

/**
 * The first stretch of half an hour or more in which both are free, beginning on a quarter-hour at or after an
 * instant and within four weeks of it.
 *
 * @param from - an ISO instant.
 * @returns its start and end as ISO instants with milliseconds (it may be hours long), or null if there is none.
 * @throws {RangeError} for an instant that is none or a zone that the runtime does not know.
 */
export const nextJointBlock = (
  newcomer: Timed,
  mentor: Timed,
  from: string,
  { minimumMinutes = 30, days = 28 }: { minimumMinutes?: number; days?: number } = {},
): { start: string; end: string } | null => {
  const first = Math.ceil(requireInstant(from) / quarterMs);
  const span = { from: first, to: first + days * quartersInDay };
  const clocks = [newcomer, mentor].map(({ timeZone }) => readClock(timeZone, span.from, span.to));
  const free = { newcomer: freeWeek(newcomer.windows), mentor: freeWeek(mentor.windows) };
  let block: { start: string; end: string } | null = null;
  visitJointRuns(alignClocks(clocks[0]!, clocks[1]!, span), free, ({ start, end }) => {
    if (block || (end - start) * 15 < minimumMinutes) return;
    block = {
      start: new Date(start * quarterMs).toISOString(),
      end: new Date(end * quarterMs).toISOString(),
    };
  });
  return block;
};
