import type { Newcomer } from '#shared/people/newcomer.ts';
import { type Instant, plus } from '#shared/time.ts';
import { deadlines } from './deadlines.ts';
import { create, type Decided, refuse, update } from './decision.ts';
import { after } from './life.ts';
import { type Match, matchLife } from './match.ts';
import { type MatchRefusal, message, move, pairOf, type Trio, welcome, withExtras } from './match-move.ts';
import type { Intent } from './message.ts';
import { intentIdOf } from './new-message.ts';

/** A new proposal for a newcomer; an older one on the desk gives way to it. Reserves nothing. */
export const decidePropose = (
  proposal: Match,
  { newcomer, older }: { newcomer: Newcomer; older: Match | null },
): Decided<MatchRefusal> => {
  if (newcomer.state !== 'waiting') return refuse('newcomer-not-waiting');
  const state = older && after(matchLife, older.state, 'supersede');
  return {
    ok: true,
    decision: {
      matches: [
        create(proposal, 'propose'),
        ...(older && state
          ? [update(older, 'supersede', { state, endedAt: proposal.createdAt, dueAt: null })]
          : []),
      ],
      newcomers: [update(newcomer, 'propose', { proposedMatchId: proposal.id })],
    },
  };
};

/**
 * A coordinator approves: the mentor's place is reserved and the offer goes out when it can no longer be undone.
 * `eligible`: every gate still holds for these two as they are now, whatever held when they were proposed.
 */
export const decideApprove = (
  trio: Trio,
  { now, eligible }: { now: Instant; eligible: boolean },
): Decided<MatchRefusal> => {
  const { match, newcomer, mentor } = trio;
  if (match.state !== 'proposed') return refuse('not-in-this-state');
  if (newcomer.state !== 'waiting') return refuse('newcomer-not-waiting');
  if (newcomer.safetyHold || mentor.safetyHold) return refuse('safety-hold');
  if (mentor.state !== 'approved') return refuse('mentor-not-available');
  if (mentor.active + mentor.reserved >= mentor.answers.capacity) return refuse('no-capacity');
  if (!eligible) return refuse('not-eligible');
  const visible = welcome(mentor, plus(now, deadlines.undo));
  const offer = message(match, 'offer-mentor', mentor, visible);
  return withExtras(
    move(trio, 'approve', {
      match: {
        offerVisibleAt: visible,
        remindAt: plus(visible, deadlines.mentorReminder),
        offerExpiresAt: plus(visible, deadlines.mentorExpiry),
        offerIntentId: intentIdOf(offer),
        dueAt: plus(visible, deadlines.mentorReminder),
      },
    }),
    { messages: [offer] },
  );
};

/** Takes an approval back while its offer has not been sent: the intent must still be pending. */
export const decideUndo = (trio: Trio, offer: Intent | null): Decided<MatchRefusal> => {
  if (trio.match.state !== 'offered-to-mentor') return refuse('not-in-this-state');
  if (offer?.state !== 'pending') return refuse('too-late-to-undo');
  return withExtras(
    move(trio, 'undo', {
      match: { offerVisibleAt: null, remindAt: null, offerExpiresAt: null, offerIntentId: null, dueAt: null },
      newcomer: { proposedMatchId: trio.match.id },
    }),
    { cancels: [offer] },
  );
};

/** A coordinator rejects a proposal; the pair is not proposed again by itself. */
export const decideReject = (
  trio: Trio,
  reason: NonNullable<Match['rejectReason']>,
  now: Instant,
): Decided<MatchRefusal> =>
  withExtras(
    move(trio, 'reject', {
      match: { rejectReason: reason, endedAt: now, dueAt: null },
      newcomer: { proposedMatchId: null },
    }),
    { pairs: [pairOf(trio, 'rejected', now)] },
  );
