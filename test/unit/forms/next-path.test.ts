import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextPath } from '#web/next-path.ts';

test.each([
  '/',
  '/my',
  '/es/my',
  '/desk/newcomers',
  '/my/matches/match_0a1b2c',
  '/my/matches/match_x?answer=yes',
])('nextPath() lets %s through', (path) => expect(nextPath(path)).toBe(path));

test.each([
  'https://evil.example',
  'http:evil.example',
  'HTTPS://evil.example',
  'javascript:alert(1)',
  'data:text/html,x',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '\\/evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '\t//evil.example',
  ' //evil.example',
  '/ /evil.example',
  '/%2f/evil.example',
  '/%2F%2Fevil.example',
  '/%5cevil.example',
  '/%09/evil.example',
  '/%00',
  '/..//evil.example',
  '/my/../../evil',
  '/./evil',
  '/.evil.example',
  '/@evil.example',
  '/my#//evil.example',
  '/my?next=//evil.example',
  '/my:80',
  '/／evil.example',
  '/。evil',
  '/my\u0000',
  '/my\r\nset-cookie: x=y',
  '/<script>',
  'my',
  '',
  '?x=1',
  '#x',
  '/in',
  '/in?next=/in',
  '/es/in',
  '/out',
  '/es/out',
  '/api/me',
  '/_local/inbox',
  `/${'x'.repeat(300)}`,
  null,
  undefined,
  7,
  ['/my'],
])('nextPath() refuses %j', (path) => {
  expect(nextPath(path)).toBeNull();
});

test('nextPath() lets nothing through that a browser would take to another site', () => {
  const origin = 'https://alongside.example.org';
  const tricky = fc.array(
    fc.constantFrom(
      '/',
      '\\',
      '.',
      ':',
      '@',
      '#',
      '?',
      '%2f',
      '%5c',
      '\t',
      '\n',
      ' ',
      'evil.example',
      'my',
      '／',
      '\u0000',
    ),
    { maxLength: 10 },
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.webUrl(),
        tricky.map((parts) => parts.join('')),
      ),
      (text) => {
        const next = nextPath(text);
        if (next !== null) expect(new URL(next, `${origin}/in`).origin).toBe(origin);
      },
    ),
    { numRuns: 1_000 },
  );
});
