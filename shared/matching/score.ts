import { type Score, scoreComponents, weightOf } from './components.ts';
import { failedGates, type GateCode } from './gates.ts';
import type { Pair } from './pair.ts';
import { type Band, type ComponentName, componentNames, type Rubric } from './rubric.ts';

/*
 * From gates and components to numbers. Fit describes a pair; rank orders mentors for one newcomer; priority orders
 * newcomers. Sums are in double precision in the order of the weights, expressions as the design writes them; all
 * comparing and summing of results is done on integers (centipoints).
 */

/** What a pair comes to, before anything is explained. */
export type Comparison = {
  readonly pair: Pair;
  readonly failed: readonly GateCode[];
  readonly eligible: boolean;
  readonly scores: Readonly<Record<ComponentName, Score>>;
  readonly confidence: number;
  readonly fit: number;
  readonly fitCentipoints: number;
  readonly band: Band;
  readonly rank: number;
  readonly rankCentipoints: number;
  readonly priority: number;
  readonly priorityCentipoints: number;
};

const dayMs = 86_400_000;

/** Hundredths of a point, rounded half up. */
export const toCentipoints = (points: number): number => Math.floor(100 * points + 0.5);

const weigh = (pair: Pair, scores: Record<ComponentName, Score>): { confidence: number; fit: number } => {
  const { rubric } = pair.setting;
  let points = 0;
  let known = 0;
  let applicable = 0;
  for (const name of componentNames) {
    const score = scores[name];
    if (score === 'not-applicable') continue;
    const weight = weightOf(name, pair, rubric);
    applicable += weight;
    if (score === 'unknown') continue;
    known += weight;
    points += weight * score;
  }
  const raw = (100 * points) / known;
  const confidence = known / applicable;
  return { confidence, fit: confidence * raw + (1 - confidence) * rubric.details.neutralFit };
};

/** The band of a fit. */
export const bandOf = (fitCentipoints: number, { bands }: Rubric): Band => {
  if (fitCentipoints >= 100 * bands.strong) return 'strong';
  if (fitCentipoints >= 100 * bands.good) return 'good';
  return fitCentipoints >= 100 * bands.fair ? 'fair' : 'weak';
};

/** How full a mentor is, from 0 on. */
export const loadOf = ({ active, reserved, capacity }: Pair['mentor']): number =>
  (active + reserved) / capacity;

const rankOf = ({ mentor, time, setting }: Pair, fit: number): number => {
  const { loadPenalty, recencyPenalty, recencyDays, soonBonus } = setting.rubric.ranking;
  const daysSince =
    mentor.lastMatchAt === null ? recencyDays : (setting.asOfMs - Date.parse(mentor.lastMatchAt)) / dayMs;
  return (
    fit -
    (loadPenalty * (mentor.active + mentor.reserved)) / mentor.capacity -
    recencyPenalty * Math.max(0, 1 - daysSince / recencyDays) +
    soonBonus * (time.soon ? 1 : 0)
  );
};

/** How much a newcomer's turn it is. */
export const priorityOf = ({ newcomer, setting }: Pick<Pair, 'newcomer' | 'setting'>): number => {
  const { perDayWaited, maximum, leavingCareSoon, bereftOfMatch, perDecline, maximumDeclines } =
    setting.rubric.priority;
  const daysWaited = (setting.asOfMs - Date.parse(newcomer.waitingSince)) / dayMs;
  return (
    Math.min(maximum, perDayWaited * daysWaited) +
    leavingCareSoon * (newcomer.leavingCareSoon ? 1 : 0) +
    bereftOfMatch * (newcomer.bereftOfMatch ? 1 : 0) +
    perDecline * Math.min(maximumDeclines, newcomer.declines)
  );
};

/** Compares one pair. Pure, and cheap enough to be done for every pair of a round. */
export const comparePair = (pair: Pair): Comparison => {
  const failed = failedGates(pair);
  const scores = scoreComponents(pair);
  const { confidence, fit } = weigh(pair, scores);
  const fitCentipoints = toCentipoints(fit);
  const rank = rankOf(pair, fit);
  const priority = priorityOf(pair);
  return {
    pair,
    failed,
    eligible: failed.length === 0,
    scores,
    confidence,
    fit,
    fitCentipoints,
    band: bandOf(fitCentipoints, pair.setting.rubric),
    rank,
    rankCentipoints: toCentipoints(rank),
    priority,
    priorityCentipoints: toCentipoints(priority),
  };
};

/** Passes every gate and fits well enough to be proposed. */
export const isProposable = ({ eligible, band }: Comparison): boolean => eligible && band !== 'weak';
