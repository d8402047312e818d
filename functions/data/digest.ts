import * as z from 'zod';
import { keys } from './keys.ts';
import type { Table } from './table-client.ts';

const digestSchema = z.object({
  /** The community's day, `YYYY-MM-DD`, whose digest is written. */
  day: z.iso.date(),
});

/** The day whose digest was written last. */
export const createDigest = (table: Table) => ({
  lastDay: async (): Promise<string | null> => {
    const item = await table.get(keys.digest);
    return item ? digestSchema.parse(item).day : null;
  },
  putDay: (day: string): Promise<boolean> => table.put({ ...keys.digest, type: 'digest', day }),
});
