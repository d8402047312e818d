import { scoreAvailability } from './availability.ts';
import type { ReadyNewcomer, Setting } from './pair.ts';
import type { Columns } from './pool-columns.ts';
import type { Tables } from './pool-tables.ts';
import { componentAt, type Weights } from './pool-weights.ts';
import type { Wishes } from './pool-wishes.ts';

/*
 * Most mentors are passed over by looking numbers up and adding them. The idea: start from the most centipoints of rank
 * that anybody could come to, and let each facet say how many a mentor certainly loses by it; a failed gate loses all.
 * Fit is linear in the scores once an unknown one counts as neutral, so the losses simply add, and whoever has lost
 * more than there is to lose is out. Shared time counts as the newcomer's own, a place as next door.
 *
 * Invariant: nobody whom the sieve holds back passes the gates and comes to the floor. Whoever goes through is compared
 * exactly. Cost: three to nine look-ups a mentor.
 */

/** Losses by the number of a facet's part, in centipoints of rank; infinite where a gate fails. */
type Losses = Record<
  'status' | 'person' | 'modalities' | 'pathways' | 'languages' | 'month' | 'stage' | 'load',
  Float32Array
>;

/** What one newcomer's sieve is made of. */
export type Sieve = {
  readonly losses: Losses;
  /** The most centipoints of rank that anybody could come to. */
  readonly most: number;
  readonly wishes: SiftedWishes;
};

/** Wished tags, the most important first: who carries each, and what a mentor loses who does not. */
type SiftedWishes = {
  readonly tagged: readonly Uint32Array[];
  readonly losses: Float64Array;
  /** What whoever lacks this one and all after it loses by them. */
  readonly lossesFrom: Float64Array;
  /** The loss by which of them somebody has, as bits. */
  readonly lossHaving: Float64Array;
};

const lost = Number.POSITIVE_INFINITY;

/** Losses where a gate fails, and where none does. */
const lossesOf = (gates: Uint32Array, lose: (number: number) => number): Float32Array => {
  const losses = new Float32Array(gates.length);
  for (let number = 0; number < losses.length; number += 1) {
    losses[number] = gates[number]! !== 0 ? lost : lose(number);
  }
  return losses;
};

/** Rounding half up, and what 32-bit losses may be off by. */
const slackForRounding = 0.55;

/** The most time that anybody could share with a newcomer. */
const ownTime = (free: Uint8Array): { worstMinutes: number; worstDays: number } => {
  const quarters = free.reduce((sum, each) => sum + each, 0);
  // A repeated hour counts twice: four quarters more a week at the most.
  return { worstMinutes: 15 * (quarters + 4), worstDays: 7 };
};

/** Wishes that are looked at 32 mentors at a time; others are left to the exact comparison. */
const wishesSifted = 6;

const siftedWishes = (
  { tagged }: Columns,
  { bits, shares }: Wishes,
  lossOf: (share: number) => number,
): SiftedWishes => {
  const order = Array.from(bits, (_, w) => w).sort((a, b) => shares[b]! - shares[a]!);
  const chosen = order.slice(0, wishesSifted);
  const losses = Float64Array.from(chosen, (w) => lossOf(shares[w]!));
  const lossesFrom = new Float64Array(losses.length + 1);
  for (let w = losses.length - 1; w >= 0; w -= 1) lossesFrom[w] = lossesFrom[w + 1]! + losses[w]!;
  const lossHaving = Float64Array.from({ length: 1 << losses.length }, (_, having) =>
    losses.reduce((sum, loss, w) => (((having >>> w) & 1) === 0 ? sum + loss : sum), 0),
  );
  return { tagged: chosen.map((w) => tagged[bits[w]!]!), losses, lossesFrom, lossHaving };
};

/** A newcomer's sieve. O(parts of the facets). */
export const createSieve = (
  columns: Columns,
  { tables, weights, wishes }: { tables: Tables; weights: Weights; wishes: Wishes },
  { ready, setting: { rubric } }: { ready: ReadyNewcomer; setting: Setting },
): Sieve => {
  const { weight, applicable } = weights;
  const neutral = rubric.details.neutralFit / 100;
  const loss = (component: number, score: number): number =>
    applicable[component]! *
    ((10_000 * weight[component]!) / weights.all) *
    (1 - (Number.isNaN(score) ? neutral : score));
  const ofOne = (component: number, { gates, score }: { gates: Uint32Array; score: Float64Array }) => {
    const whole = loss(component, 0);
    const unknown = loss(component, Number.NaN);
    const losses = new Float32Array(gates.length);
    for (let number = 0; number < losses.length; number += 1) {
      const known = score[number]!;
      losses[number] = gates[number]! !== 0 ? lost : Number.isNaN(known) ? unknown : whole * (1 - known);
    }
    return losses;
  };
  const { modalities, person, load } = tables;
  const { placeShare } = rubric.details.inPerson;
  const losses: Losses = {
    status: lossesOf(tables.status.gates, () => 0),
    person: lossesOf(
      person.gates,
      (number) =>
        loss(componentAt.worldview, person.worldview[number]!) +
        loss(componentAt.gender, person.gender[number]!),
    ),
    modalities: lossesOf(modalities.gatesNextDoor, (number) => {
      const nextDoor = modalities.nearPlace[number]! * placeShare + (1 - placeShare);
      const far = modalities.far[number]!;
      return loss(componentAt.modality, modalities.nearPlace[number]! >= 0 ? Math.max(far, nextDoor) : far);
    }),
    pathways: ofOne(componentAt.pathway, tables.pathways),
    languages: ofOne(componentAt.language, tables.languages),
    month: ofOne(componentAt.recovery, tables.month),
    stage: ofOne(componentAt.stage, tables.stage),
    load: lossesOf(load.gates, (number) => 100 * load.penalty[number]!),
  };
  const availability = scoreAvailability(ownTime(ready.free), rubric);
  return {
    losses,
    most:
      10_000 -
      loss(componentAt.availability, availability) -
      loss(componentAt.lived, 1 - wishes.lost) +
      100 * rubric.ranking.soonBonus,
    wishes: siftedWishes(columns, wishes, (share) => loss(componentAt.lived, 1 - share)),
  };
};

