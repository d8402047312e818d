import { describe, expect, test } from 'vitest';
import { communitySchema } from '#shared/community.ts';
import { emailSchema } from '#shared/people/contact.ts';
import { requireStage, type Stage, stages } from '../../../infra/stages.ts';

const whole: Stage = {
  name: 'harbor-valley',
  region: 'us-east-1',
  domain: 'alongside.example.org',
  coordinators: ['coordinator@example.org'],
};

const refusalOf = (stage: Partial<Record<keyof Stage, unknown>>): string => {
  try {
    requireStage('harbor-valley', [{ ...whole, ...stage } as Stage]);
    return '';
  } catch (error) {
    return String(error);
  }
};

describe('requireStage()', () => {
  test('takes a whole stage', () => {
    expect(requireStage('harbor-valley', [whole])).toBe(whole);
  });

  test.each<[string, Partial<Record<keyof Stage, unknown>>, string]>([
    ['no domain', { domain: '' }, '`domain`'],
    ['a missing domain', { domain: undefined }, '`domain`'],
    ['a domain with a scheme', { domain: 'https://alongside.example.org' }, '`domain`'],
    ['no coordinator', { coordinators: [] }, '`coordinators`'],
    ['a coordinator without an address', { coordinators: ['Dana'] }, '“Dana” is not an address'],
    ['another region', { region: 'eu-west-1' }, '`region`'],
  ])('refuses %s and says what to set', (_, fault, words) => {
    expect(refusalOf(fault)).toContain(words);
  });

  test('names everything that is wrong at once', () => {
    const refusal = refusalOf({ domain: '', coordinators: [] });
    expect(refusal).toContain('`domain`');
    expect(refusal).toContain('`coordinators`');
  });

  test('a stage that is not there is refused with those that are', () => {
    expect(() => requireStage('nowhere')).toThrow(/“nowhere”; it has example/);
  });
});

test.each(stages)('stage $name is one that the functions accept', (stage) => {
  expect(requireStage(stage.name)).toBe(stage);
  if (stage.community) communitySchema.parse(stage.community);
  for (const address of stage.coordinators) expect(emailSchema.parse(address)).toBe(address);
});
