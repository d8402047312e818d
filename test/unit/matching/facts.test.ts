import { describe, expect, it } from 'vitest';
import { nearness } from '#shared/matching/components.ts';
import { rubricV1, scorePair } from '#shared/matching/index.ts';
import { distanceBetween } from '#shared/matching/pair.ts';
import { bandOf } from '#shared/matching/score.ts';
import { pairWith } from './vectors.ts';

type Changes = NonNullable<Parameters<typeof pairWith>[0]>;

const score = (changes: Changes, rubric = rubricV1) => {
  const { newcomer, mentor, context } = pairWith(changes);
  return scorePair(newcomer, mentor, context, rubric);
};

/** Every fact that is told of a pair, by component or gate. */
const factsOf = (changes: Changes) => {
  const { components, gates } = score(changes).explanation;
  return {
    ...Object.fromEntries(components.map(({ component, fact }) => [component, fact])),
    ...Object.fromEntries(gates.map(({ gate, fact }) => [gate, fact])),
  };
};

const days = (count: number): number => count / 365.25;

describe('the facts that are told of a pair', () => {
  it('are all there where much stands against it and little is known', () => {
    expect(
      factsOf({
        newcomer: {
          consented: false,
          safetyHold: true,
          track: 'mental-health',
          gender: null,
          ageBand: null,
          familyStage: [],
          worldview: null,
          worldviewMust: true,
          location: null,
          pathways: [],
          notPathways: ['secular', 'smart'],
          recoverySince: null,
          modalities: ['in-person'],
          genderPreference: { strength: 'must', genders: ['woman'] },
          needsMedicationAffirming: true,
          wants: [],
          languages: [
            { code: 'en', level: 'basic' },
            { code: 'es', level: 'conversational' },
          ],
          windows: [],
        },
        mentor: {
          modalities: ['in-person', 'video'],
          location: null,
          worldview: 'secular',
          mentorsGenders: ['man'],
          languages: [{ code: 'es', level: 'fluent' }],
          heartbeatAt: null,
          capacity: 1,
          active: 2,
        },
      }),
    ).toEqual({
      pathway: {
        newcomerPathway: 'unsure',
        choice: null,
        mentorPathway: 'secular',
        depth: 'main',
        same: false,
        shared: [],
      },
      availability: {
        worstMinutes: 0,
        worstDays: 0,
        bestMinutes: 0,
        nowMinutes: 0,
        fragile: false,
        soon: false,
        changes: [{ at: '2026-11-01T06:00:00.000Z', date: '2026-11-01', whose: 'both', minutes: 0 }],
      },
      recovery: { mentorYears: days(1806), leadYears: days(1806), newcomerTold: false },
      lived: { met: [], missing: [], important: [] },
      stage: { newcomerAgeBand: null, mentorAgeBand: '46-55', bandsApart: null, sharedFamilyStage: [] },
      worldview: { newcomer: null, mentor: 'secular' },
      modality: { modality: null, choice: null, shared: ['in-person'], distanceKm: null },
      gender: { preferred: ['woman'], mentor: 'man' },
      language: { shared: [{ code: 'es', level: 'conversational' }] },
      'consent-missing': { newcomer: false, mentor: true },
      'same-person': {},
      'mentor-not-approved': {},
      'mentor-heartbeat-overdue': { daysAgo: null, limitDays: 35 },
      'mentor-paused': {},
      'safety-hold': { newcomer: true, mentor: false },
      'different-track': { newcomer: 'mental-health', mentor: 'substance-use' },
      'recovery-too-short': { mentorDays: 1806, neededDays: 365 },
      'lead-too-short': { leadDays: 1806, neededDays: 180 },
      'no-capacity': { free: 0, capacity: 1 },
      'gender-must': { newcomerWants: ['woman'], mentor: 'man', mentorMentors: ['man'], newcomer: null },
      'no-shared-language': { shared: ['es'] },
      'no-shared-modality': { shared: ['in-person'] },
      'too-far': { inPersonOnly: true, distanceKm: null, limitKm: null },
      'too-little-shared-time': { minutes: 0, neededMinutes: 60, textOnly: false },
      'pathway-excluded': { excluded: ['secular'] },
      'pathway-mismatch': { score: 0.7, neededScore: 0.1, obstacles: [] },
      'medication-affirming': { needed: true, attested: false },
      'worldview-must': { must: true, newcomer: null, mentor: 'secular' },
      'do-not-match': {},
    });
  });

  it('are all there where two are near each other in most things', () => {
    expect(
      factsOf({
        newcomer: {
          track: 'family',
          languages: [
            { code: 'en', level: 'fluent' },
            { code: 'es', level: 'conversational' },
          ],
          notPathways: ['secular'],
          pathways: ['smart', 'secular'],
          modalities: ['video', 'in-person'],
          familyStage: ['single', 'parent'],
          genderPreference: { strength: 'prefer', genders: ['man', 'woman'] },
        },
        mentor: {
          track: 'family',
          languages: [
            { code: 'es', level: 'fluent' },
            { code: 'en', level: 'fluent' },
          ],
          modalities: ['in-person'],
          location: { lat: 45.556, lon: -122.7, radiusKm: 25 },
          heartbeatAt: '2026-05-08T20:15:00Z',
        },
      }),
    ).toMatchObject({
      pathway: {
        newcomerPathway: 'smart',
        choice: 1,
        mentorPathway: 'smart',
        depth: 'experienced',
        same: true,
        shared: ['smart', 'secular'],
      },
      availability: { worstMinutes: 540, worstDays: 3, bestMinutes: 540, nowMinutes: 540, soon: true },
      recovery: { mentorYears: days(1806), leadYears: null, newcomerTold: true },
      lived: { met: ['parenting'], missing: ['substance:opioids'], important: ['parenting'] },
      stage: { newcomerAgeBand: '36-45', bandsApart: 1, sharedFamilyStage: ['parent'] },
      modality: { modality: 'in-person', choice: 2, shared: ['in-person'], distanceKm: 6 },
      gender: { preferred: ['man', 'woman'], mentor: 'man' },
      language: {
        shared: [
          { code: 'en', level: 'fluent' },
          { code: 'es', level: 'conversational' },
        ],
      },
      'mentor-heartbeat-overdue': { daysAgo: 2, limitDays: 35 },
      'recovery-too-short': { mentorDays: 1806, neededDays: 180 },
      'lead-too-short': { leadDays: 1765, neededDays: null },
      'no-capacity': { free: 2, capacity: 2 },
      'gender-must': { newcomerWants: null, mentor: 'man', mentorMentors: null, newcomer: 'woman' },
      'too-far': { inPersonOnly: true, distanceKm: 6, limitKm: 25 },
      'pathway-excluded': { excluded: ['secular'] },
    });
  });

  it('say that in person is not all there is where another way is shared, or none', () => {
    const ways = (ours: Required<Changes>['newcomer'], theirs: Required<Changes>['mentor']) =>
      factsOf({ newcomer: ours, mentor: theirs })['too-far'];
    const both = { modalities: ['in-person' as const, 'phone' as const] };
    expect(ways(both, both)).toMatchObject({ inPersonOnly: false });
    expect(ways({ modalities: ['video'] }, { modalities: ['phone'] })).toMatchObject({ inPersonOnly: false });
  });

  it.each<[string, Changes, string[]]>([
    ['an affinity under the floor', { newcomer: { pathways: ['al-anon'] } }, ['low-affinity']],
    [
      'a newcomer who wants only these',
      { newcomer: { pathways: ['aa'], pathwayMust: true } },
      ['newcomer-only-these'],
    ],
    [
      'a mentor who is for only these',
      { newcomer: { pathways: ['aa'] }, mentor: { onlyPathways: true } },
      ['mentor-only-these'],
    ],
    [
      'a circle of women',
      {
        newcomer: { gender: 'man' },
        mentor: { pathways: [{ pathway: 'women-for-sobriety', depth: 'main' }] },
      },
      ['for-women'],
    ],
  ])('name what stands against the pathways: %s', (_name, changes, obstacles) => {
    expect(factsOf(changes)['pathway-mismatch']).toMatchObject({ obstacles });
    expect(score(changes).gates).toEqual(['pathway-mismatch']);
  });

  it('say whether text is the only way of either, who then needs no shared hour', () => {
    const textOnly = (ours: Required<Changes>['newcomer'], theirs: Required<Changes>['mentor']) => {
      const fact = factsOf({ newcomer: ours, mentor: theirs })['too-little-shared-time'];
      return fact && 'textOnly' in fact && fact.textOnly;
    };
    expect(textOnly({ modalities: ['text'] }, { modalities: ['phone', 'text'] })).toBe(true);
    expect(textOnly({ modalities: ['phone', 'text'] }, { modalities: ['text'] })).toBe(true);
    expect(textOnly({ modalities: ['text', 'phone'] }, { modalities: ['text', 'phone'] })).toBe(false);
    expect(textOnly({ modalities: ['phone'] }, { modalities: ['phone'] })).toBe(false);
  });
});

