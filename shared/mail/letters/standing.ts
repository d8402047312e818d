import type { Catalogue, Locale } from '#shared/i18n/index.ts';
import { deadlines } from '#shared/life/deadlines.ts';
import { hours } from '#shared/time.ts';
import { buttons, type Letter, paragraph, remark } from '../letter.ts';
import { linkTo } from '../links.ts';
import type { MailData } from '../mail-data.ts';
import { moments } from '../moment.ts';

/*
 * Messages about where one person stands with us, without anyone else in them.
 */

type Words = Catalogue['mail'];

/** A coordinator has said yes to someone who offered their time. */
export const mentorApproved = (data: MailData<'mentor-approved'>, words: Words, locale: Locale): Letter => {
  const { subject, lead, next, ready, button } = words.mentorApproved;
  return {
    subject,
    blocks: [
      paragraph(lead),
      paragraph(next(deadlines.mentorExpiry / hours)),
      paragraph(ready),
      buttons({ label: button, href: linkTo(data.origin, locale, { path: '/my/mentoring' }) }),
    ],
  };
};

/** A coordinator has said no to someone who offered their time, or taken a mentor out of the pool. */
export const mentorDeclined = (data: MailData<'mentor-declined'>, words: Words, locale: Locale): Letter => {
  const { subject, lead, next, takenOut, data: kept, button } = words.mentorDeclined;
  const told = data.wasMentor ? takenOut : { lead, next };
  return {
    subject,
    blocks: [
      paragraph(told.lead),
      paragraph(told.next),
      paragraph(kept),
      buttons({ label: button, href: linkTo(data.origin, locale, { path: '/my' }) }),
    ],
  };
};

/** On days 3 and 7 of waiting, and every two weeks after: nobody has forgotten you. */
export const newcomerUpdate = (data: MailData<'newcomer-update'>, words: Words, locale: Locale): Letter => {
  const { subject, lead, since, hint, button } = words.newcomerUpdate;
  return {
    subject,
    blocks: [
      paragraph(lead),
      paragraph(since(moments(locale, data.timeZone).date(data.waitingSince))),
      paragraph(hint),
      buttons({ label: button, href: linkTo(data.origin, locale, { path: '/my' }) }),
    ],
  };
};

/** Monthly: still willing, still well? */
export const heartbeat = (data: MailData<'heartbeat'>, words: Words, locale: Locale): Letter => {
  const { subject, lead, answerBy, overdue, back, yes, rest, press } = words.heartbeat;
  const answer = (label: string, chosen: string) => ({
    label,
    href: linkTo(data.origin, locale, { path: '/my/mentoring', answer: chosen }),
  });
  return {
    subject,
    blocks: [
      paragraph(lead),
      buttons(answer(yes, 'yes'), answer(rest, 'break')),
      remark(press),
      paragraph(
        data.answerBy === null ? overdue : answerBy(moments(locale, data.timeZone).date(data.answerBy)),
      ),
      paragraph(back),
    ],
  };
};

/** To a coordinator, in the morning: so much waits at the desk. How many and no more, since others may read along. */
export const digest = (data: MailData<'digest'>, words: Words, locale: Locale): Letter => {
  const { subject, lead, others, button } = words.digest;
  return {
    subject: subject(data.count),
    blocks: [
      paragraph(lead(data.count)),
      paragraph(others),
      buttons({ label: button, href: linkTo(data.origin, locale, { path: '/desk' }) }),
    ],
  };
};
