import type { MatchId } from '#shared/ids.ts';
import type { Mentor } from '#shared/people/mentor.ts';
import type { Newcomer } from '#shared/people/newcomer.ts';
import type { Instant } from '#shared/time.ts';
import { type Decided, type Decision, refuse, type Update, update } from './decision.ts';
import { after } from './life.ts';
import { type Match, type MatchEvent, type MatchState, matchLife, type Pair, placeOf } from './match.ts';
import type { NewMessage } from './new-message.ts';
import { requestLife } from './request.ts';
import { nextWelcomeInstant } from './safe-hours.ts';

/*
 * How a match moves, and with it the places that it holds: what every decision about a match is made of.
 */

/** A match with the two people it joins, as read together. */
export type Trio = { readonly match: Match; readonly newcomer: Newcomer; readonly mentor: Mentor };

/** Why a step of a match is refused. */
export type MatchRefusal =
  | 'not-in-this-state'
  | 'newcomer-not-waiting'
  | 'mentor-not-available'
  | 'no-capacity'
  | 'too-late-to-undo'
  | 'safety-hold'
  | 'not-eligible';

/** When an offer or message to this person may be read: now, or when their safe hours begin. */
export const welcome = (person: Newcomer | Mentor, from: Instant): Instant =>
  nextWelcomeInstant(from, person.safeHours, person.answers.timeZone);

/** A mentor's places after a match has moved from one state to another. */
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
export const move = (
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

/** A decision with more in it: messages, pairs or cancels. */
export const withExtras = (
  decided: Decided<'not-in-this-state'>,
  extras: Decision,
): Decided<'not-in-this-state'> =>
  decided.ok ? { ok: true, decision: { ...decided.decision, ...extras } } : decided;

/** The row that says that these two have met. */
export const pairOf = ({ match }: Trio, outcome: Pair['outcome'], at: Instant): Pair => ({
  newcomerId: match.newcomerId,
  mentorId: match.mentorId,
  matchId: match.id,
  outcome,
  at,
});

/** A message about this match, caused by the version that is being decided. */
export const message = (
  match: Match,
  kind: NewMessage['kind'],
  to: Newcomer | Mentor,
  notBefore: Instant,
): NewMessage => ({
  kind,
  personId: to.personId,
  cause: match.id,
  causeVersion: match.version + 1,
  matchId: match.id,
  notBefore,
});
