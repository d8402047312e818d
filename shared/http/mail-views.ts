import * as z from 'zod';
import { idSchema } from '#shared/ids.ts';
import {
  mailFactTypes,
  mailTroubles,
  messageHandlingReasons,
  messageHandlings,
  messageKinds,
  messageStates,
} from '#shared/life/message.ts';
import { instantSchema } from '#shared/time.ts';

const counted = z.number().int();

/** Whom a message is for, and how else they can be reached. */
const addressee = {
  /** What they are called; null where the address is nobody's yet. */
  name: z.string().nullable(),
  newcomerId: idSchema('newcomer').nullable(),
  mentorId: idSchema('mentor').nullable(),
  /** Whether another way to reach the person is known. */
  otherChannel: z.boolean(),
};

/** A message that needs somebody, as a line of a list. */
export const messageRow = z.object({
  intentId: idSchema('intent'),
  kind: z.enum(messageKinds),
  /** What is wrong with it: the trouble of one that SES has taken, else where it stands. */
  state: z.enum([...messageStates, ...mailTroubles]),
  since: instantSchema,
  ...addressee,
});

/** How the mail is. */
export const mailHealthView = z.object({
  /** Of the messages written in the last 24 hours. */
  lastDay: z.object({ accepted: counted, delivered: counted, bounced: counted, suppressed: counted }),
  /** Not sent yet, those included whose time has not come. */
  waiting: counted,
  /** Nobody knows whether these went out; settled within a quarter of an hour. */
  unknown: counted,
  failed: counted,
  /** Taken by SES, and not arrived; until a coordinator has dealt with them. */
  undelivered: counted,
  /** Not sent, because an earlier message to the address came back. */
  heldBack: counted,
  /** Since when the oldest message that could have gone out is waiting; null if none is. */
  oldestDueSince: instantSchema.nullable(),
  /** Those that a coordinator has to deal with, and those nobody knows about; the oldest of each. */
  needing: z.array(messageRow),
});

/** One message's life as a line of events. */
export const messageView = z.object({
  intentId: idSchema('intent'),
  kind: z.enum(messageKinds),
  state: z.enum(messageStates),
  trouble: z.enum(mailTroubles).nullable(),
  /** Why it ended so, or was not sent when it was last tried. */
  reason: z.string().nullable(),
  attempts: counted,
  /** Not before then it is sent (again). */
  notBefore: instantSchema,
  ...addressee,
  /** Whether its owner has complained of our mail: but for what they ask for, nothing is sent to them any more. */
  complained: z.boolean(),
  matchId: idSchema('match').nullable(),
  /** Oldest first. */
  events: z.array(
    z.object({
      at: instantSchema,
      what: z.enum(['written', 'ended', ...mailFactTypes, ...messageHandlings]),
      /** Why a coordinator did it; null for all else. */
      reason: z.enum(messageHandlingReasons).nullable(),
    }),
  ),
  maySendAgain: z.boolean(),
  mayGiveUp: z.boolean(),
});
