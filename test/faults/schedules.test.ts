import { describe, expect, test } from 'vitest';
import { handleMail } from '#functions/mail/handler.ts';
import type { Algorithm } from './algorithm.ts';
import { ours } from './ours.ts';
import { algorithms, tallySchedules } from './parts.ts';
import { runSchedule } from './schedule.ts';

/*
 * The short mode; `npm run faults` is the long one. A seed that fails is in the message: `npx node test/faults/run.ts seed 17`.
 */

// A fixed set, so that a red run is red again, and one of its own for each day, so that the set grows.
const today = Math.floor(Date.now() / 86_400_000) * 1_000;
const batches = [
  ['fixed', 1],
  [`of the day, from ${today}`, today],
] as const;

describe('whatever fails, in whatever order', () => {
  test.each(batches)('no message is lost, doubled or goes a forbidden way: seeds %s', async (_, from) => {
    const tally = await tallySchedules(ours, { from, count: 30 });
    expect(tally).toMatchObject({ schedules: 30, lost: 0, doubled: 0, violations: [], failedSeeds: [] });
    expect(tally.messages).toBeGreaterThanOrEqual(30);
  });

  test('the same seed gives the same schedule', async () => {
    for (const seed of [3, 14, 15]) {
      const [one, two] = [await runSchedule(seed, ours), await runSchedule(seed, ours)];
      expect(two.trace).toBe(one.trace);
      expect(one.trace.length).toBeGreaterThan(100);
    }
  });
});

describe('the harness finds', () => {
  test.each(['sendThenSave', 'guarded'] as const)('the doubles of the usual way: %s', async (name) => {
    const tally = await tallySchedules(algorithms[name], { from: 1, count: 25 });
    expect(tally.doubled).toBeGreaterThan(0);
  });

  /** What is planted, and how many schedules it takes to show. */
  const planted: readonly [string, number, Partial<Algorithm>][] = [
    ['a clock that trusts the stream', 3, { tick: async () => {} }],
    [
      'a worker that answers before it has worked',
      3,
      {
        work: async ({ services, sender }, records) => {
          const lost = { ...services.store.intents, move: async () => null };
          const store = { ...services.store, intents: lost };
          await handleMail({ Records: records }, { ...services, store, sender });
          return [];
        },
      },
    ],
    ['nobody who listens to what SES tells', 30, { tell: async () => [] }],
  ];
  test.each(planted)('%s', async (_, count, fault) => {
    const tally = await tallySchedules({ ...ours, ...fault }, { from: 1, count });
    expect(tally.lost + tally.doubled + tally.violations.length).toBeGreaterThan(0);
  });
});