/** Below which loss a mentor could still come to a floor of centipoints. */
export const allowanceFor = ({ most }: Sieve, floor: number): number =>
  // Finite even without a floor, so that an infinite loss is always too much.
  Math.min(most + slackForRounding - floor, Number.MAX_VALUE);

/**
 * Of 32 positions, those who lose no more than `spare` by the wishes from `wish` on, as bits. Whoever has the tag has
 * all of it left for the other wishes, whoever lacks it has less: a decision tree, cut where it is settled.
 */
const wishersIn = (wishes: SiftedWishes, word: number, wish: number, spare: number): number => {
  if (spare >= wishes.lossesFrom[wish]!) return -1;
  const having = wishes.tagged[wish]![word]!;
  const left = spare - wishes.losses[wish]!;
  const wishers = having === 0 ? 0 : having & wishersIn(wishes, word, wish + 1, spare);
  return left < 0 ? wishers : wishers | wishersIn(wishes, word, wish + 1, left);
};

/** Mentors a block; a multiple of 32. */
export const blockSize = 64;
const blockShift = Math.log2(blockSize);

/** Positions to sift. */
export type Sifting = {
  /** Where to begin; moves on as positions are sifted. */
  from: number;
  readonly to: number;
  /** The most that may be lost, in centipoints. */
  allowance: number;
  /** Only every `step`th block, but not every `but`th (powers of two; 0: none); every block if it is not said. */
  readonly every?: { readonly step: number; readonly but: number };
  /** What everybody in a block loses at least; nothing is known without it. */
  readonly blockLosses?: Float32Array;
};

/**
 * Writes positions that no look-up holds back into `found`, in order, until it is nearly full or the span ends.
 *
 * @param found - room for at least 32.
 * @returns how many there are.
 */
export const sift = (
  { losses, wishes }: Sieve,
  { numbers }: Columns,
  sifting: Sifting,
  found: Int32Array,
): number => {
  const { from, to, allowance, every, blockLosses } = sifting;
  const { step, but } = every ?? { step: 1, but: 0 };
  const { status, person, modalities, pathways, languages, month, stage, load } = losses;
  const { status: statusAt, person: personAt, modalities: modalitiesAt, pathways: pathwaysAt } = numbers;
  const { languages: languagesAt, month: monthAt, stage: stageAt, load: loadAt } = numbers;
  const { tagged, lossHaving } = wishes;
  const last = found.length - 32;
  let count = 0;
  let word = from >> 5;
  for (; 32 * word < to && count <= last; word += 1) {
    const block = (32 * word) >> blockShift;
    if ((block & (step - 1)) !== 0 || (but > 0 && (block & (but - 1)) === 0)) continue;
    const spare = blockLosses === undefined ? allowance : allowance - blockLosses[block]!;
    if (!(spare >= 0)) continue;
    let left = wishersIn(wishes, word, 0, spare);
    if (32 * word < from) left &= -1 << (from & 31);
    if (32 * word + 32 > to) left &= ~(-1 << (to & 31));
    for (; left !== 0; left &= left - 1) {
      const at = 32 * word + 31 - Math.clz32(left & -left);
      let loss = pathways[pathwaysAt[at]!]! + person[personAt[at]!]! + status[statusAt[at]!]!;
      if (loss > allowance) continue;
      loss += stage[stageAt[at]!]! + load[loadAt[at]!]!;
      let having = 0;
      for (let w = 0; w < tagged.length; w += 1) having |= ((tagged[w]![word]! >>> (at & 31)) & 1) << w;
      loss += lossHaving[having]!;
      if (loss > allowance) continue;
      loss += month[monthAt[at]!]! + languages[languagesAt[at]!]! + modalities[modalitiesAt[at]!]!;
      if (loss > allowance) continue;
      found[count] = at;
      count += 1;
    }
  }
  sifting.from = Math.min(to, 32 * word);
  return count;
};
