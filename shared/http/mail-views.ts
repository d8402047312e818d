import * as z from 'zod';
import { idSchema } from '#shared/ids.ts';
import {
  mailFactTypes,
  mailTroubles,
  messageHandlings,
  messageKinds,
  messageStates,
} from '#shared/life/message.ts';
import { instantSchema } from '#shared/time.ts';

const counted = z.number().int();

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
  /** Since when the oldest message that could have gone out is waiting; null if none is. */
  oldestDueSince: instantSchema.nullable(),
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
  newcomerId: idSchema('newcomer').nullable(),
  mentorId: idSchema('mentor').nullable(),
  /** Whether another way to reach the person is known. */
  otherChannel: z.boolean(),
  /** Oldest first. */
  events: z.array(
    z.object({
      at: instantSchema,
      what: z.enum(['written', 'ended', ...mailFactTypes, ...messageHandlings]),
    }),
  ),
  maySendAgain: z.boolean(),
  mayGiveUp: z.boolean(),
});
