import { days, hours, seconds } from '#shared/time.ts';

/** Every time limit of the lives, in milliseconds. */
export const deadlines = {
  /** How long an approval can be undone before the mentor's offer goes out. */
  undo: 30 * seconds,
  mentorReminder: 12 * hours,
  mentorExpiry: 24 * hours,
  newcomerReminder: 24 * hours,
  newcomerExpiry: 72 * hours,
  /** “Did you connect?” */
  checkIn: 48 * hours,
  /** The coordinator is told that there was no contact. */
  noContact: 72 * hours,
  /** A mentor is asked “still willing, still well?” this long after the last yes. */
  heartbeatAsk: 28 * days,
  /** Without an answer the mentor leaves the pool. */
  heartbeatOverdue: 35 * days,
  /** An application whose address was never confirmed is forgotten. */
  unverified: 7 * days,
} as const;

/** Days of waiting after which a newcomer gets “a quick update”: the third, the seventh, and then every so many days. */
export const updates = { first: 3, second: 7, thenEvery: 14 } as const;
