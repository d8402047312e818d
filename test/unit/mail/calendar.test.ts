import { describe, expect, test } from 'vitest';
import { callCalendar, callFile, cancelledCallFile } from '#functions/mail/calendar.ts';

const call = {
  matchId: 'match_0sample0sample0sample0samp',
  start: '2026-03-12T22:00:00.000Z',
  end: '2026-03-12T22:30:00.000Z',
  title: 'Call',
  sequence: 4,
  now: '2026-03-10T22:30:00.000Z',
} as const;

/** Reads a calendar back by the rules of RFC 5545: unfolds, splits, unescapes. */
const parse = (text: string): Map<string, string> => {
  const lines = text.replaceAll('\r\n ', '').split('\r\n').slice(0, -1);
  return new Map(
    lines.map((line) => {
      const at = line.indexOf(':');
      const value = line
        .slice(at + 1)
        .replaceAll(/\\([\\;,nN])/g, (_, sign) => (/n/i.test(sign) ? '\n' : sign));
      return [line.slice(0, at), value];
    }),
  );
};

test('a call reads back as it was: when, which, and the how-manieth version', () => {
  const fields = parse(callCalendar(call));
  expect(Object.fromEntries(fields)).toMatchObject({
    METHOD: 'PUBLISH',
    UID: 'match_0sample0sample0sample0samp@alongside',
    SEQUENCE: '4',
    DTSTAMP: '20260310T223000Z',
    DTSTART: '20260312T220000Z',
    DTEND: '20260312T223000Z',
    SUMMARY: 'Call',
    STATUS: 'CONFIRMED',
    CLASS: 'PRIVATE',
  });
});

test('a later file cancels the same call', () => {
  const match = { id: call.matchId, version: 9, firstCall: { start: call.start, end: call.end } };
  const file = cancelledCallFile(match, 'en', call.now);
  expect(file?.contentType).toContain('method=CANCEL');
  expect(parse(file?.content ?? '').get('METHOD')).toBe('CANCEL');
  expect(parse(file?.content ?? '').get('SEQUENCE')).toBe('9');
  // What has been is left in the calendar.
  expect(cancelledCallFile(match, 'en', call.end)).toBeNull();

  const fields = parse(callCalendar({ ...call, sequence: 5, cancelled: true }));
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

test('the file for a match is named and titled neutrally, and there is none without a suggested call', () => {
  const firstCall = { start: call.start, end: call.end };
  const file = callFile({ id: call.matchId, version: 7, firstCall }, 'es', call.now);
  expect(file?.filename).toBe('call.ics');
  expect(parse(file?.content ?? '').get('SUMMARY')).toBe('Llamada');
  expect(parse(file?.content ?? '').get('SEQUENCE')).toBe('7');
  expect(callFile({ id: call.matchId, version: 7, firstCall: null }, 'es', call.now)).toBeNull();
});
