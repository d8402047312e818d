import { dateFormat, plainSpaces } from '#shared/intl.ts';
import type { WeeklyWindow } from '#shared/people/answers.ts';

/** Words for the two times that are mistaken for each other. */
export type ClockWords = { readonly noon: string; readonly midnight: string };

const unbroken = (time: string): string => plainSpaces(time).replaceAll(' ', '\u00a0');
// A Monday, so that day 1 is Monday.
const instantOf = (day: number, minutes: number): Date => new Date(Date.UTC(2024, 0, day, 0, minutes));

/**
 * Writes times of a week in a language. It needs no catalogue, so that a script in the browser can have it too.
 * @param locale a language of ours; the community's region decides how clocks are read.
 */
export const createWeekWriter = (locale: string, { noon, midnight }: ClockWords) => {
  const format = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
    dateFormat(`${locale}-US`, { ...options, timeZone: 'UTC' });
  const short = format({ weekday: 'short' });
  const long = format({ weekday: 'long' });
  const minute = format({ hour: 'numeric', minute: '2-digit' });
  const hour = format({ hour: 'numeric' });

  /** The end of a stretch: noon and midnight by their names. */
  const endText = (minutes: number): string => {
    if (minutes === 12 * 60) return noon;
    if (minutes % (24 * 60) === 0) return midnight;
    return unbroken((minutes % 60 === 0 ? hour : minute).format(instantOf(1, minutes)));
  };

  /** A stretch of a day, such as “5–9 PM” or “8 AM–noon”; minutes after midnight. */
  const hoursText = ({ start, end }: { start: number; end: number }): string => {
    const [from, until] = [endText(start), endText(end)];
    // “5 PM–9 PM” says PM once.
    const half = /[\s\u00a0]\D+$/.exec(from)?.[0];
    return `${half && until.endsWith(half) ? from.slice(0, -half.length) : from}–${until}`;
  };
  /** A day such as “Tue”; Monday is 1. */
  const shortDay = (day: number): string => short.format(instantOf(day, 0));

  return {
    hoursText,
    shortDay,
    /** Names of the seven days, Monday first, with a capital letter: they stand as headings. */
    dayNames: (): string[] =>
      [1, 2, 3, 4, 5, 6, 7].map((day) => {
        const name = long.format(instantOf(day, 0));
        return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
      }),
    /** A time of day, such as “6:00 PM”; minutes after midnight. */
    clockTime: (minutes: number): string => unbroken(minute.format(instantOf(1, minutes))),
    /** Windows as a sentence, days with the same hours together: “Mon, Wed 5–9 PM; Sat 8 AM–5 PM”. */
    weekText: (windows: readonly WeeklyWindow[]): string => {
      const byHours = new Map<string, number[]>();
      for (const day of [1, 2, 3, 4, 5, 6, 7]) {
        const hours = windows.filter((window) => window.day === day).map(hoursText);
        if (hours.length > 0) byHours.set(hours.join(', '), [...(byHours.get(hours.join(', ')) ?? []), day]);
      }
      return [...byHours].map(([hours, days]) => `${days.map(shortDay).join(', ')} ${hours}`).join('; ');
    },
  };
};
/** Writes times of a week in one language. */
export type WeekWriter = ReturnType<typeof createWeekWriter>;
