import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freeWeek, shareTime } from '#shared/matching/availability.ts';
import { blockTable } from '#shared/matching/block-table.ts';
import {
  bestMinutes,
  createJointChunks,
  isJointSoon,
  readChunk,
  weekHalves,
  worstTime,
} from '#shared/matching/joint-time.ts';
import { createSetting } from '#shared/matching/pair.ts';
import { requireRubric } from '#shared/matching/rubric.ts';
import { rubricV1 } from '#shared/matching/rubric-v1.ts';
import { runs } from '#test/support/runs.ts';
import { instant, week } from './weeks.ts';

type Windows = Parameters<typeof freeWeek>[0];

const settings = new Map<string, ReturnType<typeof createSetting>>();
/** One for each instant and shortest block, so that zones are paired once. */
const settingAt = (asOf: string, minimumBlockMinutes: number) => {
  const key = `${asOf} ${minimumBlockMinutes}`;
  const policy = { ...rubricV1.policy, minimumBlockMinutes };
  const made =
    settings.get(key) ??
    createSetting({ asOf, mentorPool: 1, tagCounts: {} }, requireRubric({ ...rubricV1, policy }));
  settings.set(key, made);
  return made;
};
/** A mentor's week as half-words, with somebody else's, who is always free, on either side. */
const packed = (windows: Windows): { week: Uint16Array; from: number } => {
  const all = new Uint16Array(3 * weekHalves).fill(0xffff);
  all.fill(0, weekHalves, 2 * weekHalves);
  freeWeek(windows).forEach((is, quarter) => {
    if (is === 1) all[weekHalves + (quarter >> 4)]! |= 1 << (quarter & 15);
  });
  return { week: all, from: weekHalves };
};

type Person = { windows: Windows; timeZone: string };
const compare = (ours: Person, theirs: Person, asOf: string, minimumBlockMinutes: number) => {
  const setting = settingAt(asOf, minimumBlockMinutes);
  const free = { newcomer: freeWeek(ours.windows), mentor: freeWeek(theirs.windows) };
  const walked = shareTime(
    setting.zonePair(ours.timeZone, theirs.timeZone),
    free,
    setting.asOfMs,
    setting.rubric,
  );
  const chunks = createJointChunks(
    { timeZone: ours.timeZone, free: free.newcomer },
    setting,
  )(theirs.timeZone);
  const least = minimumBlockMinutes / 15;
  const rule = { least, table: blockTable(least) };
  const { week: all, from } = packed(theirs.windows);
  const worst = worstTime(chunks, all, from, rule);
  const untilMs = setting.asOfMs + setting.rubric.ranking.soonHours * 3_600_000;
  const counted = {
    worstMinutes: 15 * (worst >> 3),
    worstDays: worst & 7,
    bestMinutes: bestMinutes(chunks, all, from, rule),
    soon: isJointSoon(chunks, { week: all, from }, rule, { asOfMs: setting.asOfMs, untilMs }),
  };
  return { walked, counted, chunks };
};

describe('chunks of shared time', () => {
  it('count what walking through the weeks counts, for any windows, zones, instants and shortest blocks', () => {
    let [together, soon] = [0, 0];
    fc.assert(
      fc.property(
        week,
        week,
        instant,
        fc.constantFrom(15, 30, 60, 75, 240, 300),
        (ours, theirs, asOf, block) => {
          const { walked, counted } = compare(ours, theirs, asOf, block);
          expect(walked).toMatchObject(counted);
          if (counted.bestMinutes > 0) together += 1;
          if (counted.soon) soon += 1;
        },
      ),
      { numRuns: runs(3_000) },
    );
    expect(together).toBeGreaterThan(runs(600));
    expect(soon).toBeGreaterThan(runs(100));
  });

  const daily = (start: number, end: number): Windows =>
    [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start, end }));

  it.each<[string, Windows, Windows]>([
    ['always', daily(0, 0), daily(0, 0)],
    ['always and never', daily(0, 0), []],
    ['always and now and then', daily(0, 0), [{ day: 7, start: 1380, end: 60 }]],
    ['around midnight', daily(1320, 120), daily(1380, 60)],
    ['around the turn of the week', [{ day: 7, start: 1200, end: 600 }], [{ day: 7, start: 1080, end: 480 }]],
    ['on the hour, every other', daily(0, 60), daily(0, 120)],
    ['in the night when clocks change', daily(0, 300), daily(0, 300)],
  ])('count what walking counts for two who are free %s, from any instant', (_when, ours, theirs) => {
    for (const asOf of ['2026-03-07T23:52:11Z', '2026-03-28T22:15:00Z', '2026-10-31T20:59:59Z']) {
      for (const [ourZone, theirZone] of [
        ['America/New_York', 'America/New_York'],
        ['America/New_York', 'Australia/Lord_Howe'],
        ['Asia/Kathmandu', 'Europe/London'],
      ] as const) {
        for (const block of [15, 60, 300]) {
          const pair = [
            { windows: ours, timeZone: ourZone },
            { windows: theirs, timeZone: theirZone },
          ] as const;
          const { walked, counted } = compare(...pair, asOf, block);
          expect(walked).toMatchObject(counted);
        }
      }
    }
  });

  it('say on which of the mentor’s days they lie', () => {
    const daysOf = (windows: Windows, theirZone = 'America/Phoenix') => {
      const { chunks } = compare(
        { windows, timeZone: 'America/Phoenix' },
        { windows: [], timeZone: theirZone },
        '2026-02-20T12:00:00Z',
        60,
      );
      return [chunks.days, chunks.soon.days];
    };
    expect(daysOf([{ day: 1, start: 0, end: 1440 }])).toEqual([0b000_0001, 0]);
    expect(daysOf([{ day: 3, start: 1380, end: 1440 }])).toEqual([0b000_0100, 0]);
    expect(daysOf([{ day: 3, start: 1380, end: 15 }])).toEqual([0b000_1100, 0]);
    expect(daysOf([{ day: 7, start: 1380, end: 15 }])).toEqual([0b100_0001, 0]);
    expect(daysOf([{ day: 6, start: 600, end: 660 }])).toEqual([0b010_0000, 0b010_0000]);
    // Phoenix is seven hours behind, and eight in summer: then its afternoon is over on London’s next day.
    expect(daysOf([{ day: 2, start: 900, end: 960 }], 'Europe/London')[0]).toBe(0b000_0010);
    expect(daysOf([{ day: 2, start: 960, end: 1020 }], 'Europe/London')[0]).toBe(0b000_0110);
    expect(daysOf([])).toEqual([0, 0]);
  });

  it('say where they stand in the mentor’s week, how long they are and on which of the newcomer’s days', () => {
    const { chunks } = compare(
      { windows: [{ day: 5, start: 600, end: 900 }], timeZone: 'America/Phoenix' },
      { windows: [], timeZone: 'America/Phoenix' },
      '2026-02-16T12:00:00Z',
      60,
    );
    const [first] = chunks.weeks;
    const read = [...first!.plain, ...first!.linked].map(readChunk);
    expect(read.map(({ day }) => day)).toEqual(read.map(() => 4));
    expect(read.reduce((sum, { width }) => sum + width, 0)).toBe(20);
    expect(Math.min(...read.map(({ quarter }) => quarter))).toBe(4 * 96 + 40);
    expect(read.filter(({ isLinkedToNext }) => isLinkedToNext)).toHaveLength(read.length - 1);
  });
});
