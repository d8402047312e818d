import { type Instant, plus } from '#shared/time.ts';
import { deadlines } from './deadlines.ts';
import { create, type Decided, refuse, update } from './decision.ts';
import type { Match, Side } from './match.ts';
import { type MatchRefusal, message, move, pairOf, type Trio, welcome, withExtras } from './match-move.ts';

/** The mentor says yes: the newcomer is asked next. */
export const decideMentorAccept = (trio: Trio, now: Instant): Decided<MatchRefusal> => {
  const { match, newcomer } = trio;
  if (match.offerVisibleAt === null || now < match.offerVisibleAt) return refuse('not-in-this-state');
  const visible = welcome(newcomer, now);
  return withExtras(
    move(trio, 'mentor-accept', {
      match: {
        offerVisibleAt: visible,
        remindAt: plus(visible, deadlines.newcomerReminder),
        offerExpiresAt: plus(visible, deadlines.newcomerExpiry),
        offerIntentId: null,
        dueAt: plus(visible, deadlines.newcomerReminder),
      },
    }),
    { messages: [message(match, 'offer-newcomer', newcomer, visible)] },
  );
};

/** The newcomer says yes too: both are introduced, each when mail is welcome to them. */
export const decideNewcomerAccept = (
  trio: Trio,
  { now, firstCall }: { now: Instant; firstCall: Match['firstCall'] },
): Decided<MatchRefusal> => {
  const { match, newcomer, mentor } = trio;
  return withExtras(
    move(trio, 'newcomer-accept', {
      match: {
        introducedAt: now,
        firstCall,
        remindAt: null,
        offerExpiresAt: null,
        dueAt: plus(now, deadlines.checkIn),
      },
      newcomer: { bereftOfMatch: false },
      mentor: { lastMatchAt: now },
    }),
    {
      messages: [
        message(match, 'introduction', newcomer, welcome(newcomer, now)),
        message(match, 'introduction', mentor, welcome(mentor, now)),
      ],
    },
  );
};

/** One side says “not this time”, or lets the time pass; the best alternate is proposed in the same transaction. */
export const decideNo = (
  trio: Trio,
  { side, how, now, next }: { side: Side; how: 'decline' | 'expire'; now: Instant; next: Match | null },
): Decided<MatchRefusal> => {
  const { match, newcomer, mentor } = trio;
  if (how === 'expire' && (match.offerExpiresAt === null || now < match.offerExpiresAt))
    return refuse('not-in-this-state');
  const outcome = how === 'decline' ? 'declined' : 'expired';
  const told = [
    ...(side === 'newcomer' || how === 'expire' ? [mentor] : []),
    ...(side === 'newcomer' && how === 'expire' ? [newcomer] : []),
  ];
  const decided = withExtras(
    move(trio, `${side}-${how}`, {
      match: { endedAt: now, closedBy: side, remindAt: null, offerExpiresAt: null, dueAt: null },
      newcomer: {
        proposedMatchId: next?.id ?? null,
        ...(side === 'mentor' ? { declines: newcomer.declines + 1 } : {}),
      },
    }),
    {
      pairs: [pairOf(trio, outcome, now)],
      messages: told.map((person) => message(match, 'still-looking', person, welcome(person, now))),
    },
  );
  if (!decided.ok || !next) return decided;
  const matches = [...(decided.decision.matches ?? []), create(next, 'propose')];
  return { ok: true, decision: { ...decided.decision, matches } };
};

/** The open offer is brought back to mind, once. */
export const decideRemind = (trio: Trio, now: Instant): Decided<MatchRefusal> => {
  const { match } = trio;
  if (match.remindAt === null || now < match.remindAt || match.offerExpiresAt === null)
    return refuse('not-in-this-state');
  const person =
    match.state === 'offered-to-mentor'
      ? trio.mentor
      : match.state === 'offered-to-newcomer'
        ? trio.newcomer
        : null;
  if (!person) return refuse('not-in-this-state');
  return {
    ok: true,
    decision: {
      matches: [update(match, 'remind', { remindAt: null, dueAt: match.offerExpiresAt })],
      messages: [message(match, 'reminder', person, welcome(person, now))],
    },
  };
};
