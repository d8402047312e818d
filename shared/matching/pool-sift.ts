import { daySets } from './day-bounds.ts';
import { type BlockLosses, blockSize } from './pool-blocks.ts';
import type { Columns } from './pool-columns.ts';
import type { Sieve, SiftedWishes } from './pool-sieve.ts';

/*
 * Mentors through a sieve, block by block. A block whose kinds of people all lose too much is stepped over; in the
 * others what all lose at least is known, and each is looked at by what tells neighbours apart, the most telling first.
 *
 * Cost: some look-ups a block; two to ten look-ups a mentor in those that are left.
 */

/** Blocks to sift. */
export type Sifting = {
  /** What everybody in each block loses at least. */
  readonly losses: BlockLosses;
  /** The blocks in the order in which they are looked at, and how many of them were. */
  readonly order: Int32Array;
  looked: number;
  /** The most that may be lost, in centipoints. */
  allowance: number;
};

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

/**
 * Writes positions that no look-up holds back into `found`, until it is nearly full or all blocks were looked at.
 *
 * @param found - room for at least a block.
 * @returns how many there are.
 */
export const sift = (
  { losses, wishes, isNear, nearOnly }: Sieve,
  { size, numbers, days }: Columns,
  sifting: Sifting,
  found: Int32Array,
): number => {
  const { losses: ofBlocks, order, allowance } = sifting;
  const { status, person, load, pathways, month, stage, languages, modalities, modalitiesNear, time } = losses;
  const { status: statusAt, person: personAt, load: loadAt, pathways: pathwaysAt } = numbers;
  const { month: monthAt, stage: stageAt, languages: languagesAt, modalities: modalitiesAt } = numbers;
  const { zone: zoneAt, place: placeAt } = numbers;
  const { tagged, lossHaving } = wishes;
  const last = found.length - blockSize;
  let count = 0;
  let looked = sifting.looked;
  for (; looked < order.length && count <= last; looked += 1) {
    const block = order[looked]!;
    const spare = allowance - ofBlocks.all[block]!;
    if (!(spare >= 0)) continue;
    const shared = ofBlocks.alike[block]!;
    const end = Math.min(size, blockSize * (block + 1));
    for (let word = (blockSize / 32) * block; 32 * word < end; word += 1) {
      let left = wishersIn(wishes, word, 0, spare);
      if (32 * word + 32 > end) left &= ~(-1 << (end & 31));
      for (; left !== 0; left &= left - 1) {
        const at = 32 * word + 31 - Math.clz32(left & -left);
        const near = isNear !== null && isNear[placeAt[at]!] === 1;
        if (nearOnly && !near) continue;
        let loss = shared + pathways[pathwaysAt[at]!]! + time[daySets * zoneAt[at]! + days[at]!]!;
        if (loss > allowance) continue;
        loss += month[monthAt[at]!]! + stage[stageAt[at]!]!;
        if (loss > allowance) continue;
        let having = 0;
        for (let w = 0; w < tagged.length; w += 1) having |= ((tagged[w]![word]! >>> (at & 31)) & 1) << w;
        loss += lossHaving[having]!;
        if (loss > allowance) continue;
        loss += status[statusAt[at]!]! + person[personAt[at]!]! + load[loadAt[at]!]! - shared;
        loss += languages[languagesAt[at]!]! + (near ? modalitiesNear : modalities)[modalitiesAt[at]!]!;
        if (loss > allowance) continue;
        found[count] = at;
        count += 1;
      }
    }
  }
  sifting.looked = looked;
  return count;
};
