import { createHash, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { json } from '../json-text.ts';

/** The header by which CloudFront shows that a request came through it; whatever a visitor sends in it, CloudFront replaces. */
export const originHeader = 'x-origin-secret';

/** Says whether a request came through what stands in front of the site's function. */
export type OriginCheck = (header: string | undefined) => boolean;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Any of these secrets is right; the comparison takes the same time for every header. */
export const createOriginCheck = (secrets: readonly string[]): OriginCheck => {
  const known = secrets.map(digest);
  return (header) => {
    const given = digest(header ?? '');
    return known.map((each) => timingSafeEqual(each, given)).includes(true);
  };
};

/** What only the site reads from its environment. */
export const siteEnvironmentSchema = z.object({
  /** Secrets by which CloudFront is known, any of which is right, as JSON. */
  ORIGIN_SECRETS: json(z.array(z.string().min(32)).min(1)),
});

/**
 * The check that this environment asks for.
 * @throws if there is no secret: an HTTP API can be called past CloudFront, and nothing else would stop that.
 */
export const originCheckOf = (environment: Record<string, string | undefined>): OriginCheck =>
  createOriginCheck(siteEnvironmentSchema.parse(environment).ORIGIN_SECRETS);
