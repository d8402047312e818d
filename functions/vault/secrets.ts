import * as z from 'zod';

const key = z
  .base64()
  .refine((text) => Buffer.from(text, 'base64').length === 32, 'must be 32 bytes in base64');

/** The keys that stand outside the table: a file on one machine, a secret on AWS. */
export const secretsSchema = z.object({
  /** Keys the hashes of addresses and phone numbers. */
  contactHash: key,
  /** Keys the derivation of sign-in codes, link tokens and draft tokens. */
  tokens: key,
  /** Wraps data keys on one machine; on AWS KMS does that and this is absent. */
  master: key.optional(),
  /** Secrets by which CloudFront is known to the site's function, any of which is right; absent where nothing stands in front. */
  origin: z.array(z.string().min(32)).min(1).optional(),
});
export type Secrets = z.infer<typeof secretsSchema>;
