import type { WeeklyWindow } from '#shared/people/answers.ts';
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

const wholeDay = 24 * 60;

/** Stretches of one day; what runs past midnight is the end of it and the beginning of the next. */
const pieces = ({ start, end }: SafeHours): { start: number; end: number; later: 0 | 1 }[] =>
  start < end
    ? [{ start, end, later: 0 }]
    : [
        { start, end: wholeDay, later: 0 },
        { start: 0, end, later: 1 },
      ];

/** What of somebody's week lies within the hours in which they are to be reached, both by their own clock. */
export const withinSafeHours = (
  windows: readonly WeeklyWindow[],
  safeHours: SafeHours | null,
): WeeklyWindow[] =>
  safeHours === null
    ? [...windows]
    : windows.flatMap(({ day, ...window }) =>
        pieces(window).flatMap((piece) =>
          pieces(safeHours)
            .map((safe) => ({
              day: ((day - 1 + piece.later) % 7) + 1,
              start: Math.max(piece.start, safe.start),
              end: Math.min(piece.end, safe.end),
            }))
            .filter(({ start, end }) => start < end),
        ),
      );
