import { describe, expect, test } from 'vitest';
import type { Id } from '#shared/ids.ts';
import { referenceOf } from '#shared/people/reference.ts';

const letters = '0123456789abcdefghjkmnpqrstvwxyz';

/** As random ids are: 26 letters, of which each hangs on all that came before (xorshift). */
const idsFrom = (seed: number, count: number): Id<'newcomer'>[] => {
  let state = seed;
  const letter = (): string => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return letters[state & 31] ?? '';
  };
  return Array.from(
    { length: count },
    () => `newcomer_${Array.from({ length: 26 }, letter).join('')}` as const,
  );
};

describe('referenceOf()', () => {
  test('is two words and four digits, the same each time for the same id', () => {
    for (const id of idsFrom(42, 200)) {
      expect(referenceOf(id)).toMatch(/^[a-z]{3,10} [a-z]{3,10} [1-9]\d{3}$/);
      expect(referenceOf(id)).toBe(referenceOf(id));
    }
  });

  test('tells people apart: a hundred communities of a thousand share hardly any', () => {
    const shared = Array.from({ length: 100 }, (_, seed) => {
      const references = idsFrom(seed + 1, 1_000).map(referenceOf);
      return references.length - new Set(references).size;
    }).reduce((sum, each) => sum + each, 0);
    // By chance 1.7 are expected (n² ÷ 2 ÷ 28.7 million, a hundred times).
    expect(shared).toBeLessThan(10);
  });
});
