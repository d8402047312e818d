import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  drawWeek,
  isZone,
  newcomerWeeksAt,
  nextJointBlock,
  rubricV1,
  scorePair,
  type WeeklyWindow,
} from '#shared/matching/index.ts';
import { alignClocks, pairZones, stretchesOfWeek } from '#shared/matching/shared-weeks.ts';
import { dateOfDay, mondayFrom, offsetAt, quarterOfWeek, readClock } from '#shared/matching/zone.ts';
import { runs, someOf } from '#test/support/runs.ts';
import { pairVectors, pairWith } from './vectors.ts';

const at = (day: number, from: number, to: number): WeeklyWindow => ({
  day,
  start: from * 60,
  end: (to % 24) * 60,
});
const [monday, wednesday, thursday, saturday] = [1, 3, 4, 6];

const evenings = [at(monday, 18, 21), at(wednesday, 18, 21), at(saturday, 10, 13)];
const newYork = { timeZone: 'America/New_York', windows: evenings };
const london = {
  timeZone: 'Europe/London',
  windows: [at(monday, 22, 2), at(wednesday, 23, 2), at(saturday, 15, 18)],
};

const zones = [
  'America/New_York',
  'America/Phoenix',
  'Europe/London',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'America/Santiago',
  'Pacific/Auckland',
  'Africa/Casablanca',
  'UTC',
];
const windowArbitrary = fc
  .record({ day: fc.integer({ min: 1, max: 7 }), start: fc.nat(95), end: fc.nat(96) })
  .map(({ day, start, end }) => ({ day, start: start * 15, end: end * 15 }));
const person = fc.record({
  timeZone: fc.constantFrom(...zones),
  windows: fc.array(windowArbitrary, { minLength: 1, maxLength: 6 }),
});
const instant = fc
  .integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2028, 0, 1) })
  .map((ms) => new Date(ms).toISOString());

/** What a wall clock shows, asked of `Intl` itself. */
const isFree = (
  { timeZone, windows }: { timeZone: string; windows: WeeklyWindow[] },
  ms: number,
): boolean => {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(ms);
  const part = (type: string) => parts.find((each) => each.type === type)!.value;
  const today = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(part('weekday')) + 1;
  const minute = Number(part('hour')) * 60 + Number(part('minute'));
  return windows.some(({ day, start, end }) => {
    const past = end <= start;
    const isToday = day === today && minute >= start && (past || minute < end);
    return isToday || (past && (day % 7) + 1 === today && minute < end);
  });
};

