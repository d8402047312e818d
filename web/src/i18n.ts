import { isLocale, type Locale, locales, messages } from '#shared/i18n/index.ts';

export { type Locale, locales, messages };

/** `getStaticPaths` of every prerendered page under `pages/[...lang]/`: once bare, once under `/es`. */
export const localePaths = () =>
  locales.map((locale) => ({ params: { lang: locale === 'en' ? undefined : locale } }));

/**
 * The language of a page by its `[...lang]` parameter: English without one, else the language named.
 * @returns `undefined` for anything else; the page then answers 404
 */
export const pageLocale = (astro: {
  readonly params: Record<string, string | number | undefined>;
}): Locale | undefined => {
  const { lang } = astro.params;
  if (lang === undefined || lang === '') return 'en';
  return lang !== 'en' && isLocale(lang) ? lang : undefined;
};

/** The address of a page in a language: `localePath('es', '/how')` is `/es/how`. */
export const localePath = (locale: Locale, path: string): string => {
  if (locale === 'en') return path;
  return path === '/' ? `/${locale}` : `/${locale}${path}`;
};

/** A request's path without its language: `/es/how`, `/how` and the built file `/how.html` are all `/how`. */
export const barePath = (pathname: string): string => {
  const path = pathname.replace(/(\/index)?\.html$/, '').replace(/\/+$/, '');
  const [, first = '', ...rest] = path.split('/');
  const bare = first !== 'en' && isLocale(first) ? `/${rest.join('/')}` : path;
  return bare === '' ? '/' : bare;
};

/** The language that a request's path names, for pages outside `[...lang]` such as the error pages. */
export const localeOfPath = (pathname: string): Locale => {
  const first = pathname.split(/[/.]/)[1];
  return isLocale(first) ? first : 'en';
};
