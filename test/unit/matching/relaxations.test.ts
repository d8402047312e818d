import { describe, expect, it } from 'vitest';
import { whatWouldChange } from '#shared/matching/index.ts';
import { everyHour, relaxationSchema, relaxationsOf } from '#shared/matching/relaxations.ts';
import { pairWith } from './vectors.ts';

type Newcomer = ReturnType<typeof pairWith>['newcomer'];
const changesFor = (newcomer: Partial<Newcomer>) =>
  relaxationsOf(pairWith({ newcomer }).newcomer).map(({ change }) => change);

describe('relaxationsOf()', () => {
  it('gives nothing but ways to talk and hours to somebody who set no limits', () => {
    expect(changesFor({ modalities: ['phone', 'video'] })).toEqual([
      { code: 'modality', kind: 'wish', modality: 'text' },
      { code: 'modality', kind: 'wish', modality: 'in-person' },
      { code: 'windows', kind: 'wish', times: [] },
    ]);
  });

  it('gives every limit of somebody who set them all, each as a copy with that one thing changed', () => {
    const { newcomer } = pairWith({
      newcomer: {
        genderPreference: { strength: 'must', genders: ['woman'] },
        worldviewMust: true,
        pathwayMust: true,
        notPathways: ['aa', 'na', 'aa'],
        needsMedicationAffirming: true,
        modalities: ['in-person', 'phone'],
        location: { lat: 45.5, lon: -122.7, radiusKm: 40 },
        languages: [
          { code: 'en', level: 'fluent' },
          { code: 'es', level: 'basic' },
        ],
      },
    });
    const all = relaxationsOf(newcomer);
    expect(all.map(({ change }) => change)).toEqual([
      { code: 'gender-must', kind: 'safety' },
      { code: 'worldview-must', kind: 'wish' },
      { code: 'only-these-pathways', kind: 'wish' },
      { code: 'not-pathway', kind: 'wish', pathway: 'aa' },
      { code: 'not-pathway', kind: 'wish', pathway: 'na' },
      { code: 'medication-affirming', kind: 'need' },
      { code: 'modality', kind: 'wish', modality: 'video' },
      { code: 'modality', kind: 'wish', modality: 'text' },
      { code: 'radius', kind: 'wish', radiusKm: 80 },
      { code: 'language', kind: 'wish', language: 'es' },
      { code: 'windows', kind: 'wish', times: [] },
    ]);
    const changed: Partial<Newcomer>[] = [
      { genderPreference: { strength: 'prefer', genders: ['woman'] } },
      { worldviewMust: false },
      { pathwayMust: false },
      { notPathways: ['na'] },
      { notPathways: ['aa', 'aa'] },
      { needsMedicationAffirming: false },
      { modalities: ['in-person', 'phone', 'video'] },
      { modalities: ['in-person', 'phone', 'text'] },
      { location: { lat: 45.5, lon: -122.7, radiusKm: 80 } },
      { languages: [...newcomer.languages, { code: 'es', level: 'conversational' }] },
      { windows: everyHour },
    ];
    expect(all.map((variant) => variant.newcomer)).toEqual(
      changed.map((change) => ({ ...newcomer, ...change })),
    );
    for (const { change } of all) {
      const whole = { ...change, mentors: 1, proposable: 0 };
      expect(relaxationSchema.parse(whole)).toEqual(whole);
    }
  });

  it('does not offer to meet without a place, to travel to who does not meet, nor a preference as a must', () => {
    expect(changesFor({ location: null, modalities: ['phone'] }).map((change) => change.code)).toEqual([
      'modality',
      'modality',
      'windows',
    ]);
    expect(changesFor({ modalities: ['phone'] })).not.toContainEqual(
      expect.objectContaining({ code: 'radius' }),
    );
    const prefers = { genderPreference: { strength: 'prefer' as const, genders: ['woman' as const] } };
    expect(changesFor(prefers)).not.toContainEqual(expect.objectContaining({ code: 'gender-must' }));
  });

  it('asks for ten kilometres at least, and for twice as many as there were', () => {
    const radius = (radiusKm: number) =>
      changesFor({ modalities: ['in-person'], location: { lat: 45.5, lon: -122.7, radiusKm } }).find(
        ({ code }) => code === 'radius',
      );
    expect([radius(1), radius(5), radius(6)]).toEqual(
      [10, 10, 12].map((radiusKm) => ({ code: 'radius', kind: 'wish', radiusKm })),
    );
  });

  it('says of every hour that it is one: seven whole days', () => {
    expect(everyHour).toEqual([1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start: 0, end: 0 })));
  });
});

