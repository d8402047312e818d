import type { MatchState } from '#shared/life/match.ts';
import { askedFor, type Intent, type MessageKind } from '#shared/life/message.ts';
import type { Instant } from '#shared/time.ts';
import type { Gathered } from './gather.ts';

/** Why a message is not sent any more. */
export type WhyNot =
  | 'recipient-gone'
  | 'address-unconfirmed'
  | 'challenge-over'
  | 'draft-over'
  | 'match-moved-on'
  | 'newcomer-moved-on'
  | 'mentor-moved-on'
  | 'no-coordinator'
  | 'answered-already'
  | 'declined';

type Check = (gathered: Gathered, now: Instant) => WhyNot | null;

const challengeOpen: Check = ({ challenge, person }, now) =>
  challenge?.newest && challenge.expiresAt > now && challenge.personId === person?.id
    ? null
    : 'challenge-over';

/** The match is in one of these states, and the recipient is one of its two people. */
const matchIn =
  (...states: MatchState[]): Check =>
  ({ match, side }) =>
    match && side && states.includes(match.state) ? null : 'match-moved-on';

/** This side's offer is open, and there is still time to answer it. */
const offerOpen =
  (offered: 'mentor' | 'newcomer'): Check =>
  ({ match, side }, now) =>
    side === offered &&
    match?.state === `offered-to-${offered}` &&
    match.offerExpiresAt !== null &&
    match.offerExpiresAt > now
      ? null
      : 'match-moved-on';

const stillWaits: Check = ({ newcomer }) => (newcomer?.state === 'waiting' ? null : 'newcomer-moved-on');
const inPool: Check = ({ mentor }) => (mentor?.state === 'approved' ? null : 'mentor-moved-on');

/** Whether each kind still makes sense; a kind without an answer fails the type check. */
const checks: { readonly [K in MessageKind]: Check } = {
  'sign-in': challengeOpen,
  confirm: challengeOpen,
  'known-address': challengeOpen,
  'draft-link': ({ draft }) => (draft?.sealedAddress ? null : 'draft-over'),
  'coordinator-invited': (gathered, now) =>
    gathered.person?.coordinatorSince ? challengeOpen(gathered, now) : 'no-coordinator',
  'mentor-approved': ({ mentor }) =>
    mentor?.state === 'approved' || mentor?.state === 'paused' ? null : 'mentor-moved-on',
  'mentor-declined': ({ mentor }) => (mentor?.state === 'declined' ? null : 'mentor-moved-on'),
  'newcomer-update': stillWaits,
  'offer-mentor': offerOpen('mentor'),
  'offer-newcomer': offerOpen('newcomer'),
  reminder: (gathered, now) => offerOpen(gathered.side ?? 'mentor')(gathered, now),
  introduction: matchIn('introduced', 'connected'),
  'still-looking': (gathered, now) =>
    matchIn('declined', 'expired', 'cancelled')(gathered, now) ??
    (gathered.side === 'mentor' ? inPool : stillWaits)(gathered, now),
  'check-in': matchIn('introduced'),
  ended: matchIn('ended'),
  heartbeat: (gathered, now) =>
    inPool(gathered, now) ??
    ((gathered.mentor?.heartbeatAt ?? '') < (gathered.mentor?.heartbeatAskedAt ?? '')
      ? null
      : 'answered-already'),
  digest: ({ person }) => (person?.coordinatorSince ? null : 'no-coordinator'),
};

/**
 * Whether a message should still go out, by what is true now and not when it was written.
 * @returns null if it should, else the reason why not.
 */
export const whyNot = (intent: Intent, gathered: Gathered, now: Instant): WhyNot | null => {
  const { person } = gathered;
  if (intent.kind !== 'draft-link' && !person) return 'recipient-gone';
  if (person && !person.verifiedAt && !askedFor.has(intent.kind)) return 'address-unconfirmed';
  if (person?.declinedKinds.includes(intent.kind)) return 'declined';
  return checks[intent.kind](gathered, now);
};
