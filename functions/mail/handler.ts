import * as z from 'zod';
import { type IntentId, idSchema } from '#shared/ids.ts';
import { askedFor, type Intent } from '#shared/life/message.ts';
import {
  leaseMilliseconds,
  retryAt,
  type Settlement,
  toAccepted,
  toEnd,
  toRetry,
  toRewrite,
  toUnknown,
} from '#shared/life/settle-message.ts';
import { type Instant, plus } from '#shared/time.ts';
import type { Services } from '../services.ts';
import { compose } from './compose.ts';
import { declineHeaders } from './decline-headers.ts';
import { gather } from './gather.ts';
import { fillMessage, type Recipient, recipientOf } from './message-data.ts';
import type { Outgoing, Sender, SendResult } from './sender.ts';
import { whyNot } from './why-not.ts';

/** An SQS event, as far as it is read here. */
export type MailEvent = {
  readonly Records: readonly { readonly messageId: string; readonly body: string }[];
};

/** Which records should come again. */
export type MailAnswer = { readonly batchItemFailures: { readonly itemIdentifier: string }[] };

/** What the mail worker works with. */
export type MailServices = Pick<
  Services,
  'now' | 'store' | 'vault' | 'tokens' | 'community' | 'origin' | 'log'
> & {
  readonly sender: Sender;
};

const bodySchema = z.object({ intentId: idSchema('intent') });

const settle = ({ store }: MailServices, intent: Intent, { event, patch }: Settlement) =>
  store.intents.move(intent, event, patch);

/** Claims a message for one minute; null if it is not ours to send now, or another worker was faster. */
const claim = async ({ store, now }: MailServices, id: IntentId): Promise<Intent | null> => {
  const intent = await store.intents.get(id);
  if (intent?.state !== 'pending' || intent.notBefore > now()) return null;
  const leaseUntil = plus(now(), leaseMilliseconds);
  return store.intents.move(intent, 'claim', {
    leaseUntil,
    dueAt: leaseUntil,
    attempts: intent.attempts + 1,
    reason: null,
  });
};

/** Until when the one call may take: as claimed, while that leaves half a minute, more than twice what SES takes at most. */
const leaseForCall = ({ leaseUntil }: Intent, now: Instant): Instant =>
  leaseUntil && plus(now, leaseMilliseconds / 2) <= leaseUntil ? leaseUntil : plus(now, leaseMilliseconds);

/** Whether somebody may be written to without having asked: not where their address came back, nor where it is nobody's yet. */
const mayWriteTo = async ({ addressHash }: Recipient, { store }: MailServices): Promise<boolean> =>
  addressHash !== null && !(await store.people.isSuppressed(addressHash));

/** Writes the message, or says how it ends unsent. Nothing has left the house yet. */
const prepare = async (intent: Intent, services: MailServices): Promise<Outgoing | Settlement> => {
  const { now, sender } = services;
  const gathered = await gather(intent, services);
  const reason = whyNot(intent, gathered, now());
  if (reason) return toEnd('cancel', now(), reason);
  const recipient = await recipientOf(gathered, services);
  if (!recipient) return toEnd('cancel', now(), 'recipient-gone');
  // What somebody has just asked for goes out even so: whoever once pressed “spam” must still be able to sign in.
  if (!askedFor.has(intent.kind) && !(await mayWriteTo(recipient, services)))
    return toEnd('suppress', now(), 'address-suppressed');
  const filled = await fillMessage(intent, gathered, { recipient, services });
  const { id: intentId } = intent;
  const { address: to } = recipient;
  const headers = declineHeaders(intent, services);
  const raw = await compose({ ...filled, to, from: sender.from, intentId, now: now(), headers });
  return { intentId, to, raw };
};

/** The same; a fault of ours gives the claim back, so that others need not wait for its lease. */
const prepareOrRelease = async (claimed: Intent, services: MailServices): Promise<Outgoing | Settlement> => {
  try {
    return await prepare(claimed, services);
  } catch (error) {
    // The error's words may hold what a person wrote; its name does not.
    return toRewrite(claimed, services.now(), error instanceof Error ? error.name : 'unknown');
  }
};

