import * as z from 'zod';
import { type ChallengeId, idSchema } from '#shared/ids.ts';
import { epochSeconds, type Instant, instantSchema } from '#shared/time.ts';
import { keys } from './keys.ts';
import { isNew, type Table, type Write } from './table-client.ts';

/** Wrong codes after which a challenge is worth nothing. */
export const challengeTriesMax = 5;

const challengeSchema = z.object({
  id: idSchema('challenge'),
  /** Whom it signs in; null for an address that nobody has: the same writes, and no mail. */
  personId: idSchema('person').nullable(),
  addressHash: z.string(),
  /** SHA-256 of the secret in the browser that asked. */
  browserHash: z.string(),
  tries: z.number().int().min(0),
  createdAt: instantSchema,
  expiresAt: instantSchema,
});
/** A sign-in that waits for its code or link. */
export type Challenge = z.infer<typeof challengeSchema>;

/** Challenges. */
export const createSignIn = (table: Table) => ({
  /** Writes of a new challenge; it takes the place of the address's older one. */
  challengeWrites: (challenge: Challenge): Write[] => {
    const expiresAtEpochSeconds = epochSeconds(challenge.expiresAt);
    return [
      {
        put: { ...keys.challenge(challenge.id), type: 'challenge', ...challenge, expiresAtEpochSeconds },
        when: isNew,
      },
      {
        put: {
          ...keys.newestChallenge(challenge.addressHash),
          type: 'newest-challenge',
          challengeId: challenge.id,
          expiresAtEpochSeconds,
        },
      },
    ];
  },
  getChallenge: async (id: ChallengeId): Promise<Challenge | null> => {
    const item = await table.get(keys.challenge(id));
    return item && challengeSchema.parse(item);
  },
  /** Whether no newer challenge has taken its place. */
  isNewest: async (challenge: Challenge): Promise<boolean> =>
    (await table.get(keys.newestChallenge(challenge.addressHash)))?.challengeId === challenge.id,
  /** Counts a wrong code. @returns false if no try was left. */
  countTry: async (id: ChallengeId): Promise<boolean> =>
    (await table.update(keys.challenge(id), {
      UpdateExpression: 'ADD tries :one',
      ConditionExpression: 'attribute_exists(pk) AND tries < :max',
      ExpressionAttributeValues: { ':one': 1, ':max': challengeTriesMax },
    })) !== null,
  /** Writes that use a challenge up: they fail if it is used, expired, out of tries or not the newest. */
  consumeWrites: (challenge: Challenge, now: Instant): Write[] => [
    {
      remove: keys.challenge(challenge.id),
      when: {
        expression: 'attribute_exists(pk) AND tries < :max AND expiresAt > :now',
        values: { ':max': challengeTriesMax, ':now': now },
      },
    },
    {
      remove: keys.newestChallenge(challenge.addressHash),
      when: { expression: 'challengeId = :id', values: { ':id': challenge.id } },
    },
  ],
});
