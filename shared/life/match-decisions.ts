import type { MatchId } from '#shared/ids.ts';
import type { Mentor } from '#shared/people/mentor.ts';
import type { Newcomer } from '#shared/people/newcomer.ts';
import { type Instant, plus } from '#shared/time.ts';
import { deadlines } from './deadlines.ts';
import { create, type Decided, type Decision, refuse, type Update, update } from './decision.ts';
import { after } from './life.ts';
import {
  type EndReason,
  type Match,
  type MatchEvent,
  type MatchState,
  matchLife,
  type Pair,
  placeOf,
  type Side,
} from './match.ts';
import { mentorLife } from './mentor.ts';
import { type Intent, intentIdOf, type NewMessage } from './message.ts';
import { requestLife } from './request.ts';
import { nextWelcomeInstant } from './safe-hours.ts';

/** A match with the two people it joins, as read together. */
export type Trio = { readonly match: Match; readonly newcomer: Newcomer; readonly mentor: Mentor };

/** Why a step of a match is refused. */
export type MatchRefusal =
  | 'not-in-this-state'
  | 'newcomer-not-waiting'
  | 'mentor-not-available'
  | 'no-capacity'
  | 'not-yours'
  | 'too-late-to-undo'
  | 'safety-hold'
  | 'not-eligible';

/** When an offer or message to this person may be read: now, or when their safe hours begin. */
const welcome = (person: Newcomer | Mentor, from: Instant): Instant =>
  nextWelcomeInstant(from, person.safeHours, person.answers.timeZone);

const count = (mentor: Mentor, from: MatchState, to: MatchState, matchId: MatchId): Partial<Mentor> => {
  const before = placeOf(from);
  const now = placeOf(to);
  const ids = mentor.openMatchIds.filter((id) => id !== matchId);
  return {
    reserved: mentor.reserved - Number(before === 'reserved') + Number(now === 'reserved'),
    active: mentor.active - Number(before === 'active') + Number(now === 'active'),
    openMatchIds: now === 'none' ? ids : [...ids, matchId],
  };
};

/** Moves a match, and with it the places that it holds on both sides. */
const move = (
  { match, newcomer, mentor }: Trio,
  event: MatchEvent,
  patch: { match?: Partial<Match>; newcomer?: Partial<Newcomer>; mentor?: Partial<Mentor> } = {},
): Decided<'not-in-this-state'> => {
  const state = after(matchLife, match.state, event);
  if (!state) return refuse('not-in-this-state');
  const opens = placeOf(match.state) === 'none' && placeOf(state) !== 'none';
  const closes = placeOf(match.state) !== 'none' && placeOf(state) === 'none';
  const touchesPlaces = placeOf(match.state) !== placeOf(state);
  const newcomers: Update<Newcomer>[] = [];
  if (opens || closes || patch.newcomer) {
    const place: Partial<Newcomer> = opens
      ? {
          state: after(requestLife, newcomer.state, 'match') ?? newcomer.state,
          openMatchId: match.id,
          proposedMatchId: null,
        }
      : closes
        ? { state: after(requestLife, newcomer.state, 'return') ?? newcomer.state, openMatchId: null }
        : {};
    newcomers.push(update(newcomer, event, { ...place, ...patch.newcomer }));
  }
  return {
    ok: true,
    decision: {
      matches: [update(match, event, { ...patch.match, state })],
      newcomers,
      mentors:
        touchesPlaces || patch.mentor
          ? [update(mentor, event, { ...count(mentor, match.state, state, match.id), ...patch.mentor })]
          : [],
    },
  };
};

const withExtras = (decided: Decided<'not-in-this-state'>, extras: Decision): Decided<'not-in-this-state'> =>
  decided.ok ? { ok: true, decision: { ...decided.decision, ...extras } } : decided;

const pairOf = ({ match }: Trio, outcome: Pair['outcome'], at: Instant): Pair => ({
  newcomerId: match.newcomerId,
  mentorId: match.mentorId,
  matchId: match.id,
  outcome,
  at,
});

const message = (
  match: Match,
  kind: NewMessage['kind'],
  to: Newcomer | Mentor,
  notBefore: Instant,
): NewMessage => ({
  kind,
  personId: to.personId,
  cause: match.id,
  // The version that this decision makes.
  causeVersion: match.version + 1,
  matchId: match.id,
  notBefore,
});

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

/** Both are asked “did you connect?”, once, 48 hours after the introduction. */
export const decideCheckIn = (trio: Trio, now: Instant): Decided<MatchRefusal> => {
  const { match, newcomer, mentor } = trio;
  if (match.state !== 'introduced' || match.introducedAt === null || match.checkInSentAt !== null)
    return refuse('not-in-this-state');
  if (now < plus(match.introducedAt, deadlines.checkIn)) return refuse('not-in-this-state');
  return {
    ok: true,
    decision: {
      matches: [update(match, 'check-in', { checkInSentAt: now, dueAt: null })],
      messages: [
        message(match, 'check-in', newcomer, welcome(newcomer, now)),
        message(match, 'check-in', mentor, welcome(mentor, now)),
      ],
    },
  };
};

