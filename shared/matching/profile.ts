import * as z from 'zod';
import {
  ageBands,
  familyStages,
  genders,
  languageLevels,
  modalities,
  pathwayDepths,
  tracks,
  worldviews,
} from '#shared/people/catalogues.ts';
import { componentNames, describeIssues } from './rubric.ts';
import { isZone } from './zone.ts';

/*
 * What matching knows about a person: no name, no address, no words of their own. Two people are compared by keyed
 * hashes of how they can be reached, so that one person under two ids is still one person.
 */

const instant = z.iso.datetime();
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a month, such as 2024-05');
const quarterHours = (maximum: number) => z.number().int().min(0).max(maximum).multipleOf(15);

/** A weekly window in wall time: `day` 1 = Monday, minutes after midnight; `end ≤ start` runs past midnight. */
export const weeklyWindowSchema = z.object({
  day: z.number().int().min(1).max(7),
  start: quarterHours(1425),
  end: quarterHours(1440),
});
export type WeeklyWindow = z.infer<typeof weeklyWindowSchema>;

const both = {
  id: z.string().min(1),
  contactHash: z.string().min(1),
  /** Hashes of the other ways to reach this person, such as a phone. */
  otherContactHashes: z.array(z.string().min(1)).optional(),
  /** Verified, an adult, and agrees to be matched now. */
  consented: z.boolean(),
  /** An open concern of severity 2 or more. */
  safetyHold: z.boolean(),
  track: z.enum(tracks),
  languages: z.array(z.object({ code: z.string().min(1), level: z.enum(languageLevels) })),
  timeZone: z.string().refine(isZone, 'must be an IANA time zone, such as America/New_York'),
  windows: z.array(weeklyWindowSchema),
  gender: z.enum(genders).nullable(),
  ageBand: z.enum(ageBands).nullable(),
  familyStage: z.array(z.enum(familyStages)),
  worldview: z.enum(worldviews).nullable(),
  /** A rounded point, and how far from it this person would travel. */
  location: z
    .object({
      lat: z.number().min(-90).max(90),
      lon: z.number().min(-180).max(180),
      radiusKm: z.number().min(0),
    })
    .nullable(),
  modalities: z.array(z.enum(modalities)),
  /** Hashes of people this person must never be matched with. */
  doNotMatch: z.array(z.string()),
};

/** A newcomer as matching sees them. */
export const newcomerProfileSchema = z.object({
  ...both,
  /** In the order of their wish; none means `unsure`. */
  pathways: z.array(z.string()),
  pathwayMust: z.boolean(),
  notPathways: z.array(z.string()),
  /** Null: just starting, or not told. */
  recoverySince: month.nullable(),
  genderPreference: z.object({
    strength: z.enum(['none', 'prefer', 'must']),
    genders: z.array(z.enum(genders)),
  }),
  worldviewMust: z.boolean(),
  needsMedicationAffirming: z.boolean(),
  wants: z.array(z.object({ tag: z.string().min(1), important: z.boolean() })),
  importance: z.partialRecord(z.enum(componentNames), z.number().int().min(0).max(2)),
  waitingSince: instant,
  leavingCareSoon: z.boolean(),
  bereftOfMatch: z.boolean(),
  declines: z.number().int().min(0),
});
export type NewcomerProfile = z.infer<typeof newcomerProfileSchema>;

/** A mentor as matching sees them. */
export const mentorProfileSchema = z.object({
  ...both,
  pathways: z.array(z.object({ pathway: z.string().min(1), depth: z.enum(pathwayDepths) })),
  onlyPathways: z.boolean(),
  recoverySince: month,
  /** Whom they mentor; null means anyone. */
  mentorsGenders: z
    .array(z.enum(genders))
    .min(1, 'must name at least one gender, or be null for anyone')
    .nullable(),
  medicationAffirming: z.boolean(),
  tags: z.array(z.string()),
  approved: z.boolean(),
  /** Last "still willing, still well"; null if never. */
  heartbeatAt: instant.nullable(),
  paused: z.boolean(),
  capacity: z.number().int().min(1, 'must be 1 or more'),
  active: z.number().int().min(0),
  reserved: z.number().int().min(0),
  lastMatchAt: instant.nullable(),
});
export type MentorProfile = z.infer<typeof mentorProfileSchema>;

/** When a pair is compared, and how rare a tag is among the mentors. */
export const matchingContextSchema = z.object({
  asOf: instant,
  mentorPool: z.number().int().min(0),
  /** How many of the pool carry each tag; a tag that is missing is carried by nobody. */
  tagCounts: z.record(z.string(), z.number().int().min(0)),
});
export type MatchingContext = z.infer<typeof matchingContextSchema>;

const require = <T>(schema: z.ZodType<T>, what: string, value: unknown): T => {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new RangeError(describeIssues(what, parsed.error));
  return parsed.data;
};

const named = (kind: string, value: unknown): string => {
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined;
  return typeof id === 'string' && id !== '' ? `${kind} ${id}` : `the ${kind}`;
};

/** The newcomer, checked. @throws {RangeError} that says which field is wrong and why. */
export const requireNewcomer = (value: unknown): NewcomerProfile =>
  require(newcomerProfileSchema, named('newcomer', value), value);

/** The context, checked. @throws {RangeError} that says which field is wrong and why. */
export const requireContext = (value: unknown): MatchingContext =>
  require(matchingContextSchema, 'the context', value);

/**
 * The mentor, checked, also against the instant of comparing.
 *
 * @throws {RangeError} that says which field is wrong and why.
 */
export const requireMentor = (value: unknown, asOf: string): MentorProfile => {
  const mentor = require(mentorProfileSchema, named('mentor', value), value);
  if (mentor.lastMatchAt !== null && Date.parse(mentor.lastMatchAt) > Date.parse(asOf)) {
    throw new RangeError(`Cannot score: mentor ${mentor.id}'s lastMatchAt: must not be after asOf (${asOf})`);
  }
  return mentor;
};
