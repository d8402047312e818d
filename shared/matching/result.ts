import * as z from 'zod';
import { explainComparison } from './explain.ts';
import { explanationSchema } from './explanation.ts';
import { gateCodes } from './gates.ts';
import { bands, type ComponentName, componentNames } from './rubric.ts';
import type { Comparison } from './score.ts';

/** A compared pair as it is shown, stored and sent: the vectors' shape, the rubric's version, and the reasons. */
export const scoreResultSchema = z.object({
  eligible: z.boolean(),
  /** Every gate that failed, in order. */
  gates: z.array(z.enum(gateCodes)),
  /** Known components only. */
  components: z.partialRecord(z.enum(componentNames), z.number()),
  confidence: z.number(),
  fit: z.number(),
  fitCentipoints: z.number().int(),
  band: z.enum(bands),
  rank: z.number(),
  priority: z.number(),
  availability: z.object({
    worstMinutes: z.number().int(),
    worstDays: z.number().int(),
    bestMinutes: z.number().int(),
    fragile: z.boolean(),
    soon: z.boolean(),
  }),
  weeks: z.array(z.object({ monday: z.string(), minutes: z.number().int(), days: z.number().int() })),
  rubricVersion: z.number().int(),
  explanation: explanationSchema,
});
export type ScoreResult = z.infer<typeof scoreResultSchema>;

/** The result of a comparison, with its explanation. */
export const resultOf = (comparison: Comparison): ScoreResult => {
  const { pair, scores } = comparison;
  const { weeks, worstMinutes, worstDays, bestMinutes, fragile, soon } = pair.time;
  const known = componentNames.filter((name) => typeof scores[name] === 'number');
  return {
    eligible: comparison.eligible,
    gates: [...comparison.failed],
    components: Object.fromEntries(known.map((name) => [name, scores[name]])) as Partial<
      Record<ComponentName, number>
    >,
    confidence: comparison.confidence,
    fit: comparison.fit,
    fitCentipoints: comparison.fitCentipoints,
    band: comparison.band,
    rank: comparison.rank,
    priority: comparison.priority,
    availability: { worstMinutes, worstDays, bestMinutes, fragile, soon },
    weeks: weeks.map((week) => ({ ...week })),
    rubricVersion: pair.setting.rubric.version,
    explanation: explainComparison(comparison),
  };
};
