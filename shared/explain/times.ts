import type { Locale } from '#shared/i18n/index.ts';
import { type Wording, wording } from './names.ts';

/** Time of a week that two people share: `day` 1 = Monday; minutes after midnight on one person's wall, `end` up to 1440. */
export type SharedTime = { readonly day: number; readonly start: number; readonly end: number };

const partNames = ['morning', 'afternoon', 'evening', 'late'] as const;
type Part = (typeof partNames)[number];

/** Where the parts of a day begin, in minutes after midnight; the night runs past midnight. */
const partStarts: readonly (readonly [start: number, end: number, part: Part])[] = [
  [0, 300, 'late'],
  [300, 720, 'morning'],
  [720, 1020, 'afternoon'],
  [1020, 1260, 'evening'],
  [1260, 1440, 'late'],
];

const halfHour = 30;

/** The stretches in which both are free, read off a week of half-hours. */
export const readWeek = (week: readonly (readonly string[])[]): SharedTime[] => {
  const times: SharedTime[] = [];
  week.forEach((cells, day) => {
    let start: number | null = null;
    for (let cell = 0; cell <= cells.length; cell += 1) {
      const both = cells[cell] === 'both';
      if (both && start === null) start = cell;
      if (both || start === null) continue;
      times.push({ day: day + 1, start: start * halfHour, end: cell * halfHour });
      start = null;
    }
  });
  return times;
};

/** Minutes of each part of each day: `minutes[part][day - 1]`. */
const minutesByPart = (times: readonly SharedTime[]): Record<Part, number[]> => {
  const minutes = Object.fromEntries(
    partNames.map((part) => [part, [0, 0, 0, 0, 0, 0, 0]]),
  ) as unknown as Record<Part, number[]>;
  for (const { day, start, end } of times) {
    for (const [from, to, part] of partStarts) {
      const within = Math.min(end, to) - Math.max(start, from);
      if (within > 0) minutes[part][day - 1]! += within;
    }
  }
  return minutes;
};

const phrase = (part: Part, days: readonly number[], { words, and }: Wording): string => {
  const set = days.join('');
  if (set === '1234567') return words.times.everyDay[part];
  const named =
    set === '12345'
      ? words.times.weekdays
      : set === '67'
        ? words.times.weekend
        : and(days.map((day) => words.times.days[day - 1]!));
  return words.times.parts[part](named);
};

const enoughMinutes = 60;

/**
 * When two people are free together, roughly, as in “Tuesday and Thursday evenings”: the two parts of the day that they
 * share most. Empty if they share nothing.
 */
export const roughTimes = (times: readonly SharedTime[], locale: Locale): string => {
  const told = wording(locale);
  const minutes = minutesByPart(times);
  const total = (part: Part) => minutes[part].reduce((sum, each) => sum + each, 0);
  const atLeast = (least: number) =>
    partNames
      .map((part) => ({
        part,
        days: minutes[part].flatMap((each, index) => (each >= least ? [index + 1] : [])),
      }))
      .filter(({ days }) => days.length > 0)
      .sort((a, b) => total(b.part) - total(a.part))
      .slice(0, 2)
      .sort((a, b) => partNames.indexOf(a.part) - partNames.indexOf(b.part));
  const long = atLeast(enoughMinutes);
  const parts = long.length > 0 ? long : atLeast(1);
  return told.and(parts.map(({ part, days }) => phrase(part, days, told)));
};
