import * as z from 'zod';
import { instantSchema } from '#shared/time.ts';
import { keys } from './keys.ts';
import type { Table } from './table-client.ts';

const figuresSchema = z.object({
  at: instantSchema,
  /** Median days from asking to being introduced, of those introduced lately; null while they are too few to be counted. */
  usualWaitDays: z.number().int().min(0).nullable(),
});
/** What is told in public of the programme as a whole: counted by the clock, not by each visit. */
export type Figures = z.infer<typeof figuresSchema>;

/** The one item of figures. */
export const createFigures = (table: Table) => ({
  get: async (): Promise<Figures | null> => {
    const item = await table.get(keys.figures);
    return item && figuresSchema.parse(item);
  },
  put: (figures: Figures): Promise<boolean> => table.put({ ...keys.figures, type: 'figures', ...figures }),
});
