import type { Intent } from '#shared/life/message.ts';
import type { Instant } from '#shared/time.ts';
import type { Figures } from '../metrics.ts';
import type { Services } from '../services.ts';

/** Claims and calls end within a minute, and are none of these meanwhile. */
const unfinished = ['pending', 'unknown'] as const;

/** Since when somebody waits for a message; null if its time has not come. A retry moves `notBefore`, so the first wish counts. */
const waitsSince = ({ attempts, createdAt, notBefore }: Intent, now: Instant): Instant | null =>
  attempts > 0 ? createdAt : notBefore <= now ? notBefore : null;

/** How mail stands, for the alarms: how long the oldest message has been late, and of how many the fate is unknown, if of any. */
export const mailFigures = async ({ store, now }: Pick<Services, 'store' | 'now'>): Promise<Figures> => {
  const intents = (await Promise.all(unfinished.map((state) => store.intents.allByState(state)))).flat();
  const since = intents.map((intent) => waitsSince(intent, now())).filter((at) => at !== null);
  const oldest = since.sort()[0];
  const unknown = intents.filter(({ state }) => state === 'unknown').length;
  return {
    OldestUnfinishedMessage: {
      value: oldest ? Math.max(0, Math.round((Date.parse(now()) - Date.parse(oldest)) / 1_000)) : 0,
      unit: 'Seconds',
    },
    ...(unknown > 0 && { UnknownMessages: { value: unknown, unit: 'Count' } }),
  };
};
