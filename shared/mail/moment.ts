import type { Locale } from '#shared/i18n/index.ts';
import { dateFormat, plainSpaces } from '#shared/intl.ts';
import type { SafeHours } from '#shared/people/contact.ts';
import type { Instant } from '#shared/time.ts';

// The community's region decides how clocks are read.
const tags: Record<Locale, string> = { en: 'en-US', es: 'es-US' };

const day = { weekday: 'long', month: 'long', day: 'numeric' } as const;
const clock = { hour: 'numeric', minute: '2-digit' } as const;

// A dash between times needs none.
const plain = (text: string): string => plainSpaces(text.replaceAll(/\s–\s/g, '–'));

const formatter = (locale: Locale, timeZone: string, options: Intl.DateTimeFormatOptions) =>
  dateFormat(tags[locale], { ...options, timeZone });

/** Hours of somebody's day by their own clock, “9:00 AM–7:30 PM”; minutes after midnight. */
export const hoursOfDay = ({ start, end }: SafeHours, locale: Locale): string =>
  [start, end].map((minutes) => plain(formatter(locale, 'UTC', clock).format(minutes * 60_000))).join('–');

const yearOf = (instant: Instant, timeZone: string): string =>
  dateFormat('en-US', { year: 'numeric', timeZone }).format(new Date(instant));

/**
 * Formats moments for one reader: in their language, on their own clock.
 * @param now with it, days of another year than the present one carry their year.
 */
export const moments = (locale: Locale, timeZone: string, now?: Instant) => {
  const dayOf = (instant: Instant): Intl.DateTimeFormatOptions =>
    now && yearOf(instant, timeZone) !== yearOf(now, timeZone) ? { ...day, year: 'numeric' } : day;
  const format = (instant: Instant, options: Intl.DateTimeFormatOptions): string =>
    plain(formatter(locale, timeZone, options).format(new Date(instant)));
  return {
    /** “3:10 PM EDT” */
    time: (instant: Instant) => format(instant, { ...clock, timeZoneName: 'short' }),
    /** “Tuesday, March 10” */
    date: (instant: Instant) => format(instant, dayOf(instant)),
    /** “Tuesday, March 10 at 3:10 PM EDT” */
    dateTime: (instant: Instant) => format(instant, { ...dayOf(instant), ...clock, timeZoneName: 'short' }),
    /** “Tuesday, March 10, 6:00–6:30 PM EDT” */
    range: (start: Instant, end: Instant) =>
      plain(
        formatter(locale, timeZone, { ...day, ...clock, timeZoneName: 'short' }).formatRange(
          new Date(start),
          new Date(end),
        ),
      ),
  };
};
