import { describe, expect, test } from 'vitest';
import { wording } from '#shared/explain/names.ts';
import { locales, messages } from '#shared/i18n/index.ts';
import { rubricV1 } from '#shared/matching/rubric-v1.ts';

describe.each(locales)('the pathways in %s', (locale) => {
  test('are those of the rubric, each with a name', () => {
    const { pathways } = messages(locale).terms;
    expect(Object.keys(pathways).sort()).toEqual(Object.keys(rubricV1.pathways).sort());
    for (const name of Object.values(pathways)) expect(name.trim()).not.toBe('');
  });
});

test('each language has its own name for what is no proper name', () => {
  expect(wording('en').pathwayName('harm-reduction')).toBe('Harm reduction or moderation');
  expect(wording('es').pathwayName('harm-reduction')).toBe('Reducción de daños o moderación');
  expect(wording('es').pathway('aa')).toBe('Alcohólicos Anónimos');
  expect(wording('es').pathwayName('smart')).toBe('SMART Recovery');
});
