import { availabilityTable } from './availability-table.ts';
import { type BlockRule, blockTable } from './block-table.ts';
import { bestMinutes, isJointSoon, weekHalves, worstTime } from './joint-time.ts';
import type { ReadyNewcomer, Setting } from './pair.ts';
import type { Columns } from './pool-columns.ts';
import { createContacts } from './pool-contacts.ts';
import { type Batch, createBatch, createScorer } from './pool-scorer.ts';
import { createSieve, type Sieve } from './pool-sieve.ts';
import { createTables, gateBit, type Tables } from './pool-tables.ts';
import { componentAt, weightsFor } from './pool-weights.ts';
import { createWishes } from './pool-wishes.ts';
import { priorityOf } from './score.ts';

/*
 * One newcomer against the columns: a sieve that holds most mentors back by looking up, the gates of the mentor at a
 * position, and the scores of a batch of them, to the last bit what `comparePair` gives.
 */

const dayMs = 86_400_000;

/** A newcomer who looks at positions. */
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
  /** Adds a position to the batch, after either of the first two for it. */
  readonly add: (at: number) => void;
  /** Works out what the batch comes to. */
  readonly score: () => void;
  /** Whoever has read it sets its count to 0. */
  readonly batch: Batch;
  /** The component's scores of a batch of one, NaN where unknown or not applicable. */
  readonly scoresOfOne: () => Float64Array;
  /** Shared time of a batch of one. */
  readonly timeOfOne: () => JointTime;
  /** The newcomer's own priority, in points. */
  readonly priority: number;
};

/** What a pool tells of shared time. */
type JointTime = { worstMinutes: number; worstDays: number; bestMinutes: number; soon: boolean };

/** The earliest instant (ms) that is not overdue by `(asOf − instant) / day ≤ days`, as `gates` rounds it. */
export const oldestHeartbeat = (asOfMs: number, days: number): number => {
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
  const { failedGates: contacts } = createContacts(columns, ready);
  const least = policy.minimumBlockMinutes / 15;
  const rule: BlockRule = { least, table: blockTable(least) };
  const soonSpan = { asOfMs, untilMs: asOfMs + ranking.soonHours * 3_600_000 };
  const [overdue, tooFar, tooLittle] = [
    gateBit('mentor-heartbeat-overdue'),
    gateBit('too-far'),
    gateBit('too-little-shared-time'),
  ];
  const { far, nearPlace, textOnly, gates: modalityGates } = tables.modalities;
  const { near } = tables;
  const { week, days } = columns;
  const zones = tables.zone;
  /** The worst week with the last position looked at, as `worstTime` tells it. */
  let worst = 0;
  const worstLeast = 8 * Math.ceil(policy.minimumSharedMinutes / 15);
  const {
    status: statusAt,
    person: personAt,
    modalities: modalitiesAt,
    pathways: pathwaysAt,
  } = columns.numbers;
  const {
    languages: languagesAt,
    place: placeAt,
    load: loadAt,
    zone: zoneAt,
    month: monthAt,
  } = columns.numbers;
  const { heartbeat } = columns;

  const aliveFrom = oldestHeartbeat(asOfMs, policy.heartbeatDays);
  const isAlive = (at: number) => heartbeat[at]! >= aliveFrom;
  /** How near by, from 0 to 1, if meeting in person comes first; else −1. */
  const nearnessAt = (at: number): number =>
    near.size > 0 && nearPlace[modalitiesAt[at]!]! >= 0 ? (near.get(placeAt[at]!) ?? -1) : -1;
  const isTooFar = (at: number): boolean =>
    (modalityGates[modalitiesAt[at]!]! & tooFar) !== 0 && nearnessAt(at) < 0;
  const modalityScore = (at: number): number => {
    const number = modalitiesAt[at]!;
    if (near.size === 0) return far[number]!;
    const nearBy = nearnessAt(at);
    return nearBy >= 0 ? nearPlace[number]! * placeShare + nearBy * (1 - placeShare) : far[number]!;
  };
  const sharesEnough = (at: number): boolean => {
    const chunks = zones[zoneAt[at]!]!;
    worst = (days[at]! & chunks.days) === 0 ? 0 : worstTime(chunks, week, weekHalves * at, rule);
    return worst >= worstLeast || textOnly[modalitiesAt[at]!] === 1;
  };

  const batch = createBatch();
  const score = createScorer({ columns, tables, weights, wishes, rule, modalityScore }, setting);

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
    add: (at) => {
      batch.at[batch.count] = at;
      batch.worst[batch.count] = worst;
      batch.count += 1;
    },
    score: () => score(batch),
    batch,
    scoresOfOne: () => {
      const at = batch.at[0]!;
      const met = new Float64Array(1);
      wishes.met(batch.at, 1, met);
      const scores = new Float64Array(weights.applicable.length);
      scores[componentAt.pathway] = tables.pathways.score[pathwaysAt[at]!]!;
      scores[componentAt.availability] = availabilityTable(rubric)[batch.worst[0]!]!;
      scores[componentAt.recovery] = tables.month.score[monthAt[at]!]!;
      scores[componentAt.lived] = met[0]!;
      scores[componentAt.stage] = tables.stage.score[columns.numbers.stage[at]!]!;
      scores[componentAt.worldview] = tables.person.worldview[personAt[at]!]!;
      scores[componentAt.modality] = modalityScore(at);
      scores[componentAt.gender] = tables.person.gender[personAt[at]!]!;
      scores[componentAt.language] = tables.languages.score[languagesAt[at]!]!;
      return scores.map((each, c) => (weights.applicable[c] === 1 ? each : Number.NaN));
    },
    timeOfOne: () => {
      const from = weekHalves * batch.at[0]!;
      const [ofWorst, chunks] = [batch.worst[0]!, zones[zoneAt[batch.at[0]!]!]!];
      return {
        worstMinutes: 15 * (ofWorst >> 3),
        worstDays: ofWorst & 7,
        bestMinutes: bestMinutes(chunks, week, from, rule),
        soon: isJointSoon(chunks, { week, from }, rule, soonSpan),
      };
    },
    priority: priorityOf({ newcomer, setting }),
  };
};
