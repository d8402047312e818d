import { createHash } from 'node:crypto';
import type {
  MatchingContext,
  MentorProfile,
  NewcomerProfile,
  WeeklyWindow,
} from '#shared/matching/index.ts';
import {
  ageBands,
  familyStages,
  genders,
  livedTags,
  pathwayDepths,
  worldviews,
} from '#shared/people/catalogues.ts';

/*
 * A made-up population, the same for the same seed: mostly evenings and weekends, mostly the coasts' and the middle's
 * time zones, English first and Spanish second, substance use four in five, the fellowships in their rough proportions.
 * Nobody in it is real.
 */

/** Uniform numbers from 0 to 1 (mulberry32). */
export const createChance = (seed: number) => {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};
type Chance = () => number;

const asOf = '2026-11-16T17:00:00.000Z';
const asOfMs = Date.parse(asOf);
const dayMs = 86_400_000;
const before = (chance: Chance, days: number) =>
  new Date(asOfMs - Math.floor(chance() * days * dayMs)).toISOString();

const pick = <T>(chance: Chance, list: readonly T[]): T => list[Math.floor(chance() * list.length)]!;
const weighted = <T>(chance: Chance, list: readonly (readonly [T, number])[]): T => {
  let left = chance() * list.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [value, weight] of list) {
    left -= weight;
    if (left < 0) return value;
  }
  return list[0]![0];
};
const some = <T>(chance: Chance, list: readonly T[], share: number): T[] =>
  list.filter(() => chance() < share);

const zones = [
  ['America/New_York', 42],
  ['America/Chicago', 28],
  ['America/Denver', 8],
  ['America/Phoenix', 3],
  ['America/Los_Angeles', 17],
  ['America/Anchorage', 1],
  ['Pacific/Honolulu', 1],
] as const;
const pathwaysOf = {
  'substance-use': [
    ['aa', 38],
    ['na', 20],
    ['smart', 12],
    ['recovery-dharma', 6],
    ['celebrate-recovery', 6],
    ['secular', 6],
    ['lifering', 3],
    ['women-for-sobriety', 2],
    ['medication', 7],
    ['harm-reduction', 4],
  ],
  family: [
    ['al-anon', 60],
    ['smart-family', 20],
    ['craft', 20],
  ],
  'mental-health': [['mental-health-peer', 1]],
  'chronic-illness': [['illness-peer', 1]],
} as const;
const tracksByShare = [
  ['substance-use', 80],
  ['family', 12],
  ['mental-health', 5],
  ['chronic-illness', 3],
] as const;

const windows = (chance: Chance): WeeklyWindow[] =>
  Array.from({ length: 2 + Math.floor(chance() * 4) }, () => {
    const day = 1 + Math.floor(chance() * 7);
    const start = day > 5 ? 540 + 30 * Math.floor(chance() * 20) : 1_020 + 30 * Math.floor(chance() * 6);
    return { day, start, end: Math.min(1_440, start + 60 + 30 * Math.floor(chance() * 5)) };
  });

const choosePathways = (chance: Chance, track: keyof typeof pathwaysOf, most: number): string[] => {
  const chosen = new Set<string>();
  const wanted = 1 + Math.floor(chance() * most);
  for (let tries = 0; tries < wanted; tries += 1) {
    chosen.add(weighted<string>(chance, pathwaysOf[track] as readonly (readonly [string, number])[]));
  }
  return [...chosen];
};

