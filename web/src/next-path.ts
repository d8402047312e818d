/** Pages that lead nowhere after signing in. */
const notForNext = /^(\/es)?\/(in|out|api|_local)(\/|\?|$)/;

/**
 * Where to go after signing in, if it is a page of ours: an address that begins with one slash and holds only plain
 * letters. No scheme, host, backslash, control character, percent sign or dot segment can be in it, so that no
 * spelling leads to another site.
 */
export const nextPath = (next: unknown): string | null => {
  if (typeof next !== 'string' || next.length > 200) return null;
  if (!/^\/(?:[A-Za-z0-9][A-Za-z0-9/_~.-]*)?(?:\?[A-Za-z0-9=&_.~-]*)?$/.test(next)) return null;
  if (next.includes('//') || next.includes('..') || next.includes('/.') || notForNext.test(next)) return null;
  return next;
};
