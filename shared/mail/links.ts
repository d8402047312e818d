import { type Locale, locales } from '#shared/i18n/index.ts';

/** Where a message may lead: pages that change nothing when they are opened. */
export type Place = {
  /** A page of the site, such as `/my`. */
  readonly path: string;
  /** The answer that the page shows chosen; the person still presses a button there. */
  readonly answer?: string;
  /** A one-time token: it travels in the fragment, so that no server, proxy or log sees it. */
  readonly token?: string;
};

/** The address of a place, in the reader's language. */
export const linkTo = (origin: string, locale: Locale, { path, answer, token }: Place): string => {
  const language = locale === locales[0] ? '' : `/${locale}`;
  const url = new URL(`${language}${path}`, origin);
  if (answer !== undefined) url.searchParams.set('answer', answer);
  if (token !== undefined) url.hash = encodeURIComponent(token);
  return url.href;
};