const person = (chance: Chance, kind: string, number: number) => {
  const id = `${kind}_${createHash('sha256').update(`${kind} ${number}`).digest('base64url').slice(0, 22)}`;
  const speaksSpanish = chance() < 0.16;
  return {
    id,
    contactHash: createHash('sha256').update(id).digest('hex'),
    consented: true,
    safetyHold: false,
    track: weighted(chance, tracksByShare),
    languages: [
      ...(speaksSpanish && chance() < 0.4 ? [] : [{ code: 'en', level: 'fluent' as const }]),
      ...(speaksSpanish ? [{ code: 'es', level: 'fluent' as const }] : []),
      ...(chance() < 0.03
        ? [{ code: pick(chance, ['ase', 'vi', 'zh', 'fr']), level: 'conversational' as const }]
        : []),
    ],
    timeZone: weighted<string>(chance, zones),
    windows: windows(chance),
    gender:
      chance() < 0.04
        ? null
        : weighted(chance, [
            [genders[0], 46],
            [genders[1], 50],
            [genders[2], 4],
          ]),
    ageBand: chance() < 0.1 ? null : pick(chance, ageBands),
    familyStage: some(chance, familyStages, 0.25),
    worldview: chance() < 0.2 ? null : pick(chance, worldviews),
    location:
      chance() < 0.4
        ? {
            lat: 25 + Math.floor(chance() * 240) / 10,
            lon: -124 + Math.floor(chance() * 560) / 10,
            radiusKm: 25,
          }
        : null,
    doNotMatch: [],
  };
};
const monthBefore = (chance: Chance, from: number, to: number) =>
  new Date(asOfMs - (from + chance() * (to - from)) * 365.25 * dayMs).toISOString().slice(0, 7);

const modalitiesOf = (chance: Chance) => {
  const chosen = [
    ...(chance() < 0.8 ? (['phone'] as const) : []),
    ...(chance() < 0.6 ? (['video'] as const) : []),
    ...(chance() < 0.4 ? (['text'] as const) : []),
    ...(chance() < 0.25 ? (['in-person'] as const) : []),
  ];
  return chosen.length > 0 ? chosen : ['phone' as const];
};

/** The mentor of that number; one in twelve cannot be matched now. */
export const makeMentor = (number: number, seed = 1): MentorProfile => {
  const chance = createChance(seed * 1_000_003 + 2 * number);
  const base = person(chance, 'mentor', number);
  const capacity = 1 + Math.floor(chance() * 3);
  return {
    ...base,
    recoverySince: monthBefore(chance, 0.8, 18),
    pathways: choosePathways(chance, base.track, 3).map((pathway, i) => ({
      pathway,
      depth: i === 0 ? 'main' : pick(chance, pathwayDepths),
    })),
    onlyPathways: chance() < 0.05,
    modalities: modalitiesOf(chance),
    mentorsGenders: base.gender !== null && chance() < 0.35 ? [base.gender] : null,
    medicationAffirming: chance() < 0.6,
    tags: some(chance, livedTags, 0.16),
    approved: true,
    heartbeatAt: before(chance, chance() < 0.05 ? 60 : 30),
    paused: chance() < 0.04,
    capacity,
    active: Math.floor(chance() * capacity * 0.9),
    reserved: 0,
    lastMatchAt: chance() < 0.5 ? before(chance, 60) : null,
  };
};

/** The newcomer of that number. */
export const makeNewcomer = (number: number, seed = 1): NewcomerProfile => {
  const chance = createChance(seed * 1_000_003 + 2 * number + 1);
  const base = person(chance, 'newcomer', number);
  return {
    ...base,
    recoverySince: chance() < 0.4 ? null : monthBefore(chance, 0, 1),
    pathways: chance() < 0.15 ? [] : choosePathways(chance, base.track, 3),
    pathwayMust: chance() < 0.08,
    notPathways: [],
    modalities: modalitiesOf(chance),
    genderPreference: {
      strength: weighted(chance, [
        ['none', 55],
        ['prefer', 25],
        ['must', 20],
      ]),
      genders: base.gender ? [base.gender] : ['woman'],
    },
    worldviewMust: base.worldview !== null && chance() < 0.05,
    needsMedicationAffirming: chance() < 0.2,
    wants: some(chance, livedTags, 0.12).map((tag) => ({ tag, important: chance() < 0.3 })),
    importance: chance() < 0.3 ? { lived: 2 } : {},
    waitingSince: before(chance, 70),
    leavingCareSoon: chance() < 0.08,
    bereftOfMatch: chance() < 0.03,
    declines: Math.floor(chance() * 1.3),
  };
};

/** The context of a pool of so many made-up mentors. */
export const makeContext = (mentors: number): MatchingContext => ({
  asOf,
  mentorPool: mentors,
  tagCounts: Object.fromEntries(livedTags.map((tag) => [tag, Math.round(0.16 * mentors)])),
});
