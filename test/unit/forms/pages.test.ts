import { describe, expect, test } from 'vitest';
import { foldText } from '#shared/fold-text.ts';
import { moments } from '#shared/mail/moment.ts';
import { phoneText } from '#web/phone-text.ts';
import { onceEach } from '#web/portal/once-each.ts';
import { withoutTrailingSlash } from '#web/trailing-slash.ts';

/* Small pure parts of the pages. */

describe('an address with a slash at its end', () => {
  const origin = 'https://alongside.example';
  const at = (path: string, method = 'GET') =>
    withoutTrailingSlash({ method, url: `https://elsewhere.example${path}` }, origin);

  test('leads to the page without it', () => {
    expect(at('/es/')).toBe(`${origin}/es`);
    expect(at('/how/?a=b')).toBe(`${origin}/how?a=b`);
    expect(at('/desk//', 'HEAD')).toBe(`${origin}/desk`);
  });

  test('never leads to another site', () => {
    expect(at('//evil.example/')).toBe(`${origin}/evil.example`);
    expect(at('//')).toBe(`${origin}/`);
  });

  test('needs no change otherwise', () => {
    for (const path of ['/', '/es', '/how?next=/']) expect(at(path)).toBeNull();
    expect(at('/how/', 'POST')).toBeNull();
  });
});

test('a search minds neither accents nor capitals', () => {
  expect(foldText('Ñandú')).toBe('nandu');
  expect(foldText('n\u0303ANDU\u0301')).toBe('nandu');
  expect(foldText('Łucja Straße')).toBe('łucja straße');
});

test('a number of the region is written as people write it', () => {
  expect(phoneText('+12125550188')).toBe('(212) 555-0188');
  expect(phoneText('+442079460000')).toBe('+442079460000');
});

test('what was done once is told once', () => {
  const change = {
    at: '2026-05-01T10:00:00.000Z',
    actor: 'newcomer',
    event: 'apply',
    from: null,
    to: 'unverified',
  };
  const told = onceEach([
    { ...change, about: 'person' },
    { ...change, about: 'request' },
    { ...change, at: '2026-05-02T10:00:00.000Z', about: 'request' },
  ]);
  expect(told.map(({ at }) => at.slice(0, 10))).toEqual(['2026-05-01', '2026-05-02']);
});

test('a day of another year carries its year', () => {
  const { date, dateTime } = moments('en', 'America/New_York', '2026-12-31T12:00:00.000Z');
  expect(date('2026-06-01T12:00:00.000Z')).toBe('Monday, June 1');
  expect(date('2027-01-02T12:00:00.000Z')).toBe('Saturday, January 2, 2027');
  // New Year's Day in UTC is still the old year on this wall.
  expect(date('2027-01-01T03:00:00.000Z')).toBe('Thursday, December 31');
  expect(dateTime('2027-01-02T12:00:00.000Z')).toContain('2027');
});
