import type { MatchingContext } from '#shared/matching/index.ts';
import { toContext } from '#shared/people/matching-profile.ts';
import type { Mentor } from '#shared/people/mentor.ts';
import type { StepServices } from './step.ts';

/** Every approved mentor, and what comparisons at this instant share. */
export type Pool = { readonly mentors: readonly Mentor[]; readonly context: MatchingContext };

/** Reads the pool whole, as a round does, which needs everybody once. Candidates come from the warm pool. */
export const readPool = async ({ store, now }: Pick<StepServices, 'store' | 'now'>): Promise<Pool> => {
  const mentors = await store.mentors.allByState('approved');
  return { mentors, context: toContext(mentors, now()) };
};
