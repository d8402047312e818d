import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { type KeyService, openBytes, sealBytes } from './key-service.ts';
import { requireKey } from './secrets.ts';

/** A data key at hand: seals and opens fields of its one owner. */
export type Keyring = {
  readonly wrappedKey: string;
  /** Seals a value as JSON; `field` is bound to it, so that sealed fields cannot be swapped. */
  readonly seal: (field: string, value: unknown) => string;
  /** @throws if the text was sealed for another owner or field, or was changed. */
  readonly open: (field: string, sealed: string) => unknown;
};

/** Seals what people tell in confidence, each under a key of their own, and hashes how they are reached. */
export type Vault = ReturnType<typeof createVault>;

const cacheMilliseconds = 5 * 60_000;
const cacheSize = 500;

/**
 * @param keyService wraps and unwraps data keys; unwrapped ones are kept for five minutes in memory.
 * @param contactHashKey keys the hash of addresses and phone numbers; null where none is ever asked for.
 */
export const createVault = (
  keyService: KeyService,
  contactHashKey: Buffer | null,
  now: () => number = Date.now,
) => {
  const hashKey = contactHashKey && createSecretKey(contactHashKey);
  const cache = new Map<string, { key: KeyObject; until: number }>();
  // Node prepares a key that is given as bytes anew for each use.
  const remember = (cacheKey: string, plain: Buffer): KeyObject => {
    if (cache.size >= cacheSize) cache.delete(cache.keys().next().value ?? '');
    const key = createSecretKey(plain);
    cache.set(cacheKey, { key, until: now() + cacheMilliseconds });
    return key;
  };
  const ring = (key: KeyObject, wrappedKey: string, owner: string): Keyring => ({
    wrappedKey,
    seal: (field, value) => sealBytes(key, Buffer.from(JSON.stringify(value)), `${owner}:${field}`),
    open: (field, sealed) => JSON.parse(openBytes(key, sealed, `${owner}:${field}`).toString()),
  });
  return {
    /** A new data key for an owner (a person's or draft's id). */
    create: async (owner: string): Promise<Keyring> => {
      const { plain, wrapped } = await keyService.generate(owner);
      return ring(remember(`${owner} ${wrapped}`, plain), wrapped, owner);
    },
    /** The data key of an owner, unwrapped. */
    unlock: async (wrappedKey: string, owner: string): Promise<Keyring> => {
      const cacheKey = `${owner} ${wrappedKey}`;
      const kept = cache.get(cacheKey);
      if (kept && kept.until > now()) return ring(kept.key, wrappedKey, owner);
      const plain = await keyService.unwrap(wrappedKey, owner);
      return ring(remember(cacheKey, plain), wrappedKey, owner);
    },
    /** Keyed hash of an address or phone number, already normalised (HMAC-SHA-256, base64url). */
    contactHash: (contact: string): string =>
      createHmac('sha256', requireKey(hashKey, 'hashes of addresses'))
        .update(`contact:${contact}`)
        .digest('base64url'),
  };
};
