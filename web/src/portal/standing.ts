import type * as z from 'zod';
import type { meView, myMatchView, myRequestView } from '#shared/http/my-views.ts';
import { daysBetween } from '#shared/time.ts';
import type { Visit } from '../room.ts';

/** A person as they see themselves. */
export type Me = z.output<typeof meView>;
/** A match as one of its two people sees it. */
export type MyMatch = z.output<typeof myMatchView>;
type MyRequest = z.output<typeof myRequestView>;

type Step = { label: string; detail?: string | undefined; state: 'done' | 'now' | 'next' };

/** Which of the four steps a newcomer has come to. An offer that they cannot know of yet is still the search. */
const stepNow = (request: MyRequest, match: MyMatch | undefined): number => {
  if (request.state === 'unverified') return 0;
  switch (match?.state) {
    case 'offered-to-newcomer':
      return 2;
    case 'introduced':
    case 'connected':
      return 3;
    default:
      return 1;
  }
};

const detailNow = (
  { words, when, now }: Visit,
  request: MyRequest,
  match: MyMatch | undefined,
): string | undefined => {
  const t = words.my.request;
  if (request.state === 'unverified') return t.unverified;
  if (request.state === 'paused')
    return request.pausedUntil ? t.paused(when.date(request.pausedUntil)) : t.pausedOpen;
  switch (match?.state) {
    case 'offered-to-newcomer':
      return t.offered;
    case 'introduced':
    case 'connected':
      return matchSentence({ words, when }, match);
    default:
      return t.waiting(Math.floor(daysBetween(request.waitingSince, now)));
  }
};

/** Where a newcomer's request stands, as four steps in words. */
export const stepsOf = (visit: Visit, request: MyRequest, match: MyMatch | undefined): Step[] => {
  const { words, when } = visit;
  const now = stepNow(request, match);
  return words.my.request.steps.map((label, index) => {
    if (index !== now) {
      const detail = index === 0 ? words.my.request.received(when.date(request.createdAt)) : undefined;
      return { label, state: index < now ? 'done' : 'next', detail };
    }
    const detail = detailNow(visit, request, match);
    // Nobody is looking while they pause: the step is the pause itself.
    return request.state === 'paused' && detail
      ? { label: detail, state: 'now' }
      : { label, state: 'now', detail };
  });
};

/** The tag of a match: who is waited for. */
export const matchTag = (
  { words }: Pick<Visit, 'words'>,
  { state, side }: Pick<MyMatch, 'state' | 'side'>,
): { text: string; tone: 'clay' | 'plain' | 'spruce' } => {
  const { tags } = words.my.match;
  if (state === 'connected') return { text: tags.connected, tone: 'spruce' };
  if (state === 'introduced') return { text: tags.introduced, tone: 'spruce' };
  const mine = side === 'mentor' ? 'offered-to-mentor' : 'offered-to-newcomer';
  return state === mine ? { text: tags.offer, tone: 'clay' } : { text: tags.asked, tone: 'plain' };
};

/** A match's heading: a name once both said yes, before that nothing that identifies. */
export const matchHeading = ({ words }: Pick<Visit, 'words'>, { other, side }: MyMatch): string => {
  const t = words.my.match;
  return other ? other.name : side === 'mentor' ? t.mentorOffer : t.newcomerOffer;
};

/** One sentence under a match's heading. */
export const matchSentence = ({ words, when }: Pick<Visit, 'words' | 'when'>, match: MyMatch): string => {
  const t = words.my.match;
  if (match.state === 'connected' && match.connectedAt)
    return words.my.request.connected(when.date(match.connectedAt));
  if (match.state === 'introduced' && match.introducedAt)
    return words.my.request.introduced(when.date(match.introducedAt));
  if (match.side === 'newcomer') return t.newcomerOfferText;
  return match.state === 'offered-to-newcomer' ? t.waitsText : t.mentorOfferText;
};
