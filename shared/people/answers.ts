import * as z from 'zod';
import { rubricV1 } from '#shared/matching/rubric-v1.ts';
import { isZone } from '#shared/matching/zone.ts';
import { monthSchema } from '#shared/time.ts';
import {
  ageBands,
  familyStages,
  genders,
  importanceComponents,
  languageCodes,
  languageLevels,
  livedTags,
  modalities,
  pathwayDepths,
  tracks,
  worldviews,
} from './catalogues.ts';

/*
 * What people tell a form, as the API takes it and the table keeps it. Almost everything may be left out: what was
 * not told is null or an empty list, and lowers the confidence of a match, never a person's standing.
 */

/** An IANA time zone that this runtime knows, such as `America/New_York`. */
export const timeZoneSchema = z.string().max(64).refine(isZone, 'zone-unknown');

/**
 * A weekly window in a person's own wall time: `day` 1 = Monday, `start` and `end` in minutes after midnight on the
 * quarter hour; `end ≤ start` runs past midnight.
 */
export const windowSchema = z.strictObject({
  day: z.number().int().min(1).max(7),
  start: z.number().int().min(0).max(1425).multipleOf(15),
  end: z.number().int().min(0).max(1440).multipleOf(15),
});
export type WeeklyWindow = z.infer<typeof windowSchema>;

const list = <T extends readonly [string, ...string[]]>(values: T, max: number) =>
  z.array(z.enum(values)).max(max);
const pathwaySchema = z
  .string()
  .max(40)
  .refine((pathway) => Object.hasOwn(rubricV1.pathways, pathway), 'not-in-list');
const radiusSchema = z.number({ error: 'distance-shape' }).min(1).max(500);

/** The half of the answers that newcomers and mentors share. */
const sharedAnswers = {
  track: z.enum(tracks),
  languages: z
    .array(z.strictObject({ code: z.enum(languageCodes), level: z.enum(languageLevels) }))
    .min(1, 'choose-language')
    .max(8),
  timeZone: timeZoneSchema,
  windows: z.array(windowSchema).min(1, 'choose-time').max(84),
  modalities: list(modalities, 4).min(1, 'choose-modality'),
  gender: z.enum(genders).nullable().default(null),
  ageBand: z.enum(ageBands).nullable().default(null),
  familyStage: list(familyStages, 6).default([]),
  worldview: z.enum(worldviews).nullable().default(null),
  placeId: z.string().max(60).nullable().default(null),
  radiusKm: radiusSchema.nullable().default(null),
};

/** What a newcomer tells. */
export const newcomerAnswersSchema = z.strictObject({
  ...sharedAnswers,
  /** Up to three, the first counts most; none means “not sure yet”. */
  pathways: z.array(pathwaySchema).max(3).default([]),
  pathwayMust: z.boolean().default(false),
  notPathways: z.array(pathwaySchema).max(20).default([]),
  needsMedicationAffirming: z.boolean().default(false),
  /** Month of the last return to use; matching takes null as “just starting”, told or not. */
  recoverySince: monthSchema.nullable().default(null),
  /** They said “just starting”: so null above is an answer. */
  justStarting: z.boolean().default(false),
  genderPreference: z
    .strictObject({ strength: z.enum(['none', 'prefer', 'must']), genders: list(genders, 3) })
    .refine((p) => p.strength === 'none' || p.genders.length > 0, {
      path: ['genders'],
      message: 'choose-gender',
    })
    .default({ strength: 'none', genders: [] }),
  worldviewMust: z.boolean().default(false),
  wants: z
    .array(z.strictObject({ tag: z.enum(livedTags), important: z.boolean() }))
    .max(22)
    .default([]),
  /** 0 = does not matter, 1 = nice, 2 = important. */
  importance: z.partialRecord(z.enum(importanceComponents), z.number().int().min(0).max(2)).default({}),
  /** Day on which they leave a treatment place or a facility, if soon. */
  leavingCareOn: z.iso.date().nullable().default(null),
  /** They said that they leave none: so null above is an answer. */
  notLeaving: z.boolean().default(false),
});
export type NewcomerAnswers = z.infer<typeof newcomerAnswersSchema>;

/** What a mentor tells. */
export const mentorAnswersSchema = z.strictObject({
  ...sharedAnswers,
  pathways: z
    .array(z.strictObject({ pathway: pathwaySchema, depth: z.enum(pathwayDepths) }))
    .min(1, 'choose-pathway')
    .max(12),
  onlyPathways: z.boolean().default(false),
  recoverySince: monthSchema,
  /** Whom they mentor; null means anyone. */
  mentorsGenders: list(genders, 3).min(1, 'choose-gender').nullable().default(null),
  medicationAffirming: z.boolean().default(false),
  tags: list(livedTags, 22).default([]),
  capacity: z.number().int().min(1).max(5),
});
export type MentorAnswers = z.infer<typeof mentorAnswersSchema>;
