import { type Instant, minutes, plus, seconds } from '#shared/time.ts';
import { askedFor, type Intent, type MessageEvent, type MessageKind } from './message.ts';

/** How long a worker's claim on a message holds. */
export const leaseMilliseconds = 60 * seconds;
/** How long a message whose fate is unknown waits for news of it, before it is sent again. */
export const unknownMilliseconds = 15 * minutes;
/** The same for what its owner sits and waits for: the same code twice does no harm, and one that comes late is worth nothing. */
export const unknownCodeMilliseconds = minutes;

const waitOf = (kind: MessageKind): number =>
  askedFor.has(kind) ? unknownCodeMilliseconds : unknownMilliseconds;

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
export const toUnknown = ({ kind }: Pick<Intent, 'kind'>, now: Instant, reason: string): Settlement => ({
  event: 'lose',
  patch: { dueAt: plus(now, waitOf(kind)), leaseUntil: null, reason },
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
 * was sent; a call past its lease may have been sent; one that stays unknown without news is sent again (the worker then
 * looks whether it still makes sense: a code that has expired does not).
 * @returns the step, or null if there is nothing to settle yet.
 */
export const settleMessage = (intent: Intent, now: Instant): Settlement | null => {
  const leaseOver = intent.leaseUntil === null || intent.leaseUntil <= now;
  switch (intent.state) {
    case 'claimed':
      return leaseOver ? toRewrite(intent, now, 'claim-ran-out') : null;
    case 'sending':
      return leaseOver ? toUnknown(intent, now, 'no-word-from-the-worker') : null;
    case 'unknown':
      if (intent.dueAt !== null && intent.dueAt > now) return null;
      return toRetry(now);
    default:
      return null;
  }
};
