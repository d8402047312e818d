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
import { type GateCode, gateCodes } from './gates.ts';
import { type ComponentName, componentNames } from './rubric.ts';

/*
 * The shape in which a result explains itself: codes and typed facts, never sentences (those come from the catalogue
 * of texts) and never anything that identifies a person beyond their profile: no hash, no id, and not whose private
 * list named whom. Distances are whole kilometres.
 */

const gender = z.enum(genders).nullable();
const worldview = z.enum(worldviews).nullable();
const codes = z.array(z.string());
const wholeKm = z.number().int().nullable();
const nothing = z.object({});

const componentFacts = {
  pathway: z.object({
    newcomerPathway: z.string(),
    /** The choice's place in the newcomer's order, from 1; null if none was chosen (`unsure`). */
    choice: z.number().int().nullable(),
    mentorPathway: z.string().nullable(),
    depth: z.enum(pathwayDepths).nullable(),
    same: z.boolean(),
    /** Every choice that the mentor lists too, at any depth. */
    shared: codes,
  }),
  availability: z.object({
    worstMinutes: z.number(),
    worstDays: z.number(),
    bestMinutes: z.number(),
    /** The first sampled week. */
    nowMinutes: z.number(),
    fragile: z.boolean(),
    soon: z.boolean(),
    /** What clock changes do: minutes in the first whole week after each; `date` is the newcomer's. */
    changes: z.array(
      z.object({
        at: z.string(),
        date: z.string(),
        whose: z.enum(['newcomer', 'mentor', 'both']),
        minutes: z.number(),
      }),
    ),
  }),
  recovery: z.object({
    mentorYears: z.number(),
    /** Null in the family track, where no lead is asked for. */
    leadYears: z.number().nullable(),
    /** The newcomer told a month; else they count as just starting. */
    newcomerTold: z.boolean(),
  }),
  lived: z.object({
    met: codes,
    missing: codes,
    /** Those of either list that the newcomer called important. */
    important: codes,
  }),
  stage: z.object({
    newcomerAgeBand: z.enum(ageBands).nullable(),
    mentorAgeBand: z.enum(ageBands).nullable(),
    bandsApart: z.number().int().nullable(),
    sharedFamilyStage: z.array(z.enum(familyStages)),
  }),
  worldview: z.object({ newcomer: worldview, mentor: worldview }),
  modality: z.object({
    modality: z.enum(modalities).nullable(),
    /** Its place in the newcomer's order, from 1. */
    choice: z.number().int().nullable(),
    shared: z.array(z.enum(modalities)),
    /** Only where it is in person. */
    distanceKm: wholeKm,
  }),
  gender: z.object({ preferred: z.array(z.enum(genders)), mentor: gender }),
  language: z.object({
    /** Shared at `conversational` or better; `level` is the lower of the two. */
    shared: z.array(z.object({ code: z.string(), level: z.enum(languageLevels) })),
  }),
} satisfies Record<ComponentName, z.ZodObject>;

const gateFacts = {
  'consent-missing': z.object({ newcomer: z.boolean(), mentor: z.boolean() }),
  'same-person': nothing,
  'mentor-not-approved': nothing,
  'mentor-heartbeat-overdue': z.object({ daysAgo: z.number().int().nullable(), limitDays: z.number() }),
  'mentor-paused': nothing,
  'safety-hold': z.object({ newcomer: z.boolean(), mentor: z.boolean() }),
  'different-track': z.object({ newcomer: z.enum(tracks), mentor: z.enum(tracks) }),
  'recovery-too-short': z.object({ mentorDays: z.number(), neededDays: z.number() }),
  /** `neededDays` is null in the family track. */
  'lead-too-short': z.object({ leadDays: z.number(), neededDays: z.number().nullable() }),
  'no-capacity': z.object({ free: z.number(), capacity: z.number() }),
  'gender-must': z.object({
    /** Null: no must. */
    newcomerWants: z.array(z.enum(genders)).nullable(),
    mentor: gender,
    /** Null: anyone. */
    mentorMentors: z.array(z.enum(genders)).nullable(),
    newcomer: gender,
  }),
  'no-shared-language': z.object({ shared: codes }),
  'no-shared-modality': z.object({ shared: z.array(z.enum(modalities)) }),
  'too-far': z.object({ inPersonOnly: z.boolean(), distanceKm: wholeKm, limitKm: z.number().nullable() }),
  'too-little-shared-time': z.object({
    minutes: z.number(),
    neededMinutes: z.number(),
    textOnly: z.boolean(),
  }),
  'pathway-excluded': z.object({ excluded: codes }),
  'pathway-mismatch': z.object({
    score: z.number(),
    neededScore: z.number(),
    obstacles: z.array(z.enum(['low-affinity', 'newcomer-only-these', 'mentor-only-these', 'for-women'])),
  }),
  'medication-affirming': z.object({ needed: z.boolean(), attested: z.boolean() }),
  'worldview-must': z.object({ must: z.boolean(), newcomer: worldview, mentor: worldview }),
  'do-not-match': nothing,
} satisfies Record<GateCode, z.ZodObject>;

/** The facts of one component. */
export type ComponentFacts = { [C in ComponentName]: z.infer<(typeof componentFacts)[C]> };
/** The facts of one gate. */
export type GateFacts = { [G in GateCode]: z.infer<(typeof gateFacts)[G]> };

/** One component explained. The `points` of all nine add up to the fit. */
export type ComponentExplanation = {
  [C in ComponentName]: {
    component: C;
    state: 'known' | 'unknown' | 'not-applicable';
    /** 0–1; null unless known. */
    score: number | null;
    /** The rubric's weight times the newcomer's importance; 0 if not applicable. */
    weight: number;
    /** What it adds to the fit; an unknown one adds the neutral half of its maximum. */
    points: number;
    pointsMax: number;
    fact: ComponentFacts[C];
  };
}[ComponentName];

/** One gate explained. */
export type GateExplanation = {
  [G in GateCode]: { gate: G; passed: boolean; fact: GateFacts[G] };
}[GateCode];

const explainedComponent = (component: ComponentName) =>
  z.object({
    component: z.literal(component),
    state: z.enum(['known', 'unknown', 'not-applicable']),
    score: z.number().nullable(),
    weight: z.number(),
    points: z.number(),
    pointsMax: z.number(),
    fact: componentFacts[component],
  });
const explainedGate = (gate: GateCode) =>
  z.object({ gate: z.literal(gate), passed: z.boolean(), fact: gateFacts[gate] });

const unionOf = <T extends z.core.$ZodTypeDiscriminable>(key: string, schemas: T[]) =>
  z.discriminatedUnion(key, schemas as [T, ...T[]]);

/** A result's reasons: the nine components in the order of the weights, and the twenty gates in theirs. */
export type Explanation = { components: ComponentExplanation[]; gates: GateExplanation[] };

/** The schema of explained gates. */
export const gateExplanationsSchema = z.array(
  unionOf('gate', gateCodes.map(explainedGate)),
) as unknown as z.ZodType<GateExplanation[]>;

/** The schema of an explanation, for what is stored and sent. */
export const explanationSchema = z.object({
  components: z.array(unionOf('component', componentNames.map(explainedComponent))),
  gates: gateExplanationsSchema,
}) as unknown as z.ZodType<Explanation>;