describe('limits', () => {
  it('are passed by who just reaches them', () => {
    const { policy } = rubricV1;
    const passes = (changes: Partial<typeof policy>) =>
      score({}, { ...rubricV1, policy: { ...policy, ...changes } }).gates;
    // The plain pair: 1,806 days of recovery, a lead of 1,765 days, 540 minutes together, a heartbeat 10.34 days ago.
    expect(passes({ minimumLeadDays: 1765 })).toEqual([]);
    expect(passes({ minimumLeadDays: 1766 })).toEqual(['lead-too-short']);
    expect(passes({ minimumRecoveryDays: { ...policy.minimumRecoveryDays, 'substance-use': 1806 } })).toEqual(
      [],
    );
    expect(passes({ minimumRecoveryDays: { ...policy.minimumRecoveryDays, 'substance-use': 1807 } })).toEqual(
      ['recovery-too-short'],
    );
    expect(passes({ minimumSharedMinutes: 540 })).toEqual([]);
    expect(passes({ minimumSharedMinutes: 541 })).toEqual(['too-little-shared-time']);
    expect(passes({ heartbeatDays: 11 })).toEqual([]);
    expect(passes({ heartbeatDays: 10 })).toEqual(['mentor-heartbeat-overdue']);
    expect(passes({ minimumPathwayScore: 0.9 })).toEqual([]);
    expect(passes({ minimumPathwayScore: 0.91 })).toEqual(['pathway-mismatch']);
  });

  it('are where one band ends and the next begins', () => {
    const bands = [100, 75, 74.99, 60, 59.99, 45, 44.99, 0];
    expect(bands.map((fit) => bandOf(Math.round(100 * fit), rubricV1))).toEqual([
      'strong',
      'strong',
      'good',
      'good',
      'fair',
      'fair',
      'weak',
      'weak',
    ]);
  });

  it('of nearness are the near kilometres, or a radius that is less', () => {
    expect([nearness(0, 40, 10), nearness(10, 40, 10), nearness(25, 40, 10), nearness(40, 40, 10)]).toEqual([
      1, 1, 0.5, 0,
    ]);
    expect([nearness(5, 5, 10), nearness(10, 10, 10)]).toEqual([1, 1]);
  });
});

