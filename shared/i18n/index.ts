import { en } from './en/index.ts';
import { es } from './es/index.ts';
import type { Catalogue } from './translated.ts';

export type { Catalogue } from './translated.ts';

/** The languages of every page and every mail, the default first. */
export const locales = ['en', 'es'] as const;

/** One of the languages of the product (BCP 47). */
export type Locale = (typeof locales)[number];

const catalogues: Record<Locale, Catalogue> = { en, es };

/** All words of one language; a key that one language lacks fails the type check. */
export const messages = (locale: Locale): Catalogue => catalogues[locale];

/** Whether a value names a language of the product. */
export const isLocale = (value: unknown): value is Locale => locales.includes(value as Locale);
