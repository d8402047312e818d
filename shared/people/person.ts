import * as z from 'zod';
import { locales } from '#shared/i18n/index.ts';
import { idSchema } from '#shared/ids.ts';
import { messageKinds } from '#shared/life/message.ts';
import { instantSchema } from '#shared/time.ts';
import { contactWishesSchema } from './contact.ts';

/**
 * A person owns the address, the data key and the consents; a newcomer's request, a mentor's place and a
 * coordinator's grant hang on it, so that one person can be several.
 */
export const personSchema = z.object({
  id: idSchema('person'),
  version: z.number().int().min(1),
  /** Keyed hash of the address: look-up, and the `contactHash` of matching. */
  addressHash: z.string(),
  /** Keyed hashes of every other way to reach the person. */
  otherContactHashes: z.array(z.string()).default([]),
  /** The data key, wrapped by the key service with the person's id as context. */
  wrappedKey: z.string(),
  /** Sealed `Contact`. */
  contact: z.string(),
  wishes: contactWishesSchema,
  /** Kinds of message that the person has stopped, by a mail's own “unsubscribe”. */
  declinedKinds: z.array(z.enum(messageKinds)).default([]),
  locale: z.enum(locales),
  timeZone: z.string(),
  createdAt: instantSchema,
  /** When they showed that the address is theirs. */
  verifiedAt: instantSchema.nullable(),
  newcomerId: idSchema('newcomer').nullable().default(null),
  mentorId: idSchema('mentor').nullable().default(null),
  /** Since when they are a coordinator, if they are. */
  coordinatorSince: instantSchema.nullable().default(null),
  /** Sessions of an older epoch are over: raised when a role ends or the person signs out everywhere. */
  sessionEpoch: z.number().int().min(0).default(0),
});
export type Person = z.infer<typeof personSchema>;

/** What a person may do, by what hangs on them. */
export type Role = 'newcomer' | 'mentor' | 'coordinator';
export const roles = ['newcomer', 'mentor', 'coordinator'] as const;

/** The roles of a person. */
export const rolesOf = (person: Person): Role[] => [
  ...(person.newcomerId ? (['newcomer'] as const) : []),
  ...(person.mentorId ? (['mentor'] as const) : []),
  ...(person.coordinatorSince ? (['coordinator'] as const) : []),
];
