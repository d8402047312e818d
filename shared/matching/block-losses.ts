import { daySets } from './day-bounds.ts';
import { type Blocks, blockSize } from './pool-blocks.ts';
import type { Losses } from './pool-sieve.ts';

/*
 * What everybody in a block loses at least, and so which blocks come first. Neighbours stand in the order of their
 * kinds and of their days; so a block's kinds are a range, and the least loss by days is a range's minimum: two
 * look-ups in a table of minima over spans of 1, 2, 4 … 128.
 *
 * Source: Bender and Farach-Colton, The LCA problem revisited, 2000, for the sparse table.
 */

/** Losses by block; infinite where a gate stops all, 0 where somebody came later. */
export type BlockLosses = {
  /** By standing, person and load. */
  readonly alike: Float32Array;
  /** By these, and by the days on which they are free. */
  readonly all: Float32Array;
};

const none = Number.POSITIVE_INFINITY;

/** Minima over spans: that of 2^k from `at` on is at 128 k + `at`. */
const minimaOf = (losses: Float32Array): Float32Array => {
  const minima = new Float32Array(8 * daySets).fill(none);
  minima.set(losses);
  for (let k = 1; k < 8; k += 1) {
    const [whole, half] = [daySets * k, daySets * (k - 1)];
    for (let at = 0; at + (1 << k) <= daySets; at += 1) {
      minima[whole + at] = Math.min(minima[half + at]!, minima[half + at + (1 << (k - 1))]!);
    }
  }
  return minima;
};

const lossesOfKinds = ({ kinds }: Blocks, { status, person, load }: Losses): Float32Array => {
  const ofKinds = new Float32Array(kinds.status.length);
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
  const alike = new Float32Array(Math.ceil(size / blockSize));
  const all = new Float32Array(alike.length);
  const known = Math.floor(covered / blockSize);
  for (let block = 0; block < known; block += 1) {
    let least = none;
    for (let kind = firstKind[block]!; kind <= lastKind[block]!; kind += 1) {
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

/** How many promising blocks are looked at before all others. */
const firstBlocks = 64;
/** Losses are told apart in steps of so many centipoints, up to so many steps. */
const step = 32;
const steps = 256;
const stepOf = (loss: number) => Math.min(steps - 1, Math.floor(loss / step));

/** The step up to which blocks are promising, and how many those are. */
const promisingStep = (losses: Float32Array): { last: number; promising: number } => {
  const counts = new Int32Array(steps);
  for (let block = 0; block < losses.length; block += 1) {
    if (losses[block] !== none) counts[stepOf(losses[block]!)]! += 1;
  }
  let promising = 0;
  for (let last = 0; last < steps; last += 1) {
    promising += counts[last]!;
    if (promising >= firstBlocks) return { last, promising };
  }
  return { last: steps, promising };
};

/** Blocks in the order in which to look at them. */
export type Visits = {
  /** First some of those that lose the least, then all others by place; none that a gate stops. */
  readonly order: Int32Array;
  /** How many come first. */
  readonly promising: number;
};

/** The order in which to look at blocks. */
export const orderVisits = (losses: Float32Array): Visits => {
  const { last, promising } = promisingStep(losses);
  const every = Math.max(1, Math.floor(promising / firstBlocks));
  const first = Math.ceil(promising / every);
  const order = new Int32Array(losses.length);
  let met = 0;
  let others = first;
  for (let block = 0; block < losses.length; block += 1) {
    const loss = losses[block]!;
    if (loss === none) continue;
    const isPromising = stepOf(loss) <= last;
    if (isPromising && met % every === 0) order[met / every] = block;
    else {
      order[others] = block;
      others += 1;
    }
    if (isPromising) met += 1;
  }
  return { order: order.subarray(0, others), promising: first };
};
