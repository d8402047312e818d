import { describe, expect, it } from 'vitest';
import {
  gateCodes,
  type MentorProfile,
  type NewcomerProfile,
  type RubricInput,
  rubricV1,
  scorePair,
} from '#shared/matching/index.ts';
import { someOf } from '#test/support/runs.ts';
import { pairVectors, pairWith, rubricVector } from './vectors.ts';

const score = (changes: Parameters<typeof pairWith>[0]) => {
  const { newcomer, mentor, context } = pairWith(changes);
  return scorePair(newcomer, mentor, context);
};

describe('scorePair()', () => {
  it('does not change its arguments, and gives the same again', () => {
    for (const vector of someOf(pairVectors.slice(0, 130))) {
      const before = structuredClone(vector);
      const first = scorePair(vector.newcomer, vector.mentor, vector.context);
      expect(scorePair(vector.newcomer, vector.mentor, vector.context)).toEqual(first);
      expect(vector).toEqual(before);
    }
  });

  it('carries the version of the rubric it was made with', () => {
    const { newcomer, mentor, context } = pairWith();
    expect(scorePair(newcomer, mentor, context).rubricVersion).toBe(1);
    expect(scorePair(newcomer, mentor, context, { ...rubricVector, version: 7 }).rubricVersion).toBe(7);
  });

  it('follows every number that a programme changes', () => {
    const { newcomer, mentor, context } = pairWith();
    const only: RubricInput = {
      ...rubricVector,
      weights: {
        pathway: 0,
        availability: 0,
        recovery: 100,
        lived: 0,
        stage: 0,
        worldview: 0,
        modality: 0,
        gender: 0,
        language: 0,
      },
    };
    const result = scorePair(newcomer, mentor, context, only);
    expect(result.fit).toBeCloseTo(100 * result.components.recovery!, 9);
    const strict = { ...rubricVector, policy: { ...rubricVector.policy, minimumSharedMinutes: 541 } };
    expect(scorePair(newcomer, mentor, context, strict).gates).toEqual(['too-little-shared-time']);
  });

  it('works for a newcomer who told almost nothing and wants nothing in particular', () => {
    const result = score({
      newcomer: {
        gender: null,
        ageBand: null,
        familyStage: [],
        worldview: null,
        location: null,
        pathways: [],
        recoverySince: null,
        wants: [],
        modalities: ['phone', 'video', 'text', 'in-person'],
        windows: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start: 0, end: 0 })),
      },
    });
    expect(result.eligible).toBe(true);
    expect(Object.keys(result.components)).toEqual([
      'pathway',
      'availability',
      'recovery',
      'modality',
      'language',
    ]);
    expect(result.availability.worstMinutes).toBe(540);
  });

  it.each<[string, Partial<NewcomerProfile>, Partial<MentorProfile>, string[]]>([
    ['a phone in common', { otherContactHashes: ['p'] }, { otherContactHashes: ['q', 'p'] }, ['same-person']],
    ['one’s phone, the other’s address', { otherContactHashes: ['h-m'] }, {}, ['same-person']],
    [
      'a phone on the newcomer’s list',
      { doNotMatch: ['p'] },
      { otherContactHashes: ['p'] },
      ['do-not-match'],
    ],
    ['a phone on the mentor’s list', { otherContactHashes: ['p'] }, { doNotMatch: ['p'] }, ['do-not-match']],
    ['phones apart', { otherContactHashes: ['p'], doNotMatch: ['r'] }, { otherContactHashes: ['q'] }, []],
    ['a mentor who never said “still willing”', {}, { heartbeatAt: null }, ['mentor-heartbeat-overdue']],
  ])('looks at every way to reach a person: %s', (_name, newcomer, mentor, gates) => {
    expect(score({ newcomer, mentor }).gates).toEqual(gates);
  });

  it('lists the gates in the order of the design', () => {
    expect(gateCodes).toEqual([
      'consent-missing',
      'same-person',
      'mentor-not-approved',
      'mentor-heartbeat-overdue',
      'mentor-paused',
      'safety-hold',
      'different-track',
      'recovery-too-short',
      'lead-too-short',
      'no-capacity',
      'gender-must',
      'no-shared-language',
      'no-shared-modality',
      'too-far',
      'too-little-shared-time',
      'pathway-excluded',
      'pathway-mismatch',
      'medication-affirming',
      'worldview-must',
      'do-not-match',
    ]);
  });

  it('never lets what was not told pass a must', () => {
    expect(
      score({ newcomer: { worldview: null, worldviewMust: true }, mentor: { worldview: null } }).gates,
    ).toEqual(['worldview-must']);
    expect(
      score({
        newcomer: { genderPreference: { strength: 'must', genders: ['man'] } },
        mentor: { gender: null },
      }).gates,
    ).toEqual(['gender-must']);
    expect(score({ newcomer: { pathways: [], pathwayMust: true } }).gates).toEqual(['pathway-mismatch']);
  });

  it('knows no pathway that the rubric does not know, but knows it for the same', () => {
    expect(
      score({
        newcomer: { pathways: ['new-circle'] },
        mentor: { pathways: [{ pathway: 'smart', depth: 'main' }] },
      }).components.pathway,
    ).toBe(0);
    expect(
      score({
        newcomer: { pathways: ['new-circle'] },
        mentor: { pathways: [{ pathway: 'new-circle', depth: 'main' }] },
      }).components.pathway,
    ).toBe(1);
  });

  const window = { day: 1, start: 600, end: 660 };
  it.each<[string, Parameters<typeof pairWith>[0], RegExp]>([
    ['a capacity of nothing', { mentor: { capacity: 0 } }, /mentor mentor-e's capacity: must be 1 or more/],
    [
      'a match after asOf',
      { mentor: { lastMatchAt: '2026-05-11T08:15:01Z' } },
      /lastMatchAt: must not be after asOf/,
    ],
    ['nobody to mentor', { mentor: { mentorsGenders: [] } }, /mentorsGenders: must name at least one gender/],
    [
      'a window off the grid',
      { newcomer: { windows: [{ ...window, start: 607 }] } },
      /newcomer-e's windows\.0\.start/,
    ],
    ['a window on no day', { mentor: { windows: [{ ...window, day: 8 }] } }, /windows\.0\.day/],
    ['a window past midnight’s end', { mentor: { windows: [{ ...window, end: 1455 }] } }, /windows\.0\.end/],
    ['an unknown zone', { newcomer: { timeZone: 'Mars/Olympus' } }, /timeZone: must be an IANA time zone/],
    ['a bare offset', { mentor: { timeZone: '+05:00' } }, /timeZone: must be an IANA time zone/],
    ['places below nothing', { mentor: { active: -1 } }, /active/],
    ['a month that is none', { mentor: { recoverySince: '2021-13' } }, /recoverySince: must be a month/],
    ['an importance out of range', { newcomer: { importance: { lived: 3 } } }, /importance\.lived/],
    [
      'a place nowhere',
      { newcomer: { location: { lat: Number.NaN, lon: 0, radiusKm: 1 } } },
      /location\.lat/,
    ],
    ['an instant that is none', { context: { asOf: 'yesterday' } }, /the context's asOf/],
    ['a pool below nothing', { context: { mentorPool: -1 } }, /the context's mentorPool/],
  ])('refuses %s, and says what is wrong', (_name, changes, message) => {
    expect(() => score(changes)).toThrow(message);
    expect(() => score(changes)).toThrow(RangeError);
  });

  it('refuses several wrong things at once in one message', () => {
    expect(() => score({ mentor: { capacity: 0, active: -1 } })).toThrow(/capacity: .*; .*active: /);
  });

  const weights = (changes: Partial<typeof rubricV1.weights>) => ({
    ...rubricVector,
    weights: { ...rubricVector.weights, ...changes },
  });
  it.each<[string, RubricInput, RegExp]>([
    ['a negative weight', weights({ lived: -1 }), /the rubric's weights\.lived/],
    ['a weight that is no number', weights({ lived: Number.NaN }), /the rubric's weights\.lived/],
    ['no core weight', weights({ pathway: 0, availability: 0, recovery: 0 }), /some weight/],
    ['bands that rise', { ...rubricVector, bands: { strong: 40, good: 60, fair: 45 } }, /the rubric's bands/],
    [
      'a curve that turns back',
      {
        ...rubricVector,
        curves: {
          ...rubricVector.curves,
          stabilityByYears: [
            [2, 1],
            [1, 0],
          ],
        },
      },
      /stabilityByYears: must rise/,
    ],
    [
      'a pathway without a row',
      {
        ...rubricVector,
        pathways: { ...rubricVector.pathways, x: { label: 'X', track: 'family', row: 'none' } },
      },
      /row of the affinity matrix/,
    ],
  ])('refuses a rubric with %s', (_name, rubric, message) => {
    const { newcomer, mentor, context } = pairWith();
    expect(() => scorePair(newcomer, mentor, context, rubric)).toThrow(message);
  });

  it('keeps version 1 as it is: nobody can change it by accident', () => {
    expect(() => {
      (rubricV1.weights as { lived: number }).lived = 99;
    }).toThrow(TypeError);
  });
});

describe('the explanation', () => {
  it('tells every component and every gate, in order, and agrees with the result', () => {
    for (const { newcomer, mentor, context } of someOf(pairVectors)) {
      const { explanation, components, gates, fit } = scorePair(newcomer, mentor, context);
      expect(explanation.components.map(({ component }) => component)).toEqual(Object.keys(rubricV1.weights));
      expect(explanation.gates.map(({ gate }) => gate)).toEqual(gateCodes);
      expect(explanation.gates.flatMap(({ gate, passed }) => (passed ? [] : [gate]))).toEqual(gates);
      for (const { component, state, score } of explanation.components) {
        expect([component, score]).toEqual([component, components[component] ?? null]);
        expect(state === 'known').toBe(component in components);
      }
      const points = explanation.components.reduce((sum, component) => sum + component.points, 0);
      expect(points).toBeCloseTo(fit, 9);
    }
  });

  it('holds no id, no hash and no name of a list', () => {
    for (const { newcomer, mentor, context } of someOf(pairVectors)) {
      const told = JSON.stringify(scorePair(newcomer, mentor, context).explanation);
      for (const secret of [newcomer.id, mentor.id, newcomer.contactHash, mentor.contactHash]) {
        expect(told).not.toContain(`"${secret}"`);
      }
    }
    const listed = score({ newcomer: { doNotMatch: ['h-m'] } }).explanation;
    const other = score({ mentor: { doNotMatch: ['h-n'] } }).explanation;
    expect(listed).toEqual(other);
  });

  const factOf = (changes: Parameters<typeof pairWith>[0], name: string) => {
    const { explanation } = score(changes);
    const found = [...explanation.components, ...explanation.gates].find(
      (each) => ('component' in each ? each.component : each.gate) === name,
    );
    return found?.fact;
  };

  it('gives the facts that a sentence needs', () => {
    expect(factOf({}, 'pathway')).toEqual({
      newcomerPathway: 'smart',
      choice: 1,
      mentorPathway: 'smart',
      depth: 'experienced',
      same: true,
      shared: ['smart'],
    });
    expect(factOf({}, 'lived')).toEqual({
      met: ['parenting'],
      missing: ['substance:opioids'],
      important: ['parenting'],
    });
    expect(factOf({}, 'stage')).toMatchObject({ bandsApart: 1, sharedFamilyStage: ['parent'] });
    expect(factOf({}, 'modality')).toEqual({
      modality: 'phone',
      choice: 1,
      shared: ['phone'],
      distanceKm: null,
    });
    expect(factOf({}, 'language')).toEqual({ shared: [{ code: 'en', level: 'fluent' }] });
    expect(factOf({ mentor: { active: 1, reserved: 1 } }, 'no-capacity')).toEqual({ free: 0, capacity: 2 });
    expect(factOf({ mentor: { paused: true } }, 'mentor-paused')).toEqual({});
    expect(factOf({ newcomer: { notPathways: ['secular'] } }, 'pathway-excluded')).toEqual({
      excluded: ['secular'],
    });
  });

  it('tells distances in whole kilometres, and only where meeting in person counts', () => {
    const changes = {
      newcomer: { modalities: ['in-person' as const] },
      mentor: { modalities: ['in-person' as const], location: { lat: 45.6, lon: -122.71, radiusKm: 40 } },
    };
    expect(factOf(changes, 'modality')).toMatchObject({ modality: 'in-person', distanceKm: 11 });
    expect(factOf(changes, 'too-far')).toEqual({ inPersonOnly: true, distanceKm: 11, limitKm: 40 });
  });
});
