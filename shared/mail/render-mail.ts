import { type Catalogue, type Locale, messages } from '#shared/i18n/index.ts';
import { declinable, type MessageKind } from '#shared/life/message.ts';
import { inertLine } from './inert.ts';
import { layoutHtml } from './layout-html.ts';
import { layoutText } from './layout-text.ts';
import type { Letter } from './letter.ts';
import { confirm, coordinatorInvited, draftLink, knownAddress, signIn } from './letters/asked-for.ts';
import {
  checkIn,
  ended,
  introduction,
  offerMentor,
  offerNewcomer,
  reminder,
  stillLooking,
} from './letters/match.ts';
import { digest, heartbeat, mentorApproved, mentorDeclined, newcomerUpdate } from './letters/standing.ts';
import type { MailData } from './mail-data.ts';
import type { MailPage } from './page.ts';

/** A message as it is sent: the same words as plain text and as HTML. */
export type Mail = { readonly subject: string; readonly text: string; readonly html: string };

/** Kinds that reach somebody for another reason than that they have a page here. */
const reasons: Partial<Record<MessageKind, MailPage['why']>> = {
  'sign-in': 'code',
  confirm: 'form',
  'known-address': 'form',
  'draft-link': 'form',
  'coordinator-invited': 'desk',
  digest: 'desk',
};

/** One pure function per kind; a kind without one fails the type check. */
const letters: {
  readonly [K in MessageKind]: (data: MailData<K>, words: Catalogue['mail'], locale: Locale) => Letter;
} = {
  'sign-in': signIn,
  confirm,
  'known-address': knownAddress,
  'draft-link': draftLink,
  'coordinator-invited': coordinatorInvited,
  'mentor-approved': mentorApproved,
  'mentor-declined': mentorDeclined,
  'newcomer-update': newcomerUpdate,
  'offer-mentor': offerMentor,
  'offer-newcomer': offerNewcomer,
  reminder,
  introduction,
  'still-looking': stillLooking,
  'check-in': checkIn,
  ended,
  heartbeat,
  digest,
};

/**
 * Writes a message of one kind, in one language.
 * @returns subject, plain text and HTML with the same words and the same links.
 */
export const renderMail = <K extends MessageKind>(kind: K, given: MailData<K>, locale: Locale): Mail => {
  // What a community calls itself is typed in too, by whoever runs the service.
  const data = { ...given, community: inertLine(given.community) };
  const words = messages(locale).mail;
  const write: (data: MailData<K>, words: Catalogue['mail'], locale: Locale) => Letter = letters[kind];
  const letter = write(data, words, locale);
  const page = {
    letter,
    data,
    words: words.frame,
    locale,
    why: reasons[kind] ?? 'page',
    declinable: declinable.has(kind),
  } as const;
  return { subject: letter.subject, text: layoutText(page), html: layoutHtml(page) };
};
