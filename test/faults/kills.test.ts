import { expect, test } from 'vitest';
import { runKills } from './kills.ts';

test('a worker that is killed at any point loses nothing, and sends nothing twice that was known', async () => {
  const outcome = await runKills(12, { seed: 7 });
  expect(outcome).toMatchObject({ lost: 0, doubled: 0, violations: [] });
  expect(outcome.kills).toBeGreaterThanOrEqual(12);
  expect(Object.keys(outcome.byPoint).length).toBeGreaterThanOrEqual(2);
}, 120_000);
