import * as z from 'zod';
import { modalities, pathwayDepths, tracks, type worldviews } from '#shared/people/catalogues.ts';

/*
 * The numbers that a programme may change. Changing one makes a new version; old matches keep theirs. What version 1
 * says stands in `rubric-v1.ts`.
 */

/** The nine things that a fit is made of, in the order in which they are summed. */
export const componentNames = [
  'pathway',
  'availability',
  'recovery',
  'lived',
  'stage',
  'worldview',
  'modality',
  'gender',
  'language',
] as const;
export type ComponentName = (typeof componentNames)[number];

/** The three that always count, whatever a newcomer says about their importance. */
export const coreComponents: readonly ComponentName[] = ['pathway', 'availability', 'recovery'];

/** How well a pair fits, from best to worst; a `weak` pair is not proposed. */
export const bands = ['strong', 'good', 'fair', 'weak'] as const;
export type Band = (typeof bands)[number];

/** Two worldviews as the rubric names a pair of them. */
export const worldviewPairs = ['spiritual+religious', 'spiritual+secular', 'religious+secular'] as const;

const share = z.number().min(0).max(1);
const amount = z.number().min(0);
const count = z.number().int().min(0);

/** Piecewise linear, flat outside: points `[x, y]` by rising x. */
const curve = z
  .array(z.tuple([amount, share]))
  .min(1)
  .refine((points) => points.every(([x], i) => i === 0 || x > points[i - 1]![0]), 'must rise in x');

const weights = z
  .strictObject(
    Object.fromEntries(componentNames.map((name) => [name, amount])) as Record<ComponentName, typeof amount>,
  )
  .refine((w) => w.pathway + w.availability + w.recovery > 0, 'must give a core component some weight');

const policy = z.object({
  minimumRecoveryDays: z.record(z.enum(tracks), count),
  minimumLeadDays: count,
  /** Minutes a week together in the worst sampled week. */
  minimumSharedMinutes: count,
  /** Minutes of the shortest stretch that counts, on the quarter hour. */
  minimumBlockMinutes: z.number().int().min(15).multipleOf(15),
  heartbeatDays: count,
  minimumPathwayScore: share.default(0.1),
  /** A mentor who lists nothing but one of these is proposed to women only. */
  womenOnlyPathways: z.array(z.string()).default(['women-for-sobriety']),
});

const ranking = z.object({
  loadPenalty: amount,
  recencyPenalty: amount,
  recencyDays: z.number().positive(),
  soonBonus: amount,
  soonHours: amount,
});

const priority = z.object({
  perDayWaited: amount,
  maximum: amount,
  leavingCareSoon: amount,
  bereftOfMatch: amount,
  perDecline: amount,
  maximumDeclines: count,
});

/** What version 1 says for a rubric that leaves these out. */
const details = z.object({
  /** Fit of a pair of whom nothing is known. */
  neutralFit: z.number().min(0).max(100).default(50),
  coreImportanceMinimum: share.default(0.5),
  /** Weeks ahead, and days ahead for clock changes, that are sampled; minutes and days that count as full. */
  availability: z
    .object({
      weeks: z.number().int().min(1).max(26).default(4),
      clockChangeDays: z.number().int().min(0).max(366).default(182),
      minutesShare: share.default(0.8),
      minutesScale: z.number().positive().default(120),
      daysShare: share.default(0.2),
      daysFull: z.number().positive().default(3),
      fragileShare: share.default(0.75),
    })
    .prefault({}),
  lived: z
    .object({
      important: amount.default(2),
      substance: amount.default(0.5),
      other: amount.default(1),
      rarityMinimum: z.number().positive().default(0.5),
      rarityMaximum: z.number().positive().default(3),
    })
    .prefault({}),
  stage: z
    .object({
      ageShare: share.default(0.6),
      familyShare: share.default(0.4),
      bandsToZero: z.number().positive().default(4),
    })
    .prefault({}),
  inPerson: z.object({ placeShare: share.default(0.5), nearKm: amount.default(10) }).prefault({}),
  genderNotPreferred: share.default(0.2),
  languageNotFluent: share.default(0.7),
});

