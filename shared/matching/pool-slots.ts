import type { Setting } from './pair.ts';
import type { Stretch } from './shared-weeks.ts';
import { quarterMs, quartersInDay, quartersInWeek } from './zone.ts';

/*
 * Shared time without walking through whole weeks. For one newcomer and one mentor's zone, each quarter-hour of a
 * sampled week at which the newcomer is free becomes a slot that knows which quarter-hour of the mentor's own week it
 * is; so for a mentor in that zone only those few bits are looked at. A slot knows whether it follows the one before
 * without a gap in UTC, so clock changes inside a week need no case of their own.
 *
 * Equal, quarter by quarter, to `visitJointRuns`: slots are its steps, those left out at which the newcomer is busy.
 */

/** A span's slots, in the order of time. `at` is UTC quarter-hours; a gap before a slot ends every block. */
type Slots = { readonly at: Int32Array; readonly mentorQuarter: Uint16Array; readonly day: Uint8Array };

/** What a newcomer and a zone share: the distinct sampled weeks, and the next 48 hours. */
export type ZoneSlots = { readonly weeks: readonly Slots[]; readonly soon: Slots };

const slotsOf = (stretches: readonly Stretch[], free: Uint8Array): Slots => {
  const at: number[] = [];
  const mentorQuarter: number[] = [];
  const day: number[] = [];
  for (const { start, length, newcomerStart, mentorStart } of stretches) {
    for (let i = 0; i < length; i += 1) {
      const newcomerAt = (newcomerStart + i) % quartersInWeek;
      if (free[newcomerAt] === 0) continue;
      at.push(start + i);
      mentorQuarter.push((mentorStart + i) % quartersInWeek);
      day.push(Math.floor(newcomerAt / quartersInDay));
    }
  }
  return {
    at: Int32Array.from(at),
    mentorQuarter: Uint16Array.from(mentorQuarter),
    day: Uint8Array.from(day),
  };
};

/** The slots of a newcomer's zone and free week with a mentor's zone. */
export const zoneSlots = (
  { timeZone, free }: { timeZone: string; free: Uint8Array },
  mentorZone: string,
  setting: Setting,
): ZoneSlots => {
  const { weeks, soon } = setting.zonePair(timeZone, mentorZone);
  const distinct = weeks.filter(({ like }, i) => like === i);
  return { weeks: distinct.map(({ stretches }) => slotsOf(stretches, free)), soon: slotsOf(soon, free) };
};

/** What a mentor's week gives with a newcomer's slots; written anew at each question. */
export type JointTime = { worstMinutes: number; worstDays: number; bestMinutes: number };

const countBits = (bits: number): number => {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count += 1;
  return count;
};

/** Minutes and days of the worst week, and minutes of the best; a mentor's week starts at `word`. */
export const countJointTime = (
  { weeks }: ZoneSlots,
  { week, word }: { week: Uint32Array; word: number },
  { minimumQuarters, into }: { minimumQuarters: number; into: JointTime },
): void => {
  into.worstMinutes = Number.POSITIVE_INFINITY;
  into.bestMinutes = 0;
  for (const { at, mentorQuarter, day } of weeks) {
    let quarters = 0;
    let days = 0;
    let run = 0;
    let runDay = 0;
    let end = -1;
    for (let s = 0; s < at.length; s += 1) {
      const quarter = mentorQuarter[s]!;
      if (((week[word + (quarter >> 5)]! >>> (quarter & 31)) & 1) === 0) continue;
      if (at[s] === end) run += 1;
      else {
        if (run >= minimumQuarters) {
          quarters += run;
          days |= 1 << runDay;
        }
        run = 1;
        runDay = day[s]!;
      }
      end = at[s]! + 1;
    }
    if (run >= minimumQuarters) {
      quarters += run;
      days |= 1 << runDay;
    }
    const minutes = 15 * quarters;
    if (minutes > into.bestMinutes) into.bestMinutes = minutes;
    if (minutes > into.worstMinutes) continue;
    const dayCount = countBits(days);
    if (minutes === into.worstMinutes && dayCount >= into.worstDays) continue;
    into.worstMinutes = minutes;
    into.worstDays = dayCount;
  }
};

/** Whether a joint block of the least length lies between `asOf` and the end of "soon". */
export const isJointSoon = (
  { soon: { at, mentorQuarter } }: ZoneSlots,
  { week, word }: { week: Uint32Array; word: number },
  { asOfMs, untilMs, leastMs }: { asOfMs: number; untilMs: number; leastMs: number },
): boolean => {
  let start = 0;
  let end = -1;
  for (let s = 0; s < at.length; s += 1) {
    const quarter = mentorQuarter[s]!;
    if (((week[word + (quarter >> 5)]! >>> (quarter & 31)) & 1) === 0) continue;
    if (at[s] !== end) start = at[s]!;
    end = at[s]! + 1;
    if (Math.min(end * quarterMs, untilMs) - Math.max(start * quarterMs, asOfMs) >= leastMs) return true;
  }
  return false;
};