/** Either of them says that they are in touch. */
export const decideConnect = (trio: Trio, now: Instant): Decided<MatchRefusal> =>
  move(trio, 'connect', { match: { connectedAt: now, dueAt: null } });

/** An introduced match ends; the newcomer waits again with their place kept, unless they are finished. */
export const decideEnd = (
  trio: Trio,
  { side, reason, now }: { side: Side | null; reason: EndReason; now: Instant },
): Decided<MatchRefusal> => {
  const { match, newcomer, mentor } = trio;
  const finished = reason === 'finished';
  const told = side === 'newcomer' ? [mentor] : side === 'mentor' ? [newcomer] : [newcomer, mentor];
  return withExtras(
    move(trio, 'end', {
      match: { endedAt: now, endReason: reason, closedBy: side, dueAt: null },
      newcomer: {
        ...(finished ? { state: after(requestLife, newcomer.state, 'close') ?? newcomer.state } : {}),
        ...(side === 'newcomer' ? {} : { bereftOfMatch: true }),
      },
    }),
    {
      pairs: [pairOf(trio, 'ended', now)],
      messages: told.map((person) => message(match, 'ended', person, welcome(person, now))),
    },
  );
};

const left = (trio: Trio, side: Side, now: Instant): Decided<MatchRefusal> => {
  const { match, newcomer, mentor } = trio;
  if (placeOf(match.state) === 'active') return decideEnd(trio, { side, reason: 'left', now });
  const other = side === 'newcomer' ? mentor : newcomer;
  // The other side is told only of an offer that they may have seen.
  const seen =
    side === 'newcomer'
      ? match.state === 'offered-to-newcomer' || (match.offerVisibleAt ?? now) <= now
      : match.state === 'offered-to-newcomer' && (match.offerVisibleAt ?? now) <= now;
  return withExtras(
    move(trio, 'cancel', {
      match: { endedAt: now, closedBy: side, remindAt: null, offerExpiresAt: null, dueAt: null },
      newcomer: side === 'mentor' ? { bereftOfMatch: true } : {},
    }),
    {
      pairs: [pairOf(trio, 'cancelled', now)],
      messages: seen ? [message(match, 'still-looking', other, welcome(other, now))] : [],
    },
  );
};

/**
 * A newcomer pauses or withdraws: their open match ends in the same transaction.
 * @returns the decision; the newcomer's own next version carries the new state.
 */
export const decideNewcomerLeaves = (
  newcomer: Newcomer,
  {
    event,
    open,
    proposal,
    now,
    patch,
  }: {
    event: 'pause' | 'withdraw';
    open: Trio | null;
    proposal: Match | null;
    now: Instant;
    patch?: Partial<Newcomer>;
  },
): Decided<MatchRefusal> => {
  const state = after(requestLife, newcomer.state, event);
  if (!state) return refuse('not-in-this-state');
  const own = { ...patch, state, openMatchId: null, proposedMatchId: null };
  const superseded = proposal && after(matchLife, proposal.state, 'supersede');
  const stale =
    proposal && superseded
      ? [update(proposal, 'supersede', { state: superseded, endedAt: now, dueAt: null })]
      : [];
  if (!open) return { ok: true, decision: { newcomers: [update(newcomer, event, own)], matches: stale } };
  const decided = left(open, 'newcomer', now);
  if (!decided.ok) return decided;
  return {
    ok: true,
    decision: {
      ...decided.decision,
      newcomers: [update(newcomer, event, own)],
      matches: [...(decided.decision.matches ?? []), ...stale],
    },
  };
};

/** A mentor pauses or steps down: all that they hold ends in the same transaction (five matches at most). */
export const decideMentorLeaves = (
  mentor: Mentor,
  {
    event,
    open,
    now,
    patch,
  }: {
    event: 'pause' | 'step-down' | 'withdraw';
    open: readonly Trio[];
    now: Instant;
    patch?: Partial<Mentor>;
  },
): Decided<MatchRefusal> => {
  const state = after(mentorLife, mentor.state, event);
  if (!state) return refuse('not-in-this-state');
  // A break keeps the people that a mentor is already in touch with; it takes back what is only offered or just begun.
  const ending =
    event === 'pause'
      ? open.filter(({ match }) => match.state !== 'connected' && match.state !== 'held')
      : open;
  const endings = ending.map((trio) => left(trio, 'mentor', now));
  const decisions: Decision[] = [];
  for (const ended of endings) {
    if (!ended.ok) return ended;
    decisions.push(ended.decision);
  }
  const endedIds = new Set(ending.map(({ match }) => match.id));
  const own: Partial<Mentor> = {
    ...patch,
    state,
    openMatchIds: mentor.openMatchIds.filter((id) => !endedIds.has(id)),
    reserved: mentor.reserved - ending.filter(({ match }) => placeOf(match.state) === 'reserved').length,
    active: mentor.active - ending.filter(({ match }) => placeOf(match.state) === 'active').length,
  };
  return {
    ok: true,
    decision: {
      mentors: [update(mentor, event, own)],
      newcomers: decisions.flatMap((d) => d.newcomers ?? []),
      matches: decisions.flatMap((d) => d.matches ?? []),
      pairs: decisions.flatMap((d) => d.pairs ?? []),
      messages: decisions.flatMap((d) => d.messages ?? []),
    },
  };
};
