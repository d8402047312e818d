import { startOfDay } from '../dates.ts';
import { sentText, type Visit } from '../room.ts';

/**
 * Until when a pause was asked for: the beginning of a day on the person's own wall, or open.
 * @returns `wrong` for a day that is none or that has begun.
 */
export const sentUntil = (
  visit: Visit,
  name: 'pause-until' | 'break-until',
): { until: string | null } | 'wrong' => {
  const typed = sentText(visit, name).trim();
  if (typed === '') return { until: null };
  const until = startOfDay(typed, visit.person.timeZone);
  return until === null || until <= visit.now ? 'wrong' : { until };
};
