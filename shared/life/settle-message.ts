import { type Instant, minutes, plus, seconds } from '#shared/time.ts';
import type { Intent, MessageEvent } from './message.ts';

/** How long a worker's claim on a message holds. */
export const leaseMilliseconds = 60 * seconds;
/** How long a message whose fate is unknown waits for news of it, before it is sent again. */
export const unknownMilliseconds = 15 * minutes;

/** Tries after which a message that cannot even be written is shown to a coordinator: about 15 hours. */
export const attemptsMax = 100;

/** A step of a message's life, with what it changes. */
export type Settlement = { readonly event: MessageEvent; readonly patch: Partial<Intent> };

/** When a message that was certainly not sent is tried again: after 5 s, 10 s, 20 s … 10 minutes. */
export const retryAt = (attempts: number, now: Instant): Instant =>
  plus(now, Math.min(10 * minutes, 5 * seconds * 2 ** Math.max(0, attempts - 1)));

/** Back to pending, to be tried at an instant. */
export const toRetry = (at: Instant): Settlement => ({
  event: 'retry',
  patch: { notBefore: at, dueAt: at, leaseUntil: null },
});

/** The answer of SES was lost: what happened is unknown, and shall be looked at again in a while. */
export const toUnknown = (now: Instant, reason: string): Settlement => ({
  event: 'lose',
  patch: { dueAt: plus(now, unknownMilliseconds), leaseUntil: null, reason },
});

/** SES has taken it. */
export const toAccepted = (sesMessageId: string, now: Instant): Partial<Intent> => ({
  sesMessageId,
  endedAt: now,
  dueAt: null,
  leaseUntil: null,
  reason: null,
});

/** The end of a message that is not to be sent any more. */
export const toEnd = (event: 'cancel' | 'suppress' | 'fail', now: Instant, reason: string): Settlement => ({
  event,
  patch: { endedAt: now, dueAt: null, leaseUntil: null, reason },
});

/** Nothing was sent because the message could not be written: tried again, but not for ever. */
export const toRewrite = (intent: Pick<Intent, 'attempts'>, now: Instant, reason: string): Settlement => {
  if (intent.attempts >= attemptsMax) return toEnd('fail', now, reason);
  const { event, patch } = toRetry(retryAt(intent.attempts, now));
  return { event, patch: { ...patch, reason } };
};

/**
 * What the clock does with a message whose worker has gone quiet: a claim past its lease is anyone's again, as nothing
 * was sent; a call past its lease may have been sent; one unknown for 15 minutes without news is sent again, unless it
 * is a sign-in code, which has expired by then.
 * @returns the step, or null if there is nothing to settle yet.
 */
export const settleMessage = (intent: Intent, now: Instant): Settlement | null => {
  const leaseOver = intent.leaseUntil === null || intent.leaseUntil <= now;
  switch (intent.state) {
    case 'claimed':
      return leaseOver ? toRewrite(intent, now, 'claim-ran-out') : null;
    case 'sending':
      return leaseOver ? toUnknown(now, 'no-word-from-the-worker') : null;
    case 'unknown':
      if (intent.dueAt !== null && intent.dueAt > now) return null;
      return intent.kind === 'sign-in' ? toEnd('cancel', now, 'challenge-over') : toRetry(now);
    default:
      return null;
  }
};
