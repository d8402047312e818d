import type { MatchRefusal } from '#shared/life/match-move.ts';
import type { Stepped } from '../steps/step.ts';
import type { Answer } from './route.ts';

/** Reasons of refusal that are problems by the same name. */
type Reason = MatchRefusal | 'note-missing';

/** A step's outcome as an answer: done, or the problem that its reason names. */
export const answerOf = (stepped: Stepped<Reason>): Answer<{ done: true }> =>
  stepped.ok ? { status: 200, body: { done: true } } : { problem: stepped.reason };
