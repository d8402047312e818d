import { availabilityTable } from './availability-table.ts';
import { boundByDays, daySets } from './day-bounds.ts';
import type { Setting } from './pair.ts';
import type { Columns } from './pool-columns.ts';
import type { Tables } from './pool-tables.ts';
import { componentAt, type Weights } from './pool-weights.ts';
import type { Wishes } from './pool-wishes.ts';

/*
 * Most mentors are passed over by looking numbers up and adding them. The idea: start from the most centipoints of rank
 * that anybody could come to, and let each facet say how many a mentor certainly loses by it; a failed gate loses all.
 * Fit is linear in the scores once an unknown one counts as neutral, so the losses simply add, and whoever has lost
 * more than there is to lose is out. Shared time counts as the most that the mentor's days allow, and a place within
 * reach as next door.
 *
 * Invariant: nobody whom the sieve holds back passes the gates and comes to the floor. Whoever goes through is compared
 * exactly.
 */

/** Losses are whole sixteenths of a centipoint, rounded down: integers, so that they can be compared without a branch. */
export const lossesInCentipoint = 16;
/** What a failed gate loses; a dozen of them still fit into 31 bits. */
export const lost = 1 << 27;
/** What anything else loses at the most: a dozen of them are less than `lost`, and cutting one short holds nobody back. */
const lossMaximum = 1 << 23;

const toLoss = (centipoints: number): number =>
  Math.min(lossMaximum, Math.floor(lossesInCentipoint * centipoints));

/** Losses by the number of a facet's part. */
export type Losses = Record<
  | 'status'
  | 'person'
  | 'load'
  | 'pathways'
  | 'month'
  | 'stage'
  | 'languages'
  /** Of those who are out of reach, and of those within it. */
  | 'modalities'
  | 'modalitiesNear'
  /** By zone × 128 + the days on which they are ever free; and by these days in whatever zone. */
  | 'time'
  | 'days',
  Int32Array
>;

/** What one newcomer's sieve is made of. */
export type Sieve = {
  /** Each of them is 0 for the best that there is. */
  readonly losses: Losses;
  /** The most that anybody could come to, as losses are counted. */
  readonly most: number;
  readonly wishes: SiftedWishes;
  /** 1 for each place within reach; null if there is none, or if it does not matter. */
  readonly isNear: Uint8Array | null;
  /** Nobody out of reach passes the gates. */
  readonly nearOnly: boolean;
};

/** Wished tags, the most important first: who carries each, and the loss by which of them somebody has, as bits. */
export type SiftedWishes = { readonly tagged: readonly Uint32Array[]; readonly lossHaving: Int32Array };

/** A newcomer's tables, weights and wishes. */
export type SieveParts = { tables: Tables; weights: Weights; wishes: Wishes };

/** What a score loses to the best one, in centipoints of rank; an unknown one (NaN) is neutral. */
type LossOf = (component: number, score: number) => number;

/** Centipoints by which rounding half up, and sums in another order, may be off. */
const slackForRounding = 0.51;

/** Losses where a gate fails, and where none does. */
const lossesOf = (gates: Uint32Array, lose: (number: number) => number): Int32Array => {
  const losses = new Int32Array(gates.length);
  for (let number = 0; number < losses.length; number += 1) {
    losses[number] = gates[number]! !== 0 ? lost : toLoss(lose(number));
  }
  return losses;
};

/** Losses of a component that is the only one to hang on a facet. */
const lossesByScore = (
  { gates, score }: { gates: Uint32Array; score: Float64Array },
  { whole, unknown }: { whole: number; unknown: number },
): Int32Array => {
  const losses = new Int32Array(gates.length);
  for (let number = 0; number < losses.length; number += 1) {
    const known = score[number]!;
    losses[number] =
      gates[number]! !== 0 ? lost : toLoss(Number.isNaN(known) ? unknown : whole * (1 - known));
  }
  return losses;
};

const timeLosses = ({ zone: zones }: Tables, { rubric }: Setting, loss: LossOf): Int32Array => {
  const scores = availabilityTable(rubric);
  const losses = new Int32Array(daySets * zones.length);
  zones.forEach((chunks, zone) => {
    const { most, maybeSoon } = boundByDays(chunks);
    for (let days = 0; days < daySets; days += 1) {
      const byTime = loss(componentAt.availability, scores[most[days]!]!);
      const bySoon = maybeSoon[days] === 1 ? 0 : 100 * rubric.ranking.soonBonus;
      losses[daySets * zone + days] = toLoss(byTime + bySoon);
    }
  });
  return losses;
};

/** The least of all zones, by days. */
const dayLosses = (time: Int32Array): Int32Array => {
  const losses = new Int32Array(daySets).fill(lost);
  for (let at = 0; at < time.length; at += 1) {
    const days = at % daySets;
    losses[days] = Math.min(losses[days]!, time[at]!);
  }
  return losses;
};

