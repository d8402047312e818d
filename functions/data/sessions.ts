import * as z from 'zod';
import { idSchema, type PersonId } from '#shared/ids.ts';
import type { Person } from '#shared/people/person.ts';
import { epochSeconds, type Instant, instantSchema } from '#shared/time.ts';
import { personKind } from './entities.ts';
import { keys } from './keys.ts';
import { isNew, type Table, type Write } from './table-client.ts';

const sessionSchema = z.object({
  hash: z.string(),
  personId: idSchema('person'),
  /** The person's `sessionEpoch` when it began. */
  epoch: z.number().int(),
  createdAt: instantSchema,
  /** Ends for good. */
  expiresAt: instantSchema,
});
/** A signed-in browser. */
export type Session = z.infer<typeof sessionSchema>;

/** Sessions of which it is remembered whose they are. */
const ownersMax = 1_000;

/** Sessions. Whose one is never changes, and is remembered; what it and its person say is read each time. */
export const createSessions = (table: Table) => {
  const owners = new Map<string, PersonId>();
  const remember = (hash: string, owner: PersonId): void => {
    if (owners.size >= ownersMax) owners.delete(owners.keys().next().value ?? '');
    owners.set(hash, owner);
  };
  return {
    sessionWrite: (session: Session): Write => ({
      put: {
        ...keys.session(session.hash),
        type: 'session',
        ...session,
        expiresAtEpochSeconds: epochSeconds(session.expiresAt),
      },
      when: isNew,
    }),
    /** A session that has not ended, with its person: read at once where it is known whose it is. */
    whoHas: async (hash: string, now: Instant): Promise<{ session: Session; person: Person } | null> => {
      const owner = owners.get(hash);
      const found = await table.getMany([keys.session(hash), ...(owner ? [keys.person(owner)] : [])]);
      const item = found.find(({ type }) => type === 'session');
      const session = item && sessionSchema.parse(item);
      if (!session || session.expiresAt <= now) {
        owners.delete(hash);
        return null;
      }
      if (!owner) remember(hash, session.personId);
      const person = owner
        ? found.find(({ type }) => type === personKind.type)
        : await table.get(keys.person(session.personId));
      return person ? { session, person: personKind.parse(person) } : null;
    },
    removeSession: (hash: string): Promise<boolean> => table.remove(keys.session(hash)),
  };
};
