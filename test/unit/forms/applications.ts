import fc from 'fast-check';
import { rubricV1 } from '#shared/matching/index.ts';
import {
  type MentorApplication,
  mentorApplicationSchema,
  type NewcomerApplication,
  newcomerApplicationSchema,
} from '#shared/people/application.ts';
import {
  ageBands,
  familyStages,
  genders,
  languageCodes,
  languageLevels,
  livedTags,
  modalities,
  pathwayDepths,
  tracks,
  worldviews,
} from '#shared/people/catalogues.ts';
import { plainComponents } from '#web/forms/newcomer-fields.ts';
import { slotNames, windowsOf } from '#web/forms/week.ts';

/*
 * Whole applications as a form can tell them, each field of its schema told or left out.
 */

const oneOf = <T extends readonly string[]>(values: T) =>
  fc.constantFrom(...values) as fc.Arbitrary<T[number]>;
const some = <T extends readonly string[]>(values: T, { min = 0, max = values.length } = {}) =>
  fc.subarray([...values], { minLength: min, maxLength: max }) as fc.Arbitrary<T[number][]>;
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const text = (max: number) =>
  fc
    .string({ minLength: 1, maxLength: max, unit: 'grapheme-ascii' })
    .map((each) => `${each.trim()}.`.slice(0, max));
const name = fc.stringMatching(/^[A-Za-zÁñé' -]{1,20}[a-z]$/).map((each) => each.trim());
const email = fc.stringMatching(/^[a-z0-9]{1,12}@[a-z]{1,10}\.org$/);
const phone = fc.stringMatching(/^\+[1-9][0-9]{7,13}$/);
const quarters = fc.integer({ min: 0, max: 95 }).map((quarter) => quarter * 15);
const month = fc.stringMatching(/^(19[6-9]\d|20[01]\d)-(0[1-9]|1[0-2])$/);
const date = fc.stringMatching(/^2026-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$/);

const safeHours = fc.record({ start: quarters, end: quarters }).filter(({ start, end }) => start !== end);
const windows = some(slotNames, { min: 1 }).map((slots) =>
  windowsOf(Object.fromEntries(slots.map((slot) => [slot, 'on']))),
);
const languages = some(languageCodes, { min: 1, max: 8 }).chain((codes) =>
  fc.tuple(...codes.map((code) => oneOf(languageLevels).map((level) => ({ code, level })))),
);

const frame = {
  locale: fc.constantFrom('en' as const, 'es' as const),
  contact: fc.record({ name, email, phone: maybe(phone), other: maybe(text(120)) }),
  wishes: fc.record({ safeHours: maybe(safeHours), sharedInbox: fc.boolean(), contactInMail: fc.boolean() }),
  adult: fc.constant(true as const),
  consent: fc.constant(true as const),
  doNotMatch: fc.array(fc.oneof(email, phone), { maxLength: 20 }),
};

const shared = {
  track: oneOf(tracks),
  languages,
  timeZone: fc.constantFrom(...Intl.supportedValuesOf('timeZone')),
  windows,
  gender: maybe(oneOf(genders)),
  ageBand: maybe(oneOf(ageBands)),
  familyStage: some(familyStages),
  worldview: maybe(oneOf(worldviews)),
};

type Talk = {
  modalities: (typeof modalities)[number][];
  placeId: string | null;
  radiusKm: number | null;
};

/** Somebody who would meet in person names a place, and perhaps how far. */
const talk = fc.shuffledSubarray([...modalities], { minLength: 1 }).chain(
  (ways): fc.Arbitrary<Talk> =>
    ways.includes('in-person')
      ? fc.record({
          modalities: fc.constant(ways),
          placeId: fc.constant('millbrook'),
          radiusKm: maybe(fc.integer({ min: 1, max: 500 })),
        })
      : fc.constant({ modalities: ways, placeId: null, radiusKm: null }),
);

const gender = fc.oneof(
  fc.constant({ preference: { strength: 'none', genders: [] }, importance: {} }),
  some(genders, { min: 1 }).map((each) => ({
    preference: { strength: 'must', genders: each },
    importance: {},
  })),
  fc.tuple(some(genders, { min: 1 }), fc.constantFrom(1, 2)).map(([each, importance]) => ({
    preference: { strength: 'prefer', genders: each },
    importance: { gender: importance },
  })),
);

const importance = fc.dictionary(
  fc.constantFrom(...plainComponents, 'stage'),
  fc.integer({ min: 0, max: 2 }),
);
const worldview = fc.oneof(
  fc.constant({ must: false, importance: {} }),
  fc.integer({ min: 0, max: 2 }).map((each) => ({ must: false, importance: { worldview: each } })),
  fc.constant({ must: true, importance: { worldview: 2 } }),
);

const pathwayIds = Object.keys(rubricV1.pathways);
const newcomerAnswers = fc
  .record({
    shared: fc.record(shared),
    talk,
    gender,
    importance,
    worldview,
    pathways: fc.shuffledSubarray(pathwayIds, { maxLength: 3 }),
    only: fc.boolean(),
    notPathways: some(pathwayIds),
    needsMedicationAffirming: fc.boolean(),
    progress: fc.oneof(
      month.map((recoverySince) => ({ recoverySince, justStarting: false })),
      fc.boolean().map((justStarting) => ({ recoverySince: null, justStarting })),
    ),
    wants: fc
      .shuffledSubarray([...livedTags])
      .chain((tags) => fc.tuple(...tags.map((tag) => fc.boolean().map((important) => ({ tag, important }))))),
    leaving: fc.oneof(
      date.map((leavingCareOn) => ({ leavingCareOn, notLeaving: false })),
      fc.boolean().map((notLeaving) => ({ leavingCareOn: null, notLeaving })),
    ),
  })
  .map(({ gender, importance, worldview, only, shared, talk, progress, leaving, ...rest }) => ({
    ...rest,
    ...progress,
    ...leaving,
    ...shared,
    ...talk,
    pathwayMust: only && rest.pathways.length > 0,
    genderPreference: gender.preference,
    worldviewMust: worldview.must,
    importance: { ...importance, ...gender.importance, ...worldview.importance },
  }));

const mentorAnswers = fc
  .record({
    shared: fc.record(shared),
    talk,
    pathways: some(pathwayIds, { min: 1, max: 12 }).chain((ids) =>
      fc.tuple(...ids.map((pathway) => oneOf(pathwayDepths).map((depth) => ({ pathway, depth })))),
    ),
    onlyPathways: fc.boolean(),
    recoverySince: month,
    mentorsGenders: maybe(some(genders, { min: 1 })),
    medicationAffirming: fc.boolean(),
    tags: some(livedTags),
    capacity: fc.integer({ min: 1, max: 5 }),
  })
  .map(({ shared, talk, ...rest }) => ({ ...rest, ...shared, ...talk }));

/** Any newcomer's application that a form can tell. */
export const newcomerApplication: fc.Arbitrary<NewcomerApplication> = fc
  .record({ ...frame, answers: newcomerAnswers, note: maybe(text(1_000)) })
  .map((each) => newcomerApplicationSchema.parse(each));

/** Any mentor's application that a form can tell. */
export const mentorApplication: fc.Arbitrary<MentorApplication> = fc
  .record({
    ...frame,
    answers: mentorAnswers,
    texts: fc.record({ about: maybe(text(600)), boundaries: maybe(text(600)), note: maybe(text(1_000)) }),
    codeOfConduct: fc.constant(true as const),
  })
  .map((each) => mentorApplicationSchema.parse(each));
