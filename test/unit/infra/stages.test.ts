import { describe, expect, test } from 'vitest';
import { requireStage, type StageSettings, stages } from '../../../infra/stages.ts';

const whole: StageSettings = {
  name: 'harbor-valley',
  region: 'us-east-1',
  domain: 'alongside.example.org',
  coordinators: ['coordinator@example.org'],
};

const refusalOf = (stage: Record<string, unknown>): string => {
  try {
    requireStage('harbor-valley', [{ ...whole, ...stage } as never]);
    return '';
  } catch (error) {
    return String(error);
  }
};

describe('requireStage()', () => {
  test('takes a whole stage', () => {
    expect(requireStage('harbor-valley', [whole])).toMatchObject(whole);
  });

  test.each(['region', 'domain', 'coordinators'])(
    'asks for its %s, and for nothing that is not here',
    (key) => {
      expect(refusalOf({ [key]: undefined })).toContain(`\`${key}\``);
      expect(refusalOf({ [key]: undefined }).split('\n')).toHaveLength(2);
    },
  );

  test.each<[string, Record<string, unknown>, string]>([
    ['no domain', { domain: '' }, '`domain`'],
    ['a missing domain', { domain: undefined }, '`domain`'],
    ['a domain with a scheme', { domain: 'https://alongside.example.org' }, '`domain`'],
    ['no coordinator', { coordinators: [] }, '`coordinators`'],
    ['a coordinator without an address', { coordinators: ['Dana'] }, '“Dana” is not an address'],
    ['a coordinator in capitals', { coordinators: ['Dana@example.org'] }, '“Dana@example.org” is not'],
    ['another region', { region: 'eu-west-1' }, '`region`'],
    ['a community without its zone', { community: { name: 'Harbor' } }, '`community.timeZone`'],
    ['a word that it does not know', { domian: 'x' }, 'domian'],
    ['an account that is none', { account: '123' }, '`account`'],
    ['no calls of SES', { mailPerSecond: 0 }, '`mailPerSecond`'],
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

test.each(stages)('stage $name is whole', (stage) => {
  expect(requireStage(stage.name)).toMatchObject(stage);
});
