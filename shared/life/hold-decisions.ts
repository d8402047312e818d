import type { Mentor } from '#shared/people/mentor.ts';
import type { Newcomer } from '#shared/people/newcomer.ts';
import { type Instant, plus } from '#shared/time.ts';
import { deadlines } from './deadlines.ts';
import { type Decided, refuse } from './decision.ts';
import { holdable, type Match } from './match.ts';
import { type MatchRefusal, message, move, type Trio, welcome, withExtras } from './match-move.ts';
import type { Intent, MessageKind } from './message.ts';
import { intentIdOf } from './new-message.ts';

/*
 * A match on hold, and its release. While it is held nobody sees more of it than that it takes a pause, and no message about it goes out: what was on its
 * way is cancelled by the worker when it looks again. So a release begins anew what the hold has cut off.
 */

/**
 * A concern is open: all of the match is hidden from both at once, its places stay taken, and no clock runs. No message
 * goes out; whoever knew of it reads on their own page that it takes a pause, and not by whom or why.
 */
export const decideHold = (trio: Trio, now: Instant): Decided<MatchRefusal> => {
  const { match } = trio;
  const heldFrom = holdable.find((state) => state === match.state);
  if (!heldFrom) return refuse('not-in-this-state');
  const { offerVisibleAt } = match;
  return move(trio, 'hold', {
    match: {
      heldFrom,
      // An offer that could not be read yet has been seen by nobody.
      offerVisibleAt: offerVisibleAt !== null && offerVisibleAt <= now ? offerVisibleAt : null,
      remindAt: null,
      offerExpiresAt: null,
      dueAt: null,
    },
  });
};

/** The message that each stage begins with; once it has gone out, an introduction is not told twice. */
export const openings = {
  'offered-to-mentor': 'offer-mentor',
  'offered-to-newcomer': 'offer-newcomer',
  introduced: 'introduction',
  connected: 'introduction',
} as const satisfies Record<(typeof holdable)[number], MessageKind>;

/** What a release is decided by. */
export type Release = {
  readonly now: Instant;
  /** The newest message of the stage's opening to each of the two, as far as there is one. */
  readonly earlier: readonly Intent[];
  /** A first call from now on. */
  readonly firstCall: Match['firstCall'];
};

/** Not with SES yet, and still to be taken back. */
const isWaiting = ({ state }: Intent): boolean => state === 'pending' || state === 'claimed';

/** Whether somebody has never been told: the hold cut their message off, or would have. What a coordinator gave up was told another way. */
const isOwed = (intent: Intent | undefined): boolean =>
  !intent || isWaiting(intent) || (intent.state === 'cancelled' && intent.reason !== 'given-up');

const toMentor = (trio: Trio, { now, earlier }: Release): Decided<MatchRefusal> => {
  const { match, mentor } = trio;
  if (mentor.state !== 'approved') return refuse('mentor-not-available');
  const visible = welcome(mentor, plus(now, deadlines.undo));
  const offer = message(match, 'offer-mentor', mentor, visible);
  return withExtras(
    move(trio, 'release-to-mentor', {
      match: {
        heldFrom: null,
        offerVisibleAt: visible,
        remindAt: plus(visible, deadlines.mentorReminder),
        offerExpiresAt: plus(visible, deadlines.mentorExpiry),
        offerIntentId: intentIdOf(offer),
        dueAt: plus(visible, deadlines.mentorReminder),
      },
    }),
    { messages: [offer], cancels: earlier.filter(isWaiting) },
  );
};

const toNewcomer = (trio: Trio, { now, earlier }: Release): Decided<MatchRefusal> => {
  const { match, newcomer } = trio;
  const visible = welcome(newcomer, now);
  return withExtras(
    move(trio, 'release-to-newcomer', {
      match: {
        heldFrom: null,
        offerVisibleAt: visible,
        remindAt: plus(visible, deadlines.newcomerReminder),
        offerExpiresAt: plus(visible, deadlines.newcomerExpiry),
        offerIntentId: null,
        dueAt: plus(visible, deadlines.newcomerReminder),
      },
    }),
    {
      messages: [message(match, 'offer-newcomer', newcomer, visible)],
      cancels: earlier.filter(isWaiting),
    },
  );
};

const toBoth = (
  trio: Trio,
  event: 'release-to-introduced' | 'release-to-connected',
  { now, earlier, firstCall }: Release,
): Decided<MatchRefusal> => {
  const { match, newcomer, mentor } = trio;
  const asks = event === 'release-to-introduced' && match.checkInSentAt === null;
  const owed = [newcomer, mentor].filter((each: Newcomer | Mentor) =>
    isOwed(earlier.find(({ personId }) => personId === each.personId)),
  );
  const isAhead = match.firstCall !== null && match.firstCall.start > now;
  return withExtras(
    move(trio, event, {
      match: {
        heldFrom: null,
        // From now on they can reach each other (again): the days until somebody asks are counted from here.
        introducedAt: now,
        firstCall: isAhead ? match.firstCall : firstCall,
        dueAt: asks ? plus(now, deadlines.checkIn) : null,
      },
    }),
    {
      messages: owed.map((each) => message(match, 'introduction', each, welcome(each, now))),
      cancels: earlier.filter(isWaiting),
    },
  );
};

/**
 * A coordinator lets a match go on where it stood. An offer is made anew with its whole time, since nobody could answer
 * while it was held; an introduction goes to whoever has not had one, and to nobody twice.
 */
export const decideRelease = (trio: Trio, release: Release): Decided<MatchRefusal> => {
  const { match, newcomer, mentor } = trio;
  if (match.state !== 'held' || match.heldFrom === null) return refuse('not-in-this-state');
  if (newcomer.safetyHold || mentor.safetyHold) return refuse('safety-hold');
  switch (match.heldFrom) {
    case 'offered-to-mentor':
      return toMentor(trio, release);
    case 'offered-to-newcomer':
      return toNewcomer(trio, release);
    case 'introduced':
      return toBoth(trio, 'release-to-introduced', release);
    case 'connected':
      return toBoth(trio, 'release-to-connected', release);
  }
};
