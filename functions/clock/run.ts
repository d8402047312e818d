import * as z from 'zod';
import { createMeasure, type Measure } from '../metrics.ts';
import { ensureCoordinators } from '../steps/coordinators.ts';
import { handleClock } from './handler.ts';
import { mailFigures } from './mail-figures.ts';

/** What only the clock function reads from its environment. */
export const clockEnvironmentSchema = z.object({
  /** Which deployment it measures. */
  STAGE: z.string().min(1).default('local'),
});

type ClockRunServices = Parameters<typeof handleClock>[0] & Parameters<typeof ensureCoordinators>[0];

/** How the clock of this environment measures. */
export const measureOf = (environment: Record<string, string | undefined>): Measure =>
  createMeasure(clockEnvironmentSchema.parse(environment).STAGE);

/**
 * One turn of the clock on AWS: makes configuration's coordinators if they are not yet, looks at everything that is due,
 * and measures. The figures come last, so that their silence tells that a turn did not come to its end; how long mail is
 * late is told at every turn, and trouble while there is some.
 * @returns what the turn of the clock looked at.
 */
export const runClock = async (
  services: ClockRunServices,
  measure: Measure,
): Promise<Awaited<ReturnType<typeof handleClock>>> => {
  try {
    await ensureCoordinators(services);
  } catch (error) {
    // Everyone else's deadlines do not wait for it; the next turn tries again.
    services.log('coordinators-failed', { error: error instanceof Error ? error.name : 'unknown' });
  }
  const turn = await handleClock(services);
  measure({
    ...(await mailFigures(services)),
    ...(turn.failed > 0 && { FailedClockSteps: { value: turn.failed, unit: 'Count' } }),
  });
  return turn;
};
