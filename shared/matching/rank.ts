import {
  createSetting,
  pairUp,
  type ReadyMentor,
  type ReadyNewcomer,
  readyMentor,
  readyNewcomer,
  type Setting,
} from './pair.ts';
import type { MatchingContext, MentorProfile, NewcomerProfile } from './profile.ts';
import { resultOf, type ScoreResult } from './result.ts';
import type { RubricInput } from './rubric.ts';
import { rubricV1 } from './rubric-v1.ts';
import { type Comparison, comparePair } from './score.ts';

/** A mentor in one newcomer's order, with how the two compare. */
export type RankedMentor = { mentorId: string; rankCentipoints: number; result: ScoreResult };

/** Orders ids by their code units: the last word on every tie. */
export const compareIds = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The order of mentors for one newcomer: higher rank in centipoints first, then by id. */
export const byRank = (a: Comparison, b: Comparison): number =>
  b.rankCentipoints - a.rankCentipoints || compareIds(a.pair.mentor.id, b.pair.mentor.id);

/** One newcomer compared with every mentor, in the mentors' order. */
export const compareAll = (
  newcomer: ReadyNewcomer,
  mentors: readonly ReadyMentor[],
  setting: Setting,
): Comparison[] => mentors.map((mentor) => comparePair(pairUp(newcomer, mentor, setting)));

/**
 * Every mentor for one newcomer, best first, those that a gate stops and weak ones too. The order does not depend on
 * the order of the input.
 *
 * @throws {RangeError} if a profile, the context or the rubric is wrong.
 */
export const rankMentors = (
  newcomer: NewcomerProfile,
  mentors: readonly MentorProfile[],
  context: MatchingContext,
  rubric: RubricInput = rubricV1,
): RankedMentor[] => {
  const setting = createSetting(context, rubric);
  const ready = mentors.map((mentor) => readyMentor(mentor, setting));
  return compareAll(readyNewcomer(newcomer, setting), ready, setting)
    .sort(byRank)
    .map((comparison) => ({
      mentorId: comparison.pair.mentor.id,
      rankCentipoints: comparison.rankCentipoints,
      result: resultOf(comparison),
    }));
};
