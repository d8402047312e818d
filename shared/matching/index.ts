/* The room's door: everything outside `shared/matching` imports from here. See README.md. */
export {
  type ComponentExplanation,
  type ComponentFacts,
  type Explanation,
  explanationSchema,
  type GateExplanation,
  type GateFacts,
} from './explanation.ts';
export { type GateCode, gateCodes } from './gates.ts';
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
export { type ScoreResult, scoreResultSchema } from './result.ts';
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
export { isZone } from './zone.ts';
