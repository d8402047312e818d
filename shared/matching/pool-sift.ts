import type { BlockLosses } from './block-losses.ts';
import { blockSize } from './pool-blocks.ts';
import type { Columns, Numbers } from './pool-columns.ts';
import type { Sieve, SiftedWishes } from './pool-sieve.ts';

/*
 * Mentors through a sieve, block by block. A block whose kinds of people all lose too much is stepped over; in the
 * others what all lose at least is known, wishes are looked at 32 mentors at a time, and whoever is left by what tells
 * neighbours apart, the most telling first.
 *
 * Cost: an operation a block; one for every mentor of a block that is left, and some look-ups for a tenth of them.
 */

/** A zone's losses by time begin at a multiple of `daySets`, seven bits up. */
const dayBits = 7;

/** Blocks to sift. */
export type Sifting = {
  /** What everybody in each block loses at least. */
  readonly losses: BlockLosses;
  /** The blocks in the order in which they are looked at, how many of them were, and up to which to go. */
  readonly order: Int32Array;
  looked: number;
  to: number;
  /** The most that may be lost. */
  allowance: number;
};

/** Positions that went through, and what each loses at least. */
export type Sifted = { readonly at: Int32Array; readonly loss: Int32Array; count: number };

/** Room for so many, and for the block that passes the limit. */
export const createSifted = (limit: number): Sifted => ({
  at: new Int32Array(limit + blockSize),
  loss: new Int32Array(limit + blockSize),
  count: 0,
});

/** Wishes by which 32 mentors are told apart at a time. */
const wishesAtOnce = 4;

/** For each set of these wishes, as bits: all ones if whoever has just those, and all others, may be left, else 0. */
const answer = (answers: Int32Array, { lossHaving }: SiftedWishes, spare: number): void => {
  for (let having = 0; having < answers.length; having += 1) {
    const all = (having | -answers.length) & (lossHaving.length - 1);
    answers[having] = lossHaving[all]! <= spare ? -1 : 0;
  }
};

// Of 32 mentors, given who has each wished tag: those who may be left. Whoever has one more may be left all the more.
const byLast = (answers: Int32Array, d: number, having: number): number =>
  answers[having]! | (d & answers[having + 8]!);
const byLastTwo = (answers: Int32Array, c: number, d: number, having: number): number =>
  byLast(answers, d, having) | (c & byLast(answers, d, having + 4));
const byLastThree = (answers: Int32Array, b: number, c: number, d: number, having: number): number =>
  byLastTwo(answers, c, d, having) | (b & byLastTwo(answers, c, d, having + 2));
const byAll = (answers: Int32Array, a: number, b: number, c: number, d: number): number =>
  byLastThree(answers, b, c, d, 0) | (a & byLastThree(answers, b, c, d, 1));

/** Those of some of 32 mentors whose place is within reach. */
const nearIn = (isNear: Uint8Array | null, placeAt: Numbers, word: number, among: number): number => {
  let near = 0;
  for (let left = among; left !== 0 && isNear !== null; left &= left - 1) {
    const bit = left & -left;
    if (isNear[placeAt[32 * word + 31 - Math.clz32(bit)]!] === 1) near |= bit;
  }
  return near;
};

const noWords = new Uint32Array(0);

/** Adds positions that no look-up holds back to `sifted`, until it is full or the blocks up to `to` were looked at. */
export const sift = (
  { losses, wishes, isNear, nearOnly }: Sieve,
  { size, numbers, days }: Columns,
  sifting: Sifting,
  sifted: Sifted,
): void => {
  const { losses: ofBlocks, order, allowance, to } = sifting;
  const { status, person, load, pathways, month, stage, languages, modalities, modalitiesNear, time } =
    losses;
  const { status: statusAt, person: personAt, load: loadAt, pathways: pathwaysAt } = numbers;
  const { month: monthAt, stage: stageAt, languages: languagesAt, modalities: modalitiesAt } = numbers;
  const { zone: zoneAt, place: placeAt } = numbers;
  const { tagged, lossHaving } = wishes;
  // Where there are fewer wishes the answers do not hang on the others.
  const [a = noWords, b = a, c = a, d = a] = tagged;
  const answers = new Int32Array(1 << wishesAtOnce);
  const lossLacking = lossHaving[0]!;
  const kept = new Int32Array(33);
  const limit = sifted.at.length - blockSize;
  let { count } = sifted;
  let { looked } = sifting;
  for (; looked < to && count <= limit; looked += 1) {
    const block = order[looked]!;
    const spare = allowance - ofBlocks.all[block]!;
    if (spare < 0) continue;
    const shared = ofBlocks.alike[block]!;
    const most = allowance - shared;
    const end = Math.min(size, blockSize * (block + 1));
    const asked = spare < lossLacking;
    if (asked) answer(answers, wishes, spare);
    for (let word = (blockSize / 32) * block; 32 * word < end; word += 1) {
      let left = asked ? byAll(answers, a[word]!, b[word]!, c[word]!, d[word]!) : -1;
      if (32 * word + 32 > end) left &= ~(-1 << (end & 31));
      if (nearOnly) left &= nearIn(isNear, placeAt, word, left);
      // Whoever is written last but not kept is written over: no branch that a processor would have to guess.
      let keeping = 0;
      for (; left !== 0; left &= left - 1) {
        const at = 32 * word + 31 - Math.clz32(left & -left);
        const loss = pathways[pathwaysAt[at]!]! + time[(zoneAt[at]! << dayBits) | days[at]!]!;
        kept[keeping] = at;
        keeping += 1 + ((most - loss) >> 31);
      }
      for (let k = 0; k < keeping; k += 1) {
        const at = kept[k]!;
        let loss = shared + pathways[pathwaysAt[at]!]! + time[(zoneAt[at]! << dayBits) | days[at]!]!;
        loss += month[monthAt[at]!]! + stage[stageAt[at]!]!;
        if (loss > allowance) continue;
        let having = 0;
        for (let w = 0; w < tagged.length; w += 1) having |= ((tagged[w]![word]! >>> (at & 31)) & 1) << w;
        loss += lossHaving[having]!;
        if (loss > allowance) continue;
        const near = isNear !== null && isNear[placeAt[at]!] === 1;
        loss += status[statusAt[at]!]! + person[personAt[at]!]! + load[loadAt[at]!]! - shared;
        loss += languages[languagesAt[at]!]! + (near ? modalitiesNear : modalities)[modalitiesAt[at]!]!;
        if (loss > allowance) continue;
        sifted.at[count] = at;
        sifted.loss[count] = loss;
        count += 1;
      }
    }
  }
  sifting.looked = looked;
  sifted.count = count;
};
