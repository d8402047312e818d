import { isIPv6 } from 'node:net';
import type { MiddlewareHandler } from 'hono';
import { type ProblemName, problemStatus, toProblem } from '#shared/http/problem.ts';
import { isLocale, type Locale } from '#shared/i18n/index.ts';
import { hashSecret } from '../auth/tokens.ts';
import type { Services } from '../services.ts';
import { parseCookies } from './cookies.ts';
import type { Visitor } from './route.ts';

/** Headers of every answer, errors too. Nothing inline, nothing from elsewhere, nothing framed. */
export const securityHeaders = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  // Under `no-referrer` Chromium would send `Origin: null` with our own forms.
  'referrer-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()',
} as const;

const bodyBytesMax = 32 * 1024;
const unsafe = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
const known = new Set(['GET', 'HEAD', ...unsafe]);

/** A request that changes something came from our own pages: Fetch Metadata, with Origin where a browser lacks it. */
export const isSameOrigin = (request: Request, origin: string): boolean => {
  const site = request.headers.get('sec-fetch-site');
  const from = request.headers.get('origin');
  if (from !== null && from !== origin) return site === 'same-origin' && from === new URL(request.url).origin;
  return site === null ? from === origin : site === 'same-origin';
};

/**
 * The one request that changes something and may come from anywhere: a mail program's “unsubscribe” (RFC 8058). Its
 * token says all; it is served as nobody's, so a cookie that came along opens nothing.
 */
export const isOneClick = (request: Request): boolean =>
  request.method === 'POST' && /^\/api\/unsubscribe\/[^/]+$/.test(new URL(request.url).pathname);

/** Reads at most 32 KB. @returns the body, or null if there is more. */
const readLimited = async (request: Request): Promise<Uint8Array<ArrayBuffer> | null> => {
  if (Number(request.headers.get('content-length') ?? 0) > bodyBytesMax) return null;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > bodyBytesMax) return null;
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
};

/** What lets a request in: itself, as Astro and the API should see it, or the problem it is answered with. */
export const admit = async (request: Request, origin: string): Promise<Request | ProblemName> => {
  if (!known.has(request.method)) return 'method-not-allowed';
  if (unsafe.has(request.method) && !isOneClick(request) && !isSameOrigin(request, origin))
    return 'cross-site';
  const { pathname, search } = new URL(request.url);
  const url = origin + pathname + search;
  if (!unsafe.has(request.method))
    return new Request(url, { method: request.method, headers: request.headers });
  const body = await readLimited(request);
  if (body === null) return 'too-large';
  return new Request(url, {
    method: request.method,
    headers: request.headers,
    ...(body.length > 0 && { body }),
  });
};

/** The network that counts against floods: an IPv4 address, or the /64 of an IPv6 one. */
export const networkOf = (address: string): string =>
  // Without a colon it is none, and the long pattern of one is not built.
  address.includes(':') && isIPv6(address) && !address.startsWith('::ffff:')
    ? `${address.split(':').slice(0, 4).join(':')}::/64`
    : address;

const localeOf = (request: Request): Locale => {
  const first = new URL(request.url).pathname.split('/')[1];
  if (isLocale(first)) return first;
  const asked = request.headers.get('accept-language')?.slice(0, 2).toLowerCase();
  return new URL(request.url).pathname.startsWith('/api/') && isLocale(asked) ? asked : 'en';
};

/** Finds out who is calling. An expired session, an older epoch or a person who is gone is nobody. */
export const identify = async (services: Services, request: Request, address: string): Promise<Visitor> => {
  const cookies = parseCookies(isOneClick(request) ? null : request.headers.get('cookie'));
  const secret = cookies.get('__Host-session');
  const found = secret ? await services.store.signIn.whoHas(hashSecret(secret), services.now()) : null;
  const valid = found !== null && found.person.sessionEpoch === found.session.epoch ? found : null;
  return {
    person: valid?.person ?? null,
    session: valid?.session ?? null,
    pendingSignIn: cookies.get('__Host-pending') ?? null,
    draftToken: cookies.get('__Host-draft') ?? null,
    client: services.vault.contactHash(`network:${networkOf(address)}`),
    locale: localeOf(request),
  };
};

/** Sets the security headers on whatever answers. */
export const withSecurityHeaders: MiddlewareHandler = async (c, next) => {
  await next();
  for (const [name, value] of Object.entries(securityHeaders)) c.res.headers.set(name, value);
};

/** A refusal before anyone is known, as problem+json. */
export const refusal = (name: ProblemName): Response =>
  new Response(JSON.stringify(toProblem(name)), {
    status: problemStatus[name],
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(name === 'method-not-allowed' && { allow: [...known].join(', ') }),
    },
  });
