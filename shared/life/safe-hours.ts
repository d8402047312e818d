import type { SafeHours } from '#shared/people/contact.ts';
import { type Instant, localMinutes, minutes, plus } from '#shared/time.ts';

const inside = ({ start, end }: SafeHours, minute: number): boolean =>
  start < end ? minute >= start && minute < end : minute >= start || minute < end;

/**
 * The first instant, on the quarter hour or now, at which a message is welcome. Looks two days ahead, by the wall
 * clock of each instant, so that clock changes need no rule of their own; without safe hours it is now.
 */
export const nextWelcomeInstant = (now: Instant, safeHours: SafeHours | null, timeZone: string): Instant => {
  if (!safeHours || inside(safeHours, localMinutes(now, timeZone))) return now;
  const quarter = 15 * minutes;
  const first = Math.ceil(Date.parse(now) / quarter) * quarter;
  for (let step = 0; step < 2 * 96; step += 1) {
    const instant = new Date(first + step * quarter).toISOString();
    if (inside(safeHours, localMinutes(instant, timeZone))) return instant;
  }
  return plus(now, 0);
};
