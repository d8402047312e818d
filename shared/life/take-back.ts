import type { Instant } from '#shared/time.ts';
import type { Decided } from './decision.ts';
import { type Match, type Side, sides } from './match.ts';
import { type MatchRefusal, message, move, pairOf, type Trio, welcome, withExtras } from './match-move.ts';

/** Where a match stands, or stood when it was put on hold. */
const stageOf = ({ state, heldFrom }: Match): Match['state'] => heldFrom ?? state;

/** Whether no more than an offer has been made so far, on hold or not. */
export const isOffer = (match: Match): boolean =>
  stageOf(match) === 'offered-to-mentor' || stageOf(match) === 'offered-to-newcomer';

/** Who may have seen the offer; of the others nobody learns that there was one. */
const seenBy = (match: Match, now: Instant): Side[] => {
  const isVisible =
    match.state === 'held' ? match.offerVisibleAt !== null : (match.offerVisibleAt ?? now) <= now;
  if (stageOf(match) === 'offered-to-newcomer') return isVisible ? ['mentor', 'newcomer'] : ['mentor'];
  return isVisible ? ['mentor'] : [];
};

/**
 * An offer is taken back before both have said yes. Only who has seen it is told, and not why.
 * @param side who left; null if a coordinator ends it.
 */
export const takeBack = (
  trio: Trio,
  { side, now }: { side: Side | null; now: Instant },
): Decided<MatchRefusal> => {
  const { match } = trio;
  const told = seenBy(match, now).filter((each) => each !== side);
  return withExtras(
    move(trio, 'cancel', {
      match: {
        heldFrom: null,
        endedAt: now,
        closedBy: side,
        remindAt: null,
        offerExpiresAt: null,
        dueAt: null,
      },
      newcomer: side === 'newcomer' ? {} : { bereftOfMatch: true },
    }),
    {
      pairs: [pairOf(trio, 'cancelled', now)],
      messages: told.map((each) => message(match, 'still-looking', trio[each], welcome(trio[each], now))),
    },
  );
};

/** Who knew of a match before it was put on hold: both once they were introduced, before that who may have seen the offer. */
export const knewBeforeHold = (match: Match, now: Instant): readonly Side[] => {
  if (match.state !== 'held') return [];
  return isOffer(match) ? seenBy(match, now) : sides;
};