/** A rubric: `rubric.v1.json`'s shape, with the finer numbers (`details`) optional. */
export const rubricSchema = z
  .object({
    version: z.number().int().min(1),
    weights,
    bands: z
      .object({ strong: amount, good: amount, fair: amount })
      .refine((b) => b.strong >= b.good && b.good >= b.fair, 'must fall from strong to fair'),
    policy,
    curves: z.object({
      stabilityByYears: curve,
      stabilityByYearsFamily: curve,
      closenessByLeadYears: curve,
    }),
    pathwayRank: z.array(share).min(1),
    pathwayDepth: z.record(z.enum(pathwayDepths), share),
    modalityRank: z.array(share).length(modalities.length),
    worldview: z.record(z.enum(worldviewPairs), share),
    ageBands: z.array(z.string()).min(1),
    ranking,
    priority,
    /** The catalogue; each pathway names the affinity row that it is compared by. */
    pathways: z.record(z.string(), z.object({ label: z.string(), track: z.enum(tracks), row: z.string() })),
    /** Row: the newcomer's pathway; column: the mentor's. Not symmetric on purpose. */
    affinity: z.record(z.string(), z.record(z.string(), share)),
    details: details.prefault({}),
  })
  .refine(({ pathways, affinity }) => Object.values(pathways).every(({ row }) => affinity[row]), {
    path: ['pathways'],
    message: 'must each name a row of the affinity matrix',
  });
export type Rubric = z.infer<typeof rubricSchema>;
/** A rubric as a programme may write it: `details` and the newer policies may be missing. */
export type RubricInput = z.input<typeof rubricSchema>;

type Worldview = (typeof worldviews)[number];

/** The name under which a rubric keeps two different worldviews, either way round. */
export const worldviewPair = (a: Worldview, b: Worldview): (typeof worldviewPairs)[number] | undefined =>
  worldviewPairs.find((pair) => pair === `${a}+${b}` || pair === `${b}+${a}`);

const deepFreeze = <T>(value: T): T => {
  // Whatever is no object counts as frozen.
  if (!Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value as object)) deepFreeze(inner);
  }
  return value;
};

/** Rubrics that were checked; they are frozen, so that they stay what they were. */
const checked = new WeakSet<object>();

/** A rubric that stands in this room, frozen: a test checks it, so that no start of a program has to. */
export const ownRubric = (rubric: Rubric): Rubric => {
  checked.add(deepFreeze(rubric));
  return rubric;
};

/**
 * A rubric that was checked and frozen; what it left out is as in version 1.
 *
 * @throws {RangeError} naming each number that is wrong (a negative or NaN weight, a curve that does not rise).
 */
export const requireRubric = (rubric: RubricInput): Rubric => {
  if (checked.has(rubric)) return rubric as Rubric;
  const parsed = rubricSchema.safeParse(rubric);
  if (!parsed.success) throw new RangeError(describeIssues('the rubric', parsed.error));
  checked.add(deepFreeze(parsed.data));
  return parsed.data;
};

/** One line that says where each thing is wrong: `Cannot score: the rubric's weights.lived: …`. */
export const describeIssues = (what: string, error: z.ZodError): string =>
  `Cannot score: ${error.issues
    .map(({ path, message }) => `${what}${path.length > 0 ? `'s ${path.join('.')}` : ''}: ${message}`)
    .join('; ')}`;

/** The value of a piecewise linear curve at `x`, flat outside its points. */
export const readCurve = (points: Rubric['curves']['stabilityByYears'], x: number): number => {
  const after = points.findIndex(([at]) => at >= x);
  if (after === 0) return points[0]![1];
  if (after < 0) return points.at(-1)![1];
  const [x0, y0] = points[after - 1]!;
  const [x1, y1] = points[after]!;
  return y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
};
