import { availabilityTable } from './availability-table.ts';
import { type BlockRule, bestMinutes, blockTable, isJointSoon, weekHalves, worstTime } from './joint-time.ts';
import type { ReadyNewcomer, Setting } from './pair.ts';
import type { Columns } from './pool-columns.ts';
import { createContacts } from './pool-contacts.ts';
import { createSieve, type Sieve } from './pool-sieve.ts';
import { createTables, gateBit, type Tables } from './pool-tables.ts';
import { componentAt, unknownBits, weightsFor } from './pool-weights.ts';
import { createWishes } from './pool-wishes.ts';
import { priorityOf } from './score.ts';

/*
 * One newcomer against the columns: a sieve that holds most mentors back by looking up, and the exact comparison of the
 * mentor at a position, to the last bit what `comparePair` gives. Sums are formed in the same order; what is unknown
 * or does not apply adds a zero instead of nothing, which changes no bit.
 */

const dayMs = 86_400_000;

/** A newcomer who looks at positions; `numbers` are those of the last position looked at. */
export type Reader = {
  readonly tables: Tables;
  /** Made anew at each call. */
  readonly sieve: () => Sieve;
  /** Every gate that fails there, as bits. Counts shared time. */
  readonly failedGates: (at: number) => number;
  /** Whether a mentor whom no look-up holds back passes the other gates, contacts aside. Counts shared time. */
  readonly passes: (at: number) => boolean;
  /** Whether the two are not one person, and neither must be kept from the other. */
  readonly mayMeet: (at: number) => boolean;
  /** Works out `fit` and `rank` after either of these at the same position. */
  readonly score: (at: number) => void;
  /** The component's scores there after `score`, NaN where unknown or not applicable. */
  readonly scoresAt: (at: number) => Float64Array;
  /** Shared time there, after `failedGates` or `passes`. */
  readonly timeAt: (at: number) => JointTime;
  readonly numbers: { confidence: number; fit: number; rank: number };
  /** The newcomer's own priority, in points. */
  readonly priority: number;
};

/** What a pool tells of shared time. */
type JointTime = { worstMinutes: number; worstDays: number; bestMinutes: number; soon: boolean };

/** The earliest instant (ms) that is not overdue by `(asOf − instant) / day ≤ days`, as `gates` rounds it. */
const oldestHeartbeat = (asOfMs: number, days: number): number => {
  // No instant lies farther back than 10^8 days.
  let oldest = Math.ceil(asOfMs - Math.min(days, 1e8) * dayMs);
  while ((asOfMs - (oldest - 1)) / dayMs <= Math.min(days, 1e8)) oldest -= 1;
  while (!((asOfMs - oldest) / dayMs <= days)) oldest += 1;
  return oldest;
};

