import { describe, expect, test } from 'vitest';
import { alternativeText } from '#shared/explain/alternative.ts';
import { gapWords } from '#shared/explain/recruit-gap.ts';
import { locales } from '#shared/i18n/index.ts';
import type { Need, RecruitGap } from '#shared/matching/index.ts';
import { needGates } from '#shared/matching/recruit-gap-schema.ts';

const gapOf = (
  needs: readonly Need[],
  lackOnly: RecruitGap['gaps'][number]['lackOnly'] = [],
): RecruitGap => ({
  waiting: 8,
  mentorsWithRoom: 5,
  gaps: [{ needs: [...needs], waiting: 6, lackOnly }],
  others: 2,
});
const spanish: Need = { gate: 'no-shared-language', values: ['es'], must: false };
const medication: Need = { gate: 'medication-affirming', values: [], must: false };

describe('which mentors are missing, in words', () => {
  test('who needs what together, who is near it, and that there are more', () => {
    const gap = gapOf(
      [spanish, medication],
      [
        { gate: 'no-shared-language', mentors: 0 },
        { gate: 'medication-affirming', mentors: 1 },
      ],
    );
    expect(gapWords(gap, 'en')).toEqual({
      gaps: [
        {
          sentence: '6 newcomers who need Spanish and support for medication wait; no such mentor has room.',
          nearly: ['1 mentor with room has all but this: support for medication.'],
        },
      ],
      others: '2 more have nobody. Too few share the same needs for them to be told here.',
    });
    expect(gapWords(gap, 'es').gaps[0]).toEqual({
      sentence: '6 personas que necesitan español y apoyo a la medicación esperan; nadie así tiene lugar.',
      nearly: ['A 1 persona con lugar le falta solo esto: apoyo a la medicación.'],
    });
    expect(gapWords(gapOf([]), 'en').gaps[0]?.sentence).toBe('6 newcomers wait; no mentor has room at all.');
  });

  test('every need has words of its own in both languages, exactly and roughly', () => {
    const values: Partial<Record<Need['gate'], string[]>> = {
      'different-track': ['family'],
      'no-shared-language': ['es'],
      'gender-must': ['woman'],
      'pathway-mismatch': ['aa', 'na'],
      'pathway-excluded': ['smart'],
      'worldview-must': ['secular'],
      'no-shared-modality': ['phone'],
    };
    for (const locale of locales) {
      const told = needGates.flatMap((gate) => {
        const exact: Need = { gate, values: values[gate] ?? [], must: false };
        const must: Need[] = values[gate] ? [{ ...exact, must: true }] : [];
        const rough: Need[] =
          values[gate] && gate !== 'different-track' ? [{ gate, values: null, must: false }] : [];
        return [exact, ...must, ...rough].map((need) => gapWords(gapOf([need]), locale).gaps[0]!.sentence);
      });
      for (const sentence of told) expect(sentence).not.toMatch(/undefined|null|-must|-shared| {2}/);
      // Only a gender and pathways are told otherwise as a must.
      expect(new Set(told).size).toBe(12 + 2 + 6);
    }
  });
});

describe('the nearest alternative, in words', () => {
  const mentor = { name: 'Dana' };

  test('what it would cost, and whether there is a place', () => {
    expect(alternativeText({ mentor, difference: -324, hasRoom: true }, 'en')).toBe(
      'Next: Dana, 3.2 points less, with a free place.',
    );
    expect(alternativeText({ mentor, difference: -100, hasRoom: false }, 'es')).toBe(
      'Después: Dana, 1 punto menos, sin ningún lugar libre.',
    );
    expect(alternativeText({ mentor, difference: 4, hasRoom: true }, 'en')).toBe(
      'Next: Dana, just as good, with a free place.',
    );
    expect(alternativeText({ mentor, difference: 250, hasRoom: false }, 'en')).toBe(
      'Dana would come to 2.5 points more; their places go where all pairs together add up to more.',
    );
  });
});
