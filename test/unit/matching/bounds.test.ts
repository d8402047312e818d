import { describe, expect, it } from 'vitest';
import { type RubricInput, rubricV1 } from '#shared/matching/index.ts';
import { requireContext, requireMentor, requireNewcomer } from '#shared/matching/profile.ts';
import { readCurve, requireRubric, worldviewPair } from '#shared/matching/rubric.ts';
import { pairWith, rubricVector } from './vectors.ts';

type Node = Record<string, unknown>;

/** A copy with the value at `path` (`policy.minimumLeadDays`, `curves.stabilityByYears.0.1`) another. */
const withAt = (whole: object, path: string, value: unknown): Node => {
  const copy = structuredClone(whole) as Node;
  const keys = path.split('.');
  const last = keys.pop()!;
  (keys.reduce<unknown>((node, key) => (node as Node)[key], copy) as Node)[last] = value;
  return copy;
};

/** A number with the least and the most that it may be (null: no most), and a step that leads too far. */
type Bounds = readonly [path: string, least: number, most: number | null, step: number];

const rubricBounds: readonly Bounds[] = [
  ['version', 1, null, 1],
  ...Object.keys(rubricV1.weights).map((name): Bounds => [`weights.${name}`, 0, null, 0.1]),
  ['bands.fair', 0, 60, 0.1],
  ['policy.minimumRecoveryDays.family', 0, null, 1],
  ['policy.minimumLeadDays', 0, null, 1],
  ['policy.minimumSharedMinutes', 0, null, 1],
  ['policy.minimumBlockMinutes', 15, null, 15],
  ['policy.heartbeatDays', 0, null, 1],
  ['policy.minimumPathwayScore', 0, 1, 0.01],
  ['curves.stabilityByYears.0.0', 0, 1.9, 0.1],
  ['curves.stabilityByYears.0.1', 0, 1, 0.01],
  ['curves.stabilityByYearsFamily.0.1', 0, 1, 0.01],
  ['curves.closenessByLeadYears.0.1', 0, 1, 0.01],
  ['pathwayRank.0', 0, 1, 0.01],
  ['pathwayDepth.familiar', 0, 1, 0.01],
  ['modalityRank.0', 0, 1, 0.01],
  ['worldview.religious+secular', 0, 1, 0.01],
  ['ranking.loadPenalty', 0, null, 0.1],
  ['ranking.recencyPenalty', 0, null, 0.1],
  ['ranking.recencyDays', Number.MIN_VALUE, null, Number.MIN_VALUE],
  ['ranking.soonBonus', 0, null, 0.1],
  ['ranking.soonHours', 0, null, 0.1],
  ['priority.perDayWaited', 0, null, 0.1],
  ['priority.maximum', 0, null, 0.1],
  ['priority.leavingCareSoon', 0, null, 0.1],
  ['priority.bereftOfMatch', 0, null, 0.1],
  ['priority.perDecline', 0, null, 0.1],
  ['priority.maximumDeclines', 0, null, 1],
  ['affinity.smart.aa', 0, 1, 0.01],
  ['details.neutralFit', 0, 100, 0.1],
  ['details.coreImportanceMinimum', 0, 1, 0.01],
  ['details.availability.weeks', 1, 26, 1],
  ['details.availability.clockChangeDays', 0, 366, 1],
  ['details.availability.minutesShare', 0, 1, 0.01],
  ['details.availability.minutesScale', Number.MIN_VALUE, null, Number.MIN_VALUE],
  ['details.availability.daysShare', 0, 1, 0.01],
  ['details.availability.daysFull', Number.MIN_VALUE, null, Number.MIN_VALUE],
  ['details.availability.fragileShare', 0, 1, 0.01],
  ['details.lived.important', 0, null, 0.1],
  ['details.lived.substance', 0, null, 0.1],
  ['details.lived.other', 0, null, 0.1],
  ['details.lived.rarityMinimum', Number.MIN_VALUE, null, Number.MIN_VALUE],
  ['details.lived.rarityMaximum', Number.MIN_VALUE, null, Number.MIN_VALUE],
  ['details.stage.ageShare', 0, 1, 0.01],
  ['details.stage.familyShare', 0, 1, 0.01],
  ['details.stage.bandsToZero', Number.MIN_VALUE, null, Number.MIN_VALUE],
  ['details.inPerson.placeShare', 0, 1, 0.01],
  ['details.inPerson.nearKm', 0, null, 0.1],
  ['details.genderNotPreferred', 0, 1, 0.01],
  ['details.languageNotFluent', 0, 1, 0.01],
];