describe('hours that would help', () => {
  const never = { windows: [{ day: 2, start: 180, end: 240 }] };
  const timesFor = (weeks: { day: number; start: number; end: number }[][]) => {
    const { newcomer, mentor, context } = pairWith({ newcomer: never });
    const mentors = weeks.map((windows, i) => ({ ...mentor, id: `m-${i}`, contactHash: `h-${i}`, windows }));
    const windows = whatWouldChange(newcomer, mentors, context).relaxations.find(
      ({ code }) => code === 'windows',
    );
    return windows?.code === 'windows' ? windows.times : [];
  };

  it('are whole hours in which most of them are free, the earlier first of equals, three at most', () => {
    expect(
      timesFor([
        [{ day: 1, start: 600, end: 840 }],
        [{ day: 1, start: 690, end: 825 }],
        [{ day: 7, start: 1380, end: 60 }],
      ]),
    ).toEqual([
      { day: 1, start: 720, end: 780, mentors: 2 },
      { day: 1, start: 0, end: 60, mentors: 1 },
      { day: 1, start: 600, end: 660, mentors: 1 },
    ]);
  });

  it('are none where nobody would come', () => {
    expect(timesFor([])).toEqual([]);
    expect(timesFor([[{ day: 1, start: 600, end: 615 }]])).toEqual([]);
  });
});

describe('what would change', () => {
  it('comes in the order of how many it brings, then of how many of them fit', () => {
    const { newcomer, mentor, context } = pairWith({
      newcomer: { worldviewMust: true, needsMedicationAffirming: true },
    });
    const affirming = { ...mentor, medicationAffirming: true };
    const same = { ...mentor, worldview: newcomer.worldview };
    const told = whatWouldChange(newcomer, [affirming, { ...same, id: 'm-2', contactHash: 'h-2' }], context);
    expect(told).toMatchObject({ mentors: 2, eligible: 0, proposable: 0 });
    expect(
      told.relaxations.slice(0, 2).map(({ code, mentors, proposable }) => [code, mentors, proposable]),
    ).toEqual([
      ['worldview-must', 1, 1],
      ['medication-affirming', 1, 1],
    ]);
    expect(told.relaxations.slice(2).every(({ mentors }) => mentors === 0)).toBe(true);
  });

  it('does not count as fitting who is eligible and fits badly', () => {
    const { newcomer, mentor, context } = pairWith({
      newcomer: { recoverySince: null, pathways: ['smart'] },
      mentor: {
        pathways: [{ pathway: 'celebrate-recovery', depth: 'experienced' }],
        tags: [],
        worldview: 'secular',
        recoverySince: '2025-04',
        windows: [{ day: 1, start: 1080, end: 1140 }],
        ageBand: '66+',
        familyStage: ['single'],
      },
    });
    expect(whatWouldChange(newcomer, [mentor], context)).toMatchObject({ eligible: 1, proposable: 0 });
    const strict = { ...newcomer, needsMedicationAffirming: true };
    const relaxed = whatWouldChange(strict, [mentor], context).relaxations;
    expect(relaxed[0]).toMatchObject({ code: 'medication-affirming', mentors: 1, proposable: 0 });
  });

  it('counts somebody who is there already as eligible, and not as new', () => {
    const { newcomer, mentor, context } = pairWith({ newcomer: { worldviewMust: false } });
    const told = whatWouldChange(newcomer, [mentor], context);
    expect(told).toMatchObject({ mentors: 1, eligible: 1, proposable: 1, blocked: [] });
    expect(told.relaxations.every(({ mentors, proposable }) => mentors === 0 && proposable === 0)).toBe(true);
  });
});

