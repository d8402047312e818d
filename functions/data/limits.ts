import { keys } from './keys.ts';
import type { Table } from './table-client.ts';

/** How often something may happen: at most `max` times in each window of `windowSeconds`. */
export type Limit = { readonly bucket: string; readonly max: number; readonly windowSeconds: number };

/** Counters against floods, one item per window; the table forgets them. */
export const createLimits = (table: Table) => ({
  /**
   * Counts one more.
   * @param subject already hashed: an address, a client or a person.
   * @returns 0 if it is allowed, else the seconds until the window ends.
   */
  hit: async (limit: Limit, subject: string, nowSeconds: number): Promise<number> => {
    const window = Math.floor(nowSeconds / limit.windowSeconds);
    const ends = (window + 1) * limit.windowSeconds;
    const counted = await table.update(keys.limit(limit.bucket, `${subject}#${window}`), {
      UpdateExpression: 'ADD #hits :one SET #type = :type, #ttl = :ends',
      ConditionExpression: 'attribute_not_exists(#hits) OR #hits < :max',
      ExpressionAttributeNames: { '#hits': 'hits', '#type': 'type', '#ttl': 'expiresAtEpochSeconds' },
      ExpressionAttributeValues: { ':one': 1, ':max': limit.max, ':type': 'limit', ':ends': ends + 60 },
    });
    return counted ? 0 : Math.max(1, ends - Math.floor(nowSeconds));
  },
});
