import { expect, test } from 'vitest';
import { requireRubric, rubricV1 } from '#shared/matching/index.ts';

test('version 1 passes the check that a rubric of anybody passes, and says everything itself', () => {
  expect(requireRubric(structuredClone(rubricV1))).toEqual(rubricV1);
});

test('nobody can change version 1', () => {
  const isFrozen = (value: unknown): boolean =>
    typeof value !== 'object' ||
    value === null ||
    (Object.isFrozen(value) && Object.values(value).every((inner) => isFrozen(inner)));
  expect(isFrozen(rubricV1)).toBe(true);
});
