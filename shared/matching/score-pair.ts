import { createSetting, type Pair, pairUp, readyMentor, readyNewcomer } from './pair.ts';
import type { MatchingContext, MentorProfile, NewcomerProfile } from './profile.ts';
import { resultOf, type ScoreResult } from './result.ts';
import type { RubricInput } from './rubric.ts';
import { rubricV1 } from './rubric-v1.ts';
import { comparePair } from './score.ts';

/** One pair, checked and made ready. @throws {RangeError} if a profile, the context or the rubric is wrong. */
export const pairOf = (
  newcomer: NewcomerProfile,
  mentor: MentorProfile,
  { context, rubric = rubricV1 }: { context: MatchingContext; rubric?: RubricInput },
): Pair => {
  const setting = createSetting(context, rubric);
  return pairUp(readyNewcomer(newcomer, setting), readyMentor(mentor, setting), setting);
};

/**
 * Compares one newcomer with one mentor: gates, components, fit, rank, priority, and the reasons for each. Pure: the
 * same arguments give the same result. For many pairs use `rankMentors` or `planRound`, which check each person once.
 *
 * @throws {RangeError} that says what is wrong: a capacity under 1, a `lastMatchAt` after `asOf`, an empty
 * `mentorsGenders`, a window off the grid, an unknown zone, a number that is negative or none.
 */
export const scorePair = (
  newcomer: NewcomerProfile,
  mentor: MentorProfile,
  context: MatchingContext,
  rubric: RubricInput = rubricV1,
): ScoreResult => resultOf(comparePair(pairOf(newcomer, mentor, { context, rubric })));
