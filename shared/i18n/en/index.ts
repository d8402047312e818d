import { errors } from './errors.ts';
import { mail } from './mail.ts';
import { problems } from './problems.ts';
import { publicPages } from './public.ts';
import { site } from './site.ts';

/** English, the language the others are measured by. One file per area of the product. */
export const en = { errors, mail, problems, public: publicPages, site };
