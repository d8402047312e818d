import type { Catalogue } from '../translated.ts';
import { apply } from './apply.ts';
import { contact } from './contact.ts';
import { desk } from './desk.ts';
import { errors } from './errors.ts';
import { mail } from './mail.ts';
import { my } from './my.ts';
import { problems } from './problems.ts';
import { reasons } from './reasons.ts';
import { signIn } from './signIn.ts';
import { site } from './site.ts';
import { terms } from './terms.ts';
import { unsubscribe } from './unsubscribe.ts';
import { volunteer } from './volunteer.ts';

/** Spanish. Unreviewed: no native reader has read it yet. */
export const es: Catalogue = {
  apply,
  contact,
  desk,
  errors,
  mail,
  my,
  problems,
  reasons,
  signIn,
  site,
  terms,
  unsubscribe,
  volunteer,
};
