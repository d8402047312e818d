import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { callCalendar, callFile, cancelledCallFile } from '#functions/mail/calendar.ts';
import { locales } from '#shared/i18n/index.ts';

const call = {
  matchId: 'match_0sample0sample0sample0samp',
  start: '2026-03-12T22:00:00.000Z',
  end: '2026-03-12T22:30:00.000Z',
  timeZone: 'America/New_York',
  title: 'Call',
  sequence: 4,
  now: '2026-03-10T22:30:00.000Z',
  organizer: 'alongside@alongside.example.org',
} as const;
const printed = {
  locale: 'en',
  timeZone: call.timeZone,
  now: call.now,
  origin: 'https://alongside.example.org',
} as const;
const owner = 'robin@example.org';
const matchOf = (version: number) => ({
  id: call.matchId,
  version,
  firstCall: { start: call.start, end: call.end },
});

/** Lines of a calendar, unfolded, by the rules of RFC 5545. */
const linesOf = (text: string): string[] => text.replaceAll('\r\n ', '').split('\r\n').slice(0, -1);

/** What stands between a component's BEGIN and END, once for each. */
const componentsOf = (lines: readonly string[], name: string): string[][] =>
  lines.flatMap((line, i) =>
    line === `BEGIN:${name}` ? [lines.slice(i + 1, lines.indexOf(`END:${name}`, i))] : [],
  );

/** Properties by their names, parameters cut off, values unescaped; in a calendar, those of its zone are left out. */
const fieldsOf = (lines: readonly string[]): Map<string, string> =>
  new Map(
    lines.map((line) => {
      const at = line.indexOf(':');
      const value = line
        .slice(at + 1)
        .replaceAll(/\\([\\;,nN])/g, (_, sign) => (/n/i.test(sign) ? '\n' : sign));
      return [line.slice(0, at).split(';')[0]!, value];
    }),
  );

/** Reads a calendar back: its own properties, and those of its one event. */
const parse = (text: string): Map<string, string> => {
  const lines = linesOf(text);
  const from = lines.indexOf('BEGIN:VTIMEZONE');
  if (from >= 0) lines.splice(from, lines.indexOf('END:VTIMEZONE') - from + 1);
  return fieldsOf(lines);
};

test('a call reads back as it was: when, which, and the how-manieth version', () => {
  const fields = parse(callCalendar(call));
  expect(Object.fromEntries(fields)).toMatchObject({
    METHOD: 'PUBLISH',
    UID: 'match_0sample0sample0sample0samp@alongside',
    SEQUENCE: '4',
    DTSTAMP: '20260310T223000Z',
    DTSTART: '20260312T180000',
    DTEND: '20260312T183000',
    SUMMARY: 'Call',
    STATUS: 'TENTATIVE',
    CLASS: 'PRIVATE',
  });
});

test('a later file cancels the same call', () => {
  const match = matchOf(9);
  const file = cancelledCallFile(match, printed, owner);
  expect(file?.contentType).toContain('method=CANCEL');
  expect(parse(file?.content ?? '').get('METHOD')).toBe('CANCEL');
  expect(parse(file?.content ?? '').get('SEQUENCE')).toBe('9');
  // What has been is left in the calendar.
  expect(cancelledCallFile(match, { ...printed, now: call.end }, owner)).toBeNull();

  const fields = parse(callCalendar({ ...call, sequence: 5, cancelledFor: owner }));
  expect(fields.get('UID')).toBe(parse(callCalendar(call)).get('UID'));
  expect(fields.get('SEQUENCE')).toBe('5');
  expect(fields.get('STATUS')).toBe('CANCELLED');
});

