import * as z from 'zod';
import { days, epochSeconds, type Instant, minutes, plus } from '#shared/time.ts';
import { keys } from './keys.ts';
import { isNewOrExpired, type Table } from './table-client.ts';

const recordSchema = z.object({
  bodyHash: z.string(),
  state: z.enum(['in-flight', 'done']),
  startedAt: z.string(),
  status: z.number().int().optional(),
  body: z.string().optional(),
});
/** What is known of a request with an `Idempotency-Key`. */
export type IdempotencyRecord = z.infer<typeof recordSchema>;

/** One answer per key (draft-ietf-httpapi-idempotency-key-header): kept for 24 hours. */
export const createIdempotency = (table: Table) => ({
  /** @returns null if the key is ours to use now, else what stands there. An attempt that died is free again after a minute. */
  begin: async (hash: string, bodyHash: string, now: Instant): Promise<IdempotencyRecord | null> => {
    const item = {
      ...keys.idempotency(hash),
      type: 'idempotency',
      bodyHash,
      state: 'in-flight',
      startedAt: now,
      expiresAtEpochSeconds: epochSeconds(plus(now, days)),
    };
    const free = isNewOrExpired(now);
    const mayBegin = {
      expression: `${free.expression} OR (#state = :flying AND startedAt < :stale)`,
      names: { ...free.names, '#state': 'state' },
      values: { ...free.values, ':flying': 'in-flight', ':stale': plus(now, -minutes) },
    };
    if (await table.put(item, mayBegin)) return null;
    const standing = await table.get(keys.idempotency(hash));
    return standing && recordSchema.parse(standing);
  },
  /** Keeps the answer. `body` must hold no personal data: answers to creating requests carry ids only. */
  finish: (
    hash: string,
    answer: { bodyHash: string; status: number; body: string },
    now: Instant,
  ): Promise<boolean> =>
    table.put({
      ...keys.idempotency(hash),
      type: 'idempotency',
      state: 'done',
      startedAt: now,
      ...answer,
      expiresAtEpochSeconds: epochSeconds(plus(now, days)),
    }),
  /** Frees the key after an attempt that changed nothing. */
  release: (hash: string): Promise<boolean> => table.remove(keys.idempotency(hash)),
});
