import * as z from 'zod';
import { idSchema } from '#shared/ids.ts';
import { instantSchema } from '#shared/time.ts';
import type { Life } from './life.ts';

/** Every message the product sends. */
export const messageKinds = [
  'sign-in',
  'confirm',
  'known-address',
  'draft-link',
  'coordinator-invited',
  'mentor-approved',
  'mentor-declined',
  'newcomer-update',
  'offer-mentor',
  'offer-newcomer',
  'reminder',
  'introduction',
  'still-looking',
  'check-in',
  'ended',
  'heartbeat',
  'digest',
] as const;
export type MessageKind = (typeof messageKinds)[number];

/** Messages that their owner just asked for: sent to an address that is not confirmed yet, at any hour, from their own queue. */
export const askedFor: ReadonlySet<MessageKind> = new Set<MessageKind>([
  'sign-in',
  'confirm',
  'known-address',
  'draft-link',
  'coordinator-invited',
]);

/** Messages that a person may do without: they can stop them and still be served. */
export const declinable: ReadonlySet<MessageKind> = new Set<MessageKind>([
  'newcomer-update',
  'heartbeat',
  'check-in',
  'reminder',
  'digest',
]);

/** Where a message stands. */
export const messageStates = [
  'pending',
  'claimed',
  'sending',
  'accepted',
  'unknown',
  'cancelled',
  'suppressed',
  'failed',
] as const;
export type MessageState = (typeof messageStates)[number];

/** What can happen to a message. */
export type MessageEvent =
  | 'claim'
  | 'send'
  | 'accept'
  | 'lose'
  | 'retry'
  | 'cancel'
  | 'suppress'
  | 'fail'
  | 'resend'
  | 'give-up';

/**
 * The life of a message. `accept` = SES has taken it, by its answer or by its events, whenever those come (a bounce may be
 * the first that is heard of a sent message, and may have had it held back on its way to be sent again); `lose` = a crash
 * between the call to SES and the mark; `retry` = not sent for certain; `resend` and `give-up` are a coordinator's.
 */
export const messageLife: Life<MessageState, MessageEvent> = {
  initial: 'pending',
  transitions: {
    claim: { from: ['pending'], to: 'claimed' },
    send: { from: ['claimed'], to: 'sending' },
    accept: { from: ['sending', 'unknown', 'pending', 'claimed', 'failed', 'suppressed'], to: 'accepted' },
    lose: { from: ['sending'], to: 'unknown' },
    retry: { from: ['claimed', 'sending', 'unknown'], to: 'pending' },
    cancel: { from: ['pending', 'claimed', 'unknown'], to: 'cancelled' },
    suppress: { from: ['pending', 'claimed'], to: 'suppressed' },
    fail: { from: ['pending', 'claimed', 'sending', 'unknown'], to: 'failed' },
    resend: { from: ['failed', 'unknown', 'suppressed', 'accepted'], to: 'pending' },
    'give-up': { from: ['pending', 'unknown', 'failed', 'suppressed'], to: 'cancelled' },
  },
};

/** What SES tells about a message after it has taken it. Facts, not states: they come late, twice, in any order, or never. */
export const mailFactTypes = [
  'sent',
  'delivered',
  'delayed',
  'soft-bounced',
  'bounced',
  'complained',
  'rejected',
] as const;
const mailFactSchema = z.object({
  type: z.enum(mailFactTypes),
  at: instantSchema,
  sesMessageId: z.string(),
});
export type MailFact = z.infer<typeof mailFactSchema>;

/** Why an accepted message needs a coordinator. */
export const mailTroubles = ['bounced', 'complained', 'rejected'] as const;

/** What a coordinator does about a message, and why: agreed words, since nothing private may stand here. */
export const messageHandlings = ['sent-again', 'given-up'] as const;
export type MessageHandling = (typeof messageHandlings)[number];
export const sendAgainReasons = ['mailbox-mended', 'never-arrived'] as const;
export const giveUpReasons = ['told-another-way', 'address-wrong', 'not-needed-any-more'] as const;
export const messageHandlingReasons = [...sendAgainReasons, ...giveUpReasons] as const;
export type MessageHandlingReason = (typeof messageHandlingReasons)[number];

/** The wish that one person gets one message: written in the transaction that causes it, worked off by the mail worker. */
export const intentSchema = z.object({
  id: idSchema('intent'),
  version: z.number().int().min(1),
  kind: z.enum(messageKinds),
  state: z.enum(messageStates),
  /** The recipient; null only where the address is not a person's yet (a draft's link). */
  personId: idSchema('person').nullable(),
  matchId: idSchema('match').nullable().default(null),
  challengeId: idSchema('challenge').nullable().default(null),
  draftId: idSchema('draft').nullable().default(null),
  /** How many things a digest tells of; no other message counts anything. */
  count: z.number().int().min(1).nullable().default(null),
  /** Version of the subject that caused it: if the subject has moved on, the message may no longer make sense. */
  causeVersion: z.number().int().min(0),
  notBefore: instantSchema,
  createdAt: instantSchema,
  attempts: z.number().int().min(0).default(0),
  /** A worker's claim ends then; afterwards the message is anyone's. */
  leaseUntil: instantSchema.nullable().default(null),
  /** Times the clock has woken it. */
  wakes: z.number().int().min(0).default(0),
  sesMessageId: z.string().nullable().default(null),
  endedAt: instantSchema.nullable().default(null),
  reason: z.string().nullable().default(null),
  dueAt: instantSchema.nullable().default(null),
  /** What SES told afterwards, oldest first as they came. */
  facts: z.array(mailFactSchema).default([]),
  /** What a coordinator should know of an accepted message; null once they have dealt with it. */
  trouble: z.enum(mailTroubles).nullable().default(null),
  /** What coordinators did about it. */
  handled: z
    .array(
      z.object({
        what: z.enum(messageHandlings),
        by: idSchema('person'),
        reason: z.enum(messageHandlingReasons),
        at: instantSchema,
      }),
    )
    .default([]),
  /** Ids that SES gave before a coordinator sent it again: news of those settles nothing any more. */
  earlierSesMessageIds: z.array(z.string()).default([]),
  /** Whose write this version is: tells a writer whose answer was lost that it was its own. */
  writeId: z.string().nullable().default(null),
});
export type Intent = z.infer<typeof intentSchema>;

/**
 * Whether a coordinator may send it once more: it did not arrive, and its owner has not complained of our mail.
 * @param complained of any message to this address; only what they ask for themselves goes out to them then.
 */
export const maySendAgain = (
  { kind, state, trouble }: Pick<Intent, 'kind' | 'state' | 'trouble'>,
  complained: boolean,
): boolean => {
  if (complained && !askedFor.has(kind)) return false;
  return state === 'accepted'
    ? trouble === 'bounced' || trouble === 'rejected'
    : messageLife.transitions.resend.from.includes(state);
};

/** Whether there is anything to give up. */
export const mayGiveUp = ({ state, trouble }: Intent): boolean =>
  trouble !== null || messageLife.transitions['give-up'].from.includes(state);
