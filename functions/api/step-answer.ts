import type { ProblemName } from '#shared/http/problem.ts';
import type { MatchRefusal } from '#shared/life/match-decisions.ts';
import type { Stepped } from '../steps/step.ts';
import type { Answer } from './route.ts';

/** Reasons of refusal that are problems by the same name. */
type Reason = MatchRefusal | 'note-missing' | 'not-found' | 'busy';

const toName = (reason: Reason): ProblemName => (reason === 'not-yours' ? 'not-found' : reason);

/** A step's outcome as an answer: done, or the problem that its reason names. */
export const answerOf = (stepped: Stepped<Extract<Reason, string>>): Answer<{ done: true }> =>
  stepped.ok ? { status: 200, body: { done: true } } : { problem: toName(stepped.reason) };
