import type { Trio } from '#shared/life/match-move.ts';
import { type ScoreResult, scorePair } from '#shared/matching/index.ts';
import { toMentorProfile, toNewcomerProfile } from '#shared/people/matching-profile.ts';
import type { StepServices } from './step.ts';

/** Compares the two as they are now. How rare tags are plays no part in the gates. */
export const scoreNow = (
  { community, now }: Pick<StepServices, 'community' | 'now'>,
  { newcomer, mentor }: Pick<Trio, 'newcomer' | 'mentor'>,
): ScoreResult => {
  const asOf = now();
  return scorePair(toNewcomerProfile(newcomer, community, asOf), toMentorProfile(mentor, community, asOf), {
    asOf,
    mentorPool: 0,
    tagCounts: {},
  });
};
