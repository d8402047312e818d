import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Id, IdPrefix } from '#shared/ids.ts';
import { requireKey } from '../vault/secrets.ts';

/**
 * Codes and link tokens are derived from a random id under a key that is not in the table: the worker that mails them
 * need not find them in the table, and the table alone signs nobody in.
 */
export type Tokens = ReturnType<typeof createTokens>;

const matches = (given: string, right: string): boolean => {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
};

/** @param key 32 bytes; null where no code or link is ever asked for. */
export const createTokens = (key: Buffer | null) => {
  const derive = (purpose: string, id: string) =>
    createHmac('sha256', requireKey(key, 'codes and links')).update(`${purpose}:${id}`).digest();
  const tokenOf = (id: string): string => `${id}.${derive('token', id).toString('base64url')}`;
  const codeOf = (challengeId: Id<'challenge'>): string =>
    (derive('code', challengeId).readBigUInt64BE() % 100_000_000n).toString().padStart(8, '0');
  const declineTokenOf = (personId: Id<'person'>, kind: string): string =>
    `${personId}.${kind}.${derive('decline', `${personId}.${kind}`).toString('base64url')}`;
  return {
    /** A token that stops one kind of message to one person, and does nothing else; it never expires. */
    declineTokenOf,
    /** What such a token stops, or null if it is not ours. */
    declineOf: (token: string): { personId: Id<'person'>; kind: string } | null => {
      const [personId = '', kind = ''] = token.split('.');
      const id = personId as Id<'person'>;
      return matches(token, declineTokenOf(id, kind)) ? { personId: id, kind } : null;
    },
    /** The eight digits of a challenge. */
    codeOf,
    /** Whether these are a challenge's digits. */
    isCode: (challengeId: Id<'challenge'>, given: string): boolean =>
      matches(codeDigits(given), codeOf(challengeId)),
    /** A token that proves itself: the id and its keyed hash. */
    tokenOf,
    /** The id that a token carries, or null if the token is not ours. */
    idOf: <P extends IdPrefix>(prefix: P, token: string): Id<P> | null => {
      const id = token.split('.')[0] ?? '';
      return id.startsWith(`${prefix}_`) && matches(token, tokenOf(id)) ? (id as Id<P>) : null;
    },
  };
};

/** A code as it was typed, without the spaces and hyphens that people put between its digits. */
export const codeDigits = (given: string): string => given.normalize('NFKC').replaceAll(/[\s-]/g, '');

/** A new secret of 256 random bits, base64url. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** What is stored of a secret: its SHA-256, base64url. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('base64url');
