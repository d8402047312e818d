/* The room's door: everything outside `shared/matching` imports from here. See README.md. */
export { type AssignInput, type AssignResult, assign } from './assign.ts';
export { type Certificate, type Claim, isProvenOptimal } from './certificate.ts';
export {
  type ComponentExplanation,
  type ComponentFacts,
  type Explanation,
  explanationSchema,
  type GateExplanation,
  type GateFacts,
  gateExplanationsSchema,
} from './explanation.ts';
export { type Fairness, fairnessSchema, reportFairness, withoutWaitingBonus } from './fairness.ts';
export { type GateCode, type GateCount, gateCodes } from './gates.ts';
export { createPool, fromSnapshot, type Pool, type PoolComparison } from './pool.ts';
export type { Survey } from './pool-survey.ts';
export {
  type MatchingContext,
  type MentorProfile,
  matchingContextSchema,
  mentorProfileSchema,
  type NewcomerProfile,
  newcomerProfileSchema,
  requireMentor,
  requireNewcomer,
  type WeeklyWindow,
  weeklyWindowSchema,
} from './profile.ts';
export { type RankedMentor, rankMentors } from './rank.ts';
export { findRecruitGap } from './recruit-gap.ts';
export { type Need, type RecruitGap, recruitGapSchema } from './recruit-gap-schema.ts';
export { type HelpfulTime, type Relaxation, relaxationKinds, relaxationSchema } from './relaxations.ts';
export { type ScoreResult, scoreResultSchema } from './result.ts';
export {
  type PlannedProposal,
  planRound,
  type Rejection,
  type Round,
  type RoundChange,
  type RoundOptions,
  type RoundPlan,
  startRound,
  type Unmatched,
} from './round.ts';
export type { Listed, RowHelp } from './round-people.ts';
export type { Alternate } from './round-row.ts';
export { createRowTeller, type RowTask } from './row-teller.ts';
export {
  type Band,
  bands,
  type ComponentName,
  componentNames,
  type Rubric,
  type RubricInput,
  requireRubric,
  rubricSchema,
} from './rubric.ts';
export { rubricV1 } from './rubric-v1.ts';
export { scorePair } from './score-pair.ts';
export {
  type Cell,
  drawWeek,
  newcomerWeeksAt,
  nextJointBlock,
  type WeekPicture,
  type WeekView,
} from './time-together.ts';
export { toldMaximum } from './told-row.ts';
export { type WhatWouldChange, whatWouldChange, whatWouldChangeSchema } from './what-would-change.ts';
export { isZone } from './zone.ts';
