import * as z from 'zod';
import { type DraftId, idSchema } from '#shared/ids.ts';
import { epochSeconds, type Instant, instantSchema } from '#shared/time.ts';
import { unchanged } from './commit.ts';
import { keys } from './keys.ts';
import { isNew, type Table } from './table-client.ts';

const draftSchema = z.object({
  id: idSchema('draft'),
  version: z.number().int().min(1),
  kind: z.enum(['newcomer', 'mentor']),
  locale: z.enum(['en', 'es']),
  /** Data key of the draft, wrapped with its id as context. */
  wrappedKey: z.string(),
  /** Sealed answers so far: field names and texts exactly as typed. */
  sealed: z.string(),
  /** Sealed address that the link of “finish later” goes to. */
  sealedAddress: z.string().nullable().default(null),
  createdAt: instantSchema,
  expiresAt: instantSchema,
});
/** A form on its way, kept on the server as it was typed. */
export type Draft = z.infer<typeof draftSchema>;

/** Forms on their way. */
export const createDrafts = (table: Table) => ({
  get: async (id: DraftId, now: Instant): Promise<Draft | null> => {
    const item = await table.get(keys.draft(id));
    const draft = item && draftSchema.parse(item);
    return draft && draft.expiresAt > now ? draft : null;
  },
  /** @returns false if another tab was faster: read again, lay the new answers over, and put again. */
  put: (draft: Draft): Promise<boolean> =>
    table.put(
      {
        ...keys.draft(draft.id),
        type: 'draft',
        ...draft,
        expiresAtEpochSeconds: epochSeconds(draft.expiresAt),
      },
      draft.version === 1 ? isNew : unchanged(draft.version - 1),
    ),
  remove: (id: DraftId): Promise<boolean> => table.remove(keys.draft(id)),
});
