import * as z from 'zod';
import type { NewcomerProfile } from './profile.ts';
import type { RoundPlan, Unmatched } from './round.ts';
import type { RubricInput } from './rubric.ts';

/*
 * Whom a round serves, told by groups: how long people waited and how many got a proposal, by first pathway, by the
 * languages they talk in, and by time zone. Each person stands in exactly one group of each table.
 *
 * No group under ten people is shown, and none can be worked out: small groups are added up into one row, and if that
 * row is itself under ten, the smallest shown group joins it. So every row of a table holds ten people or more, the row
 * of the others holds two groups or more, and all rows add up to everybody: nothing is left over to subtract. What two
 * reports of different days tell by their difference is not covered.
 *
 * The price of the waiting bonus is found by planning the same round without it. Within a newcomer's own row the bonus
 * is the same for every mentor, so it never changes who fits whom best: it decides who goes without when places are few.
 */

const count = z.number().int().min(0);

/** People together: how many, how many of them were proposed somebody, and their days of waiting so far. */
const cellSchema = z.object({
  people: count,
  matched: count,
  /** Whole days; null where fewer than ten people would tell. */
  medianDays: count.nullable(),
  /** Nine in ten waited at most so long. */
  longestDays: count.nullable(),
});
const rowSchema = cellSchema.extend({
  /** Codes, such as `aa`, `en es` or `America/Denver`; null: all others together. */
  group: z.string().nullable(),
});
/** One row of a table. */
export type FairnessRow = z.infer<typeof rowSchema>;

/** What the round leaves a newcomer without a proposal for. */
export const leftOutReasons = [
  'no-mentors',
  'nobody-eligible',
  'only-weak',
  'met-before',
  'places-taken',
] as const satisfies readonly Unmatched['reason'][];

const fitSchema = z.object({ proposals: count, fitCentipoints: count });

/** How a round treats people. */
export const fairnessSchema = z.object({
  all: cellSchema,
  /** Empty where fewer than ten people wait. */
  byPathway: z.array(rowSchema),
  byLanguage: z.array(rowSchema),
  byZone: z.array(rowSchema),
  /** Those left without a proposal, most frequent reason first; reasons that nobody has are left away. */
  leftOut: z.array(z.object({ reason: z.enum(leftOutReasons), newcomers: count })),
  /** Total fit as planned, and as it would be if the days waited did not count. */
  waitingBonus: z.object({
    with: fitSchema,
    without: fitSchema,
    /** Newcomers who would have somebody else, or nobody, or somebody at last. */
    moved: count,
  }),
});
export type Fairness = z.infer<typeof fairnessSchema>;

/** The fewest people of whom a figure is told. */
export const smallestCell = 10;
const rowsMaximum = 12;

/** One person as a table counts them. */
export type Counted = { readonly group: string; readonly matched: boolean; readonly days: number };

/** The least number that at least this share of a sorted list does not pass (nearest rank). */
const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;

const toCell = (people: readonly Counted[]): Omit<FairnessRow, 'group'> => {
  const days = people.map((each) => Math.max(0, Math.floor(each.days))).sort((a, b) => a - b);
  const isTold = people.length >= smallestCell;
  return {
    people: people.length,
    matched: people.filter(({ matched }) => matched).length,
    medianDays: isTold ? quantile(days, 0.5) : null,
    longestDays: isTold ? quantile(days, 0.9) : null,
  };
};

/**
 * A table by groups in which every row holds ten people or more and the rows add up to everybody; largest first, the
 * others last. Empty if there are fewer than ten people.
 */
export const tellGroups = (people: readonly Counted[]): FairnessRow[] => {
  if (people.length < smallestCell) return [];
  const groups = [...Map.groupBy(people, ({ group }) => group)].sort(
    ([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1),
  );
  let shown = groups.findIndex(([, members]) => members.length < smallestCell);
  if (shown === -1) shown = groups.length;
  if (groups.length > rowsMaximum) shown = Math.min(shown, rowsMaximum - 1);
  const othersOf = () => groups.slice(shown).flatMap(([, members]) => members);
  while (shown > 0 && shown < groups.length && othersOf().length < smallestCell) shown -= 1;
  const rows = groups.slice(0, shown).map(([group, members]): FairnessRow => ({ group, ...toCell(members) }));
  return shown === groups.length ? rows : [...rows, { group: null, ...toCell(othersOf()) }];
};

/** The rubric without the points for days waited; everything else that makes it somebody's turn still counts. */
export const withoutWaitingBonus = (rubric: RubricInput): RubricInput => ({
  ...rubric,
  priority: { ...rubric.priority, perDayWaited: 0 },
});

const fitOf = ({ proposals }: RoundPlan) => ({
  proposals: proposals.length,
  fitCentipoints: proposals.reduce((sum, { result }) => sum + result.fitCentipoints, 0),
});

const mentorsOf = ({ proposals }: RoundPlan) =>
  new Map(proposals.map(({ newcomerId, mentorId }) => [newcomerId, mentorId]));

const groupsOf = {
  byPathway: ({ pathways }) => pathways[0] ?? 'unsure',
  byLanguage: ({ languages }) =>
    [...new Set(languages.filter(({ level }) => level !== 'basic').map(({ code }) => code))].sort().join(' '),
  byZone: ({ timeZone }) => timeZone,
} satisfies Record<string, (newcomer: NewcomerProfile) => string>;

const dayMs = 86_400_000;

/**
 * How a planned round treats the people in it. Pure.
 * @param plan the round as it was planned.
 * @param planWithoutBonus the same round planned by the rubric that `withoutWaitingBonus` gives.
 */
export const reportFairness = (
  newcomers: readonly NewcomerProfile[],
  { plan, planWithoutBonus, asOf }: { plan: RoundPlan; planWithoutBonus: RoundPlan; asOf: string },
): Fairness => {
  const [chosen, otherwise] = [mentorsOf(plan), mentorsOf(planWithoutBonus)];
  const count = (groupOf: (newcomer: NewcomerProfile) => string): Counted[] =>
    newcomers.map((newcomer) => ({
      group: groupOf(newcomer),
      matched: chosen.has(newcomer.id),
      days: (Date.parse(asOf) - Date.parse(newcomer.waitingSince)) / dayMs,
    }));
  return {
    all: toCell(count(() => '')),
    byPathway: tellGroups(count(groupsOf.byPathway)),
    byLanguage: tellGroups(count(groupsOf.byLanguage)),
    byZone: tellGroups(count(groupsOf.byZone)),
    leftOut: leftOutReasons
      .map((reason) => ({
        reason,
        newcomers: plan.unmatched.filter((each) => each.reason === reason).length,
      }))
      .filter((each) => each.newcomers > 0)
      .sort((a, b) => b.newcomers - a.newcomers),
    waitingBonus: {
      with: fitOf(plan),
      without: fitOf(planWithoutBonus),
      moved: newcomers.filter(({ id }) => chosen.get(id) !== otherwise.get(id)).length,
    },
  };
};
