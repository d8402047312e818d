import * as z from 'zod';
import { keys } from './keys.ts';
import { isNew, type Table } from './table-client.ts';

/** Our own keys: of the hashes of addresses, and of codes and links. */
export const serviceKeyNames = ['contactHash', 'tokens'] as const;
export type ServiceKeyName = (typeof serviceKeyNames)[number];

const itemSchema = z.object({ wrapped: z.string().min(1) });

/** Our own keys as the table has them: wrapped by the key service, and worth nothing without it. */
export const createServiceKeys = (table: Table) => ({
  get: async (name: ServiceKeyName): Promise<string | null> => {
    const item = await table.get(keys.serviceKey(name));
    return item && itemSchema.parse(item).wrapped;
  },
  /** @returns false if there is one already: a key is made once. */
  add: (name: ServiceKeyName, wrapped: string): Promise<boolean> =>
    table.put({ ...keys.serviceKey(name), type: 'service-key', wrapped }, isNew),
});