describe('whatWouldChange() for one mentor whom one thing stops', () => {
  const inPerson = { modalities: ['in-person' as const], location: { lat: 40, lon: -75, radiusKm: 10 } };
  const near = { lat: 40.1, lon: -75, radiusKm: 60 };
  it.each<[string, object, object, object]>([
    [
      'a gender that must be',
      { genderPreference: { strength: 'must', genders: ['woman'] } },
      { gender: 'man' },
      { code: 'gender-must' },
    ],
    [
      'a worldview that must be',
      { worldview: 'religious', worldviewMust: true },
      { worldview: 'secular' },
      { code: 'worldview-must' },
    ],
    [
      'pathways that must be',
      { pathways: ['smart'], pathwayMust: true },
      { pathways: [{ pathway: 'secular', depth: 'main' }] },
      { code: 'only-these-pathways' },
    ],
    [
      'a pathway that must not be',
      { pathways: ['smart'], notPathways: ['secular'], pathwayMust: false },
      { pathways: [{ pathway: 'secular', depth: 'main' }] },
      { code: 'not-pathway', pathway: 'secular' },
    ],
    [
      'a need',
      { needsMedicationAffirming: true },
      { medicationAffirming: false },
      { code: 'medication-affirming' },
    ],
    [
      'the ways to talk',
      { modalities: ['phone'] },
      { modalities: ['video'] },
      { code: 'modality', modality: 'video' },
    ],
    [
      'the distance, for another way to talk',
      inPerson,
      { modalities: ['in-person', 'phone'], location: near },
      { code: 'modality', modality: 'phone' },
    ],
    [
      'the hours, for a way that needs none',
      { windows: [{ day: 1, start: 0, end: 60 }] },
      { windows: [{ day: 3, start: 600, end: 720 }], modalities: ['video', 'text'] },
      { code: 'windows' },
    ],
    ['the distance', inPerson, { modalities: ['in-person'], location: near }, { code: 'radius' }],
    [
      'the language',
      {
        languages: [
          { code: 'en', level: 'fluent' },
          { code: 'es', level: 'basic' },
        ],
      },
      { languages: [{ code: 'es', level: 'fluent' }] },
      { code: 'language', language: 'es' },
    ],
  ])('finds them by relaxing it: %s', (_what, ours, theirs, relaxation) => {
    const { newcomer, mentor, context } = pairWith({ newcomer: ours, mentor: theirs });
    const { eligible, relaxations } = whatWouldChange(newcomer, [mentor], context);
    expect(eligible).toBe(0);
    const found = relaxations.filter(({ mentors }) => mentors > 0);
    expect(found).toContainEqual(expect.objectContaining({ ...relaxation, mentors: 1 }));
    expect(relaxations[0]!.mentors).toBe(1);
  });

  it('puts first what brings most, and of those what brings more who fit', () => {
    const { newcomer, mentor, context } = pairWith({
      newcomer: {
        genderPreference: { strength: 'must', genders: ['woman'] },
        needsMedicationAffirming: true,
        languages: [{ code: 'en', level: 'fluent' }],
      },
    });
    const affirming = { medicationAffirming: true, gender: 'woman' as const };
    const them = [
      { ...affirming, gender: 'man' as const },
      { ...affirming, gender: 'man' as const },
      { ...affirming, medicationAffirming: false },
    ].map((each, i) => ({ ...mentor, ...each, id: `mentor-${i}`, contactHash: `h-${i}` }));
    const { relaxations } = whatWouldChange(newcomer, them, context);
    expect(relaxations.slice(0, 2).map(({ code, mentors }) => [code, mentors])).toEqual([
      ['gender-must', 2],
      ['medication-affirming', 1],
    ]);
  });
});