describe('shared time', () => {
  it('is what was checked by hand: New York and London lose two hours while only one of them has changed its clock', () => {
    const { newcomer, mentor, context } = pairWith({
      newcomer: newYork,
      mentor: london,
      context: { asOf: '2026-02-20T12:00:00Z' },
    });
    const { weeks, availability, explanation } = scorePair(
      { ...newcomer, waitingSince: '2026-02-01T00:00:00Z' },
      { ...mentor, heartbeatAt: '2026-02-10T00:00:00Z' },
      context,
    );
    expect(Object.fromEntries(weeks.map(({ monday: week, minutes }) => [week, minutes]))).toEqual({
      '2026-02-23': 540,
      '2026-03-02': 540,
      '2026-03-09': 420,
      '2026-03-16': 420,
      '2026-03-30': 540,
    });
    expect(availability).toMatchObject({ worstMinutes: 420, bestMinutes: 540, fragile: false });
    const fact = explanation.components.find(({ component }) => component === 'availability')?.fact;
    expect(fact).toMatchObject({
      nowMinutes: 540,
      changes: [
        { date: '2026-03-08', whose: 'newcomer', minutes: 420 },
        { date: '2026-03-28', whose: 'mentor', minutes: 540 },
      ],
    });
  });

  it('is what was checked by hand: Phoenix and Denver keep half their time all summer', () => {
    const { newcomer, mentor, context } = pairWith({
      newcomer: { timeZone: 'America/Phoenix', windows: evenings },
      mentor: {
        timeZone: 'America/Denver',
        windows: [at(monday, 17, 20), at(wednesday, 7, 9), at(thursday, 18, 20), at(saturday, 9, 12)],
      },
      context: { asOf: '2026-02-20T12:00:00Z' },
    });
    const { availability, weeks } = scorePair(newcomer, mentor, context);
    expect(weeks[0]?.minutes).toBe(240);
    expect(weeks.at(-1)?.minutes).toBe(120);
    expect(availability).toMatchObject({ worstMinutes: 120, bestMinutes: 240, fragile: true });
  });

  it('counts windows that overlap once, and midnight to midnight as a whole day', () => {
    const { newcomer, mentor, context } = pairWith({
      newcomer: { windows: [at(monday, 0, 24), at(monday, 8, 12), { day: monday, start: 0, end: 1440 }] },
      mentor: { windows: [at(monday, 0, 24)] },
    });
    expect(scorePair(newcomer, mentor, context).availability.worstMinutes).toBe(1440);
  });

  it('agrees with walking through the week by Intl, for any zones and windows', () => {
    fc.assert(
      fc.property(person, person, instant, (newcomer, mentor, asOf) => {
        const base = pairWith({ newcomer, mentor, context: { asOf } });
        const { weeks } = scorePair(base.newcomer, { ...base.mentor, lastMatchAt: null }, base.context);
        const week = weeks.at(-1)!;
        const format = new Intl.DateTimeFormat('en-CA', { timeZone: newcomer.timeZone });
        const first = Date.parse(`${week.monday}T00:00:00Z`);
        const lastDate = new Date(first + 6 * 86_400_000).toISOString().slice(0, 10);
        let minutes = 0;
        let run = 0;
        const close = () => {
          if (run > 1) minutes += run * 15;
          run = 0;
        };
        for (let ms = first - 86_400_000; ms < first + 8 * 86_400_000; ms += 900_000) {
          const date = format.format(ms);
          const inWeek = date >= week.monday && date <= lastDate;
          if (inWeek && isFree(newcomer, ms) && isFree(mentor, ms)) run += 1;
          else close();
        }
        close();
        expect(week.minutes).toBe(minutes);
      }),
      { numRuns: runs(12) },
    );
  });
});

describe('nextJointBlock()', () => {
  it('finds a stretch in which both are free throughout, not before the instant, half an hour or more', () => {
    fc.assert(
      fc.property(person, person, instant, (newcomer, mentor, from) => {
        const block = nextJointBlock(newcomer, mentor, from);
        if (!block) return;
        const [start, end] = [Date.parse(block.start), Date.parse(block.end)];
        expect(start).toBeGreaterThanOrEqual(Date.parse(from));
        expect(end - start).toBeGreaterThanOrEqual(1_800_000);
        for (let ms = start; ms < Math.min(end, start + 20 * 900_000); ms += 900_000) {
          expect([isFree(newcomer, ms), isFree(mentor, ms)]).toEqual([true, true]);
        }
      }),
      { numRuns: runs(100) },
    );
  });

  it('finds the first such stretch: nothing as long lies before it', () => {
    fc.assert(
      fc.property(person, person, instant, (newcomer, mentor, from) => {
        const first = Math.ceil(Date.parse(from) / 900_000) * 900_000;
        const block = nextJointBlock(newcomer, mentor, from, { days: 7 });
        const until = block ? Date.parse(block.start) : first + 7 * 86_400_000;
        let run = 0;
        for (let ms = first; ms < until; ms += 900_000) {
          run = isFree(newcomer, ms) && isFree(mentor, ms) ? run + 1 : 0;
          expect(run).toBeLessThan(2);
        }
      }),
      { numRuns: runs(15) },
    );
  });

  it('starts a block that is under way at the next quarter-hour', () => {
    expect(nextJointBlock(newYork, newYork, '2026-05-11T22:31:00Z')).toEqual({
      start: '2026-05-11T22:45:00.000Z',
      end: '2026-05-12T01:00:00.000Z',
    });
    expect(nextJointBlock(newYork, newYork, '2026-05-12T00:31:00Z')?.start).toBe('2026-05-13T22:00:00.000Z');
  });

  it('gives null where the two never meet, and refuses an instant that is none', () => {
    const never = { ...newYork, windows: [at(2, 3, 4)] };
    expect(nextJointBlock(newYork, never, '2026-05-11T22:31:00Z')).toBeNull();
    expect(() => nextJointBlock(newYork, never, 'soon')).toThrow(/“soon” is not an instant/);
  });
});

