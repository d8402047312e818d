import type * as z from 'zod';
import type { messageRow } from '#shared/http/mail-views.ts';
import type { MessageKind } from '#shared/life/message.ts';
import type { Visit } from '../room.ts';

const areas = {
  'sign-in': 'signIn',
  confirm: 'confirm',
  'known-address': 'knownAddress',
  'draft-link': 'draftLink',
  'coordinator-invited': 'coordinatorInvited',
  'mentor-approved': 'mentorApproved',
  'mentor-declined': 'mentorDeclined',
  'newcomer-update': 'newcomerUpdate',
  'offer-mentor': 'offerMentor',
  'offer-newcomer': 'offerNewcomer',
  reminder: 'reminder',
  introduction: 'introduction',
  'still-looking': 'stillLooking',
  'check-in': 'checkIn',
  ended: 'ended',
  heartbeat: 'heartbeat',
} as const satisfies Record<Exclude<MessageKind, 'digest'>, string>;

/** What a message is called where it is spoken of: its subject. */
export const subjectOf = (words: Visit['words'], kind: MessageKind): string =>
  kind === 'digest' ? words.mail.digest.name : words.mail[areas[kind]].subject;

/** The colour that repeats what a message's state says. */
export const messageTone = (
  state: z.output<typeof messageRow>['state'],
): 'plain' | 'spruce' | 'clay' | 'danger' => {
  switch (state) {
    case 'accepted':
      return 'spruce';
    case 'bounced':
    case 'complained':
    case 'rejected':
    case 'failed':
      return 'danger';
    case 'suppressed':
    case 'unknown':
      return 'clay';
    default:
      return 'plain';
  }
};
