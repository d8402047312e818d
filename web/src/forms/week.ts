import type { WeeklyWindow } from '#shared/people/answers.ts';
import { boxOf, type Fields, isOn, listOf } from './fields.ts';
import { joined, type Stretch, timeOf, without } from './stretches.ts';

/** The parts of a day that a form offers, in minutes after midnight. */
export const dayParts = {
  morning: { start: 8 * 60, end: 12 * 60 },
  afternoon: { start: 12 * 60, end: 17 * 60 },
  evening: { start: 17 * 60, end: 21 * 60 },
  late: { start: 21 * 60, end: 24 * 60 },
} as const;
/** The name of a part of a day. */
export type DayPart = keyof typeof dayParts;

/** Monday is 1. */
const days = [1, 2, 3, 4, 5, 6, 7] as const;
const parts = Object.keys(dayParts) as DayPart[];
const wholeDay = 24 * 60;

const slotName = (day: number, part: DayPart): string => `slot-${day}-${part}`;

/** Names of the week's 28 boxes: `slot-<1–7>-<part>`, Monday is 1. */
export const slotNames: readonly string[] = days.flatMap((day) => parts.map((part) => slotName(day, part)));

/** Hours beside the boxes, as the field `hours` sends each of them: `2-18:30-20:00`; 24:00 ends a day. */
export const hoursValue = ({ day, start, end }: WeeklyWindow): string =>
  `${day}-${timeOf(start)}-${timeOf(end)}`;

/** The way back; nothing for what is no such text. */
export const readHours = (value: string): WeeklyWindow[] => {
  const [, day, ...times] = /^([1-7])-(\d\d):(\d\d)-(\d\d):(\d\d)$/.exec(value) ?? [];
  const [fromHour = 0, from = 0, untilHour = 0, until = 0] = times.map(Number);
  const [start, end] = [fromHour * 60 + from, untilHour * 60 + until];
  return day !== undefined && from < 60 && until < 60 && start < end && end <= wholeDay
    ? [{ day: Number(day), start, end }]
    : [];
};

const onDay = (windows: readonly WeeklyWindow[], day: number): Stretch[] =>
  windows.filter((each) => each.day === day);

/** Each of the week's days by itself: what goes past midnight goes on in the morning of the next. */
const cutAtMidnight = (windows: readonly WeeklyWindow[]): WeeklyWindow[] =>
  windows.flatMap(({ day, start, end }) => {
    if (end > start) return [{ day, start, end }];
    const today = { day, start, end: wholeDay };
    return end === 0 ? [today] : [today, { day: (day % 7) + 1, start: 0, end }];
  });

/** The ticked boxes and the hours beside them as weekly windows; what touches is one window. */
export const windowsOf = (fields: Fields): WeeklyWindow[] => {
  const beside = listOf(fields, 'hours').flatMap(readHours);
  return days.flatMap((day) => {
    const ticked = parts.filter((part) => isOn(fields, slotName(day, part))).map((part) => dayParts[part]);
    return joined([...ticked, ...onDay(beside, day)]).map((stretch) => ({ day, ...stretch }));
  });
};

/** The parts of a day that are free in full. */
const fullParts = (free: readonly Stretch[]): DayPart[] =>
  parts.filter((part) => without([dayParts[part]], free).length === 0);

/** What a form shows of weekly windows: a box for every part of a day that is free in full, and the hours beside them. */
export const weekFields = (windows: readonly WeeklyWindow[]): Record<string, string | string[]> => {
  const cut = cutAtMidnight(windows);
  const shown = days.map((day) => {
    const free = joined(onDay(cut, day));
    const full = fullParts(free);
    const beside = without(
      free,
      full.map((part) => dayParts[part]),
    );
    return { day, full, beside: beside.map((stretch) => hoursValue({ day, ...stretch })) };
  });
  return {
    ...Object.fromEntries(
      shown.flatMap(({ day, full }) =>
        parts.map((part) => [slotName(day, part), boxOf(full.includes(part))]),
      ),
    ),
    hours: shown.flatMap(({ beside }) => beside),
  };
};

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
