import { expect, test } from 'vitest';
import { wholeParts } from '#shared/explain/components.ts';

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

test('whole parts add up to the rounded sum', () => {
  const weights = [24.4, 20.4, 18.4, 12.4, 24.4];
  const parts = wholeParts(weights);
  expect(sum(parts)).toBe(100);
  // Rounding each by itself would lose two.
  expect(sum(weights.map(Math.round))).not.toBe(100);
  for (const [index, part] of parts.entries()) expect(Math.abs(part - (weights[index] ?? 0))).toBeLessThan(1);
});

test('no part goes over its limit', () => {
  expect(wholeParts([1.6, 1.5, 1.4], [1, 2, 2])).toEqual([1, 2, 2]);
  expect(wholeParts([0.9, 0.9], [0, 0])).toEqual([0, 0]);
});

test('whole numbers stay, nothing is nothing', () => {
  expect(wholeParts([3, 0, 7])).toEqual([3, 0, 7]);
  expect(wholeParts([])).toEqual([]);
});
