import * as z from 'zod';
import type { PersonId } from '#shared/ids.ts';
import { idSchema } from '#shared/ids.ts';
import { type Person, personSchema } from '#shared/people/person.ts';
import { days, epochSeconds, type Instant, instantSchema, plus } from '#shared/time.ts';
import { personKind } from './entities.ts';
import { directoryPartition, indexKeys, keys } from './keys.ts';
import { isNew, type Table, type Write } from './table-client.ts';

const consentSchema = z.object({
  purpose: z.string(),
  textVersion: z.string(),
  given: z.boolean(),
  at: instantSchema,
});
/** One yes or no to one purpose, with the version of the text that was shown. */
export type Consent = z.infer<typeof consentSchema>;

const resubmissionSchema = z.object({
  role: z.enum(['newcomer', 'mentor']),
  sealed: z.string(),
  at: instantSchema,
});
/** A form that a known address sent again: sealed under the person's key until they sign in and choose. */
export type Resubmission = z.infer<typeof resubmissionSchema>;

const sealedContactSchema = personSchema.pick({ id: true, wrappedKey: true, contact: true });
/** How a person is called and reached, sealed; no more of them than it takes to open it. */
export type SealedContact = z.infer<typeof sealedContactSchema>;

const directoryLineSchema = sealedContactSchema.extend(
  personSchema.pick({ newcomerId: true, mentorId: true }).shape,
);
/** Somebody as the directory has them: what they are called, sealed, and what hangs on them. */
export type DirectoryLine = z.infer<typeof directoryLineSchema>;

/** So many of the directory are read at once: names of some may suffice. */
const directoryPage = 250;

/** What hangs on a person beside the person itself. */
export const createPeople = (table: Table) => ({
  /**
   * The sealed contacts of people, in no order; those who are not there are left out. Their items are small: to ask for a
   * part of each takes longer than it saves.
   */
  contacts: async (ids: readonly PersonId[]): Promise<SealedContact[]> =>
    (await table.getMany([...new Set(ids)].map(keys.person))).map((item) => sealedContactSchema.parse(item)),
  /** The id of the person whose address has this keyed hash, or null: one read, whether it is known or not. */
  idByAddress: async (hash: string): Promise<PersonId | null> => {
    const address = await table.get(keys.address(hash));
    return address && idSchema('person').parse(address.personId);
  },
  /** The person whose address has this keyed hash, or null. */
  findByAddress: async (hash: string): Promise<Person | null> => {
    const address = await table.get(keys.address(hash));
    if (!address) return null;
    const item = await table.get(keys.person(idSchema('person').parse(address.personId)));
    return item && personKind.parse(item);
  },
  /** Everybody whose address is confirmed, in pages; those who came last first. */
  async *directory(): AsyncGenerator<DirectoryLine[]> {
    const list = { partition: directoryPartition, newestFirst: true, limit: directoryPage };
    let cursor: string | undefined;
    do {
      const page = await table.query({ ...list, cursor });
      yield page.items.map((item) => directoryLineSchema.parse(item));
      cursor = page.cursor ?? undefined;
    } while (cursor);
  },
  /** Every coordinator, longest first. */
  coordinators: async (): Promise<Person[]> =>
    (await table.queryAll({ index: 'byState', partition: indexKeys.coordinators })).map(personKind.parse),
  /** Whether configuration has made whoever has this address a coordinator before. */
  wasGranted: async (hash: string): Promise<boolean> => (await table.get(keys.firstGrant(hash))) !== null,
  /** The write that says so, for the transaction that does it; it fails the second time. */
  firstGrantWrite: (hash: string, now: Instant): Write => ({
    put: { ...keys.firstGrant(hash), type: 'first-grant', at: now },
    when: isNew,
  }),
  /** Whether mail to the address has been stopped (hard bounce, complaint). */
  isSuppressed: async (hash: string): Promise<boolean> => (await table.get(keys.suppression(hash))) !== null,
  /** Whether mail to the address has been stopped because it came back. */
  hasBounced: async (hash: string): Promise<boolean> =>
    (await table.get(keys.suppression(hash)))?.reason === 'bounced',
  /** Whether it has been stopped because its owner complained of it. */
  hasComplained: async (hash: string): Promise<boolean> =>
    (await table.get(keys.suppression(hash)))?.reason === 'complained',
  suppress: (hash: string, reason: string, now: Instant): Promise<boolean> =>
    table.put({ ...keys.suppression(hash), type: 'suppression', reason, at: now }),
  /** Lets mail go to an address again that bounced; one that complained stays stopped. */
  allowAgain: (hash: string): Promise<boolean> =>
    table.remove(keys.suppression(hash), {
      expression: '#reason <> :complained',
      names: { '#reason': 'reason' },
      values: { ':complained': 'complained' },
    }),
  consents: async (id: PersonId): Promise<Consent[]> =>
    (await table.queryAll({ partition: keys.person(id).pk, prefix: 'CONSENT#' })).map((item) =>
      consentSchema.parse(item),
    ),
  /** The write of a consent, for the transaction that depends on it. */
  consentWrite: (id: PersonId, consent: Consent): Write => ({
    put: { ...keys.consent(id, consent.purpose, consent.at), type: 'consent', ...consent },
  }),
  /** The write that keeps a form sent again, for seven days. */
  resubmissionWrite: (id: PersonId, resubmission: Resubmission): Write => ({
    put: {
      ...keys.resubmission(id, resubmission.role),
      type: 'resubmission',
      ...resubmission,
      expiresAtEpochSeconds: epochSeconds(plus(resubmission.at, 7 * days)),
    },
  }),
  resubmission: async (id: PersonId, role: Resubmission['role']): Promise<Resubmission | null> => {
    const item = await table.get(keys.resubmission(id, role));
    return item && resubmissionSchema.parse(item);
  },
  /** The roles in which this person has sent a form again, newcomer first. */
  resubmittedRoles: async (id: PersonId): Promise<Resubmission['role'][]> =>
    (await table.queryAll({ partition: keys.person(id).pk, prefix: 'RESUBMISSION#', newestFirst: true })).map(
      (item) => resubmissionSchema.parse(item).role,
    ),
  /** The write that takes it away, for the transaction that used it; it fails if it is gone. */
  resubmissionRemoval: (id: PersonId, role: Resubmission['role']): Write => ({
    remove: keys.resubmission(id, role),
    when: { expression: 'attribute_exists(pk)' },
  }),
  removeResubmission: (id: PersonId, role: Resubmission['role']): Promise<boolean> =>
    table.remove(keys.resubmission(id, role)),
});
