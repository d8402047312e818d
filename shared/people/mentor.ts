import * as z from 'zod';
import { idSchema } from '#shared/ids.ts';
import { mentorStates, takeOutReasons } from '#shared/life/mentor.ts';
import { instantSchema } from '#shared/time.ts';
import { mentorAnswersSchema } from './answers.ts';
import { safeHoursSchema } from './contact.ts';

/** A mentor: one person's place among the mentors, and how full it is. */
export const mentorSchema = z.object({
  id: idSchema('mentor'),
  personId: idSchema('person'),
  version: z.number().int().min(1),
  state: z.enum(mentorStates),
  answers: mentorAnswersSchema,
  /** Sealed `MentorTexts`, under the person's key. */
  texts: z.string(),
  reference: z.string(),
  contactHash: z.string(),
  otherContactHashes: z.array(z.string()).default([]),
  doNotMatch: z.array(z.string()).default([]),
  consented: z.boolean(),
  safetyHold: z.boolean().default(false),
  safeHours: safeHoursSchema.nullable(),
  createdAt: instantSchema,
  approvedAt: instantSchema.nullable().default(null),
  codeOfConductVersion: z.string(),
  /** Last “still willing, still well”. */
  heartbeatAt: instantSchema.nullable().default(null),
  /** When they were last asked for it. */
  heartbeatAskedAt: instantSchema.nullable().default(null),
  /** Matches that hold one of the places: `reserved` offers and `active` introductions. */
  openMatchIds: z.array(idSchema('match')).default([]),
  active: z.number().int().min(0).default(0),
  reserved: z.number().int().min(0).default(0),
  lastMatchAt: instantSchema.nullable().default(null),
  pausedUntil: instantSchema.nullable().default(null),
  /** Why a coordinator took them out of the pool; only coordinators read it. */
  takenOutFor: z.enum(takeOutReasons).nullable().default(null),
  dueAt: instantSchema.nullable().default(null),
});
export type Mentor = z.infer<typeof mentorSchema>;
