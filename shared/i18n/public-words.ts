import { publicPages as en } from './en/public.ts';
import { publicPages as es } from './es/public.ts';
import type { Locale } from './index.ts';
import type { Translated } from './translated.ts';

const words: Record<Locale, Translated<typeof en>> = { en, es };

/**
 * Words of the pages that are built once and for all. Apart from the catalogue: no function needs them, and each would carry
 * and read them at every start.
 */
export const publicWords = (locale: Locale): Translated<typeof en> => words[locale];
