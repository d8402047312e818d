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
} as const satisfies Record<MessageKind, string>;

/** What a message is called where it is spoken of: its subject. */
export const subjectOf = (words: Visit['words'], kind: MessageKind): string =>
  words.mail[areas[kind]].subject;
