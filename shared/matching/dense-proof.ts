import type { DenseMatrix } from './dense-matrix.ts';
import { createDenseScan, type DenseScan } from './dense-scan.ts';
import { type TightPairs, tightPairsFrom } from './tight-pairs.ts';

/*
 * One reading of every pair under final prices, for two things at once, since reading is what costs: what the prices
 * leave each newcomer, which sums up to the proof (see `certificate.ts`), and the tight pairs, among which ties are
 * settled. The utilities say only where to look; whatever turns out to be worth more raises the bound, and the proof
 * then fails.
 */

/** Prices and utilities are whole quarters: who is worth more than this less than somebody is worth as much. */
const quarter = 0.25;

/** Adds to a list who is worth at least so much in the row that is put in. @returns the most that anybody is worth. */
const readRow = (
  row: Int32Array,
  price: Float64Array,
  worth: number,
  { scan, tight }: { scan: DenseScan; tight: number[] },
): number => {
  let most = worth;
  const count = scan.above(worth - quarter, { from: 0, to: row.length }, row.length);
  for (let k = 0; k < count; k += 1) {
    const j = scan.found[k]!;
    const net = row[j]! - price[j]!;
    if (net < worth || row[j] === 0) continue;
    tight.push(j);
    most = Math.max(most, net);
  }
  return most;
};

/** What prices leave all newcomers together at most, read from every pair, and the pairs that optima may use. */
export const readEveryPair = (
  { newcomers, mentors, value }: DenseMatrix,
  { price, utility }: { price: Float64Array; utility: Float64Array },
): { bound: number; tight: TightPairs } => {
  const rowStart = new Int32Array(newcomers + 1);
  const tight: number[] = [];
  const scan = createDenseScan(mentors);
  scan.putPrices(price);
  let bound = 0;
  for (let i = 0; i < newcomers; i += 1) {
    const row = value.subarray(i * mentors, (i + 1) * mentors);
    scan.putRow(row);
    bound += readRow(row, price, Math.max(0, utility[i]!), { scan, tight });
    rowStart[i + 1] = tight.length;
  }
  return { bound, tight: tightPairsFrom(rowStart, tight, mentors) };
};
