import type { Cookie } from './route.ts';

/** A cookie's header line: this host only, secure, unseen by scripts, sent along on ordinary links. */
export const toSetCookie = ({ name, value, maxAgeSeconds }: Cookie): string =>
  `${name}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; Secure; SameSite=Lax`;

/** The cookies of a request; a name given twice counts once, the first. */
export const parseCookies = (header: string | null | undefined): Map<string, string> => {
  const cookies = new Map<string, string>();
  for (const part of (header ?? '').split(';')) {
    const [name, ...rest] = part.split('=');
    if (name && rest.length > 0 && !cookies.has(name.trim())) cookies.set(name.trim(), rest.join('=').trim());
  }
  return cookies;
};
