import type { Catalogue } from '../translated.ts';
import { apply } from './apply.ts';
import { errors } from './errors.ts';
import { mail } from './mail.ts';
import { problems } from './problems.ts';
import { publicPages } from './public.ts';
import { signIn } from './signIn.ts';
import { site } from './site.ts';
import { terms } from './terms.ts';
import { volunteer } from './volunteer.ts';

/** Spanish. Unreviewed: no native reader has read it yet. */
export const es: Catalogue = {
  apply,
  errors,
  mail,
  problems,
  public: publicPages,
  signIn,
  site,
  terms,
  volunteer,
};