const { newcomer, mentor, context } = pairWith({
  newcomer: { importance: { lived: 1 } },
  mentor: { otherContactHashes: ['h'] },
});
const wholeWeek = { windows: [{ day: 1, start: 0, end: 0 }] };
const newcomerBounds: readonly Bounds[] = [
  ['windows.0.day', 1, 7, 1],
  ['windows.0.start', 0, 1425, 15],
  ['windows.0.end', 0, 1440, 15],
  ['location.lat', -90, 90, 0.1],
  ['location.lon', -180, 180, 0.1],
  ['location.radiusKm', 0, null, 0.1],
  ['importance.lived', 0, 2, 1],
  ['declines', 0, null, 1],
];
const mentorBounds: readonly Bounds[] = [
  ['windows.0.day', 1, 7, 1],
  ['location.lat', -90, 90, 0.1],
  ['capacity', 1, null, 1],
  ['active', 0, null, 1],
  ['reserved', 0, null, 1],
];
const contextBounds: readonly Bounds[] = [
  ['mentorPool', 0, null, 1],
  ['tagCounts.parenting', 0, null, 1],
];

const expectBounds = (
  check: (path: string, value: unknown) => unknown,
  [path, least, most, step]: Bounds,
) => {
  expect(() => check(path, least), `${path} ${least}`).not.toThrow();
  const field = new RegExp(`'s ${path.split('.')[0]}`);
  expect(() => check(path, least - step), `${path} below ${least}`).toThrow(field);
  if (most !== null) {
    expect(() => check(path, most), `${path} ${most}`).not.toThrow();
    expect(() => check(path, most + step), `${path} above ${most}`).toThrow(field);
  }
  if (step === 1) expect(() => check(path, least + 0.5), `${path} in parts`).toThrow(field);
  if (step === 15) expect(() => check(path, least + 16), `${path} off the quarter-hour`).toThrow(field);
};

describe('requireRubric()', () => {
  it.each(rubricBounds.map((bounds) => [bounds[0], bounds] as const))(
    'takes what lies within the bounds, and refuses the next value outside: %s',
    (_path, bounds) =>
      expectBounds((path, value) => requireRubric(withAt(rubricV1, path, value) as RubricInput), bounds),
  );

  const refused = (path: string, value: unknown) => () =>
    requireRubric(withAt(rubricV1, path, value) as RubricInput);
  it.each<[string, unknown, string]>([
    [
      'weights',
      { ...rubricV1.weights, pathway: 0, availability: 0, recovery: 0 },
      "the rubric's weights: must give a core component some weight",
    ],
    ['bands', { strong: 60, good: 75, fair: 45 }, "the rubric's bands: must fall from strong to fair"],
    ['bands', { strong: 75, good: 60, fair: 61 }, "the rubric's bands: must fall from strong to fair"],
    [
      'curves.stabilityByYears',
      [
        [1, 0.5],
        [1, 0.6],
      ],
      "the rubric's curves.stabilityByYears: must rise in x",
    ],
    ['pathways.smart.row', 'nowhere', "the rubric's pathways: must each name a row of the affinity matrix"],
  ])('says what is wrong with %s', (path, value, message) => {
    expect(refused(path, value)).toThrow(new RangeError(`Cannot score: ${message}`));
  });

  it.each<[string, unknown]>([
    ['curves.closenessByLeadYears', []],
    ['pathwayRank', []],
    ['ageBands', []],
    ['modalityRank', [1, 1, 1]],
    ['weights.luck', 1],
    ['pathways.smart.track', 'luck'],
  ])('refuses %s of another shape', (path, value) => {
    expect(refused(path, value)).toThrow(RangeError);
  });

  it('takes a core component that alone has weight, equal bands, and a curve of one point', () => {
    for (const name of ['pathway', 'availability', 'recovery']) {
      const none = Object.fromEntries(Object.keys(rubricV1.weights).map((each) => [each, 0]));
      expect(refused('weights', { ...none, [name]: 1 })).not.toThrow();
    }
    expect(refused('bands', { strong: 50, good: 50, fair: 50 })).not.toThrow();
    expect(refused('curves.stabilityByYears', [[1, 0.5]])).not.toThrow();
  });

  it('names no field of what is no rubric at all', () => {
    expect(() => requireRubric(7 as unknown as RubricInput)).toThrow(/^Cannot score: the rubric: /);
  });

  it('gives back the very rubric that it checked before, and freezes it to the last number', () => {
    const rubric = requireRubric(rubricVector);
    expect(requireRubric(rubric)).toBe(rubric);
    expect(
      [rubric, rubric.weights, rubric.curves.stabilityByYears[0], rubric.details.lived].every(
        Object.isFrozen,
      ),
    ).toBe(true);
    expect(Object.isFrozen(rubricVector)).toBe(false);
  });

  it('fills what was left out as version 1 has it', () => {
    expect(requireRubric(rubricVector)).toEqual(rubricV1);
  });
});

