/**
 * Where a page's address with slashes at its end leads: the same page without them. Only for what is read; a form's
 * post goes nowhere else.
 * @param origin the public origin; the answer never leaves it.
 * @returns null for an address that needs no change.
 */
export const withoutTrailingSlash = (
  { method, url }: Pick<Request, 'method' | 'url'>,
  origin: string,
): string | null => {
  const { pathname, search } = new URL(url);
  if ((method !== 'GET' && method !== 'HEAD') || pathname === '/' || !pathname.endsWith('/')) return null;
  return `${origin}/${pathname.replaceAll(/^\/+|\/+$/g, '')}${search}`;
};
