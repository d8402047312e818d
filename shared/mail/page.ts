import type { Catalogue, Locale } from '#shared/i18n/index.ts';
import { inertName } from './inert.ts';
import type { Letter } from './letter.ts';
import { linkTo } from './links.ts';
import type { Frame } from './mail-data.ts';

/** What both layouts need to lay a letter out. */
export type MailPage = {
  readonly letter: Letter;
  readonly data: Frame;
  readonly words: Catalogue['mail']['frame'];
  readonly locale: Locale;
  /** What the reader is to us. */
  readonly why: keyof Catalogue['mail']['frame']['why'];
  readonly declinable: boolean;
};

/** “Hello Robin,” or “Hello,”. */
export const greetingOf = ({ data, words }: MailPage): string => {
  const name = data.name === null ? '' : inertName(data.name);
  return name ? words.greeting(name) : words.greetingWithoutName;
};

/** Where messages that may be declined are switched off; the List-Unsubscribe header leads there too. */
export const choicesLink = ({ data, locale }: Pick<MailPage, 'data' | 'locale'>): string =>
  linkTo(data.origin, locale, { path: '/my' });
