import type { RoundPhase } from '#shared/life/round.ts';
import {
  type Fairness,
  findRecruitGap,
  type MatchingContext,
  type MentorProfile,
  type NewcomerProfile,
  type RecruitGap,
  type RoundOptions,
  type RoundPlan,
  reportFairness,
  startRound,
} from '#shared/matching/index.ts';

/** The people of a round, as matching sees them. Goes to another thread as it is. */
export type RoundTask = {
  readonly newcomers: readonly NewcomerProfile[];
  readonly mentors: readonly MentorProfile[];
  readonly context: MatchingContext;
  readonly metBefore: ReadonlyMap<string, ReadonlySet<string>>;
};

/** A round worked out: whom it proposes, how it treats people, which mentors are missing. */
export type WorkedRound = {
  readonly plan: RoundPlan;
  readonly fairness: Fairness;
  readonly recruitGap: RecruitGap;
};

/** Told now and then: what is being done, and which share of that is done, from 0 to 1. */
export type OnWork = (phase: Extract<RoundPhase, 'comparing' | 'checking'>, share: number) => void;

/** Works out rounds, here or elsewhere; rejects soon after `signal` aborts. */
export type WorkOut = (
  task: RoundTask,
  options: { onWork: OnWork; signal: AbortSignal },
) => Promise<WorkedRound>;

/**
 * Plans a round, decides it again without the waiting bonus, and looks for the mentors who are missing. Keeps its thread
 * busy until it is done.
 *
 * @throws {RangeError} as `startRound` does.
 */
export const workOut = (
  { newcomers, mentors, context, metBefore }: RoundTask,
  onWork: OnWork,
  { help }: Pick<RoundOptions, 'help'> = {},
): WorkedRound => {
  const report =
    (phase: Parameters<OnWork>[0], to = 1) =>
    ({ done, of }: { done: number; of: number }) =>
      onWork(phase, of === 0 ? 0 : (to * done) / of);
  const round = startRound(newcomers, mentors, context, {
    metBefore,
    onProgress: report('comparing'),
    help,
  });
  const plan = round.plan();
  onWork('checking', 0);
  const planWithoutBonus = round.planWithoutWaitingBonus(report('checking', 0.8));
  onWork('checking', 0.8);
  const alone = new Set(
    plan.unmatched.flatMap(({ newcomerId, eligible }) => (eligible === 0 ? [newcomerId] : [])),
  );
  return {
    plan,
    fairness: reportFairness(newcomers, { plan, planWithoutBonus, asOf: context.asOf }),
    recruitGap: findRecruitGap(
      newcomers.filter(({ id }) => alone.has(id)),
      mentors,
      context,
    ),
  };
};
