import type { Locale } from '#shared/i18n/index.ts';
import { messages } from '#shared/i18n/index.ts';
import { deadlines } from '#shared/life/deadlines.ts';
import type { Intent, MessageKind } from '#shared/life/message.ts';
import { commonGround } from '#shared/mail/common-ground.ts';
import type { ContactLine, Frame, MailData } from '#shared/mail/mail-data.ts';
import { hoursOfDay } from '#shared/mail/moment.ts';
import { type Mail, renderMail } from '#shared/mail/render-mail.ts';
import { type Contact, contactSchema, emailSchema } from '#shared/people/contact.ts';
import type { Person } from '#shared/people/person.ts';
import { plus } from '#shared/time.ts';
import type { Draft } from '../data/drafts.ts';
import type { Services } from '../services.ts';
import { callFile, cancelledCallFile } from './calendar.ts';
import type { Attachment } from './compose.ts';
import type { Gathered } from './gather.ts';

/** What filling a message needs of the services. */
export type DataServices = Pick<Services, 'store' | 'vault' | 'tokens' | 'community' | 'origin' | 'now'>;

/** Whom a message goes to: the one place where an address is unsealed. */
export type Recipient = {
  readonly address: string;
  /** Null for an address that is not a person's yet: nothing is sent there but what was asked for. */
  readonly addressHash: string | null;
  readonly locale: Locale;
  readonly frame: Frame;
};

/** A message with everything in it, and the files that travel with it. */
export type Filled = { readonly mail: Mail; readonly attachments: readonly Attachment[] };

const contactOf = async ({ vault }: DataServices, person: Person): Promise<Contact> =>
  contactSchema.parse((await vault.unlock(person.wrappedKey, person.id)).open('contact', person.contact));

const draftAddress = async ({ vault }: DataServices, draft: Draft): Promise<string | null> =>
  draft.sealedAddress === null
    ? null
    : emailSchema.parse(
        (await vault.unlock(draft.wrappedKey, draft.id)).open('address', draft.sealedAddress),
      );

/** Who gets a message; null if nobody can. */
export const recipientOf = async (
  { person, draft }: Gathered,
  services: DataServices,
): Promise<Recipient | null> => {
  const { origin, community } = services;
  const frame = { origin, community: community.name, coordinators: community.contact.email };
  if (person) {
    const { name, email } = await contactOf(services, person);
    return {
      address: email,
      addressHash: person.addressHash,
      locale: person.locale,
      frame: { ...frame, name, timeZone: person.timeZone },
    };
  }
  const address = draft && (await draftAddress(services, draft));
  return draft && address
    ? {
        address,
        addressHash: null,
        locale: draft.locale,
        frame: { ...frame, name: null, timeZone: community.timeZone },
      }
    : null;
};

/** What was read for a message is not there, though the message was found to make sense: a fault of ours. */
const present = <T>(value: T | null | undefined, what: string): T => {
  if (value === null || value === undefined) throw new Error(`The message lacks its ${what}.`);
  return value;
};

const contactLines = (
  contact: Contact,
  { wishes }: Pick<Person, 'wishes'>,
  locale: Locale,
): ContactLine[] => {
  const words = messages(locale).mail.contact;
  const hours = wishes.safeHours;
  return [
    ...(['email', 'phone', 'other'] as const).flatMap((channel) => {
      const value = contact[channel];
      return value === null ? [] : [{ label: words[channel], value }];
    }),
    ...(hours ? [{ label: words.hours, value: hoursOfDay(hours, locale) }] : []),
    ...(wishes.sharedInbox ? [{ label: words.care, value: words.sharedInbox }] : []),
  ];
};

/** What an introduction may tell this recipient; nothing at all where others read the mailbox too. */
const introductionData = async (
  { person, match, side }: Gathered,
  { frame, locale }: Recipient,
  services: DataServices,
): Promise<MailData<'introduction'>> => {
  const { id, score, firstCall, newcomerPersonId, mentorPersonId } = present(match, 'match');
  const nothing = { ...frame, matchId: id, otherName: null, shared: [], firstCall: null, contact: [] };
  if (present(person, 'recipient').wishes.sharedInbox) return nothing;
  const otherId = side === 'mentor' ? newcomerPersonId : mentorPersonId;
  const other = present(await services.store.people.get(otherId), 'other person');
  const contact = await contactOf(services, other);
  return {
    ...nothing,
    otherName: contact.name,
    shared: commonGround(score, locale),
    // A message that comes late suggests nothing that has passed.
    firstCall:
      firstCall && firstCall.start > services.now() ? { ...firstCall, otherTimeZone: other.timeZone } : null,
    contact: other.wishes.contactInMail ? contactLines(contact, other, locale) : [],
  };
};

