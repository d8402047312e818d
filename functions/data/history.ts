import * as z from 'zod';
import { idSchema, type PersonId } from '#shared/ids.ts';
import { days, epochSeconds, instantSchema, plus } from '#shared/time.ts';
import { keys } from './keys.ts';
import type { Table } from './table-client.ts';

/** What the table holds of one change. */
export const changeSchema = z.object({
  entityId: z.string(),
  version: z.number().int(),
  at: instantSchema,
  actor: z.enum(['newcomer', 'mentor', 'coordinator', 'clock', 'round', 'system']),
  actorId: idSchema('person').optional(),
  event: z.string(),
  from: z.string().nullable(),
  to: z.string(),
});
/** One change of an entity. Replayed from the first, changes give the entity's present state. */
export type Change = z.infer<typeof changeSchema>;

const lookSchema = z.object({
  id: idSchema('look'),
  personId: idSchema('person'),
  /** The coordinator who looked. */
  byId: idSchema('person'),
  at: instantSchema,
  /** What was opened. */
  what: z.enum(['contact', 'note', 'texts']),
});
/** One look of a coordinator at somebody's private fields. */
export type Look = z.infer<typeof lookSchema>;

/** Who changed what, and who looked. */
export const createHistory = (table: Table) => ({
  /** Every change of an entity, first to last. `pk` is the entity's partition. */
  changes: async (pk: string): Promise<Change[]> =>
    (await table.queryAll({ partition: pk, prefix: 'CHANGE#' })).map((item) => changeSchema.parse(item)),
  /** Every look at a person's private fields, first to last. */
  looks: async (id: PersonId): Promise<Look[]> =>
    (await table.queryAll({ partition: keys.person(id).pk, prefix: 'LOOK#' })).map((item) =>
      lookSchema.parse(item),
    ),
  /** Records a look; write it before showing anything. */
  addLook: (look: Look): Promise<boolean> =>
    table.put({
      ...keys.look(look.personId, look.at, look.id),
      type: 'look',
      ...look,
      expiresAtEpochSeconds: epochSeconds(plus(look.at, 6 * 365 * days)),
    }),
});
