import { availabilityTable } from './availability-table.ts';
import type { BlockRule } from './block-table.ts';
import { isJointSoon, weekHalves } from './joint-time.ts';
import type { Setting } from './pair.ts';
import type { Columns } from './pool-columns.ts';
import type { Tables } from './pool-tables.ts';
import { componentAt, type Weights } from './pool-weights.ts';
import type { Wishes } from './pool-wishes.ts';

/*
 * Fit and rank of many mentors at once, a few components at a time: short loops over short arrays, which a compiler
 * keeps in registers and a processor in its nearest memory, instead of one long expression for each mentor.
 *
 * Invariant: to the last bit what `comparePair` gives. Sums are formed in the order of the weights; what is unknown or
 * does not apply adds a zero instead of nothing, which changes no bit.
 * Source: Boncz, Zukowski and Nes, MonetDB/X100: hyper-pipelining query execution, 2005, for a batch at a time.
 */

/** Positions scored together; what a batch needs fits into the nearest memory. */
const batchSize = 128;

/** Positions, what is known of each, and what they come to. */
export type Batch = {
  count: number;
  readonly at: Int32Array;
  /** The worst week, as `worstTime` tells it. */
  readonly worst: Int32Array;
  readonly confidence: Float64Array;
  readonly fit: Float64Array;
  readonly rank: Float64Array;
};

/** Room for positions. */
export const createBatch = (): Batch => ({
  count: 0,
  at: new Int32Array(batchSize),
  worst: new Int32Array(batchSize),
  confidence: new Float64Array(batchSize),
  fit: new Float64Array(batchSize),
  rank: new Float64Array(batchSize),
});

/** Whether a batch has no room left. */
export const isFull = ({ count }: Batch): boolean => count === batchSize;

const dayMs = 86_400_000;

/** What a match at an instant (ms; −Infinity: never) takes from a mentor's rank, in points. */
export const recencyLoss = (lastMatch: number, { rubric, asOfMs }: Setting): number => {
  const { recencyPenalty, recencyDays } = rubric.ranking;
  // Whoever never was matched is infinitely long ago, and so loses nothing.
  const daysSince = (asOfMs - lastMatch) / dayMs;
  return recencyPenalty * Math.max(0, 1 - daysSince / recencyDays);
};

/** What a scorer is made of. */
export type ScorerParts = {
  readonly columns: Columns;
  readonly tables: Tables;
  readonly weights: Weights;
  readonly wishes: Wishes;
  readonly rule: BlockRule;
  /** How much the way to talk scores at a position. */
  readonly modalityScore: (at: number) => number;
};

/** Works out everything about a batch but its positions and worst weeks. */
export const createScorer = (
  { columns, tables, weights, wishes, rule, modalityScore }: ScorerParts,
  setting: Setting,
): ((batch: Batch) => void) => {
  const { numbers, week, days, lastMatch } = columns;
  const { weight, applicable, unknownMask } = weights;
  const { rubric, asOfMs } = setting;
  const { ranking } = rubric;
  const soonSpan = { asOfMs, untilMs: asOfMs + ranking.soonHours * 3_600_000 };
  const availability = availabilityTable(rubric);
  const sums = new Float64Array(batchSize);
  const met = new Float64Array(batchSize);
  const unknowns = new Uint8Array(batchSize);

  const addCore = ({ at: positions, worst, count }: Batch): void => {
    const { pathways, month } = numbers;
    const { score: pathwayScore } = tables.pathways;
    const { score: monthScore } = tables.month;
    const wPathway = weight[componentAt.pathway]!;
    const wAvailability = weight[componentAt.availability]!;
    const wRecovery = weight[componentAt.recovery]!;
    for (let i = 0; i < count; i += 1) {
      const at = positions[i]!;
      sums[i] =
        wPathway * pathwayScore[pathways[at]!]! +
        wAvailability * availability[worst[i]!]! +
        wRecovery * monthScore[month[at]!]!;
    }
  };
  const addLived = (batch: Batch): void => {
    wishes.met(batch.at, batch.count, met);
    const wLived = weight[componentAt.lived]!;
    for (let i = 0; i < batch.count; i += 1) sums[i]! += wLived * met[i]!;
  };
  const addLikeness = ({ at: positions, count }: Batch): void => {
    const { stage, person } = numbers;
    const { filled: stageScore, missing: stageMissing } = tables.stage;
    const { filledWorldview, missing: personMissing } = tables.person;
    const wStage = weight[componentAt.stage]!;
    const wWorldview = weight[componentAt.worldview]!;
    for (let i = 0; i < count; i += 1) {
      const at = positions[i]!;
      const [ofStage, ofPerson] = [stage[at]!, person[at]!];
      sums[i] = sums[i]! + wStage * stageScore[ofStage]! + wWorldview * filledWorldview[ofPerson]!;
      unknowns[i] = (stageMissing[ofStage]! | personMissing[ofPerson]!) & unknownMask;
    }
  };
  const addContact = ({ at: positions, count }: Batch): void => {
    const { person, languages } = numbers;
    const { filledGender } = tables.person;
    const { score: languageScore } = tables.languages;
    const wModality = weight[componentAt.modality]!;
    const wGender = weight[componentAt.gender]!;
    const wLanguage = weight[componentAt.language]!;
    for (let i = 0; i < count; i += 1) {
      const at = positions[i]!;
      sums[i] =
        sums[i]! +
        wModality * modalityScore(at) +
        wGender * filledGender[person[at]!]! +
        wLanguage * languageScore[languages[at]!]!;
    }
  };
  const finish = ({ at: positions, confidence, fit, rank, count }: Batch): void => {
    const { known, confidence: shares, neutral } = weights;
    const { load } = numbers;
    const { penalty } = tables.load;
    for (let i = 0; i < count; i += 1) {
      const at = positions[i]!;
      const unknown = unknowns[i]!;
      const raw = (100 * sums[i]!) / known[unknown]!;
      confidence[i] = shares[unknown]!;
      fit[i] = shares[unknown]! * raw + neutral[unknown]!;
      rank[i] = fit[i]! - penalty[load[at]!]! - recencyLoss(lastMatch[at]!, setting);
    }
  };
  const addSoon = ({ at: positions, rank, count }: Batch): void => {
    const { zone } = numbers;
    const { soonBonus } = ranking;
    const span = { week, from: 0 };
    for (let i = 0; i < count; i += 1) {
      const at = positions[i]!;
      const chunks = tables.zone[zone[at]!]!;
      if ((days[at]! & chunks.soon.days) === 0) continue;
      span.from = weekHalves * at;
      if (isJointSoon(chunks, span, rule, soonSpan)) rank[i]! += soonBonus;
    }
  };

  return (batch) => {
    addCore(batch);
    if (applicable[componentAt.lived] === 1) addLived(batch);
    addLikeness(batch);
    addContact(batch);
    finish(batch);
    addSoon(batch);
  };
};
