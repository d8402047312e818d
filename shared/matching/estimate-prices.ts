import { solveAssignment } from './assign-solve.ts';
import { rowsOf } from './graph-rows.ts';
import { keepAll, type ReadRow, readGraph } from './kept-pairs.ts';

/*
 * What mentors will cost, roughly, before anybody has bid. Every `stride`-th newcomer and every `stride`-th mentor make
 * a small round of their own, which is solved; its newcomers' utilities then say what each mentor of the whole pool
 * would be worth to the one who wants them most beyond that. The better the guess, the fewer rows are read again; the
 * result never depends on it.
 *
 * Cost: O(pairs / stride). Source: the c-transform of optimal transport; any utilities give prices this way.
 */

/** The newcomers of the sample. */
export const sampleOf = (newcomers: number, stride: number): number[] =>
  Array.from({ length: Math.ceil(newcomers / stride) }, (_, i) => i * stride);

/** A price for every mentor, from 0 up. */
export const estimatePrices = (
  sample: readonly number[],
  capacities: readonly number[],
  { read, stride }: { read: ReadRow; stride: number },
): Float64Array => {
  const graph = keepAll(sample.length, capacities, (i, pair) => read(sample[i]!, pair));
  const { rowStart, mentor, value } = graph;
  const few = keepAll(
    sample.length,
    capacities.filter((_, j) => j % stride === 0),
    (i, pair) =>
      readGraph(graph)(i, (j, worth) => {
        if (j % stride === 0) pair(j / stride, worth);
      }),
  );
  const { utility } = solveAssignment(rowsOf(few));
  const price = new Float64Array(capacities.length);
  for (let i = 0; i < sample.length; i += 1) {
    for (let e = rowStart[i]!; e < rowStart[i + 1]!; e += 1) {
      price[mentor[e]!] = Math.max(price[mentor[e]!]!, value[e]! - utility[i]!);
    }
  }
  return price;
};