describe('drawWeek()', () => {
  const count = (days: string[][], cell: string) => days.flat().filter((each) => each === cell).length;

  it('shows the worst week on both walls, with as much shared time as the score counts', () => {
    const picture = drawWeek(newYork, london, { asOf: '2026-02-20T12:00:00Z' });
    expect(picture).toMatchObject({ monday: '2026-03-09', minutes: 420, days: 3 });
    expect(picture.newcomerView.timeZone).toBe('America/New_York');
    for (const { days } of [picture.newcomerView, picture.mentorView]) {
      expect(days.map((day) => day.length)).toEqual(Array(7).fill(48));
      expect(count(days, 'both') * 30).toBe(420);
    }
    // Monday 18:00 in New York is Monday 22:00 in London while only New York is on summer time.
    expect(picture.newcomerView.days[0]!.slice(35, 43)).toEqual([
      'neither',
      'both',
      'both',
      'both',
      'both',
      'both',
      'both',
      'mentor',
    ]);
    expect(picture.mentorView.days[0]!.slice(43)).toEqual(['neither', 'both', 'both', 'both', 'both']);
  });

  it('shows of two quarter-hours the one with both, else the newcomer’s, else the mentor’s', () => {
    const quarters = (...starts: number[]) => ({
      timeZone: 'America/New_York',
      windows: starts.map((start) => ({ day: monday, start: 600 + start, end: 615 + start })),
    });
    const cell = (ours: number[], theirs: number[]) =>
      drawWeek(quarters(...ours), quarters(...theirs), { asOf: '2026-02-20T12:00:00Z' }).newcomerView
        .days[0]![20];
    expect([cell([0], [15]), cell([15], [0])]).toEqual(['newcomer', 'newcomer']);
    expect([cell([0], [0, 15]), cell([15], [0, 15]), cell([0, 15], [0]), cell([0, 15], [15])]).toEqual(
      Array(4).fill('both'),
    );
    expect([cell([], [0]), cell([], [15]), cell([15], []), cell([], [])]).toEqual([
      'mentor',
      'mentor',
      'newcomer',
      'neither',
    ]);
  });

  it('shows the first week when asked for now', () => {
    expect(drawWeek(newYork, london, { asOf: '2026-02-20T12:00:00Z' }, { which: 'now' })).toMatchObject({
      monday: '2026-02-23',
      minutes: 540,
    });
  });

  it('shows shared cells exactly where there is shared time, for every worked pair on the half-hour', () => {
    const onHalfHours = ({ windows }: { windows: WeeklyWindow[] }) =>
      windows.every(({ start, end }) => start % 30 === 0 && end % 30 === 0);
    for (const { newcomer, mentor, context, expected } of pairVectors) {
      if (!onHalfHours(newcomer) || !onHalfHours(mentor) || newcomer.timeZone !== mentor.timeZone) continue;
      const { newcomerView } = drawWeek(newcomer, mentor, context);
      expect(count(newcomerView.days, 'both') * 30).toBe(expected.availability.worstMinutes);
    }
  });

  it('is drawn in half as it is drawn whole, for every worked pair', () => {
    for (const { newcomer, mentor, context } of someOf(pairVectors))
      expect(newcomerWeeksAt(context)(newcomer, mentor)).toEqual(
        drawWeek(newcomer, mentor, context).newcomerView.days,
      );
  });
});

describe('alignClocks()', () => {
  const day = 96;
  const newcomer = { starts: [-500, 20 * day], offsets: [0, 4] };
  const mentor = { starts: [-500, 10 * day, 40 * day], offsets: [-20, -16, -20] };

  it('cuts a span wherever either clock changes, in order, and reads both walls at each cut', () => {
    // 1970-01-01 was a Thursday, so UTC midnight is the 288th quarter-hour of the week.
    expect(alignClocks(newcomer, mentor, { from: 0, to: 30 * day })).toEqual([
      { start: 0, length: 10 * day, newcomerStart: 288, mentorStart: 268 },
      { start: 10 * day, length: 10 * day, newcomerStart: 576, mentorStart: 560 },
      { start: 20 * day, length: 10 * day, newcomerStart: 196, mentorStart: 176 },
    ]);
  });

  it('cuts nothing where clocks change at its edges or outside', () => {
    expect(alignClocks(newcomer, mentor, { from: 20 * day, to: 40 * day })).toEqual([
      { start: 20 * day, length: 20 * day, newcomerStart: 196, mentorStart: 176 },
    ]);
  });
});

