import { expect, test } from 'vitest';
import { createPace } from '#functions/mail/pace.ts';

test('calls are at least their share of a second apart, however many ask at once', async () => {
  let now = 0;
  const waits: number[] = [];
  const clock = {
    milliseconds: () => now,
    wait: async (ms: number) => {
      waits.push(ms);
    },
  };
  const pace = createPace(4, clock);
  await Promise.all([pace.take(), pace.take(), pace.take()]);
  expect(waits).toEqual([250, 500]);
  now = 10_000;
  await pace.take();
  expect(waits).toHaveLength(2);
});

test('without a limit nobody waits', async () => {
  const clock = { milliseconds: () => 0, wait: () => Promise.reject(new Error('waited')) };
  const pace = createPace(Number.POSITIVE_INFINITY, clock);
  for (let i = 0; i < 5; i += 1) await pace.take();
});
