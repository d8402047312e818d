import type { Life } from './life.ts';

/** Where a newcomer's request stands. */
export const requestStates = ['unverified', 'waiting', 'in-match', 'paused', 'withdrawn', 'closed'] as const;
export type RequestState = (typeof requestStates)[number];
/** Those in which the address is confirmed: nobody but its sender sees a form before. */
export const confirmedRequestStates = requestStates.filter((state) => state !== 'unverified');

/** What can happen to a newcomer's request. */
export type RequestEvent =
  | 'verify'
  | 'match'
  | 'return'
  | 'pause'
  | 'resume'
  | 'withdraw'
  | 'close'
  | 'reopen';

/** The life of a newcomer's request. */
export const requestLife: Life<RequestState, RequestEvent> = {
  initial: 'unverified',
  transitions: {
    verify: { from: ['unverified'], to: 'waiting' },
    match: { from: ['waiting'], to: 'in-match' },
    return: { from: ['in-match'], to: 'waiting' },
    pause: { from: ['waiting', 'in-match'], to: 'paused' },
    resume: { from: ['paused'], to: 'waiting' },
    withdraw: { from: ['unverified', 'waiting', 'in-match', 'paused'], to: 'withdrawn' },
    close: { from: ['in-match'], to: 'closed' },
    reopen: { from: ['withdrawn', 'closed'], to: 'waiting' },
  },
};
