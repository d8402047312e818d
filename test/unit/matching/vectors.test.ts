import { describe, expect, it } from 'vitest';
import { gateCodes, rubricV1, scorePair, scoreResultSchema } from '#shared/matching/index.ts';
import { someOf } from '#test/support/runs.ts';
import { pairVectors, rubricVector } from './vectors.ts';

const closeTo = (actual: number, expected: number) => Math.abs(actual - expected) <= 1e-9;

describe('scorePair()', () => {
  it.each(pairVectors.map((vector, i) => [vector.name ?? `pair ${i + 1}`, vector] as const))(
    'gives what the independent implementation gave: %s',
    (_name, { newcomer, mentor, context, expected }) => {
      const result = scorePair(newcomer, mentor, context);
      expect(result.gates).toEqual(expected.gates);
      expect(result.weeks).toEqual(expected.weeks);
      expect(result.availability).toEqual(expected.availability);
      expect([result.eligible, result.fitCentipoints, result.band]).toEqual([
        expected.eligible,
        expected.fitCentipoints,
        expected.band,
      ]);
      expect(Object.keys(result.components)).toEqual(Object.keys(expected.components));
      for (const [name, score] of Object.entries(expected.components)) {
        expect(result.components[name as keyof typeof result.components], name).toSatisfy((actual: number) =>
          closeTo(actual, score),
        );
      }
      for (const name of ['confidence', 'fit', 'rank', 'priority'] as const) {
        expect(result[name], name).toSatisfy((actual: number) => closeTo(actual, expected[name]));
      }
    },
  );

  it('was asked about all 364 pairs, and every gate but none stands unused in them', () => {
    expect(pairVectors).toHaveLength(364);
    expect(new Set(pairVectors.flatMap(({ expected }) => expected.gates))).toEqual(new Set(gateCodes));
  });

  it('gives the same with the rubric as the file has it, which leaves the finer numbers out', () => {
    for (const { newcomer, mentor, context } of pairVectors.slice(0, 20)) {
      expect(scorePair(newcomer, mentor, context, rubricVector)).toEqual(
        scorePair(newcomer, mentor, context),
      );
    }
  });

  it('gives a result that its own schema takes, losing nothing', () => {
    for (const { newcomer, mentor, context } of someOf(pairVectors)) {
      const result = scorePair(newcomer, mentor, context);
      expect(scoreResultSchema.parse(result)).toEqual(result);
    }
  });
});

describe('rubricV1', () => {
  it('holds every number of the rubric file', () => {
    expect(rubricV1).toMatchObject(rubricVector);
    expect(Object.keys(rubricV1.affinity)).toEqual(Object.keys(rubricVector.affinity));
  });
});
