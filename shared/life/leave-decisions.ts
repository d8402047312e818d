import type { Mentor } from '#shared/people/mentor.ts';
import type { Newcomer } from '#shared/people/newcomer.ts';
import type { Instant } from '#shared/time.ts';
import { type Decided, type Decision, refuse, update } from './decision.ts';
import { decideEnd } from './introduction-decisions.ts';
import { after } from './life.ts';
import { type Match, matchLife, placeOf, type Side } from './match.ts';
import type { MatchRefusal, Trio } from './match-move.ts';
import { mentorLife, type TakeOutReason } from './mentor.ts';
import { messageTo } from './person-decisions.ts';
import { requestLife } from './request.ts';
import { isOffer, takeBack } from './take-back.ts';

/** One of the two leaves (null: a coordinator takes them out): an introduction ends, an offer is taken back. */
const left = (trio: Trio, side: Side | null, now: Instant): Decided<MatchRefusal> =>
  isOffer(trio.match) ? takeBack(trio, { side, now }) : decideEnd(trio, { side, reason: 'left', now });

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
    event: 'pause' | 'step-down' | 'withdraw' | 'take-out';
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
  const endings = ending.map((trio) => left(trio, event === 'take-out' ? null : 'mentor', now));
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

/**
 * A coordinator takes a mentor out of the pool: all that they hold ends as if they had stepped down, and the state is
 * the one of whoever has no place here. The mentor gets one message about their place, and none for each match.
 */
export const decideTakeOut = (
  mentor: Mentor,
  { reason, open, now }: { reason: TakeOutReason; open: readonly Trio[]; now: Instant },
): Decided<MatchRefusal> => {
  const decided = decideMentorLeaves(mentor, {
    event: 'take-out',
    open,
    now,
    patch: { takenOutFor: reason, pausedUntil: null, dueAt: null },
  });
  if (!decided.ok) return decided;
  const toOthers = decided.decision.messages?.filter(({ personId }) => personId !== mentor.personId) ?? [];
  return {
    ok: true,
    decision: { ...decided.decision, messages: [...toOthers, messageTo(mentor, 'mentor-declined', now)] },
  };
};
