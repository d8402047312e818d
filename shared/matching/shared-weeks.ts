import type { Rubric } from './rubric.ts';
import {
  dateOfDay,
  localDay,
  mondayFrom,
  offsetAt,
  quarterMs,
  quarterOfWeek,
  quartersInDay,
  quartersInWeek,
  readClock,
  type ZoneClock,
} from './zone.ts';

/*
 * Which weeks are looked at for two zones, before anybody's windows are known. A stretch is a span of UTC time in
 * which neither clock changes, so both wall clocks run side by side; a week is one stretch, or a few that meet at a
 * clock change. Everything here depends on two zones and an instant only, so a round works it out once for each pair
 * of zones. Weeks whose stretches look alike give the same minutes, and are counted once (`like`).
 */

/** A span in which neither clock changes: where it starts in UTC and on either wall (quarter-hours of the week). */
export type Stretch = {
  readonly start: number;
  readonly length: number;
  readonly newcomerStart: number;
  readonly mentorStart: number;
};

/** A sampled week: from Monday to Sunday by the newcomer's calendar. */
export type SampledWeek = {
  /** Day on which it starts, in days since 1970-01-01. */
  readonly monday: number;
  readonly date: string;
  readonly stretches: readonly Stretch[];
  /** Index of the first sampled week with the same stretches. */
  readonly like: number;
};

/** A clock change of either zone, and the sampled week that shows what it does. */
export type ClockChange = {
  /** ISO instant. */
  readonly at: string;
  /** The newcomer's date then. */
  readonly date: string;
  readonly whose: 'newcomer' | 'mentor' | 'both';
  /** Index of the first whole week after it. */
  readonly week: number;
};

/** All that two zones and an instant say about shared time. */
export type ZonePair = {
  readonly newcomerClock: ZoneClock;
  readonly mentorClock: ZoneClock;
  readonly weeks: readonly SampledWeek[];
  readonly changes: readonly ClockChange[];
  /** From the instant on, for as long as "soon" lasts. */
  readonly soon: readonly Stretch[];
};

const daysInMs = quartersInDay * quarterMs;

/** The stretches of a span of UTC quarter-hours. */
export const alignClocks = (
  newcomer: ZoneClock,
  mentor: ZoneClock,
  span: { from: number; to: number },
): Stretch[] => {
  const cuts = [...newcomer.starts, ...mentor.starts]
    .filter((at) => at > span.from && at < span.to)
    .sort((a, b) => a - b);
  const edges = [...new Set([span.from, ...cuts, span.to])];
  return edges.slice(0, -1).map((start, i) => ({
    start,
    length: edges[i + 1]! - start,
    newcomerStart: quarterOfWeek(start + offsetAt(newcomer, start)),
    mentorStart: quarterOfWeek(start + offsetAt(mentor, start)),
  }));
};

/** The stretches of the week that starts on a Monday: every quarter-hour whose newcomer-local date lies in it. */
export const stretchesOfWeek = (newcomer: ZoneClock, mentor: ZoneClock, monday: number): Stretch[] =>
  newcomer.starts.flatMap((start, i) => {
    const offset = newcomer.offsets[i]!;
    const from = Math.max(start, monday * quartersInDay - offset);
    const end = (monday + 7) * quartersInDay - offset;
    const to = Math.min(newcomer.starts[i + 1] ?? end, end);
    return from < to ? alignClocks(newcomer, mentor, { from, to }) : [];
  });

const changesWithin = (clock: ZoneClock, afterMs: number, untilMs: number): number[] =>
  clock.starts.slice(1).filter((at) => at * quarterMs > afterMs && at * quarterMs <= untilMs);

/** Mondays to sample, in order: the next few weeks, and after them the first whole week after each later clock change. */
const mondaysToSample = (newcomer: ZoneClock, asOf: number, changes: number[], weeks: number): number[] => {
  const first = mondayFrom(localDay(newcomer, asOf));
  const mondays = Array.from({ length: weeks }, (_, week) => first + 7 * week);
  for (const at of changes) mondays.push(mondayFrom(localDay(newcomer, at)));
  return [...new Set(mondays)];
};