describe('stretchesOfWeek()', () => {
  it('are the spans of one week between clock changes, and nothing of other weeks', () => {
    const day = 96;
    // Monday 1970-01-05 is day 4; the clock goes forward by an hour on Wednesday at noon UTC.
    const clock = { starts: [-500, 6 * day + 48], offsets: [0, 4] };
    expect(stretchesOfWeek(clock, clock, 4)).toEqual([
      { start: 4 * day, length: 2 * day + 48, newcomerStart: 0, mentorStart: 0 },
      { start: 6 * day + 48, length: 4 * day + 44, newcomerStart: 244, mentorStart: 244 },
    ]);
    expect(stretchesOfWeek(clock, clock, 11)).toEqual([
      { start: 11 * day - 4, length: 7 * day, newcomerStart: 0, mentorStart: 0 },
    ]);
    expect(stretchesOfWeek(clock, clock, -3)).toHaveLength(1);
  });
});

describe('pairZones()', () => {
  const zones = { newcomer: 'Europe/London', mentor: 'America/New_York' };
  const pair = (asOf: string, clockChangeDays = 182, weeks = 4) =>
    pairZones(zones, Date.parse(asOf), {
      ...rubricV1,
      details: {
        ...rubricV1.details,
        availability: { ...rubricV1.details.availability, clockChangeDays, weeks },
      },
    });
  const dates = (asOf: string, clockChangeDays?: number) =>
    pair(asOf, clockChangeDays).changes.map(({ at, whose }) => [at.slice(0, 16), whose]);

  it('tells clock changes in order, whoever has them first', () => {
    const { changes, weeks } = pair('2026-02-20T12:00:00Z');
    expect(changes).toEqual([
      { at: '2026-03-08T07:00:00.000Z', date: '2026-03-08', whose: 'mentor', week: 2 },
      { at: '2026-03-29T01:00:00.000Z', date: '2026-03-29', whose: 'newcomer', week: 4 },
    ]);
    expect(weeks.map(({ date }) => date)).toEqual([
      '2026-02-23',
      '2026-03-02',
      '2026-03-09',
      '2026-03-16',
      '2026-03-30',
    ]);
  });

  it('knows which sampled weeks are alike, so that each is counted once', () => {
    // The second is cut on its Sunday, when New York's clock changes; the last is five hours apart again, like the first.
    expect(pair('2026-02-20T12:00:00Z').weeks.map(({ like }) => like)).toEqual([0, 1, 2, 2, 0]);
  });

  it('tells changes after the instant and up to the last day that is asked for', () => {
    const mentors = ['2026-03-08T07:00', 'mentor'];
    expect(dates('2026-03-08T06:59:59Z', 5)).toEqual([mentors]);
    expect(dates('2026-03-08T07:00:00Z', 5)).toEqual([]);
    expect(dates('2026-03-03T07:00:00Z', 5)).toEqual([mentors]);
    expect(dates('2026-03-03T06:59:59Z', 5)).toEqual([]);
  });

  it('looks as far ahead as weeks are asked for', () => {
    const { weeks } = pair('2026-10-01T12:00:00Z', 0, 26);
    expect(weeks).toHaveLength(26);
    expect(weeks.at(-1)!.date).toBe('2027-03-29');
    // A whole week on either wall, but for what a clock change adds or takes.
    expect(weeks.map(({ stretches }) => stretches.reduce((sum, { length }) => sum + length, 0))).toEqual(
      weeks.map(({ date }) => (date === '2026-10-19' ? 676 : date === '2027-03-22' ? 668 : 672)),
    );
  });
});

