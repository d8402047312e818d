import { expect, test } from 'vitest';
import { runOutage } from './outage.ts';

test('after an hour without SES all that still matters is delivered, codes first, never above the rate', async () => {
  const outcome = await runOutage({ waiting: 30, outageHours: 1 });
  expect(outcome).toMatchObject({ delivered: 30, lost: 0, doubled: 0, aboveRate: 0 });
  expect(outcome.cancelledCodes).toBeGreaterThan(30);
  expect(outcome.slowestCodeSeconds).toBeLessThan(60);
});
