import type { Algorithm } from './algorithm.ts';
import { ours } from './ours.ts';
import { runSchedule } from './schedule.ts';
import { guarded, sendThenSave } from './yardsticks.ts';

/** What many schedules of one algorithm came to. */
export type Tally = {
  schedules: number;
  messages: number;
  lost: number;
  doubled: number;
  doubledUnknowing: number;
  deathsAfterSending: number;
  violations: string[];
  /** Seeds to run again, one by one: `node test/faults/run.ts seed 17`. */
  failedSeeds: number[];
};

/** Runs schedules from one seed on. */
export const tallySchedules = async (
  algorithm: Algorithm,
  {
    from,
    count,
    onProgress = () => {},
  }: { from: number; count: number; onProgress?: (done: number) => void },
): Promise<Tally> => {
  const tally: Tally = {
    schedules: 0,
    messages: 0,
    lost: 0,
    doubled: 0,
    doubledUnknowing: 0,
    deathsAfterSending: 0,
    violations: [],
    failedSeeds: [],
  };
  for (let seed = from; seed < from + count; seed += 1) {
    const outcome = await runSchedule(seed, algorithm);
    tally.schedules += 1;
    tally.messages += outcome.messages;
    tally.lost += outcome.lost;
    tally.doubled += outcome.doubled;
    tally.doubledUnknowing += outcome.doubledUnknowing;
    tally.deathsAfterSending += outcome.deaths;
    tally.violations.push(...outcome.violations.map((each) => `seed ${seed}: ${each}`));
    if (outcome.lost + outcome.doubled + outcome.violations.length > 0) tally.failedSeeds.push(seed);
    onProgress(tally.schedules);
  }
  return tally;
};

/** The algorithms that are compared. */
export const algorithms = { ours, sendThenSave, guarded } as const;
