import { offsetAt, quarterMs, readClock, type ZoneClock } from '#shared/matching/zone.ts';
import { days, type Instant } from '#shared/time.ts';
import { component } from './calendar-lines.ts';

/** Far enough to hold the clock changes on either side of a call, and its zone's standard time. */
const aroundMilliseconds = 366 * days;
const minutesInQuarter = 15;

const clockAround = (zone: string, about: Instant): ZoneClock =>
  readClock(
    zone,
    Math.floor((Date.parse(about) - aroundMilliseconds) / quarterMs),
    Math.ceil((Date.parse(about) + aroundMilliseconds) / quarterMs),
  );

/** What a clock shows as RFC 5545 writes it, `20260308T020000`; milliseconds since 1970 by that clock. */
const reading = (milliseconds: number): string =>
  new Date(milliseconds).toISOString().replaceAll(/[-:]|\.\d+Z/g, '');

/** An instant in UTC, `20260308T070000Z`. */
export const utcTime = (instant: Instant): string => `${reading(Date.parse(instant))}Z`;

/** An offset as RFC 5545 writes it, `-0500`; quarter-hours east of UTC. */
const offsetText = (offset: number): string => {
  const minutes = Math.abs(offset) * minutesInQuarter;
  const two = (value: number) => String(value).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}${two(minutes % 60)}`;
};

/**
 * A zone's VTIMEZONE (RFC 5545, 3.6.5) for a file about one instant: what its clock shows there, and each change in the
 * year before and after, written out one by one. A rule that repeats would promise years that nobody needs.
 *
 * @throws {RangeError} if the runtime knows no such zone.
 */
export const zoneComponent = (zone: string, about: Instant): string[] => {
  const { starts, offsets } = clockAround(zone, about);
  const standard = Math.min(...offsets);
  const observances = offsets.flatMap((offset, i) => {
    // The first offset holds from before the span: since when does not matter for what lies in it.
    const before = offsets[i - 1] ?? offset;
    return component(offset > standard ? 'DAYLIGHT' : 'STANDARD', [
      `DTSTART:${reading(i === 0 ? 0 : (starts[i]! + before) * quarterMs)}`,
      `TZOFFSETFROM:${offsetText(before)}`,
      `TZOFFSETTO:${offsetText(offset)}`,
    ]);
  });
  return component('VTIMEZONE', [`TZID:${zone}`, ...observances]);
};

/**
 * An instant as a property's value on a zone's clock, `;TZID=America/New_York:20260312T180000`. The hour that a clock
 * shows twice is written in UTC when it comes again: a calendar reads such a time as the first of the two (RFC 5545, 3.3.5).
 */
export const zonedTime = (zone: string, instant: Instant): string => {
  const clock = clockAround(zone, instant);
  const at = Date.parse(instant) / quarterMs;
  const offset = offsetAt(clock, at);
  const isShownAgain = clock.starts.some((start, i) => {
    const before = clock.offsets[i - 1] ?? offset;
    return start <= at && at < start + before - clock.offsets[i]!;
  });
  return isShownAgain
    ? `:${utcTime(instant)}`
    : `;TZID=${zone}:${reading(Date.parse(instant) + offset * quarterMs)}`;
};
