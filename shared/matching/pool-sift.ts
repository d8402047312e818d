import type { BlockLosses } from './block-losses.ts';
import { blockBits, blockSize } from './pool-blocks.ts';
import type { Columns, Numbers } from './pool-columns.ts';
import type { Sieve, SiftedWishes } from './pool-sieve.ts';

/*
 * Mentors through a sieve, some blocks at a time. A block whose kinds of people all lose too much is stepped over; in the
 * others wishes are looked at 32 mentors at a time, and whoever is left is held back by what tells neighbours apart, the
 * most telling first. Each look-up is a loop of its own over all who are left so far, without a branch that a processor
 * would have to guess: so it can wait for many places in memory at once, and waiting is what costs.
 *
 * Cost: an operation a block; one for every mentor of a block that is left, and some look-ups for a tenth of them.
 * Source: Boncz, Zukowski and Nes, MonetDB/X100: hyper-pipelining query execution, 2005, for a loop a step.
 */

/** A zone's losses by time begin at a multiple of `daySets`, seven bits up. */
const dayBits = 7;

/** Wishes by which 32 mentors are told apart at a time. */
const wishesAtOnce = 4;

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
export type Sifted = {
  readonly at: Int32Array;
  readonly loss: Int32Array;
  count: number;
  /** See `answer`. */
  readonly answers: Int32Array;
};

/** Room for so many, and for the block that passes the limit. */
export const createSifted = (limit: number): Sifted => ({
  at: new Int32Array(limit + blockSize),
  loss: new Int32Array(limit + blockSize),
  count: 0,
  answers: new Int32Array(1 << wishesAtOnce),
});

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

/** Puts down whom wishes leave of the next blocks, until there is no room for another or all up to `to` were looked at. */
const gather = (
  { wishes, isNear, nearOnly }: Sieve,
  { size, numbers }: Columns,
  sifting: Sifting,
  { at, answers }: Sifted,
): number => {
  const { losses, order, allowance, to } = sifting;
  const { tagged, lossHaving } = wishes;
  // Where there are fewer wishes the answers do not hang on the others.
  const [a = noWords, b = a, c = a, d = a] = tagged;
  const lossLacking = lossHaving[0]!;
  const limit = at.length - blockSize;
  let { looked } = sifting;
  let count = 0;
  for (; looked < to && count <= limit; looked += 1) {
    const block = order[looked]!;
    const spare = allowance - losses.all[block]!;
    if (spare < 0) continue;
    const end = Math.min(size, blockSize * (block + 1));
    const asked = spare < lossLacking;
    if (asked) answer(answers, wishes, spare);
    for (let word = (blockSize / 32) * block; 32 * word < end; word += 1) {
      let left = asked ? byAll(answers, a[word]!, b[word]!, c[word]!, d[word]!) : -1;
      if (32 * word + 32 > end) left &= ~(-1 << (end & 31));
      if (nearOnly) left &= nearIn(isNear, numbers.place, word, left);
      for (; left !== 0; left &= left - 1) {
        at[count] = 32 * word + 31 - Math.clz32(left & -left);
        count += 1;
      }
    }
  }
  sifting.looked = looked;
  return count;
};

/** Lets those go on whose loss is still allowed. Whoever is written last but not kept is written over. */
type Step = (sieve: Sieve, columns: Columns, sifting: Sifting, sifted: Sifted) => void;

/** By what all in the block lose, by pathways, and by the time that their days allow. */
const holdByTime: Step = ({ losses: { pathways, time } }, { numbers, days }, sifting, sifted) => {
  const { pathways: pathwaysAt, zone: zoneAt } = numbers;
  const { at: positions, loss: losses } = sifted;
  const { allowance } = sifting;
  const { alike } = sifting.losses;
  let kept = 0;
  for (let i = 0; i < sifted.count; i += 1) {
    const at = positions[i]!;
    const ofTime = time[(zoneAt[at]! << dayBits) | days[at]!]!;
    const loss = alike[at >> blockBits]! + pathways[pathwaysAt[at]!]! + ofTime;
    positions[kept] = at;
    losses[kept] = loss;
    kept += 1 + ((allowance - loss) >> 31);
  }
  sifted.count = kept;
};

/** By how long they have been in recovery, and by their stage of life. */
const holdByMonth: Step = ({ losses: { month, stage } }, { numbers }, { allowance }, sifted) => {
  const { month: monthAt, stage: stageAt } = numbers;
  const { at: positions, loss: losses } = sifted;
  let kept = 0;
  for (let i = 0; i < sifted.count; i += 1) {
    const at = positions[i]!;
    const loss = losses[i]! + month[monthAt[at]!]! + stage[stageAt[at]!]!;
    positions[kept] = at;
    losses[kept] = loss;
    kept += 1 + ((allowance - loss) >> 31);
  }
  sifted.count = kept;
};

/** By the lived experience that is wished for. */
const holdByWishes: Step = ({ wishes: { tagged, lossHaving } }, _, { allowance }, sifted) => {
  const { at: positions, loss: losses } = sifted;
  let kept = 0;
  for (let i = 0; i < sifted.count; i += 1) {
    const at = positions[i]!;
    let having = 0;
    for (let w = 0; w < tagged.length; w += 1) having |= ((tagged[w]![at >> 5]! >>> (at & 31)) & 1) << w;
    const loss = losses[i]! + lossHaving[having]!;
    positions[kept] = at;
    losses[kept] = loss;
    kept += 1 + ((allowance - loss) >> 31);
  }
  sifted.count = kept;
};

/** By everything else: their own standing, person and load take the place of what all in the block lose by these. */
const holdByRest: Step = ({ losses, isNear }, { numbers }, sifting, sifted) => {
  const { status, person, load, languages, modalities, modalitiesNear } = losses;
  const { status: statusAt, person: personAt, load: loadAt, languages: languagesAt } = numbers;
  const { place: placeAt, modalities: modalitiesAt } = numbers;
  const { at: positions, loss: ofEach } = sifted;
  const { allowance } = sifting;
  const { alike } = sifting.losses;
  let kept = 0;
  for (let i = 0; i < sifted.count; i += 1) {
    const at = positions[i]!;
    const near = isNear !== null && isNear[placeAt[at]!] === 1;
    let loss = ofEach[i]! - alike[at >> blockBits]! + status[statusAt[at]!]! + person[personAt[at]!]!;
    loss += load[loadAt[at]!]! + languages[languagesAt[at]!]!;
    loss += (near ? modalitiesNear : modalities)[modalitiesAt[at]!]!;
    positions[kept] = at;
    ofEach[kept] = loss;
    kept += 1 + ((allowance - loss) >> 31);
  }
  sifted.count = kept;
};

/** Puts positions that no look-up holds back into `sifted`, of as many blocks up to `to` as there is room for. */
export const sift = (sieve: Sieve, columns: Columns, sifting: Sifting, sifted: Sifted): void => {
  sifted.count = gather(sieve, columns, sifting, sifted);
  holdByTime(sieve, columns, sifting, sifted);
  holdByMonth(sieve, columns, sifting, sifted);
  holdByWishes(sieve, columns, sifting, sifted);
  holdByRest(sieve, columns, sifting, sifted);
};
