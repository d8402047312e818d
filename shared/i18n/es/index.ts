import type { Catalogue } from '../translated.ts';
import { mail } from './mail.ts';
import { problems } from './problems.ts';
import { site } from './site.ts';

/** Spanish. Unreviewed: no native reader has read it yet. */
export const es: Catalogue = { mail, problems, site };
