import { gateCodes } from './gates.ts';
import { bestKept, type Row } from './round-row.ts';

/*
 * A newcomer's row as whole numbers of 32 bits, so that it can come from a thread that has the same
 * people. First come three counts and three lengths, then the best, what stops the others, the mentors of the pairs and
 * their values.
 */

const headLength = 6;
const numbersOfBest = 3;
const numbersOfGate = 3;

/** Numbers that a row takes at most, with so many mentors. */
export const toldMaximum = (mentors: number): number =>
  headLength + numbersOfBest * bestKept + numbersOfGate * gateCodes.length + 2 * mentors;

/** What a told row says, and its pairs handed over. */
export const hearRow = (told: Int32Array, pair: (mentor: number, value: number) => void): Row => {
  const [candidates, eligible, proposable, best, gates, pairs] = told as unknown as number[];
  const bestEnd = headLength + numbersOfBest * best!;
  const gatesEnd = bestEnd + numbersOfGate * gates!;
  for (let e = gatesEnd; e < gatesEnd + pairs!; e += 1) pair(told[e]!, told[e + pairs!]!);
  return {
    candidates: candidates!,
    eligible: eligible!,
    proposable: proposable!,
    best: Array.from({ length: best! }, (_, b) => {
      const e = headLength + numbersOfBest * b;
      return { at: told[e]!, rankCentipoints: told[e + 1]!, fitCentipoints: told[e + 2]! };
    }),
    blocked: Array.from({ length: gates! }, (_, g) => {
      const e = bestEnd + numbersOfGate * g;
      return { gate: gateCodes[told[e]!]!, mentors: told[e + 1]!, alone: told[e + 2]! };
    }),
  };
};

/** Writes a row and its pairs to the beginning of a list. @returns how many numbers that took. */
export const tellRow = (
  { candidates, eligible, proposable, best, blocked }: Row,
  { mentors, values }: { mentors: Int32Array; values: Int32Array },
  told: Int32Array,
): number => {
  told.set([candidates, eligible, proposable, best.length, blocked.length, mentors.length]);
  let size = headLength;
  const add = (...numbers: number[]) => {
    told.set(numbers, size);
    size += numbers.length;
  };
  for (const { at, rankCentipoints, fitCentipoints } of best) add(at, rankCentipoints, fitCentipoints);
  for (const { gate, mentors: stopped, alone } of blocked) add(gateCodes.indexOf(gate), stopped, alone);
  told.set(mentors, size);
  told.set(values, size + mentors.length);
  return size + 2 * mentors.length;
};
