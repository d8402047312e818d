import { describe, expect, it } from 'vitest';
import { requireRubric, rubricV1 } from '#shared/matching/index.ts';

describe('version 1 of the rubric', () => {
  it('passes the check that a rubric of anybody passes, and says everything itself', () => {
    expect(requireRubric(structuredClone(rubricV1))).toEqual(rubricV1);
  });

  it('cannot be changed by anybody', () => {
    const isFrozen = (value: unknown): boolean =>
      typeof value !== 'object' ||
      value === null ||
      (Object.isFrozen(value) && Object.values(value).every((inner) => isFrozen(inner)));
    expect(isFrozen(rubricV1)).toBe(true);
  });
});
