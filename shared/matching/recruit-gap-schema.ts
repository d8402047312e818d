import * as z from 'zod';
import type { GateCode } from './gates.ts';

/* What is told about mentors who are missing: `recruit-gap.ts` finds it. */

/** Gates that are about what a newcomer needs, in the order in which they are told. */
export const needGates = [
  'different-track',
  'no-shared-language',
  'medication-affirming',
  'gender-must',
  'pathway-mismatch',
  'pathway-excluded',
  'worldview-must',
  'no-shared-modality',
  'too-far',
  'too-little-shared-time',
  'recovery-too-short',
  'lead-too-short',
] as const satisfies readonly GateCode[];
export type NeedGate = (typeof needGates)[number];

/** One thing that is needed of a mentor. */
const needSchema = z.object({
  gate: z.enum(needGates),
  /** What would do, as codes, sorted: languages, genders, pathways, ways to talk, a worldview, a track; null: it differs. */
  values: z.array(z.string()).nullable(),
  /** Whether exactly these and nothing like them: pathways that are a must, a gender that is a must. */
  must: z.boolean(),
});
export type Need = z.infer<typeof needSchema>;

const count = z.number().int().min(0);

/** What mentors are missing, and for how many. */
export const recruitGapSchema = z.object({
  /** Newcomers for whom nobody with room passes every gate. */
  waiting: count,
  mentorsWithRoom: count,
  /** Most waiting first. */
  gaps: z.array(
    z.object({
      /** Empty: no mentor has room at all. */
      needs: z.array(needSchema),
      waiting: count,
      /** For each of the needs, how many mentors with room lack nothing else for somebody of these. */
      lackOnly: z.array(z.object({ gate: z.enum(needGates), mentors: count })),
    }),
  ),
  /** Those whom too few others are like, or who are stopped by something that is not told. */
  others: count,
});
export type RecruitGap = z.infer<typeof recruitGapSchema>;