/** Makes a newcomer ready to look at the columns. They must not be appended to while the reader is used. */
export const createReader = (columns: Columns, ready: ReadyNewcomer, setting: Setting): Reader => {
  const { profile: newcomer } = ready;
  const { rubric, asOfMs } = setting;
  const { ranking, policy } = rubric;
  const { placeShare } = rubric.details.inPerson;
  const tables = createTables(columns, ready, setting);
  const weights = weightsFor(newcomer, setting);
  const wishes = createWishes(columns, newcomer, setting);
  const contacts = createContacts(columns, ready);
  const { weight, applicable, known, confidence, neutral } = weights;
  const least = policy.minimumBlockMinutes / 15;
  const rule: BlockRule = { least, table: blockTable(least) };
  const soonSpan = { asOfMs, untilMs: asOfMs + ranking.soonHours * 3_600_000 };
  const [overdue, tooFar, tooLittle] = [
    gateBit('mentor-heartbeat-overdue'),
    gateBit('too-far'),
    gateBit('too-little-shared-time'),
  ];
  const availabilityAt = availabilityTable(rubric);
  const { stage, worldview, gender, lived, modality, availability } = componentAt;
  const pathwayScore = tables.pathways.score;
  const monthScore = tables.month.score;
  const languageScore = tables.languages.score;
  const stageScore = tables.stage.score;
  const { worldview: worldviewScore, gender: genderScore } = tables.person;
  const wPathway = weight[componentAt.pathway]!;
  const wAvailability = weight[availability]!;
  const wRecovery = weight[componentAt.recovery]!;
  const wLived = weight[lived]!;
  const wStage = weight[stage]!;
  const wWorldview = weight[worldview]!;
  const wModality = weight[modality]!;
  const wGender = weight[gender]!;
  const wLanguage = weight[componentAt.language]!;
  // What does not apply is never known either, but is not missed.
  const stageBit = applicable[stage]! * unknownBits.stage;
  const worldviewBit = applicable[worldview]! * unknownBits.worldview;
  const genderBit = applicable[gender]! * unknownBits.gender;
  const asks = applicable[lived] === 1;
  const { far, nearPlace, textOnly, gates: modalityGates } = tables.modalities;
  const { near } = tables;
  const { penalty } = tables.load;
  const numbers = { confidence: 0, fit: 0, rank: 0 };
  const { week } = columns;
  const zones = tables.zone;
  const span = { week, from: 0 };
  /** The worst week with the last position looked at, as `worstTime` tells it. */
  let worst = 0;
  const worstLeast = 8 * Math.ceil(policy.minimumSharedMinutes / 15);
  const {
    status: statusAt,
    person: personAt,
    modalities: modalitiesAt,
    pathways: pathwaysAt,
    languages: languagesAt,
    place: placeAt,
    load: loadAt,
    zone: zoneAt,
    month: monthAt,
    stage: stageAt,
  } = columns.numbers;
  const { heartbeat, lastMatch } = columns;

  const aliveFrom = oldestHeartbeat(asOfMs, policy.heartbeatDays);
  const isAlive = (at: number) => heartbeat[at]! >= aliveFrom;
  /** How near by, from 0 to 1, if meeting in person comes first; else −1. */
  const nearnessAt = (at: number): number =>
    near.size > 0 && nearPlace[modalitiesAt[at]!]! >= 0 ? (near.get(placeAt[at]!) ?? -1) : -1;
  const isTooFar = (at: number): boolean =>
    (modalityGates[modalitiesAt[at]!]! & tooFar) !== 0 && nearnessAt(at) < 0;
  const modalityScore = (at: number): number => {
    const nearBy = nearnessAt(at);
    const number = modalitiesAt[at]!;
    return nearBy >= 0 ? nearPlace[number]! * placeShare + nearBy * (1 - placeShare) : far[number]!;
  };
  const sharesEnough = (at: number): boolean => {
    worst = worstTime(zones[zoneAt[at]!]!, week, weekHalves * at, rule);
    return worst >= worstLeast || textOnly[modalitiesAt[at]!] === 1;
  };

  return {
    tables,
    sieve: () => createSieve(columns, { tables, weights, wishes }, setting),
    failedGates: (at) => {
      let failed =
        tables.status.gates[statusAt[at]!]! |
        tables.person.gates[personAt[at]!]! |
        (modalityGates[modalitiesAt[at]!]! & ~tooFar) |
        tables.pathways.gates[pathwaysAt[at]!]! |
        tables.languages.gates[languagesAt[at]!]! |
        tables.load.gates[loadAt[at]!]! |
        tables.month.gates[monthAt[at]!]! |
        contacts(at);
      if (isTooFar(at)) failed |= tooFar;
      if (!isAlive(at)) failed |= overdue;
      return sharesEnough(at) ? failed : failed | tooLittle;
    },
    passes: (at) => isAlive(at) && !isTooFar(at) && sharesEnough(at),
    mayMeet: (at) => contacts(at) === 0,
    score: (at) => {
      const person = personAt[at]!;
      const ofStage = stageScore[stageAt[at]!]!;
      const ofWorldview = worldviewScore[person]!;
      const ofGender = genderScore[person]!;
      let unknown = 0;
      let sum = wPathway * pathwayScore[pathwaysAt[at]!]!;
      sum += wAvailability * availabilityAt[worst]!;
      sum += wRecovery * monthScore[monthAt[at]!]!;
      if (asks) sum += wLived * wishes.met(at);
      if (Number.isNaN(ofStage)) unknown |= stageBit;
      else sum += wStage * ofStage;
      if (Number.isNaN(ofWorldview)) unknown |= worldviewBit;
      else sum += wWorldview * ofWorldview;
      sum += wModality * modalityScore(at);
      if (Number.isNaN(ofGender)) unknown |= genderBit;
      else sum += wGender * ofGender;
      sum += wLanguage * languageScore[languagesAt[at]!]!;
      const raw = (100 * sum) / known[unknown]!;
      const fit = confidence[unknown]! * raw + neutral[unknown]!;
      const last = lastMatch[at]!;
      const daysSince = Number.isNaN(last) ? ranking.recencyDays : (asOfMs - last) / dayMs;
      span.from = weekHalves * at;
      const soon = isJointSoon(zones[zoneAt[at]!]!, span, rule, soonSpan);
      numbers.confidence = confidence[unknown]!;
      numbers.fit = fit;
      numbers.rank =
        fit -
        penalty[loadAt[at]!]! -
        ranking.recencyPenalty * Math.max(0, 1 - daysSince / ranking.recencyDays) +
        ranking.soonBonus * (soon ? 1 : 0);
    },
    scoresAt: (at) => {
      const scores = new Float64Array(applicable.length);
      scores[componentAt.pathway] = tables.pathways.score[pathwaysAt[at]!]!;
      scores[availability] = availabilityAt[worst]!;
      scores[componentAt.recovery] = tables.month.score[monthAt[at]!]!;
      scores[lived] = wishes.met(at);
      scores[stage] = tables.stage.score[stageAt[at]!]!;
      scores[worldview] = tables.person.worldview[personAt[at]!]!;
      scores[modality] = modalityScore(at);
      scores[gender] = tables.person.gender[personAt[at]!]!;
      scores[componentAt.language] = tables.languages.score[languagesAt[at]!]!;
      return scores.map((score, c) => (applicable[c] === 1 ? score : Number.NaN));
    },
    timeAt: (at) => {
      span.from = weekHalves * at;
      const chunks = zones[zoneAt[at]!]!;
      return {
        worstMinutes: 15 * (worst >> 3),
        worstDays: worst & 7,
        bestMinutes: bestMinutes(chunks, week, span.from, rule),
        soon: isJointSoon(chunks, span, rule, soonSpan),
      };
    },
    numbers,
    priority: priorityOf({ newcomer, setting }),
  };
};
