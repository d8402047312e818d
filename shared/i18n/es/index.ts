import type { Catalogue } from '../translated.ts';
import { site } from './site.ts';

/** Spanish. Unreviewed: no native reader has read it yet. */
export const es: Catalogue = { site };