describe('readClock()', () => {
  const quarter = (text: string) => Date.parse(text) / 900_000;
  const changes = (zone: string, from: string, to: string) => {
    const { starts, offsets } = readClock(zone, quarter(from), quarter(to));
    return starts.map((start, i) => [new Date(start * 900_000).toISOString().slice(0, 16), offsets[i]! / 4]);
  };

  it.each<[string, [string, number][]]>([
    ['UTC', [['2026-01-01T00:00', 0]]],
    ['Asia/Kathmandu', [['2026-01-01T00:00', 5.75]]],
    ['America/Phoenix', [['2026-01-01T00:00', -7]]],
    [
      'America/New_York',
      [
        ['2026-01-01T00:00', -5],
        ['2026-03-08T07:00', -4],
        ['2026-11-01T06:00', -5],
      ],
    ],
    [
      'Europe/London',
      [
        ['2026-01-01T00:00', 0],
        ['2026-03-29T01:00', 1],
        ['2026-10-25T01:00', 0],
      ],
    ],
    [
      'Australia/Lord_Howe',
      [
        ['2026-01-01T00:00', 11],
        ['2026-04-04T15:00', 10.5],
        ['2026-10-03T15:30', 11],
      ],
    ],
    [
      'America/St_Johns',
      [
        ['2026-01-01T00:00', -3.5],
        ['2026-03-08T05:30', -2.5],
        ['2026-11-01T04:30', -3.5],
      ],
    ],
  ])('knows to the quarter-hour when a clock changes, and to what: %s', (zone, expected) => {
    expect(changes(zone, '2026-02-01T00:00Z', '2026-12-01T00:00Z')).toEqual(expected);
  });

  it('runs on from year to year', () => {
    expect(changes('America/New_York', '2026-12-31T00:00Z', '2027-01-02T00:00Z')).toEqual([
      ['2026-01-01T00:00', -5],
      ['2026-03-08T07:00', -4],
      ['2026-11-01T06:00', -5],
      ['2027-03-14T07:00', -4],
      ['2027-11-07T06:00', -5],
    ]);
  });

  it('refuses a zone that nobody knows', () => {
    expect(() => readClock('Nowhere', 0, 1)).toThrow(
      new RangeError('Cannot read the clock of “Nowhere”: it is not a known IANA time zone.'),
    );
  });

  it('says which offset holds at a quarter-hour: the new one from its very beginning', () => {
    const clock = readClock('America/New_York', quarter('2026-02-01T00:00Z'), quarter('2026-12-01T00:00Z'));
    const at = (text: string) => offsetAt(clock, quarter(text)) / 4;
    expect(at('2026-03-08T06:45Z')).toBe(-5);
    expect(at('2026-03-08T07:00Z')).toBe(-4);
    expect(at('2026-11-01T05:45Z')).toBe(-4);
    expect(at('2026-11-01T06:00Z')).toBe(-5);
    expect(at('2020-01-01T00:00Z')).toBe(-5);
  });
});

describe('days and weeks', () => {
  it('begin on Monday, before 1970 too', () => {
    const day = (text: string) => Date.parse(text) / 86_400_000;
    expect([
      mondayFrom(day('2026-11-23')),
      mondayFrom(day('2026-11-24')),
      mondayFrom(day('2026-11-29')),
    ]).toEqual([day('2026-11-23'), day('2026-11-30'), day('2026-11-30')]);
    expect(mondayFrom(day('1969-12-27'))).toBe(day('1969-12-29'));
    expect([quarterOfWeek(day('2026-11-23') * 96), quarterOfWeek(day('2026-11-22') * 96 + 95)]).toEqual([
      0, 671,
    ]);
    expect(quarterOfWeek(day('1969-12-29') * 96 + 5)).toBe(5);
    expect(dateOfDay(day('2026-11-23'))).toBe('2026-11-23');
  });
});

describe('isZone()', () => {
  it('takes IANA zones by any of their names, and nothing else', () => {
    for (const zone of [
      'America/New_York',
      'Asia/Kolkata',
      'Asia/Calcutta',
      'Europe/Kyiv',
      'UTC',
      'Etc/GMT+5',
    ]) {
      expect([zone, isZone(zone)]).toEqual([zone, true]);
    }
    for (const zone of ['', '+05:00', '-03', 'Nowhere', 'America/Atlantis', ' UTC', 'UTC\n']) {
      expect([zone, isZone(zone)]).toEqual([zone, false]);
    }
  });
});
