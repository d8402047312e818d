import { describe, expect, it } from 'vitest';
import { estimatePrices, sampleOf } from '#shared/matching/estimate-prices.ts';
import { keepAll, keepBest, type ReadRow, readGraph } from '#shared/matching/kept-pairs.ts';
import { choosePairs, keepGraph, type RoundRows, sizeOf } from '#shared/matching/round-pairs.ts';

const values = Array.from({ length: 6 }, (_, i) => [5 + i, 0, 3 + ((7 * i) % 5), 9 - i]);
const capacities = [1, 1, 2, 1];
const read: ReadRow = (i, pair) => {
  values[i]!.forEach((value, j) => {
    if (value > 0) pair(j, value);
  });
};
const size = { pairsKeptMaximum: 24, length: 2, stride: 2, guessFrom: 6 };

/** A round that notes what is expected, read and told of, in order. */
const noted = () => {
  const notes: string[] = [];
  const rows: RoundRows = {
    newcomers: values.length,
    capacities,
    read: (i, pair) => {
      notes.push(`read ${i}`);
      read(i, pair);
    },
    readSome: () => read,
    expect: (newcomers) => notes.push(`expect ${newcomers.join(' ')}`.trim()),
    onProgress: ({ done, of }) => notes.push(`${done}/${of}`),
  };
  return { rows, notes };
};

describe('choosePairs()', () => {
  it('keeps every pair as long as there cannot be too many, with a guess where that pays', () => {
    const { rows, notes } = noted();
    const graph = keepAll(6, capacities, read);
    const kept = choosePairs(rows, size);
    const guess = estimatePrices(sampleOf(6, 2), capacities, { read: readGraph(graph), stride: 2 });
    expect(kept).toEqual({ graph, guess });
    expect(guess.some((price) => price > 0)).toBe(true);
    expect(notes).toEqual([
      'expect 0 1 2 3 4 5',
      ...[0, 1, 2, 3, 4, 5].flatMap((i) => [`${i}/6`, `read ${i}`]),
      '6/6',
      'expect',
    ]);
  });

  it('keeps the best of each where there may be too many, after reading the sample for a guess', () => {
    const { rows, notes } = noted();
    const kept = choosePairs(rows, { ...size, pairsKeptMaximum: 23 });
    const price = estimatePrices(sampleOf(6, 2), capacities, { read, stride: 2 });
    expect(kept).toEqual(keepBest(6, capacities, { read, length: 2, price }));
    const order = [0, 2, 4, 0, 1, 2, 3, 4, 5];
    const reads = order.flatMap((i, done) => [`${done}/9`, `read ${i}`]);
    expect(notes).toEqual([
      'expect 0 2 4',
      ...reads.slice(0, 6),
      'expect 0 1 2 3 4 5',
      ...reads.slice(6),
      '9/9',
      'expect',
    ]);
  });

  it('tells nobody where nobody wants to be told', () => {
    const { rows } = noted();
    const { expect: _, onProgress: __, ...silent } = rows;
    expect(choosePairs(silent, size)).toEqual(choosePairs(rows, size));
    const large = { ...size, pairsKeptMaximum: 0 };
    expect(choosePairs(silent, large)).toEqual(choosePairs(rows, large));
  });
});

describe('keepGraph()', () => {
  it('does not guess for fewer than a guess pays for', () => {
    const graph = keepAll(6, capacities, read);
    expect(keepGraph(graph, capacities, { stride: 2, guessFrom: 7 })).toEqual({ graph });
    expect(keepGraph(graph, capacities, { stride: 2, guessFrom: 6 })).toHaveProperty('guess');
  });
});

describe('sizeOf()', () => {
  const sizeFor = (newcomers: number, mentors: number) =>
    sizeOf({ newcomers, capacities: Array(mentors).fill(1), read, readSome: () => read });

  it('takes a smaller sample where pairs are too many to keep', () => {
    expect(sizeFor(2 ** 14, 2 ** 14)).toEqual({
      pairsKeptMaximum: 2 ** 28,
      length: 256,
      stride: 10,
      guessFrom: 2_000,
    });
    expect(sizeFor(2 ** 14 + 1, 2 ** 14).stride).toBe(20);
  });
});