const lookAtWeeks = (newcomer: ZoneClock, mentor: ZoneClock, mondays: readonly number[]): SampledWeek[] => {
  const looks = new Map<string, number>();
  return mondays.map((monday, i) => {
    const stretches = stretchesOfWeek(newcomer, mentor, monday);
    const look = stretches.map((s) => `${s.length}/${s.newcomerStart}/${s.mentorStart}`).join();
    const like = looks.get(look) ?? i;
    looks.set(look, like);
    return { monday, date: dateOfDay(monday), stretches, like };
  });
};

/**
 * What two zones share from an instant on. O(weeks) once the clocks are known.
 *
 * @param asOfMs - the instant, in milliseconds since 1970.
 * @throws {RangeError} if the runtime does not know one of the zones.
 */
export const pairZones = (
  zones: { newcomer: string; mentor: string },
  asOfMs: number,
  rubric: Rubric,
): ZonePair => {
  const { weeks: weekCount, clockChangeDays } = rubric.details.availability;
  const asOf = Math.floor(asOfMs / quarterMs);
  const days = Math.max(clockChangeDays, 7 * weekCount, rubric.ranking.soonHours / 24) + 16;
  const span = [asOf - 2 * quartersInDay, asOf + Math.ceil(days) * quartersInDay] as const;
  const newcomerClock = readClock(zones.newcomer, ...span);
  const mentorClock = readClock(zones.mentor, ...span);
  const untilMs = asOfMs + clockChangeDays * daysInMs;
  const ofNewcomer = changesWithin(newcomerClock, asOfMs, untilMs);
  const ofMentor = changesWithin(mentorClock, asOfMs, untilMs);
  const changes = [...new Set([...ofNewcomer, ...ofMentor])].sort((a, b) => a - b);
  const mondays = mondaysToSample(newcomerClock, asOf, changes, weekCount);
  const weeks = lookAtWeeks(newcomerClock, mentorClock, mondays);
  return {
    newcomerClock,
    mentorClock,
    weeks,
    changes: changes.map((at) => ({
      at: new Date(at * quarterMs).toISOString(),
      date: dateOfDay(localDay(newcomerClock, at)),
      whose: !ofMentor.includes(at) ? 'newcomer' : ofNewcomer.includes(at) ? 'both' : 'mentor',
      week: mondays.indexOf(mondayFrom(localDay(newcomerClock, at))),
    })),
    soon: alignClocks(newcomerClock, mentorClock, {
      from: asOf,
      to: Math.ceil((asOfMs + rubric.ranking.soonHours * 3_600_000) / quarterMs),
    }),
  };
};

/** Calls `visit` with each unbroken run in which both are free: UTC quarter-hours, and the newcomer's day it starts on. */
export const visitJointRuns = (
  stretches: readonly Stretch[],
  free: { newcomer: Uint8Array; mentor: Uint8Array },
  visit: (run: { start: number; end: number; newcomerDay: number }) => void,
): void => {
  let start = -1;
  let newcomerDay = 0;
  let end = -1;
  const close = () => {
    if (start >= 0) visit({ start, end, newcomerDay });
    start = -1;
  };
  for (const stretch of stretches) {
    if (stretch.start !== end) close();
    let { newcomerStart: newcomerAt, mentorStart: mentorAt } = stretch;
    end = stretch.start;
    for (let i = 0; i < stretch.length; i += 1) {
      if (free.newcomer[newcomerAt] === 1 && free.mentor[mentorAt] === 1) {
        if (start < 0) {
          start = end;
          newcomerDay = Math.floor(newcomerAt / quartersInDay);
        }
      } else if (start >= 0) close();
      end += 1;
      newcomerAt = newcomerAt + 1 === quartersInWeek ? 0 : newcomerAt + 1;
      mentorAt = mentorAt + 1 === quartersInWeek ? 0 : mentorAt + 1;
    }
  }
  close();
};
