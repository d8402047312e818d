import type { AssignInput } from '#shared/matching/index.ts';
import { createChance } from './people.ts';

/*
 * Seeded instances with the shape of real ones: people near each other in four traits fit well, some mentors suit
 * everybody, some newcomers wait longer; values are hundredths of points.
 */

/** An instance of the assignment problem, its pairs by newcomer and then by mentor. */
export type Instance = {
  input: AssignInput & { edges: { newcomer: Int32Array; mentor: Int32Array; value: Int32Array } };
};

const traitCount = 4;

/** Every newcomer with `pairsEach` mentors spread over all. */
export const makeSparse = (
  {
    newcomers,
    mentors,
    pairsEach,
    places,
  }: { newcomers: number; mentors: number; pairsEach: number; places: number },
  seed = 7,
): Instance => {
  const chance = createChance(seed);
  const traits = (count: number) => Float64Array.from({ length: traitCount * count }, chance);
  const [ofNewcomers, ofMentors] = [traits(newcomers), traits(mentors)];
  const suits = Float64Array.from({ length: mentors }, chance);
  const size = newcomers * pairsEach;
  const edges = {
    newcomer: new Int32Array(size),
    mentor: new Int32Array(size),
    value: new Int32Array(size),
  };
  const step = mentors / pairsEach;
  for (let i = 0, e = 0; i < newcomers; i += 1) {
    const priority = 6_000 * chance();
    for (let k = 0; k < pairsEach; k += 1, e += 1) {
      const j = step === 1 ? k : Math.floor((k + chance()) * step);
      let apart = 0;
      for (let t = 0; t < traitCount; t += 1) {
        apart += Math.abs(ofNewcomers[traitCount * i + t]! - ofMentors[traitCount * j + t]!);
      }
      const fit = 5_500 + 3_500 * (1 - apart / traitCount) + 600 * suits[j]! + 300 * chance();
      edges.newcomer[e] = i;
      edges.mentor[e] = j;
      edges.value[e] = Math.floor(fit + priority);
    }
  }
  return { input: { newcomers, capacities: new Int32Array(mentors).fill(places), edges } };
};

/** Everybody with everybody, one place each. */
export const makeDense = (n: number): Instance =>
  makeSparse({ newcomers: n, mentors: n, pairsEach: n, places: 1 });

/** A dense instance as rows of costs. */
export const matrixOf = (
  { input: { newcomers, edges } }: Instance,
  cost: (value: number) => number,
): number[][] => {
  const width = edges.value.length / newcomers;
  return Array.from({ length: newcomers }, (_, i) =>
    Array.from(edges.value.subarray(i * width, (i + 1) * width), cost),
  );
};

/** What pairs of a dense instance add up to. */
export const sumOf = (
  { input: { newcomers, edges } }: Instance,
  pairs: Iterable<readonly [number, number]>,
): number => {
  const width = edges.value.length / newcomers;
  let sum = 0;
  for (const [i, j] of pairs) sum += edges.value[i * width + j]!;
  return sum;
};
