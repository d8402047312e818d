import { createHash, timingSafeEqual } from 'node:crypto';
import { secretsSchema } from '../vault/secrets.ts';

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

/**
 * The check that this environment asks for. On one machine nothing stands in front, and everything passes.
 * @throws on AWS if there is no secret: an HTTP API can be called past CloudFront, and nothing else would stop that.
 */
export const originCheckOf = (environment: Record<string, string | undefined>): OriginCheck => {
  const { origin } = secretsSchema.parse(JSON.parse(environment.SECRETS ?? '{}'));
  if (origin) return createOriginCheck(origin);
  if (environment.SECRET_IDS === undefined) return () => true;
  throw new Error('SECRET_IDS names no origin secret: the site would answer past CloudFront.');
};
