import * as z from 'zod';
import { idSchema } from '#shared/ids.ts';
import { fairnessSchema } from '#shared/matching/fairness.ts';
import { recruitGapSchema } from '#shared/matching/recruit-gap-schema.ts';
import { instantSchema } from '#shared/time.ts';
import type { Life } from './life.ts';

/** Where a round stands. A round is worked by the round function, never in a request. */
export const roundStates = [
  'requested',
  'working',
  'previewed',
  'confirmed',
  'stored',
  'discarded',
  'failed',
] as const;
export type RoundState = (typeof roundStates)[number];
export type RoundEvent = 'begin' | 'again' | 'preview' | 'confirm' | 'store' | 'discard' | 'fail';

/** The life of a round. */
export const roundLife: Life<RoundState, RoundEvent> = {
  initial: 'requested',
  transitions: {
    begin: { from: ['requested'], to: 'working' },
    // Whoever worked it has not been heard from.
    again: { from: ['working'], to: 'requested' },
    preview: { from: ['working'], to: 'previewed' },
    confirm: { from: ['previewed'], to: 'confirmed' },
    store: { from: ['confirmed'], to: 'stored' },
    discard: { from: ['requested', 'working', 'previewed'], to: 'discarded' },
    fail: { from: ['requested', 'working', 'confirmed'], to: 'failed' },
  },
};

/** What is done to a round while it is worked, in order. */
export const roundPhases = ['reading', 'comparing', 'checking', 'writing'] as const;
export type RoundPhase = (typeof roundPhases)[number];

/** How far a round is: the share of the whole that is done, from 0 to 1. */
export const roundProgressSchema = z.object({ phase: z.enum(roundPhases), share: z.number().min(0).max(1) });
export type RoundProgress = z.infer<typeof roundProgressSchema>;

/** Totals of a preview, how it treats people, and which mentors are missing. */
export const roundSummarySchema = z.object({
  newcomers: z.number().int(),
  mentors: z.number().int(),
  places: z.number().int(),
  proposals: z.number().int(),
  strong: z.number().int(),
  good: z.number().int(),
  fair: z.number().int(),
  unmatched: z.number().int(),
  total: z.number().int(),
  fairness: fairnessSchema.nullable().default(null),
  recruitGap: recruitGapSchema.nullable().default(null),
});
export type RoundSummary = z.infer<typeof roundSummarySchema>;

/** The mentor whom a round would propose next. */
export const alternativeSchema = z.object({
  mentorId: idSchema('mentor'),
  /** Their value less the proposed mentor's, in hundredths of a point: above 0 if the round did without the better one. */
  difference: z.number().int(),
  /** Whether they have a place that the round gives to nobody. */
  hasRoom: z.boolean(),
});

/** A round: the best proposals for everyone who waits, first looked at, then stored. */
export const roundSchema = z.object({
  id: idSchema('round'),
  version: z.number().int().min(1),
  state: z.enum(roundStates),
  requestedBy: idSchema('person'),
  createdAt: instantSchema,
  workedAt: instantSchema.nullable().default(null),
  /** While it is worked. */
  progress: roundProgressSchema.nullable().default(null),
  summary: roundSummarySchema.nullable().default(null),
  /** How many proposals were stored, and how many had become stale. */
  stored: z.object({ proposals: z.number().int(), stale: z.number().int() }).nullable().default(null),
  dueAt: instantSchema.nullable().default(null),
});
export type Round = z.infer<typeof roundSchema>;

/** One proposal of a round's preview. */
export const roundProposalSchema = z.object({
  newcomerId: idSchema('newcomer'),
  mentorId: idSchema('mentor'),
  alternates: z.array(idSchema('mentor')).max(3),
  alternative: alternativeSchema.nullable().default(null),
  /** Whose request and places these are, so that their names are read along with them. */
  personIds: z
    .object({
      newcomer: idSchema('person'),
      mentor: idSchema('person'),
      alternative: idSchema('person').nullable(),
    })
    .nullable()
    .default(null),
  value: z.number().int(),
  fitCentipoints: z.number().int(),
  band: z.enum(['strong', 'good', 'fair']),
  score: z.unknown(),
});
export type RoundProposal = z.infer<typeof roundProposalSchema>;
