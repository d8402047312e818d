import * as z from 'zod';
import { dateFormat } from './intl.ts';

/** An instant: ISO-8601, UTC, milliseconds (`2026-03-08T07:00:00.000Z`). */
export const instantSchema = z.iso.datetime({ precision: 3 });

/** An instant as ISO-8601 UTC text with milliseconds. */
export type Instant = z.infer<typeof instantSchema>;

/** A calendar month, `YYYY-MM`. */
export const monthSchema = z.string().regex(/^(19|20)\d\d-(0[1-9]|1[0-2])$/, 'month-shape');

export const seconds = 1_000;
export const minutes = 60 * seconds;
export const hours = 60 * minutes;
export const days = 24 * hours;

/** The instant some milliseconds after (or, if negative, before) another. */
export const plus = (instant: Instant, milliseconds: number): Instant =>
  new Date(Date.parse(instant) + milliseconds).toISOString();

/** The later of two instants. */
export const later = (a: Instant, b: Instant): Instant => (a > b ? a : b);

/** The earlier of two instants. */
export const earlier = (a: Instant, b: Instant): Instant => (a < b ? a : b);

/** Whole and part days from one instant to another. */
export const daysBetween = (from: Instant, to: Instant): number => (Date.parse(to) - Date.parse(from)) / days;

/** Seconds since 1970, as the table's TTL attribute wants them. */
export const epochSeconds = (instant: Instant): number => Math.ceil(Date.parse(instant) / seconds);

/** The day that a zone's calendar shows at an instant, `YYYY-MM-DD`. */
export const localDay = (instant: Instant, timeZone: string): string =>
  dateFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    new Date(instant),
  );

/** Minutes after local midnight that a zone's wall clock shows at an instant. */
export const localMinutes = (instant: Instant, timeZone: string): number => {
  const format = dateFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const [hour = '0', minute = '0'] = format.format(new Date(instant)).split(':');
  return Number(hour) * 60 + Number(minute);
};
