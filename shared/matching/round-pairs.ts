import type { AssignGraph } from './assign-graph.ts';
import { estimatePrices, sampleOf } from './estimate-prices.ts';
import { type KeptPairs, keepAll, keepBest, type ReadRow, readGraph } from './kept-pairs.ts';

/* Which pairs a round keeps to begin with: all, or where there may be too many, the best of each newcomer. */

/** Reads newcomers' pairs with some mentors alone. */
export type ReadSome = (mentors: readonly number[]) => ReadRow;

/** What a round is decided from. */
export type RoundRows = {
  readonly newcomers: number;
  /** Free places of each mentor. */
  readonly capacities: readonly number[];
  readonly read: ReadRow;
  readonly readSome: ReadSome;
  /** Told whose rows are read next, each once and in this order; nobody’s, once all that can be foretold are read. */
  readonly expect?: ((newcomers: readonly number[]) => void) | undefined;
  /** Told before a row is read in the first pass, and after it. */
  readonly onProgress?: (progress: { done: number; of: number }) => void;
};

/** From how many possible pairs on a round is large, and how it then goes about it. */
export type RoundSize = {
  readonly pairsKeptMaximum: number;
  /** Pairs that are kept of each newcomer in a large round: what is beyond them is out of reach by points. */
  readonly length: number;
  /** One in so many people makes up the sample from which prices are guessed. */
  readonly stride: number;
  /** From how many newcomers on a guess pays where all pairs are kept. */
  readonly guessFrom: number;
};

const pairsKeptMaximum = 2 ** 28;

/** What suits a round of that many people. */
export const sizeOf = ({ newcomers, capacities }: RoundRows): RoundSize => ({
  pairsKeptMaximum,
  length: 256,
  stride: newcomers * capacities.length > pairsKeptMaximum ? 20 : 10,
  guessFrom: 2_000,
});

/** All pairs of a graph, with a guess of the prices where that pays. */
export const keepGraph = (
  graph: AssignGraph,
  capacities: readonly number[],
  { stride, guessFrom }: Pick<RoundSize, 'stride' | 'guessFrom'>,
): KeptPairs => {
  if (graph.newcomers < guessFrom) return { graph };
  const sample = sampleOf(graph.newcomers, stride);
  return { graph, guess: estimatePrices(sample, capacities, { read: readGraph(graph), stride }) };
};

/** Reads every row, in a large round the sample's rows before, and keeps what suits. */
export const choosePairs = (
  { newcomers, capacities, read, expect, onProgress }: RoundRows,
  size: RoundSize,
): KeptPairs => {
  const { length, stride } = size;
  const isLarge = newcomers * capacities.length > size.pairsKeptMaximum;
  const sample = sampleOf(newcomers, stride);
  const of = newcomers + (isLarge ? sample.length : 0);
  let done = 0;
  const readOn: ReadRow = (newcomer, pair) => {
    onProgress?.({ done, of });
    done += 1;
    read(newcomer, pair);
  };
  const all = Array.from({ length: newcomers }, (_, i) => i);
  const keepFew = () => {
    expect?.(sample);
    const price = estimatePrices(sample, capacities, { read: readOn, stride });
    expect?.(all);
    return keepBest(newcomers, capacities, { read: readOn, length, price });
  };
  const keepEvery = () => {
    expect?.(all);
    return keepGraph(keepAll(newcomers, capacities, readOn), capacities, size);
  };
  const kept = isLarge ? keepFew() : keepEvery();
  onProgress?.({ done, of });
  expect?.([]);
  return kept;
};
