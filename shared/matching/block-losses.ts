import { daySets } from './day-bounds.ts';
import { type Blocks, blockSize } from './pool-blocks.ts';
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

const lossesOfKinds = ({ kinds }: Blocks, { status, person, load }: Losses): Int32Array => {
  const ofKinds = new Int32Array(kinds.status.length);
  for (let kind = 0; kind < ofKinds.length; kind += 1) {
    ofKinds[kind] = status[kinds.status[kind]!]! + person[kinds.person[kind]!]! + load[kinds.load[kind]!]!;
  }
  return ofKinds;
};

/** Losses block by block, over all positions. O(blocks + kinds). */
export const lossesOfBlocks = (blocks: Blocks, losses: Losses, size: number): BlockLosses => {
  const { covered, firstKind, lastKind, firstDays, lastDays } = blocks;
  const ofKinds = lossesOfKinds(blocks, losses);
  const minima = minimaOf(losses.days);
  const alike = new Int32Array(Math.ceil(size / blockSize));
  const all = new Int32Array(alike.length);
  const known = Math.floor(covered / blockSize);
  for (let block = 0; block < known; block += 1) {
    let least = ofKinds[firstKind[block]!]!;
    for (let kind = firstKind[block]! + 1; kind <= lastKind[block]!; kind += 1) {
      if (ofKinds[kind]! < least) least = ofKinds[kind]!;
    }
    alike[block] = least;
    const [from, to] = [firstDays[block]!, lastDays[block]!];
    const k = 31 - Math.clz32(to - from + 1);
    const byDays = Math.min(minima[daySets * k + from]!, minima[daySets * k + to + 1 - (1 << k)]!);
    all[block] = least + byDays;
  }
  return { alike, all };
};

/** Losses are told apart in steps of 32 centipoints, up to so many steps. */
const stepSize = 32 * lossesInCentipoint;
const steps = 256;

/** A loss that at least so many of the first `count` do not pass, and few more; whatever is lost aside. */
export const lossOfFew = (losses: Int32Array, count: number, few: number): number => {
  const counts = new Int32Array(steps);
  for (let at = 0; at < count; at += 1) {
    const step = Math.floor(losses[at]! / stepSize);
    if (step < steps) counts[Math.max(0, step)]! += 1;
  }
  let sum = 0;
  for (let step = 0; step < steps; step += 1) {
    sum += counts[step]!;
    if (sum >= few) return stepSize * (step + 1) - 1;
  }
  return lost - 1;
};

/** How many promising blocks are looked at before all others. */
const firstBlocks = 64;

/** Blocks in the order in which to look at them. */
export type Visits = {
  /** First some of those that lose the least, then all others by place; none that a gate stops. */
  readonly order: Int32Array;
  /** How many come first. */
  readonly promising: number;
};

/** The order in which to look at blocks. */
export const orderVisits = (losses: Int32Array): Visits => {
  const limit = lossOfFew(losses, losses.length, firstBlocks);
  const met = losses.reduce((sum, loss) => (loss <= limit ? sum + 1 : sum), 0);
  const every = Math.max(1, Math.floor(met / firstBlocks));
  const promising = Math.ceil(met / every);
  const order = new Int32Array(losses.length);
  let [seen, first, others] = [0, 0, promising];
  for (let block = 0; block < losses.length; block += 1) {
    if (losses[block]! >= lost) continue;
    const isPromising = losses[block]! <= limit;
    if (isPromising && seen % every === 0) {
      order[first] = block;
      first += 1;
    } else {
      order[others] = block;
      others += 1;
    }
    if (isPromising) seen += 1;
  }
  return { order: order.subarray(0, others), promising };
};