describe('distance', () => {
  it('is along the great circle, on a sphere of 6,371 km', () => {
    const quarter = (6371 * Math.PI) / 2;
    expect(distanceBetween({ lat: 0, lon: 0 }, { lat: 90, lon: 0 })).toBeCloseTo(quarter, 6);
    expect(distanceBetween({ lat: 0, lon: 0 }, { lat: 60, lon: 90 })).toBeCloseTo(quarter, 6);
    expect(distanceBetween({ lat: 60, lon: 90 }, { lat: 0, lon: 0 })).toBeCloseTo(quarter, 6);
    expect(distanceBetween({ lat: 60, lon: 0 }, { lat: 60, lon: 90 })).toBeCloseTo(4604.53989, 4);
    expect(distanceBetween({ lat: 10, lon: 20 }, { lat: 10, lon: 20 })).toBe(0);
  });

  it('is near as far as the smaller radius reaches, to the last metre', () => {
    const [here, there] = [
      { lat: 45.5, lon: -122.7 },
      { lat: 45.7, lon: -122.9 },
    ];
    const radiusKm = distanceBetween(here, there);
    const gates = (radius: number) =>
      score({
        newcomer: { modalities: ['in-person'], location: { ...here, radiusKm: radius } },
        mentor: { modalities: ['in-person'], location: { ...there, radiusKm: 40 } },
      }).gates;
    expect(gates(radiusKm)).toEqual([]);
    expect(gates(radiusKm - 0.001)).toEqual(['too-far']);
  });
});

describe('a pathway that the rubric does not know', () => {
  it('is near nothing but itself, whoever is on it', () => {
    const pathway = (ours: string, theirs: string) =>
      score({
        newcomer: { pathways: [ours] },
        mentor: { pathways: [{ pathway: theirs, depth: 'main' }] },
      }).components.pathway;
    expect([pathway('smart', 'new'), pathway('new', 'smart'), pathway('new', 'new')]).toEqual([0, 0, 1]);
  });
});

describe('what a newcomer wants', () => {
  it('counts nothing where the rubric gives such wishes no worth', () => {
    const lived = { ...rubricV1.details.lived, important: 0, substance: 0, other: 0 };
    const { components, fit } = score({}, { ...rubricV1, details: { ...rubricV1.details, lived } });
    expect(components.lived).toBe(0);
    expect(fit).toBeGreaterThan(0);
  });

  it('is nearer the more family stages two share, each told twice or once', () => {
    const stage = (familyStage: ('parent' | 'single' | 'partnered')[]) =>
      score({ newcomer: { ageBand: null, familyStage } }).components.stage;
    expect(stage(['parent', 'partnered'])).toBe(1);
    expect(stage(['parent', 'parent'])).toBe(0.5);
    expect(stage(['single'])).toBe(0);
    expect(stage(['single', 'parent'])).toBeCloseTo(1 / 3, 12);
  });
});
