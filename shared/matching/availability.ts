import type { WeeklyWindow } from './profile.ts';
import type { Rubric } from './rubric.ts';
import { visitJointRuns, type ZonePair } from './shared-weeks.ts';
import { quarterMs, quartersInDay, quartersInWeek } from './zone.ts';

/*
 * Time together. A person is free at an instant when their own wall clock shows a time inside one of their windows;
 * nobody's offset is stored. So an hour that the clock skips is nobody's, and one that it repeats counts twice. Both
 * fall out of walking through UTC and reading two wall clocks, with no case for either.
 * Cost: the distinct sampled weeks (2 to 3 as a rule) × 672 steps a pair.
 */

/** What two people's windows give, over the sampled weeks. */
export type SharedTime = {
  readonly weeks: readonly { readonly monday: string; readonly minutes: number; readonly days: number }[];
  readonly worstMinutes: number;
  readonly worstDays: number;
  /** Index of the worst week: fewest minutes, then fewest days, then the earliest. */
  readonly worstWeek: number;
  readonly bestMinutes: number;
  readonly fragile: boolean;
  /** A block of the least length inside the next 48 hours. */
  readonly soon: boolean;
};

/** A person's week as they state it: 672 quarter-hours from Monday 00:00, 1 where they are free. */
export const freeWeek = (windows: readonly WeeklyWindow[]): Uint8Array => {
  const week = new Uint8Array(quartersInWeek);
  for (const { day, start, end } of windows) {
    const from = (day - 1) * quartersInDay + start / 15;
    const length = (end <= start ? end + 1440 - start : end - start) / 15;
    for (let i = 0; i < length; i += 1) week[(from + i) % quartersInWeek] = 1;
  }
  return week;
};

/** Minutes of the blocks in a week, and on how many of the newcomer's days they start. */
const countWeek = (
  stretches: ZonePair['weeks'][number]['stretches'],
  free: { newcomer: Uint8Array; mentor: Uint8Array },
  minimumQuarters: number,
): { minutes: number; days: number } => {
  let quarters = 0;
  let daysSeen = 0;
  visitJointRuns(stretches, free, ({ start, end, newcomerDay }) => {
    if (end - start < minimumQuarters) return;
    quarters += end - start;
    daysSeen |= 1 << newcomerDay;
  });
  let days = 0;
  for (let bits = daysSeen; bits !== 0; bits &= bits - 1) days += 1;
  return { minutes: quarters * 15, days };
};

const isSoon = (
  zones: ZonePair,
  free: { newcomer: Uint8Array; mentor: Uint8Array },
  asOfMs: number,
  rubric: Rubric,
): boolean => {
  const untilMs = asOfMs + rubric.ranking.soonHours * 3_600_000;
  let soon = false;
  visitJointRuns(zones.soon, free, ({ start, end }) => {
    const lengthMs = Math.min(end * quarterMs, untilMs) - Math.max(start * quarterMs, asOfMs);
    soon ||= lengthMs >= rubric.policy.minimumBlockMinutes * 60_000;
  });
  return soon;
};

/** The time that two people share, from what their zones share and when each is free. */
export const shareTime = (
  zones: ZonePair,
  free: { newcomer: Uint8Array; mentor: Uint8Array },
  asOfMs: number,
  rubric: Rubric,
): SharedTime => {
  const minimumQuarters = rubric.policy.minimumBlockMinutes / 15;
  const weeks: { monday: string; minutes: number; days: number }[] = [];
  let worst = 0;
  let bestMinutes = 0;
  zones.weeks.forEach(({ date, stretches, like }, i) => {
    const alike = weeks[like];
    const week = alike ?? countWeek(stretches, free, minimumQuarters);
    weeks.push({ monday: date, minutes: week.minutes, days: week.days });
    const least = weeks[worst]!;
    if (week.minutes < least.minutes || (week.minutes === least.minutes && week.days < least.days)) worst = i;
    bestMinutes = Math.max(bestMinutes, week.minutes);
  });
  const { minutes: worstMinutes, days: worstDays } = weeks[worst]!;
  return {
    weeks,
    worstMinutes,
    worstDays,
    worstWeek: worst,
    bestMinutes,
    fragile: worstMinutes < rubric.details.availability.fragileShare * bestMinutes,
    soon: isSoon(zones, free, asOfMs, rubric),
  };
};

/** Between 0 and 1: how much time, and on how many days, in the worst week. */
export const scoreAvailability = (
  { worstMinutes, worstDays }: Pick<SharedTime, 'worstMinutes' | 'worstDays'>,
  rubric: Rubric,
): number => {
  const { minutesShare, minutesScale, daysShare, daysFull } = rubric.details.availability;
  return (
    minutesShare * (1 - Math.exp(-worstMinutes / minutesScale)) +
    daysShare * Math.min(1, worstDays / daysFull)
  );
};