type Fill<K extends MessageKind> = (
  gathered: Gathered,
  recipient: Recipient,
  services: DataServices,
) => MailData<K> | Promise<MailData<K>>;

const frameOnly = (_: Gathered, { frame }: Recipient): Frame => frame;

const access = ({ challenge }: Gathered, { frame }: Recipient, { tokens }: DataServices) => {
  const { id, expiresAt } = present(challenge, 'challenge');
  return { ...frame, code: tokens.codeOf(id), token: tokens.tokenOf(id), until: expiresAt };
};

const offer = ({ match }: Gathered, { frame }: Recipient) => {
  const { id, offerExpiresAt } = present(match, 'match');
  return { ...frame, matchId: id, answerBy: present(offerExpiresAt, 'deadline') };
};

/** How each kind gets its data; a kind without a way fails the type check. */
const fills: { readonly [K in MessageKind]: Fill<K> } = {
  'sign-in': access,
  confirm: access,
  'known-address': access,
  'draft-link': ({ draft }, { frame }, { tokens }) => {
    const { id, expiresAt } = present(draft, 'draft');
    return { ...frame, token: tokens.tokenOf(id), until: expiresAt };
  },
  'coordinator-invited': ({ challenge }, { frame }, { tokens }) => {
    const { id, expiresAt } = present(challenge, 'challenge');
    return { ...frame, token: tokens.tokenOf(id), until: expiresAt };
  },
  'mentor-approved': frameOnly,
  'mentor-declined': ({ mentor }, { frame }) => ({
    ...frame,
    wasMentor: present(mentor, 'mentor').approvedAt !== null,
  }),
  'newcomer-update': ({ newcomer }, { frame }) => ({
    ...frame,
    waitingSince: present(newcomer, 'newcomer').waitingSince,
  }),
  'offer-mentor': offer,
  'offer-newcomer': offer,
  reminder: (gathered, recipient) => ({
    ...offer(gathered, recipient),
    side: present(gathered.side, 'side'),
  }),
  introduction: introductionData,
  'still-looking': ({ side }, { frame }) => ({ ...frame, side: present(side, 'side') }),
  'check-in': ({ match }, { frame }) => ({ ...frame, matchId: present(match, 'match').id }),
  ended: ({ side, newcomer }, { frame }) => ({
    ...frame,
    side: present(side, 'side'),
    looking: newcomer?.state === 'waiting',
  }),
  heartbeat: ({ mentor }, { frame }, { now }) => {
    const answerBy = plus(present(mentor?.heartbeatAt, 'last answer'), deadlines.heartbeatOverdue);
    return { ...frame, answerBy: answerBy > now() ? answerBy : null };
  },
  digest: ({ count }, { frame }) => ({ ...frame, count: present(count, 'count') }),
};

const fill = async <K extends MessageKind>(
  kind: K,
  gathered: Gathered,
  { recipient, services }: { recipient: Recipient; services: DataServices },
): Promise<Mail> => {
  const way: Fill<K> = fills[kind];
  return renderMail(kind, await way(gathered, recipient, services), recipient.locale);
};

/** The calendar file that travels with a kind; a mailbox that others read gets none. */
const calendarFiles: { readonly [K in MessageKind]?: typeof cancelledCallFile } = {
  introduction: callFile,
  ended: cancelledCallFile,
};

/** Writes a message from what is true now. */
export const fillMessage = async (
  { kind }: Pick<Intent, 'kind'>,
  gathered: Gathered,
  { recipient, services }: { recipient: Recipient; services: DataServices },
): Promise<Filled> => {
  const { match, person } = gathered;
  const mail = await fill(kind, gathered, { recipient, services });
  const fileOf = calendarFiles[kind];
  const { locale, address, frame } = recipient;
  const printed = { locale, timeZone: frame.timeZone, now: services.now(), origin: services.origin };
  const file = fileOf && match && !person?.wishes.sharedInbox ? fileOf(match, printed, address) : null;
  return { mail, attachments: file ? [file] : [] };
};
