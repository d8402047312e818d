import { daySets } from './day-bounds.ts';
import { type Blocks, blockSize, leastInBlock } from './pool-blocks.ts';
import type { Columns } from './pool-columns.ts';
import type { Sieve, SiftedWishes } from './pool-sieve.ts';

/*
 * Mentors through a sieve, block by block. A block whose kinds of people all lose too much is stepped over; in the
 * others what all lose at least is known, and each is looked at by what tells neighbours apart, the most telling first.
 *
 * Cost: some look-ups a block; two to ten look-ups a mentor in those that are left.
 */

/** Positions to sift. */
export type Sifting = {
  /** Where to begin; moves on as positions are sifted. */
  from: number;
  readonly to: number;
  /** The most that may be lost, in centipoints. */
  allowance: number;
  /** The blocks that cover them; without, each is looked at by itself. */
  readonly blocks?: Blocks;
  /** Only every `step`th block, but not every `but`th (powers of two; 0: none); every block if it is not said. */
  readonly every?: { readonly step: number; readonly but: number };
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
 * Writes positions that no look-up holds back into `found`, in order, until it is nearly full or the span ends.
 *
 * @param found - room for at least a block.
 * @returns how many there are.
 */
export const sift = (
  { losses, wishes, isNear, nearOnly }: Sieve,
  { numbers, days }: Columns,
  sifting: Sifting,
  found: Int32Array,
): number => {
  const { from, to, allowance, every, blocks } = sifting;
  const { step, but } = every ?? { step: 1, but: 0 };
  const { status, person, load, pathways, month, stage, languages, modalities, modalitiesNear, time } = losses;
  const { status: statusAt, person: personAt, load: loadAt, pathways: pathwaysAt } = numbers;
  const { month: monthAt, stage: stageAt, languages: languagesAt, modalities: modalitiesAt } = numbers;
  const { zone: zoneAt, place: placeAt } = numbers;
  const { tagged, lossHaving } = wishes;
  const last = found.length - blockSize;
  let count = 0;
  let block = Math.floor(from / blockSize);
  for (; blockSize * block < to && count <= last; block += 1) {
    if ((block & (step - 1)) !== 0 || (but > 0 && (block & (but - 1)) === 0)) continue;
    // What all in it lose at least by what neighbours share, and by their pathways.
    let shared = 0;
    let listed = 0;
    if (blocks !== undefined) {
      shared = leastInBlock(blocks.kinds.status, status, block);
      if (shared > allowance) continue;
      shared += leastInBlock(blocks.kinds.person, person, block);
      shared += leastInBlock(blocks.kinds.load, load, block);
      if (shared > allowance) continue;
      listed = leastInBlock(blocks.kinds.pathways, pathways, block);
    }
    const spare = allowance - shared - listed;
    if (!(spare >= 0)) continue;
    const start = Math.max(from, blockSize * block);
    const end = Math.min(to, blockSize * block + blockSize);
    for (let word = start >> 5; 32 * word < end; word += 1) {
      let left = wishersIn(wishes, word, 0, spare);
      if (32 * word < start) left &= -1 << (start & 31);
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
  sifting.from = Math.min(to, blockSize * block);
  return count;
};
