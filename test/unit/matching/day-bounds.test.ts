import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freeWeek } from '#shared/matching/availability.ts';
import { blockTable } from '#shared/matching/block-table.ts';
import { boundByDays } from '#shared/matching/day-bounds.ts';
import { createJointChunks, isJointSoon, weekHalves, worstTime } from '#shared/matching/joint-time.ts';
import { createSetting } from '#shared/matching/pair.ts';
import { rubricV1 } from '#shared/matching/rubric-v1.ts';
import { runs } from '#test/support/runs.ts';

const window = fc.record({
  day: fc.integer({ min: 1, max: 7 }),
  start: fc.integer({ min: 0, max: 95 }).map((quarter) => 15 * quarter),
  end: fc.integer({ min: 0, max: 96 }).map((quarter) => 15 * quarter),
});
const windows = fc.array(window, { maxLength: 6 });
const zone = fc.constantFrom('America/New_York', 'America/Phoenix', 'Europe/London', 'Pacific/Chatham');
const daySet = fc.integer({ min: 1, max: 127 });
const quarterHour = fc.constantFrom('2026-02-20T12:00:00Z', '2026-03-28T22:15:00Z', '2026-10-31T20:45:00Z');
const instant = fc.constantFrom('2026-02-20T12:00:00Z', '2026-03-28T22:07:30Z', '2026-10-31T20:59:59Z');

describe('boundByDays()', () => {
  it('is never less than what a mentor who is free on these days shares, nor does it miss a block that comes soon', () => {
    let together = 0;
    fc.assert(
      fc.property(windows, zone, windows, zone, instant, (ours, ourZone, theirs, theirZone, asOf) => {
        const setting = createSetting({ asOf, mentorPool: 1, tagCounts: {} }, rubricV1);
        const chunks = createJointChunks({ timeZone: ourZone, free: freeWeek(ours) }, setting)(theirZone);
        const week = new Uint16Array(weekHalves);
        let days = 0;
        freeWeek(theirs).forEach((is, quarter) => {
          if (is === 0) return;
          week[quarter >> 4]! |= 1 << (quarter & 15);
          days |= 1 << Math.floor(quarter / 96);
        });
        const rule = { least: 2, table: blockTable(2) };
        const worst = worstTime(chunks, week, 0, rule);
        const { most, maybeSoon } = boundByDays(chunks);
        expect(worst >> 3).toBeLessThanOrEqual(most[days]! >> 3);
        expect(worst & 7).toBeLessThanOrEqual(most[days]! & 7);
        const { asOfMs } = setting;
        const isSoon = isJointSoon(chunks, { week, from: 0 }, rule, {
          asOfMs,
          untilMs: asOfMs + 48 * 3_600_000,
        });
        if (isSoon) expect(maybeSoon[days]).toBe(1);
        if (worst > 0) together += 1;
      }),
      { numRuns: runs(400) },
    );
    expect(together).toBeGreaterThan(runs(50));
  });

  it('is what somebody shares who is free on all of these days, where a quarter-hour is enough', () => {
    let soonCount = 0;
    fc.assert(
      fc.property(
        windows,
        zone,
        zone,
        quarterHour,
        fc.array(daySet, { maxLength: 6 }),
        (ours, ourZone, theirZone, asOf, some) => {
          const setting = createSetting({ asOf, mentorPool: 1, tagCounts: {} }, rubricV1);
          const chunks = createJointChunks({ timeZone: ourZone, free: freeWeek(ours) }, setting)(theirZone);
          const { most, maybeSoon } = boundByDays(chunks);
          const rule = { least: 1, table: blockTable(1) };
          for (const days of [0, 127, ...some]) {
            const week = new Uint16Array(weekHalves);
            for (let half = 0; half < weekHalves; half += 1)
              if ((days >> Math.floor(half / 6)) & 1) week[half] = 0xffff;
            const worst = worstTime(chunks, week, 0, rule);
            expect([days, most[days]! >> 3]).toEqual([days, worst >> 3]);
            const untilMs = setting.asOfMs + 48 * 3_600_000;
            const isSoon = isJointSoon(chunks, { week, from: 0 }, rule, { asOfMs: setting.asOfMs, untilMs });
            expect([days, maybeSoon[days]]).toEqual([days, isSoon ? 1 : 0]);
            if (isSoon) soonCount += 1;
          }
          expect(most).toHaveLength(128);
        },
      ),
      { numRuns: runs(200) },
    );
    expect(soonCount).toBeGreaterThan(runs(100));
  });
});
