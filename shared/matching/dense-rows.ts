import { type BestList, offer } from './best-list.ts';
import type { DenseMatrix } from './dense-matrix.ts';
import { createDenseScan, type DenseScan } from './dense-scan.ts';
import type { PairRows, Pairs } from './shortlists.ts';

/*
 * A matrix read by newcomer, and by mentor. A row is read for its best few pairs, and so that nearly every pair costs
 * one subtraction and one comparison that fails: a sample of the row says first what about the best 48 are worth, and
 * only what is worth more is written down. Where the sample has misled and the list runs full, its better half stays
 * and getting in becomes dearer; where too little is found, the row is read once more without a sample. Each newcomer's
 * row is read from another mentor on, so that where many are worth the same not everybody lists the same few.
 *
 * Invariant: what stays outside a list is worth no more than `list.least`, which is never below 0; and where it is above
 * 0 the list holds at least two pairs, which are worth no less.
 * Cost: O(mentors) a reading. Source: Floyd and Rivest, Expected time bounds for selection, 1975, for the sample.
 */

/** One mentor in so many is sampled. */
const sampleStep = 16;
/** The sampled mentor with whom a list begins, best first; see `sampleRow`. */
const sampleRank = 3;
/** Shorter rows are not worth sampling. */
const sampledLength = 256;
/** Room for twice as many pairs as a sample lets in on average. */
export const denseListLength = 2 * sampleRank * sampleStep;

/** Keeps the better half of a full list, which from now on takes only what is worth more than all that left it. */
const halve = (list: BestList): void => {
  const { partner, value, net, length } = list;
  const kept = length >> 1;
  const least = net.slice(0, length).sort()[length - kept]!;
  let equals = kept;
  for (let e = 0; e < length; e += 1) if (net[e]! > least) equals -= 1;
  let size = 0;
  for (let e = 0; e < length; e += 1) {
    if (net[e]! < least || (net[e] === least && equals === 0)) continue;
    if (net[e] === least) equals -= 1;
    partner[size] = partner[e]!;
    value[size] = value[e]!;
    net[size] = net[e]!;
    size += 1;
  }
  list.size = size;
  list.least = least;
};

/** Adds to a list what is worth more than its least in a stretch of the row that is put in. */
const collect = (
  row: Int32Array,
  price: Float64Array,
  list: BestList,
  { scan, from, to }: { scan: DenseScan; from: number; to: number },
): void => {
  const { found, above } = scan;
  for (let next = from; next < to; ) {
    const room = list.length - list.size;
    const count = above(list.least, { from: next, to }, room);
    for (let k = 0, at = list.size; k < count; k += 1, at += 1) {
      const j = found[k]!;
      list.partner[at] = j;
      list.value[at] = row[j]!;
      list.net[at] = row[j]! - price[j]!;
    }
    list.size += count;
    if (count < room) return;
    next = found[count - 1]! + 1;
    halve(list);
  }
};

/** What the third best of the sampled mentors is worth, or 0 if that is less. */
const sampleRow = (row: Int32Array, price: Float64Array, from: number): number => {
  let best = 0;
  let second = 0;
  let third = 0;
  for (let j = from; j < row.length; j += sampleStep) {
    const net = row[j]! - price[j]!;
    if (net <= third) continue;
    if (net > best) {
      third = second;
      second = best;
      best = net;
    } else if (net > second) {
      third = second;
      second = net;
    } else third = net;
  }
  return third;
};

const numbersUpTo = (count: number): Int32Array => Int32Array.from({ length: count }, (_, at) => at);

/** The rows of a matrix. */
const rowsOf = ({ newcomers, mentors, value }: DenseMatrix): Pairs => {
  const scan = createDenseScan(mentors);
  const rowOf = (newcomer: number) => value.subarray(newcomer * mentors, (newcomer + 1) * mentors);
  return {
    owners: newcomers,
    read: (newcomer, price, list) => {
      const row = rowOf(newcomer);
      scan.putPrices(price);
      scan.putRow(row);
      const first = Math.floor((newcomer * mentors) / newcomers);
      const listAbove = (worth: number) => {
        list.size = 0;
        list.least = worth;
        collect(row, price, list, { scan, from: first, to: mentors });
        collect(row, price, list, { scan, from: 0, to: first });
      };
      const isSampled = list.length <= denseListLength && mentors >= sampledLength;
      const worth = isSampled ? sampleRow(row, price, newcomer % sampleStep) : 0;
      listAbove(worth);
      if (list.size < 2 && worth > 0) listAbove(0);
    },
    all: (newcomer) => ({ partner: numbersUpTo(mentors), value: rowOf(newcomer) }),
  };
};

/** The columns of a matrix: seldom read, so each is read where it lies. */
const columnsOf = ({ newcomers, mentors, value }: DenseMatrix): Pairs => ({
  owners: mentors,
  read: (mentor, utility, list) => {
    for (let i = 0, e = mentor; i < newcomers; i += 1, e += mentors) {
      const net = value[e]! - utility[i]!;
      if (net > list.least) offer(list, i, value[e]!, net);
    }
  },
  all: (mentor) => {
    const column = Int32Array.from({ length: newcomers }, (_, i) => value[i * mentors + mentor]!);
    return { partner: numbersUpTo(newcomers), value: column };
  },
});

/** A matrix as pairs of both sides. */
export const densePairsOf = (matrix: DenseMatrix): PairRows => ({
  newcomers: matrix.newcomers,
  mentors: matrix.mentors,
  places: matrix.places,
  totalMaximum: matrix.newcomers * 2 ** 31,
  rows: rowsOf(matrix),
  columns: columnsOf(matrix),
});
