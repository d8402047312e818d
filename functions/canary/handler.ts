import * as z from 'zod';
import type { Log } from '../services.ts';

/** What the canary reads from its environment. */
export const canaryEnvironmentSchema = z.object({
  /** Where people reach the site. */
  PUBLIC_ORIGIN: z.url().transform((origin) => new URL(origin).origin),
});

/** One thing that a stranger would ask for, and what must be in the answer. */
type Look = { readonly path: string; readonly says: RegExp };

/** Built pages from the bucket, a form from the function, and what needs the table; both languages. */
const looks: readonly Look[] = [
  { path: '/', says: /<html lang="en"/ },
  { path: '/es', says: /<html lang="es"/ },
  { path: '/apply', says: /<form[^>]+method="post"/ },
  { path: '/api/health', says: /"ok":true/ },
  { path: '/api/community', says: /"places":\[/ },
];

/** What guards every answer; without it somebody has changed what stands in front. */
const guardHeader = 'content-security-policy';

const answerMilliseconds = 10_000;

/** What is wrong with the answer to one look; null if nothing is. */
const faultOf = async ({ path, says }: Look, origin: string): Promise<string | null> => {
  try {
    const answer = await fetch(`${origin}${path}`, {
      headers: { 'user-agent': 'alongside-canary' },
      signal: AbortSignal.timeout(answerMilliseconds),
    });
    const body = await answer.text();
    if (answer.status !== 200) return `${path} answers ${answer.status}`;
    if (!answer.headers.has(guardHeader)) return `${path} comes without ${guardHeader}`;
    return says.test(body) ? null : `${path} says something else`;
  } catch (error) {
    return `${path}: ${error instanceof Error ? error.name : 'unknown'}`;
  }
};

/**
 * The canary: once an hour it looks at the site as a stranger would, from outside, through CloudFront and the firewall. It
 * writes nothing, and has no right to anything.
 * @throws that something is wrong; the log says what.
 */
export const handleCanary = async ({ origin, log }: { origin: string; log: Log }): Promise<void> => {
  const faults = (await Promise.all(looks.map((look) => faultOf(look, origin)))).filter(
    (fault) => fault !== null,
  );
  for (const fault of faults) log('canary-failed', { fault });
  if (faults.length > 0) throw new Error(`${faults.length} of ${looks.length} looks at the site failed.`);
};
