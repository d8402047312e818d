import { type Instant, plus } from '#shared/time.ts';
import { deadlines } from './deadlines.ts';
import { type Decided, refuse, update } from './decision.ts';
import { after } from './life.ts';
import type { EndReason, Side } from './match.ts';
import { type MatchRefusal, message, move, pairOf, type Trio, welcome, withExtras } from './match-move.ts';
import { requestLife } from './request.ts';
import { isOffer, takeBack } from './take-back.ts';

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

/**
 * An introduced match ends; the newcomer waits again with their place kept, unless they say themselves that they are finished. What was no more
 * than an offer when it was put on hold is taken back.
 */
export const decideEnd = (
  trio: Trio,
  { side, reason, now }: { side: Side | null; reason: EndReason; now: Instant },
): Decided<MatchRefusal> => {
  const { match, newcomer, mentor } = trio;
  if (match.state === 'held' && isOffer(match)) return takeBack(trio, { side, now });
  const finished = side === 'newcomer' && reason === 'finished';
  const told = side === 'newcomer' ? [mentor] : side === 'mentor' ? [newcomer] : [newcomer, mentor];
  return withExtras(
    move(trio, 'end', {
      match: { heldFrom: null, endedAt: now, endReason: reason, closedBy: side, dueAt: null },
      newcomer: {
        ...(finished
          ? { state: after(requestLife, newcomer.state, 'close') ?? newcomer.state, dueAt: null }
          : {}),
        ...(side === 'newcomer' ? {} : { bereftOfMatch: true }),
      },
    }),
    {
      pairs: [pairOf(trio, 'ended', now)],
      messages: told.map((person) => message(match, 'ended', person, welcome(person, now))),
    },
  );
};
