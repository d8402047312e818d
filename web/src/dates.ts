import { dateFormat, plainSpaces } from '#shared/intl.ts';
import type { Instant } from '#shared/time.ts';
import type { Locale } from './i18n.ts';

/** How far a zone's wall clock is ahead of UTC at an instant, in milliseconds. */
const offsetAt = (milliseconds: number, timeZone: string): number => {
  const format = dateFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const parts = Object.fromEntries(
    format.formatToParts(milliseconds).map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(milliseconds / 1_000) * 1_000;
};

/**
 * The instant at which a day begins on somebody's wall; where the clock skips midnight, the first instant after it.
 * @param date `YYYY-MM-DD`
 * @returns null for what is not a day
 */
export const startOfDay = (date: string, timeZone: string): Instant | null => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return null;
  const midnight = Date.parse(`${date}T00:00:00.000Z`);
  if (Number.isNaN(midnight)) return null;
  const guess = midnight - offsetAt(midnight, timeZone);
  return new Date(midnight - offsetAt(guess, timeZone)).toISOString();
};

/** The day that somebody's wall shows at an instant, `YYYY-MM-DD`. */
export const dayOf = (instant: Instant, timeZone: string): string => {
  const at = Date.parse(instant);
  return new Date(at + offsetAt(at, timeZone)).toISOString().slice(0, 10);
};

/** The day where it turns last on earth: what has passed there has passed for everybody. */
export const latestToday = (now: Instant): string => dayOf(now, 'Etc/GMT+12');

/** A moment of a history, short and with its year: “Nov 22, 2026, 1:18 AM”. */
export const stampText = (
  instant: Instant,
  { locale, timeZone }: { locale: Locale; timeZone: string },
): string =>
  plainSpaces(
    dateFormat(`${locale}-US`, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(
      new Date(instant),
    ),
  );
