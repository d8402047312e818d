import type { Catalogue, Locale } from '#shared/i18n/index.ts';
import { buttons, type Letter, paragraph, remark } from '../letter.ts';
import { linkTo } from '../links.ts';
import type { MailData } from '../mail-data.ts';
import { moments } from '../moment.ts';

/*
 * Messages that their owner just asked for. Their links carry a one-time token in the fragment and open a page with
 * one button to press.
 */

type Words = Catalogue['mail'];

/** The code and the link that sign someone in. */
export const signIn = (data: MailData<'sign-in'>, words: Words, locale: Locale): Letter => {
  const { subject, lead, until, button, care } = words.signIn;
  const { origin, timeZone, token, code } = data;
  return {
    subject,
    blocks: [
      paragraph(lead),
      { kind: 'code', label: words.frame.code, code },
      buttons({ label: button, href: linkTo(origin, locale, { path: '/in', token }) }),
      paragraph(until(moments(locale, timeZone).time(data.until))),
      remark(care),
    ],
  };
};

/** After a form: shows that the address is its owner's. */
export const confirm = (data: MailData<'confirm'>, words: Words, locale: Locale): Letter => {
  const { subject, lead, until, button, care } = words.confirm;
  const { origin, timeZone, token, code } = data;
  return {
    subject,
    blocks: [
      paragraph(lead),
      buttons({ label: button, href: linkTo(origin, locale, { path: '/in', token }) }),
      { kind: 'code', label: words.frame.code, code },
      paragraph(until(moments(locale, timeZone).date(data.until))),
      remark(care),
    ],
  };
};

/** After a form with an address that is known already: same subject, and an invitation to sign in. */
export const knownAddress = (data: MailData<'known-address'>, words: Words, locale: Locale): Letter => {
  const { subject, lead, next, until, button, care } = words.knownAddress;
  const { origin, timeZone, token, code } = data;
  return {
    subject,
    blocks: [
      paragraph(lead),
      paragraph(next),
      buttons({ label: button, href: linkTo(origin, locale, { path: '/in', token }) }),
      { kind: 'code', label: words.frame.code, code },
      paragraph(until(moments(locale, timeZone).dateTime(data.until))),
      remark(care),
    ],
  };
};

/** “Finish later”: the way back to a form. */
export const draftLink = (data: MailData<'draft-link'>, words: Words, locale: Locale): Letter => {
  const { subject, lead, until, button, care } = words.draftLink;
  return {
    subject,
    blocks: [
      paragraph(lead),
      buttons({
        label: button,
        href: linkTo(data.origin, locale, { path: '/resume', token: data.token }),
      }),
      paragraph(until(moments(locale, data.timeZone).date(data.until))),
      remark(care),
    ],
  };
};

/** A coordinator was named; later they sign in with a code like everyone. */
export const coordinatorInvited = (
  data: MailData<'coordinator-invited'>,
  words: Words,
  locale: Locale,
): Letter => {
  const { subject, lead, button, until, later, care } = words.coordinatorInvited;
  const { origin, timeZone, token } = data;
  return {
    subject,
    blocks: [
      paragraph(lead(data.community)),
      buttons({ label: button, href: linkTo(origin, locale, { path: '/in', token }) }),
      paragraph(until(moments(locale, timeZone).dateTime(data.until))),
      paragraph(later),
      remark(care),
    ],
  };
};
