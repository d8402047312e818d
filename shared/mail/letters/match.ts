import type { Catalogue, Locale } from '#shared/i18n/index.ts';
import { inertLine, inertName } from '../inert.ts';
import { type Block, buttons, type Letter, paragraph, remark } from '../letter.ts';
import { linkTo, type Place } from '../links.ts';
import type { FirstCall, MailData } from '../mail-data.ts';
import { moments } from '../moment.ts';

/*
 * Messages about a match. Only the introduction names the other person, after both have said yes.
 */

type Words = Catalogue['mail'];

const matchPage = (data: { matchId: string }, answer?: string): Place => ({
  path: `/my/matches/${encodeURIComponent(data.matchId)}`,
  ...(answer !== undefined && { answer }),
});

/** Asks a mentor about someone new. */
export const offerMentor = (data: MailData<'offer-mentor'>, words: Words, locale: Locale): Letter => {
  const { subject, lead, next, answerBy, either, button } = words.offerMentor;
  return {
    subject,
    blocks: [
      paragraph(lead),
      paragraph(next),
      buttons({ label: button, href: linkTo(data.origin, locale, matchPage(data)) }),
      paragraph(answerBy(moments(locale, data.timeZone).dateTime(data.answerBy))),
      paragraph(either),
    ],
  };
};

/** Asks a newcomer about a mentor who has said yes. */
export const offerNewcomer = (data: MailData<'offer-newcomer'>, words: Words, locale: Locale): Letter => {
  const { subject, lead, next, answerBy, either, button } = words.offerNewcomer;
  return {
    subject,
    blocks: [
      paragraph(lead),
      paragraph(next),
      buttons({ label: button, href: linkTo(data.origin, locale, matchPage(data)) }),
      paragraph(answerBy(moments(locale, data.timeZone).dateTime(data.answerBy))),
      paragraph(either),
    ],
  };
};

/** Brings an open offer back to mind, once. */
export const reminder = (data: MailData<'reminder'>, words: Words, locale: Locale): Letter => {
  const { subject, lead, answerBy, button } = words.reminder;
  return {
    subject,
    blocks: [
      paragraph(lead),
      buttons({ label: button, href: linkTo(data.origin, locale, matchPage(data)) }),
      paragraph(answerBy(moments(locale, data.timeZone).dateTime(data.answerBy))),
      paragraph(words.reminder[data.side]),
    ],
  };
};

const callBlocks = (
  { start, end, otherTimeZone }: FirstCall,
  words: Words['introduction'],
  { locale, timeZone }: { locale: Locale; timeZone: string },
): Block[] => {
  const mine = moments(locale, timeZone).range(start, end);
  const theirs = moments(locale, otherTimeZone).range(start, end);
  const rows = [
    { label: words.yourTime, value: mine },
    ...(theirs === mine ? [] : [{ label: words.theirTime, value: theirs }]),
  ];
  return [{ kind: 'rows', title: words.callTitle, rows }, remark(words.callNote)];
};

/** Both have said yes. What is told about the other is only what they wanted told in a message. */
export const introduction = (data: MailData<'introduction'>, words: Words, locale: Locale): Letter => {
  const text = words.introduction;
  const name = data.otherName === null ? '' : inertName(data.otherName);
  const contact = data.contact.map(({ label, value }) => ({ label, value: inertLine(value) }));
  const shared = data.shared.map(inertLine);
  return {
    subject: text.subject,
    blocks: [
      paragraph(name ? text.lead(name) : text.leadWithoutName),
      ...(shared.length > 0 ? [{ kind: 'list' as const, title: text.sharedTitle, items: shared }] : []),
      ...(name && contact.length > 0
        ? [{ kind: 'rows' as const, title: text.contactTitle(name), rows: contact }, paragraph(text.more)]
        : [paragraph(text.contactOnPage)]),
      ...(data.firstCall ? callBlocks(data.firstCall, text, { locale, timeZone: data.timeZone }) : []),
      buttons({ label: text.button, href: linkTo(data.origin, locale, matchPage(data)) }),
    ],
  };
};

/** An offer came to nothing; told only to someone who had one. */
export const stillLooking = (data: MailData<'still-looking'>, words: Words, locale: Locale): Letter => {
  const { subject, lead, button } = words.stillLooking;
  const path = data.side === 'mentor' ? '/my/mentoring' : '/my';
  return {
    subject,
    blocks: [
      paragraph(lead),
      paragraph(words.stillLooking[data.side]),
      buttons({ label: button, href: linkTo(data.origin, locale, { path }) }),
    ],
  };
};

/** Two days after the introduction: did you connect? */
export const checkIn = (data: MailData<'check-in'>, words: Words, locale: Locale): Letter => {
  const { subject, lead, yes, notYet, press, care } = words.checkIn;
  const answer = (label: string, chosen: string) => ({
    label,
    href: linkTo(data.origin, locale, matchPage(data, chosen)),
  });
  return {
    subject,
    blocks: [
      paragraph(lead),
      buttons(answer(yes, 'connected'), answer(notYet, 'not-yet')),
      remark(press),
      paragraph(care),
    ],
  };
};

/** A match is over; nobody is told why. */
export const ended = (data: MailData<'ended'>, words: Words, locale: Locale): Letter => {
  const { subject, lead, looking, newcomer, mentor, button } = words.ended;
  const path = data.side === 'mentor' ? '/my/mentoring' : '/my';
  const next = data.side === 'mentor' ? mentor : data.looking ? looking : newcomer;
  return {
    subject,
    blocks: [
      paragraph(lead),
      paragraph(next),
      buttons({ label: button, href: linkTo(data.origin, locale, { path }) }),
    ],
  };
};