describe('whatever a title holds', () => {
  const titles = {
    markup: '<b>Call</b> {{7*7}}',
    breaks: 'Call\r\nATTENDEE:mailto:everyone@evil.example\nEND:VEVENT',
    signs: 'a;b,c\\d:e"f',
    long: 'é'.repeat(300),
    emoji: '🙂'.repeat(60),
  };
  test.each(Object.entries(titles))('%s: one field, CRLF, folded at 75 octets', (_, title) => {
    const text = callCalendar({ ...call, title });
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    for (const line of text.split('\r\n')) {
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      expect(line.isWellFormed()).toBe(true);
    }
    const fields = parse(text);
    expect(fields.get('SUMMARY')).toBe(title.replaceAll('\r\n', '\n'));
    expect(fields.has('ATTENDEE')).toBe(false);
    expect([...fields.keys()]).toEqual([...parse(callCalendar(call)).keys()]);
  });
});

test('the file for a match is named and titled neutrally, and there is none without a suggested call that lies ahead', () => {
  const spanish = { ...printed, locale: 'es' } as const;
  const file = callFile(matchOf(7), spanish);
  expect(file?.filename).toBe('call.ics');
  expect(parse(file?.content ?? '').get('SUMMARY')).toBe('Llamada');
  expect(parse(file?.content ?? '').get('SEQUENCE')).toBe('7');
  expect(callFile({ ...matchOf(7), firstCall: null }, spanish)).toBeNull();
  expect(callFile(matchOf(7), { ...spanish, now: call.start })).toBeNull();
});

/** What RFC 5546, 3.2.1 and 3.2.5, ask of an event, by method: how often each property may stand there. */
const rules = {
  PUBLISH: { ORGANIZER: 1, ATTENDEE: 0, UID: 1, DTSTAMP: 1, DTSTART: 1, SUMMARY: 1, SEQUENCE: 1 },
  CANCEL: { ORGANIZER: 1, ATTENDEE: 1, UID: 1, DTSTAMP: 1, SEQUENCE: 1, STATUS: 1 },
} as const;

const eventOf = (text: string): string[] => componentsOf(linesOf(text), 'VEVENT')[0]!;
const count = (lines: readonly string[], name: string): number =>
  lines.filter((line) => line.split(/[;:]/)[0] === name).length;

describe.each(locales)('in %s', (locale) => {
  const own = { ...printed, locale };
  const files = { PUBLISH: callFile(matchOf(7), own), CANCEL: cancelledCallFile(matchOf(8), own, owner) };

  test.each(['PUBLISH', 'CANCEL'] as const)(
    '%s holds what RFC 5546 asks for, and nothing it forbids',
    (method) => {
      const text = files[method]?.content ?? '';
      const lines = eventOf(text);
      for (const [name, times] of Object.entries(rules[method]))
        expect([name, count(lines, name)]).toEqual([name, times]);
      expect(parse(text).get('METHOD')).toBe(method);
      // Programs go by the media type before they open the file: both must say the same.
      expect(files[method]?.contentType).toBe(`text/calendar; charset=utf-8; method=${method}`);
      expect(lines).toContain(`STATUS:${method === 'CANCEL' ? 'CANCELLED' : 'TENTATIVE'}`);
    },
  );

  test('a cancellation is of the same call, by the same organizer, newer, and for its owner alone', () => {
    const [before, after] = [eventOf(files.PUBLISH?.content ?? ''), eventOf(files.CANCEL?.content ?? '')];
    const lineOf = (lines: readonly string[], name: string) =>
      lines.find((line) => line.split(/[;:]/)[0] === name);
    for (const name of ['UID', 'ORGANIZER', 'DTSTART', 'DTEND', 'SUMMARY'])
      expect([name, lineOf(after, name)]).toEqual([name, lineOf(before, name)]);
    expect(lineOf(before, 'ORGANIZER')).toMatch(/:mailto:alongside@alongside\.example\.org$/i);
    expect(lineOf(after, 'ATTENDEE')).toMatch(/:mailto:robin@example\.org$/i);
    expect(lineOf(before, 'SEQUENCE')).toBe('SEQUENCE:7');
    expect(lineOf(after, 'SEQUENCE')).toBe('SEQUENCE:8');
  });
});

