import { daySets } from './day-bounds.ts';
import { type Blocks, blockBits, blockSize } from './pool-blocks.ts';
import { type Losses, lossesInCentipoint, lost } from './pool-losses.ts';

/*
 * What everybody in a block loses at least, and so which blocks come first. Neighbours stand in the order of their
 * kinds and of their days; so a block's kinds are a range, and the least loss by days is a range's minimum: two
 * look-ups in a table of minima over spans of 1, 2, 4 … 128.
 *
 * Source: Bender and Farach-Colton, The LCA problem revisited, 2000, for the sparse table.
 */

/** Losses by block; at least `lost` where a gate stops all, 0 where somebody came later. */
export type BlockLosses = {
  /** By standing, person and load. */
  readonly alike: Int32Array;
  /** By these, and by the days on which they are free. */
  readonly all: Int32Array;
};

/** Minima over spans: that of 2^k from `at` on is at 128 k + `at`. */
const minimaOf = (losses: Int32Array): Int32Array => {
  const minima = new Int32Array(8 * daySets).fill(lost);
  minima.set(losses);
  for (let k = 1; k < 8; k += 1) {
    const [whole, half] = [daySets * k, daySets * (k - 1)];
    for (let at = 0; at + (1 << k) <= daySets; at += 1) {
      minima[whole + at] = Math.min(minima[half + at]!, minima[half + at + (1 << (k - 1))]!);
    }
  }
  return minima;
};

/** Lowers the losses of the first `known` blocks to what the kinds in each lose at least. O(blocks that no gate stops + kinds). */
const lowerByKinds = (
  alike: Int32Array,
  known: number,
  { kinds, covered }: Blocks,
  { status, person, load }: Losses,
): void => {
  const { start } = kinds;
  for (let kind = 0; kind < start.length; kind += 1) {
    const loss = status[kinds.status[kind]!]! + person[kinds.person[kind]!]! + load[kinds.load[kind]!]!;
    if (loss >= lost) continue;
    const last = Math.min(known - 1, ((start[kind + 1] ?? covered) - 1) >> blockBits);
    for (let block = start[kind]! >> blockBits; block <= last; block += 1) {
      if (loss < alike[block]!) alike[block] = loss;
    }
  }
};

/** Losses block by block, over all positions. O(blocks + kinds). */
export const lossesOfBlocks = (blocks: Blocks, losses: Losses, size: number): BlockLosses => {
  const { covered, firstDays, lastDays } = blocks;
  const minima = minimaOf(losses.days);
  const alike = new Int32Array(Math.ceil(size / blockSize));
  const known = Math.floor(covered / blockSize);
  alike.fill(lost, 0, known);
  lowerByKinds(alike, known, blocks, losses);
  const all = alike.slice();
  for (let block = 0; block < known; block += 1) {
    if (alike[block]! >= lost) continue;
    const [from, to] = [firstDays[block]!, lastDays[block]!];
    const k = 31 - Math.clz32(to - from + 1);
    all[block]! += Math.min(minima[daySets * k + from]!, minima[daySets * k + to + 1 - (1 << k)]!);
  }
  return { alike, all };
};

/** Losses are told apart in steps of 32 centipoints, a power of 2 so that no division is needed, up to so many steps. */
const stepBits = 5 + Math.log2(lossesInCentipoint);
const steps = 256;

/** A loss that at least so many of the first `count` do not pass, and few more; whatever is lost aside. */
export const lossOfFew = (losses: Int32Array, count: number, few: number): number => {
  const counts = new Int32Array(steps);
  for (let at = 0; at < count; at += 1) {
    const step = losses[at]! >> stepBits;
    if (step < steps) counts[Math.max(0, step)]! += 1;
  }
  let sum = 0;
  for (let step = 0; step < steps; step += 1) {
    sum += counts[step]!;
    if (sum >= few) return ((step + 1) << stepBits) - 1;
  }
  return lost - 1;
};

/**
 * The blocks in the order in which to look at them: step by step of what they lose, by place within a step, which memory is
 * fast at; none that a gate stops. O(blocks).
 */
export const orderVisits = (losses: Int32Array): Int32Array => {
  const stepOf = (block: number) => Math.min(losses[block]! >> stepBits, steps - 1);
  const next = new Int32Array(steps + 1);
  for (let block = 0; block < losses.length; block += 1) {
    if (losses[block]! < lost) next[stepOf(block) + 1]! += 1;
  }
  for (let step = 0; step < steps; step += 1) next[step + 1]! += next[step]!;
  const order = new Int32Array(next[steps]!);
  for (let block = 0; block < losses.length; block += 1) {
    if (losses[block]! >= lost) continue;
    const step = stepOf(block);
    order[next[step]!] = block;
    next[step]! += 1;
  }
  return order;
};
