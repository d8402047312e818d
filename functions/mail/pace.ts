import { setTimeout as pause } from 'node:timers/promises';

/** Keeps calls at a steady pace. */
export type Pace = {
  /** Resolves when the next call may be made. */
  readonly take: () => Promise<void>;
};

/** What a pace goes by; tests bring their own. The clock only has to go forward, so nobody's wrong time matters. */
export type PaceClock = {
  readonly milliseconds: () => number;
  readonly wait: (ms: number) => Promise<unknown>;
};

const realClock: PaceClock = { milliseconds: () => performance.now(), wait: (ms) => pause(ms) };

/**
 * A token bucket that holds one token: calls are at least 1/rate apart, however many ask at once. Each worker has its own, with
 * its share of what SES allows the account (the rate divided by the workers that may run at once); so they need not
 * agree about anything, and no item of the table grows hot.
 * @param perSecond calls in a second; Infinity for no limit.
 */
export const createPace = (perSecond: number, clock: PaceClock = realClock): Pace => {
  const gap = 1_000 / perSecond;
  let next = Number.NEGATIVE_INFINITY;
  return {
    take: async () => {
      const now = clock.milliseconds();
      const mine = Math.max(now, next);
      next = mine + gap;
      if (mine > now) await clock.wait(mine - now);
    },
  };
};