/** Milliseconds since 1970 of a wall clock's reading, were that clock in UTC. */
const readingMs = (text: string): number =>
  Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z?$/, '$1-$2-$3T$4:$5:$6.000Z'));

const offsetMs = (text: string): number =>
  (text.startsWith('-') ? -1 : 1) * (Number(text.slice(1, 3)) * 60 + Number(text.slice(3, 5))) * 60_000;

/** The instant that a calendar program takes a time for, by RFC 5545, 3.3.5 and 3.6.5, from the file alone. */
const instantOf = (text: string, name: 'DTSTART' | 'DTEND'): string => {
  const lines = linesOf(text);
  const local = readingMs(parse(text).get(name) ?? '');
  const line = eventOf(text).find((each) => each.startsWith(name)) ?? '';
  if (line.endsWith('Z')) return new Date(local).toISOString();
  const [zone] = componentsOf(lines, 'VTIMEZONE').map(fieldsOf);
  expect(line).toContain(`;TZID=${zone?.get('TZID')}:`);
  const onsets = ['STANDARD', 'DAYLIGHT']
    .flatMap((each) => componentsOf(lines, each).map(fieldsOf))
    .map((fields) => {
      const [from, to] = [fields.get('TZOFFSETFROM') ?? '', fields.get('TZOFFSETTO') ?? ''].map(offsetMs);
      return { at: readingMs(fields.get('DTSTART') ?? '') - from!, from: from!, to: to! };
    })
    .toSorted((a, b) => a.at - b.at);
  // Of two instants that a clock shows alike, the first is meant.
  const meant = onsets
    .map(({ to }) => local - to)
    .filter((instant) => (onsets.findLast(({ at }) => at <= instant)?.to ?? Number.NaN) === local - instant);
  return new Date(Math.min(...meant)).toISOString();
};

describe('a time on its owner’s clock', () => {
  const quarter = 15 * 60_000;
  const zones = Intl.supportedValuesOf('timeZone');

  test('is the same instant to whoever reads the file, in every zone and around every change', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: Date.UTC(2025, 0, 1) / quarter, max: Date.UTC(2035, 0, 1) / quarter }),
        (timeZone, at) => {
          const [start, end] = [at, at + 2].map((each) => new Date(each * quarter).toISOString()) as [
            string,
            string,
          ];
          const text = callCalendar({ ...call, timeZone, start, end });
          expect([instantOf(text, 'DTSTART'), instantOf(text, 'DTEND')]).toEqual([start, end]);
        },
      ),
      { numRuns: 400 },
    );
  });

  test.each([
    // Each quarter-hour of the nights in which a clock jumps: back, forward, by half an hour.
    ['America/New_York', '2026-11-01T04:00:00.000Z'],
    ['America/New_York', '2026-03-08T05:00:00.000Z'],
    ['Australia/Lord_Howe', '2026-04-04T13:00:00.000Z'],
    ['Europe/London', '2026-10-25T00:00:00.000Z'],
  ])('%s from %s on', (timeZone, from) => {
    for (let i = 0; i < 24; i += 1) {
      const [start, end] = [i, i + 2].map((each) =>
        new Date(Date.parse(from) + each * quarter).toISOString(),
      ) as [string, string];
      const text = callCalendar({ ...call, timeZone, start, end });
      expect([instantOf(text, 'DTSTART'), instantOf(text, 'DTEND')]).toEqual([start, end]);
    }
  });

  test('a zone that never changes has its one observance, and DTSTAMP stays in UTC', () => {
    const text = callCalendar({ ...call, timeZone: 'America/Phoenix' });
    expect(componentsOf(linesOf(text), 'STANDARD')).toHaveLength(1);
    expect(componentsOf(linesOf(text), 'DAYLIGHT')).toHaveLength(0);
    expect(parse(text).get('DTSTAMP')).toBe('20260310T223000Z');
    expect(() => callCalendar({ ...call, timeZone: 'Nowhere/Nothing' })).toThrow(RangeError);
  });
});
