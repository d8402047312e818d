import { mail } from './mail.ts';
import { problems } from './problems.ts';
import { site } from './site.ts';

/** English, the language the others are measured by. One file per area of the product. */
export const en = { mail, problems, site };