const acceptAttempts = 5;

/**
 * Marks what SES has taken, whatever the clock has made of it meanwhile: whoever has SES's own answer knows best. SES's
 * event may have been faster; then there is nothing left to mark.
 */
const accept = async (services: MailServices, sent: Intent, sesMessageId: string): Promise<boolean> => {
  const { store, now } = services;
  const tryOnce = async (): Promise<boolean | null> => {
    const intent = await store.intents.get(sent.id);
    if (!intent || intent.state === 'accepted') return intent?.sesMessageId === sesMessageId;
    return (await store.intents.move(intent, 'accept', toAccepted(sesMessageId, now()))) ? true : null;
  };
  let fault: unknown;
  for (let attempt = 0; attempt < acceptAttempts; attempt += 1) {
    try {
      const marked = await tryOnce();
      if (marked !== null) return marked;
    } catch (error) {
      // Whoever gives up here throws the only answer away: a silent table is asked again first.
      fault = error;
    }
  }
  if (fault) throw fault;
  return false;
};

/** Marks what became of the one call to SES. */
const mark = async (services: MailServices, sent: Intent, result: SendResult): Promise<boolean> => {
  const now = services.now();
  switch (result.outcome) {
    case 'accepted':
      return accept(services, sent, result.sesMessageId);
    case 'not-sent': {
      const { event, patch } = toRetry(retryAt(sent.attempts, now));
      return (await settle(services, sent, { event, patch: { ...patch, reason: result.reason } })) !== null;
    }
    case 'refused':
      return (await settle(services, sent, toEnd('fail', now, result.reason))) !== null;
    case 'unknown':
      return (await settle(services, sent, toUnknown(sent, now, result.reason))) !== null;
  }
};

/**
 * Sends one message, at most once: claim, look again, mark `sending`, call, mark the outcome. Each mark holds only if
 * nobody else has touched the message; whoever loses such a race stops.
 */
const sendOne = async (id: IntentId, services: MailServices): Promise<void> => {
  const { store, log, sender, now } = services;
  const claimed = await claim(services, id);
  if (!claimed) return;
  const prepared = await prepareOrRelease(claimed, services);
  if ('event' in prepared) {
    await settle(services, claimed, prepared);
    const { event, patch } = prepared;
    return log('mail-not-written', { intentId: id, kind: claimed.kind, event, reason: patch.reason ?? '' });
  }
  await sender.ready();
  const leaseUntil = leaseForCall(claimed, now());
  const sending = await store.intents.move(claimed, 'send', { leaseUntil, dueAt: leaseUntil });
  if (!sending) return log('mail-claim-lost', { intentId: id, kind: claimed.kind });
  // Whoever slept through the lease (a frozen sandbox, say) may not be the only one any more, and has not called yet.
  if (now() >= leaseUntil) return log('mail-slept', { intentId: id, kind: claimed.kind });
  const result = await sender.send(prepared);
  const marked = await mark(services, sending, result);
  log(`mail-${result.outcome}`, {
    intentId: id,
    kind: claimed.kind,
    marked,
    ...('reason' in result && { reason: result.reason }),
  });
};

/**
 * The mail worker: takes a batch of intents' ids, one after another.
 * @returns the records that failed for a reason that may pass, such as the table's silence.
 */
export const handleMail = async (event: MailEvent, services: MailServices): Promise<MailAnswer> => {
  const batchItemFailures: { itemIdentifier: string }[] = [];
  for (const { messageId, body } of event.Records) {
    try {
      await sendOne(bodySchema.parse(JSON.parse(body)).intentId, services);
    } catch (error) {
      // The error's words may hold what a person wrote; its name does not.
      services.log('mail-worker-failed', {
        record: messageId,
        error: error instanceof Error ? error.name : 'unknown',
      });
      batchItemFailures.push({ itemIdentifier: messageId });
    }
  }
  return { batchItemFailures };
};
