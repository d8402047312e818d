import { type Chunks, dayCounts, type JointChunks, readChunk } from './joint-time.ts';
import { quartersInDay } from './zone.ts';

/*
 * The most time that a newcomer can share with anybody who is free on certain days only. Seven bits say much: whoever
 * is never free on the newcomer's days loses most of what shared time is worth, and that without reading their week.
 *
 * Invariant: a mentor's worst week has neither more quarter-hours nor more days than their days' bound. (More free time
 * may join two blocks that start on two days into one; so days are counted wherever anything is shared at all.)
 * Cost: some hundred additions a zone.
 */

/** Sets of days: one for each mask of seven bits. */
export const daySets = 128;

/** By the mask of a mentor's days: the most of the worst week (quarter-hours × 8 + days), and whether soon can be. */
export type DayBounds = { readonly most: Uint16Array; readonly maybeSoon: Uint8Array };

/** A span's quarter-hours on each of the mentor's days, and the newcomer's days, as bits, that they fall on. */
const countByDay = ({ plain, linked }: Chunks): { quarters: Uint32Array; reached: Uint8Array } => {
  const quarters = new Uint32Array(7);
  const reached = new Uint8Array(7);
  for (const code of [...plain, ...linked]) {
    const { quarter, width, day } = readChunk(code);
    for (let at = quarter; at < quarter + width; at += 1) {
      const mentorDay = Math.floor(at / quartersInDay);
      quarters[mentorDay]! += 1;
      reached[mentorDay]! |= 1 << day;
    }
  }
  return { quarters, reached };
};

/** The bounds for one newcomer and the mentors of one zone: each set of days adds one day to a smaller set. */
export const boundByDays = ({ weeks, soon }: JointChunks): DayBounds => {
  const fewest = new Uint16Array(daySets).fill(0xffff, 1);
  const mostDays = new Uint8Array(daySets);
  for (const chunks of weeks) {
    const { quarters, reached } = countByDay(chunks);
    const sums = new Uint16Array(daySets);
    const all = new Uint8Array(daySets);
    for (let days = 1; days < daySets; days += 1) {
      const others = days & (days - 1);
      const day = 31 - Math.clz32(days ^ others);
      sums[days] = sums[others]! + quarters[day]!;
      all[days] = all[others]! | reached[day]!;
      fewest[days] = Math.min(fewest[days]!, sums[days]!);
      mostDays[days] = Math.max(mostDays[days]!, dayCounts[all[days]!]!);
    }
  }
  return {
    most: fewest.map((quarters, days) => 8 * quarters + mostDays[days]!),
    maybeSoon: mostDays.map((_, days) => ((days & soon.days) === 0 ? 0 : 1)),
  };
};
