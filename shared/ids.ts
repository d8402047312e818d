import * as z from 'zod';

/** Every kind of id, in one place. An id is its prefix, `_`, and 26 characters that hold 130 random bits. */
export const idPrefixes = [
  'person',
  'newcomer',
  'mentor',
  'match',
  'intent',
  'round',
  'challenge',
  'look',
  'draft',
] as const;

/** The kind of thing that an id names. */
export type IdPrefix = (typeof idPrefixes)[number];

/** An id of one kind, such as `mentor_01h…`. */
export type Id<P extends IdPrefix> = `${P}_${string}`;

export type PersonId = Id<'person'>;
export type NewcomerId = Id<'newcomer'>;
export type MentorId = Id<'mentor'>;
export type MatchId = Id<'match'>;
export type IntentId = Id<'intent'>;
export type RoundId = Id<'round'>;
export type ChallengeId = Id<'challenge'>;
export type DraftId = Id<'draft'>;

/** Makes a new id; `functions/services.ts` gives the random one, tests a counted one. */
export type NewId = <P extends IdPrefix>(prefix: P) => Id<P>;

/**
 * The schema of one kind of id. Intent ids are made from what caused them, so they may be longer; all keep to
 * letters, digits, `_` and `-`, which is what an SES message tag allows.
 */
export const idSchema = <P extends IdPrefix>(prefix: P) =>
  z
    .string()
    .regex(new RegExp(`^${prefix}_[0-9A-Za-z_-]{8,180}$`), 'id-shape')
    .transform((id) => id as Id<P>)
    .meta({ description: `Id of a ${prefix}` });
