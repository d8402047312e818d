import type { KeyObject } from 'node:crypto';
import * as z from 'zod';

const key = z
  .base64()
  .refine((text) => Buffer.from(text, 'base64').length === 32, 'must be 32 bytes in base64');

/** The keys that are in no item as they are: a file on one machine; on AWS wrapped by KMS, and each function has those it needs. */
export const secretsSchema = z.object({
  /** Keys the hashes of addresses and phone numbers. */
  contactHash: key.optional(),
  /** Keys the derivation of sign-in codes, link tokens and draft tokens. */
  tokens: key.optional(),
  /** Wraps data keys on one machine; on AWS KMS does that and this is absent. */
  master: key.optional(),
});
export type Secrets = z.infer<typeof secretsSchema>;

/** What a function that lacks a key uses in its place: it says so, instead of keying with something else. */
export const requireKey = <K extends Buffer | KeyObject>(key: K | null, what: string): K => {
  if (!key) throw new Error(`This function has no key for ${what}: see KEYS among its settings.`);
  return key;
};