/** Losses that are not yet set off against each other, days aside. */
const lossesFor = ({ tables }: SieveParts, setting: Setting, loss: LossOf): Omit<Losses, 'days'> => {
  const { status, person, modalities, pathways, languages, month, stage, load } = tables;
  const { placeShare } = setting.rubric.details.inPerson;
  const byScore = (component: number, table: { gates: Uint32Array; score: Float64Array }) =>
    lossesByScore(table, { whole: loss(component, 0), unknown: loss(component, Number.NaN) });
  const byFar = (number: number) => loss(componentAt.modality, modalities.far[number]!);
  return {
    status: lossesOf(status.gates, () => 0),
    person: lossesOf(
      person.gates,
      (number) =>
        loss(componentAt.worldview, person.worldview[number]!) +
        loss(componentAt.gender, person.gender[number]!),
    ),
    load: lossesOf(load.gates, (number) => 100 * load.penalty[number]!),
    pathways: byScore(componentAt.pathway, pathways),
    month: byScore(componentAt.recovery, month),
    stage: byScore(componentAt.stage, stage),
    languages: byScore(componentAt.language, languages),
    modalities: lossesOf(modalities.gates, byFar),
    modalitiesNear: lossesOf(modalities.gatesNextDoor, (number) => {
      const place = modalities.nearPlace[number]!;
      return place >= 0 ? loss(componentAt.modality, place * placeShare + (1 - placeShare)) : byFar(number);
    }),
    time: timeLosses(tables, setting, loss),
  };
};

const leastOf = (losses: Int32Array): number => {
  let least = lost;
  for (let number = 0; number < losses.length; number += 1) {
    if (losses[number]! < least) least = losses[number]!;
  }
  return least;
};

/** Makes losses relative to the least of them. @returns that one; if nobody passes they stay. */
const setOff = (...all: Int32Array[]): number => {
  const least = Math.min(...all.map(leastOf));
  if (least === lost || least === 0) return least;
  for (const losses of all) {
    for (let number = 0; number < losses.length; number += 1) {
      if (losses[number] !== lost) losses[number]! -= least;
    }
  }
  return least;
};

/** Wishes that are looked up; others are left to the exact comparison. */
const wishesSifted = 6;

const siftedWishes = ({ tagged }: Columns, { bits, shares }: Wishes, loss: LossOf): SiftedWishes => {
  const order = Array.from(bits, (_, w) => w).sort((a, b) => shares[b]! - shares[a]!);
  const chosen = order.slice(0, wishesSifted);
  const losses = chosen.map((w) => toLoss(loss(componentAt.lived, 1 - shares[w]!)));
  const lossHaving = Int32Array.from({ length: 1 << losses.length }, (_, having) =>
    losses.reduce((sum, lacking, w) => (((having >>> w) & 1) === 0 ? sum + lacking : sum), 0),
  );
  return { tagged: chosen.map((w) => tagged[bits[w]!]!), lossHaving };
};

const nearBits = ({ facets }: Columns, { near }: Tables): Uint8Array | null => {
  if (near.size === 0) return null;
  const isNear = new Uint8Array(facets.place.parts.length);
  for (const number of near.keys()) isNear[number] = 1;
  return isNear;
};

/** A newcomer's sieve. O(parts of the facets). */
export const createSieve = (columns: Columns, parts: SieveParts, setting: Setting): Sieve => {
  const { tables, weights, wishes } = parts;
  const { weight, applicable } = weights;
  const { rubric } = setting;
  const neutral = rubric.details.neutralFit / 100;
  const lossOfNothing = weight.map((each, c) => (applicable[c]! * 10_000 * each) / weights.all);
  const loss: LossOf = (component, score) =>
    lossOfNothing[component]! * (1 - (Number.isNaN(score) ? neutral : score));
  const losses = lossesFor(parts, setting, loss);
  const isNear = nearBits(columns, tables);
  const { modalities, modalitiesNear, ...others } = losses;
  const least = [
    isNear === null ? setOff(modalities) : setOff(modalities, modalitiesNear),
    ...Object.values(others).map((each) => setOff(each)),
    toLoss(loss(componentAt.lived, 1 - wishes.lost)),
  ].reduce((sum, each) => sum + each, 0);
  return {
    losses: { ...losses, days: dayLosses(losses.time) },
    most: lossesInCentipoint * (10_000 + 100 * rubric.ranking.soonBonus) - least,
    wishes: siftedWishes(columns, wishes, loss),
    isNear,
    nearOnly: leastOf(modalities) === lost,
  };
};

/** Up to which loss a mentor could still come to a floor of centipoints; below `lost` even without a floor. */
export const allowanceFor = ({ most }: Sieve, floor: number): number =>
  Math.min(Math.floor(most + lossesInCentipoint * (slackForRounding - floor)), lost - 1);
