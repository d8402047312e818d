import type { KillsOutcome } from './kills.ts';
import type { OutageOutcome } from './outage.ts';
import type { Tally } from './parts.ts';

type Timed = { readonly seconds: number };

/** What the parts of a long run found. */
export type Parts = {
  readonly schedules: Tally & Timed;
  readonly kills: KillsOutcome & Timed;
  readonly yardstick: { readonly sendThenSave: Tally; readonly guarded: Tally } & Timed;
  readonly outage: OutageOutcome & Timed;
};

const yardstickOf = ({ schedules, messages, lost, doubled, doubledUnknowing }: Tally) => ({
  schedules,
  messages,
  lost,
  doubled: doubled + doubledUnknowing,
});

/** The report of a long run: `docs/faults/report.json`. */
export const toReport = (found: Record<string, unknown>) => {
  const { schedules, kills, yardstick, outage } = found as Parts;
  return {
    command: 'npm run faults',
    schedules: schedules.schedules,
    kills: kills.kills,
    killsByPoint: kills.byPoint,
    messages: schedules.messages + kills.messages,
    lost: schedules.lost + kills.lost,
    /** Sent twice although the first answer or an event of it had come. */
    doubled: schedules.doubled + kills.doubled,
    /** Sent twice where by then neither SES's answer nor any of its events had come. */
    doubledWithAnswerAndEventsDropped: schedules.doubledUnknowing + kills.doubledUnknowing,
    violations: schedules.violations.length + kills.violations.length,
    failedSeeds: schedules.failedSeeds,
    yardstick: {
      sendThenSave: yardstickOf(yardstick.sendThenSave),
      guarded: yardstickOf(yardstick.guarded),
      ours: yardstickOf(schedules),
    },
    outage,
    seconds: {
      schedules: schedules.seconds,
      kills: kills.seconds,
      yardstick: yardstick.seconds,
      outage: outage.seconds,
    },
  };
};
export type Report = ReturnType<typeof toReport>;
