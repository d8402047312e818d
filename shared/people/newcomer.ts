import * as z from 'zod';
import { idSchema } from '#shared/ids.ts';
import { requestStates } from '#shared/life/request.ts';
import { instantSchema } from '#shared/time.ts';
import { newcomerAnswersSchema } from './answers.ts';
import { safeHoursSchema } from './contact.ts';

/** A newcomer: one person's request for a mentor, and where it stands. */
export const newcomerSchema = z.object({
  id: idSchema('newcomer'),
  personId: idSchema('person'),
  version: z.number().int().min(1),
  state: z.enum(requestStates),
  answers: newcomerAnswersSchema,
  /** Sealed note to the coordinator, under the person's key. */
  note: z.string().nullable(),
  /** Two words and a number that name the request without naming the person. */
  reference: z.string(),
  contactHash: z.string(),
  otherContactHashes: z.array(z.string()).default([]),
  doNotMatch: z.array(z.string()).default([]),
  consented: z.boolean(),
  safetyHold: z.boolean().default(false),
  safeHours: safeHoursSchema.nullable(),
  createdAt: instantSchema,
  /** Since when they wait; kept through declines, so that their place in the line is kept. */
  waitingSince: instantSchema,
  declines: z.number().int().min(0).default(0),
  /** They lost a match through no act of theirs. */
  bereftOfMatch: z.boolean().default(false),
  openMatchId: idSchema('match').nullable().default(null),
  proposedMatchId: idSchema('match').nullable().default(null),
  /** Days of waiting, since `waitingSince`, on which “a quick update” was sent. */
  updatesSent: z.array(z.number().int()).default([]),
  pausedUntil: instantSchema.nullable().default(null),
  /** When the clock should look at them next. */
  dueAt: instantSchema.nullable().default(null),
});
export type Newcomer = z.infer<typeof newcomerSchema>;
