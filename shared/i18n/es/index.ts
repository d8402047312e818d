import type { Catalogue } from '../translated.ts';
import { errors } from './errors.ts';
import { mail } from './mail.ts';
import { problems } from './problems.ts';
import { publicPages } from './public.ts';
import { site } from './site.ts';

/** Spanish. Unreviewed: no native reader has read it yet. */
export const es: Catalogue = { errors, mail, problems, public: publicPages, site };