describe('profiles', () => {
  it.each(newcomerBounds.map((bounds) => [bounds[0], bounds] as const))(
    'of newcomers are taken within the bounds, and refused beyond: %s',
    (_path, bounds) =>
      expectBounds(
        (path, value) => requireNewcomer(withAt({ ...newcomer, ...wholeWeek }, path, value)),
        bounds,
      ),
  );

  it.each(mentorBounds.map((bounds) => [bounds[0], bounds] as const))(
    'of mentors are taken within the bounds, and refused beyond: %s',
    (_path, bounds) =>
      expectBounds(
        (path, value) => requireMentor(withAt({ ...mentor, ...wholeWeek }, path, value), context.asOf),
        bounds,
      ),
  );

  it.each(contextBounds.map((bounds) => [bounds[0], bounds] as const))(
    'are compared in a context within its bounds: %s',
    (_path, bounds) => expectBounds((path, value) => requireContext(withAt(context, path, value)), bounds),
  );

  it.each(['id', 'contactHash', 'languages.0.code', 'wants.0.tag'])(
    'of newcomers need a word at %s',
    (path) => {
      expect(() => requireNewcomer(withAt(newcomer, path, 'x'))).not.toThrow();
      expect(() => requireNewcomer(withAt(newcomer, path, ''))).toThrow(RangeError);
    },
  );

  it.each(['id', 'contactHash', 'otherContactHashes.0', 'pathways.0.pathway'])(
    'of mentors need a word at %s',
    (path) => {
      expect(() => requireMentor(withAt(mentor, path, 'x'), context.asOf)).not.toThrow();
      expect(() => requireMentor(withAt(mentor, path, ''), context.asOf)).toThrow(RangeError);
    },
  );

  it.each<[string, unknown, string]>([
    ['recoverySince', '2024-00', 'must be a month, such as 2024-05'],
    ['recoverySince', '2024-13', 'must be a month, such as 2024-05'],
    ['recoverySince', '2024-5', 'must be a month, such as 2024-05'],
    ['recoverySince', '12024-05', 'must be a month, such as 2024-05'],
    ['recoverySince', '2024-055', 'must be a month, such as 2024-05'],
    ['timeZone', 'Nowhere', 'must be an IANA time zone, such as America/New_York'],
    ['mentorsGenders', [], 'must name at least one gender, or be null for anyone'],
    ['capacity', 0, 'must be 1 or more'],
    ['lastMatchAt', '2026-05-11T08:15:01Z', `must not be after asOf (${context.asOf})`],
  ])('of mentors are refused with a sentence: %s', (path, value, why) => {
    expect(() => requireMentor(withAt(mentor, path, value), context.asOf)).toThrow(
      new RangeError(`Cannot score: mentor ${mentor.id}'s ${path}: ${why}`),
    );
  });

  it('takes months from January to December, and a last match at this very instant', () => {
    for (const recoverySince of ['2024-01', '2024-09', '2023-10', '2023-12'])
      expect(requireMentor({ ...mentor, recoverySince }, context.asOf)).toMatchObject({ recoverySince });
    expect(() => requireMentor({ ...mentor, lastMatchAt: context.asOf }, context.asOf)).not.toThrow();
  });

  it('are named in the message as far as they have a name', () => {
    const told = (value: unknown) => {
      try {
        requireNewcomer(value);
      } catch (error) {
        return (error as Error).message;
      }
      return 'taken';
    };
    expect(told(newcomer)).toBe('taken');
    expect(told({ ...newcomer, declines: -1 })).toMatch(/^Cannot score: newcomer newcomer-e's declines: /);
    expect(told({ ...newcomer, id: '' })).toMatch(/^Cannot score: the newcomer's id: /);
    expect(told({ ...newcomer, id: 7 })).toMatch(/^Cannot score: the newcomer's id: /);
    for (const nothing of [null, undefined, 'newcomer', 7]) {
      expect(told(nothing)).toMatch(/^Cannot score: the newcomer: /);
    }
    expect(() => requireContext(null)).toThrow(/^Cannot score: the context: /);
  });
});

describe('readCurve()', () => {
  it('is flat outside its points, and straight between them', () => {
    const points: [number, number][] = [
      [1, 0.2],
      [3, 0.6],
      [4, 0.5],
    ];
    const at = [0, 1, 2, 3, 3.5, 4, 9].map((x) => readCurve(points, x));
    const expected = [0.2, 0.2, 0.4, 0.6, 0.55, 0.5, 0.5];
    at.forEach((y, i) => {
      expect(y).toBeCloseTo(expected[i]!, 12);
    });
  });
});

describe('worldviewPair()', () => {
  it('names two different worldviews, either way round, and nothing else', () => {
    expect(worldviewPair('spiritual', 'secular')).toBe('spiritual+secular');
    expect(worldviewPair('secular', 'spiritual')).toBe('spiritual+secular');
    expect(worldviewPair('religious', 'spiritual')).toBe('spiritual+religious');
    expect(worldviewPair('secular', 'religious')).toBe('religious+secular');
    expect(worldviewPair('secular', 'secular')).toBeUndefined();
  });
});
