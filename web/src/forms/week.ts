import { type Locale, messages } from '#shared/i18n/index.ts';
import type { WeeklyWindow } from '#shared/people/answers.ts';
import { boxOf, type Fields, isOn } from './fields.ts';

/** The parts of a day that a form offers, in minutes after midnight. */
export const dayParts = {
  morning: { start: 8 * 60, end: 12 * 60 },
  afternoon: { start: 12 * 60, end: 17 * 60 },
  evening: { start: 17 * 60, end: 21 * 60 },
  late: { start: 21 * 60, end: 24 * 60 },
} as const;
/** The name of a part of a day. */
export type DayPart = keyof typeof dayParts;

const days = [1, 2, 3, 4, 5, 6, 7] as const;
const parts = Object.keys(dayParts) as DayPart[];

const slotName = (day: number, part: DayPart): string => `slot-${day}-${part}`;

/** Names of the week's 28 boxes: `slot-<1–7>-<part>`, Monday is 1. */
export const slotNames: readonly string[] = days.flatMap((day) => parts.map((part) => slotName(day, part)));

/** The ticked boxes as weekly windows; parts that touch are one window. */
export const windowsOf = (fields: Fields): WeeklyWindow[] =>
  days.flatMap((day) => {
    const windows: WeeklyWindow[] = [];
    for (const part of parts) {
      if (!isOn(fields, slotName(day, part))) continue;
      const { start, end } = dayParts[part];
      const last = windows.at(-1);
      if (last?.end === start) last.end = end;
      else windows.push({ day, start, end });
    }
    return windows;
  });

const covers = (window: WeeklyWindow, part: DayPart): boolean => {
  const end = window.end <= window.start ? 24 * 60 : window.end;
  return window.start <= dayParts[part].start && end >= dayParts[part].end;
};

/** The boxes that weekly windows tick: every part of a day that one of them holds in full. */
export const slotsOf = (windows: readonly WeeklyWindow[]): Record<string, string> =>
  Object.fromEntries(
    days.flatMap((day) =>
      parts.map((part) => [
        slotName(day, part),
        boxOf(windows.some((window) => window.day === day && covers(window, part))),
      ]),
    ),
  );

/** Sets of boxes that one press ticks. */
export const presets: Readonly<Record<'weekday-evenings' | 'weekdays' | 'weekend', readonly string[]>> = {
  'weekday-evenings': [1, 2, 3, 4, 5].map((day) => slotName(day, 'evening')),
  weekdays: [1, 2, 3, 4, 5].flatMap((day) => [slotName(day, 'morning'), slotName(day, 'afternoon')]),
  weekend: [6, 7].flatMap((day) =>
    parts.filter((part) => part !== 'late').map((part) => slotName(day, part)),
  ),
};
/** The name of a set of boxes. */
export type Preset = keyof typeof presets;
/** Whether a text names a set of boxes. */
export const isPreset = (text: string): text is Preset => Object.hasOwn(presets, text);

// The community's region decides how clocks are read.
const regional = (locale: Locale): string => `${locale}-US`;
/** A time never breaks over two lines; some data sets put rare spaces into it, which not every typeface has. */
const unbroken = (time: string): string => time.replaceAll(/[ \u2009\u202f]/g, '\u00a0');
// A Monday, so that day 1 is Monday.
const instantOf = (day: number, minutes: number): Date => new Date(Date.UTC(2024, 0, day, 0, minutes));

const shortDay = (locale: Locale, day: number): string =>
  new Intl.DateTimeFormat(regional(locale), { weekday: 'short', timeZone: 'UTC' }).format(instantOf(day, 0));

const longDay = (locale: Locale, day: number): string =>
  new Intl.DateTimeFormat(regional(locale), { weekday: 'long', timeZone: 'UTC' }).format(instantOf(day, 0));

/** Names of the seven days, Monday first, with a capital letter: they stand as headings. */
export const dayNames = (locale: Locale): string[] =>
  days.map((day) => {
    const name = longDay(locale, day);
    return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
  });

/** A time of day, such as “6:00 PM”; minutes after midnight. */
export const clockTime = (locale: Locale, minutes: number): string =>
  unbroken(
    new Intl.DateTimeFormat(regional(locale), { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' }).format(
      instantOf(1, minutes),
    ),
  );

/** The end of a stretch: noon and midnight by their names, which nobody mistakes for the other. */
const endText = (locale: Locale, minutes: number): string => {
  const { noon, midnight } = messages(locale).terms.clock;
  if (minutes === 12 * 60) return noon;
  if (minutes % (24 * 60) === 0) return midnight;
  const options: Intl.DateTimeFormatOptions = {
    hour: 'numeric',
    ...(minutes % 60 !== 0 && { minute: '2-digit' }),
    timeZone: 'UTC',
  };
  return unbroken(new Intl.DateTimeFormat(regional(locale), options).format(instantOf(1, minutes)));
};

/** A stretch of a day, such as “5–9 PM” or “8 AM–noon”; minutes after midnight. */
export const hoursText = (locale: Locale, { start, end }: { start: number; end: number }): string => {
  const [from, until] = [endText(locale, start), endText(locale, end)];
  // “5 PM–9 PM” says PM once.
  const half = /[\s\u00a0]\D+$/.exec(from)?.[0];
  return `${half && until.endsWith(half) ? from.slice(0, -half.length) : from}–${until}`;
};

/** Windows as a sentence, days with the same hours together: “Mon, Wed 5–9 PM; Sat 8 AM–5 PM”. */
export const weekText = (locale: Locale, windows: readonly WeeklyWindow[]): string => {
  const byHours = new Map<string, number[]>();
  for (const day of days) {
    const hours = windows.filter((window) => window.day === day).map((window) => hoursText(locale, window));
    if (hours.length > 0) byHours.set(hours.join(', '), [...(byHours.get(hours.join(', ')) ?? []), day]);
  }
  return [...byHours]
    .map(([hours, sameDays]) => `${sameDays.map((day) => shortDay(locale, day)).join(', ')} ${hours}`)
    .join('; ');
};
