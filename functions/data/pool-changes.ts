import * as z from 'zod';
import { idSchema, type MentorId } from '#shared/ids.ts';
import type { Instant } from '#shared/time.ts';
import { indexKeys, shards } from './keys.ts';
import type { Table } from './table-client.ts';

const poolChangeSchema = z.object({ entityId: idSchema('mentor'), version: z.number().int() });

/**
 * What changed the pool: rows that each change of a mentor writes in its own transaction, and that are kept as long as
 * every change. One may appear later than its instant says: its writer's clock was behind, its commit took long, or
 * the index did. So whoever reads on goes back a while before the last look, and knows by the versions what is new.
 */
export const createPoolChanges = (table: Table) => ({
  /** The newest version of each mentor who came, went or changed in the pool after an instant. */
  since: async (instant: Instant): Promise<Map<MentorId, number>> => {
    const rows = await Promise.all(
      shards.map((shard) =>
        table.queryAll({ index: 'byState', partition: indexKeys.poolChanges(shard), after: instant }),
      ),
    );
    const newest = new Map<MentorId, number>();
    for (const { entityId, version } of rows.flat().map((row) => poolChangeSchema.parse(row)))
      newest.set(entityId, Math.max(version, newest.get(entityId) ?? 0));
    return newest;
  },
});
