import { type Locale, locales, messages } from '#shared/i18n/index.ts';
import { createWeekWriter, type WeekWriter } from './week-writer.ts';

const writers = Object.fromEntries(
  locales.map((locale) => [locale, createWeekWriter(locale, messages(locale).terms.clock)]),
) as Record<Locale, WeekWriter>;

/** Names of the seven days, Monday first, with a capital letter: they stand as headings. */
export const dayNames = (locale: Locale): string[] => writers[locale].dayNames();

/** A time of day, such as “6:00 PM”; minutes after midnight. */
export const clockTime = (locale: Locale, minutes: number): string => writers[locale].clockTime(minutes);

/** A stretch of a day, such as “5–9 PM” or “8 AM–noon”; minutes after midnight. */
export const hoursText = (locale: Locale, stretch: { start: number; end: number }): string =>
  writers[locale].hoursText(stretch);

/** Windows as a sentence, days with the same hours together: “Mon, Wed 5–9 PM; Sat 8 AM–5 PM”. */
export const weekText = (locale: Locale, windows: Parameters<WeekWriter['weekText']>[0]): string =>
  writers[locale].weekText(windows);
