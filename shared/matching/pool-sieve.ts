import type { Setting } from './pair.ts';
import type { Columns } from './pool-columns.ts';
import {
  dayLosses,
  type Losses,
  type LossOf,
  leastOf,
  lossesFor,
  lossesInCentipoint,
  lost,
  setOff,
  toLoss,
} from './pool-losses.ts';
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

/** Centipoints by which rounding half up, and sums in another order, may be off. */
const slackForRounding = 0.51;

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
  const losses = lossesFor(tables, setting, loss);
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
