import * as z from 'zod';
import { idSchema } from '#shared/ids.ts';
import { instantSchema } from '#shared/time.ts';
import type { Life } from './life.ts';

/** Where a round stands. A round is worked by the round function, never in a request. */
export const roundStates = ['requested', 'previewed', 'confirmed', 'stored', 'discarded', 'failed'] as const;
export type RoundState = (typeof roundStates)[number];
export type RoundEvent = 'preview' | 'confirm' | 'store' | 'discard' | 'fail';

/** The life of a round. */
export const roundLife: Life<RoundState, RoundEvent> = {
  initial: 'requested',
  transitions: {
    preview: { from: ['requested'], to: 'previewed' },
    confirm: { from: ['previewed'], to: 'confirmed' },
    store: { from: ['confirmed'], to: 'stored' },
    discard: { from: ['requested', 'previewed'], to: 'discarded' },
    fail: { from: ['requested', 'confirmed'], to: 'failed' },
  },
};

/** A round: the best proposals for everyone who waits, first looked at, then stored. */
export const roundSchema = z.object({
  id: idSchema('round'),
  version: z.number().int().min(1),
  state: z.enum(roundStates),
  requestedBy: idSchema('person'),
  createdAt: instantSchema,
  workedAt: instantSchema.nullable().default(null),
  /** Totals of the preview. */
  summary: z
    .object({
      newcomers: z.number().int(),
      mentors: z.number().int(),
      places: z.number().int(),
      proposals: z.number().int(),
      strong: z.number().int(),
      good: z.number().int(),
      fair: z.number().int(),
      unmatched: z.number().int(),
      total: z.number().int(),
    })
    .nullable()
    .default(null),
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
  value: z.number().int(),
  fitCentipoints: z.number().int(),
  band: z.enum(['strong', 'good', 'fair']),
  score: z.unknown(),
});
export type RoundProposal = z.infer<typeof roundProposalSchema>;
