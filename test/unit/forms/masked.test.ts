import { expect, test } from 'vitest';
import { pendingAddress, pendingFor } from '#functions/api/session-routes.ts';
import { maskedAddress } from '#shared/people/masked.ts';

test('a masked address keeps its ends and its host', () => {
  expect(maskedAddress('robin@example.org')).toBe('r…n@example.org');
  expect(maskedAddress('jo@example.org')).toBe('j…@example.org');
  expect(maskedAddress('j@example.org')).toBe('j…@example.org');
});

test('a browser keeps it with its challenge; what does not look like one is not shown', () => {
  const kept = pendingFor('challenge_1.secret', 'robin@example.org');
  expect(kept.split('.').slice(0, 2)).toEqual(['challenge_1', 'secret']);
  expect(kept).not.toContain('robin');
  expect(pendingAddress(kept)).toBe('r…n@example.org');
  const forged = (text: string) => `challenge_1.secret.${Buffer.from(text).toString('base64url')}`;
  for (const text of ['<b>x</b>', 'call 555 0101', 'robin@example.org', ''])
    expect(pendingAddress(forged(text))).toBeNull();
  expect(pendingAddress('challenge_1.secret')).toBeNull();
  expect(pendingAddress(null)).toBeNull();
});
