import type { AssignInput } from './assign.ts';

/*
 * An instance in which most pairs are possible, as one matrix: row i holds newcomer i's values, mentor by mentor, and 0
 * where a pair is not possible. No row needs a list of its mentors, so a pair takes 4 bytes and its price is read in
 * step with it. Lists that already lie like that are not even copied: one reading shows that they do, and checks them
 * on the way. Others are entered pair by pair, so the order of the input leaves no trace.
 *
 * Cost: one reading of the pairs; O(newcomers × mentors), which is at most twice as many.
 */

/** A checked instance. The values may be the input's own; nobody writes to them. */
export type DenseMatrix = {
  readonly newcomers: number;
  readonly mentors: number;
  /** Places of each mentor, never more than there are pairs for. */
  readonly places: Int32Array;
  /** By newcomer and then by mentor; at least 1, or 0 for a pair that is not possible. */
  readonly value: Int32Array;
};

/** Cells that one machine should hold. */
const cellsMaximum = 2 ** 28;
/** So that quarters of any total of 32-bit values stay exact. */
const newcomersMaximum = 2 ** 19;
const valueMaximum = 2 ** 31 - 1;

const isCount = (x: unknown, most: number): x is number =>
  typeof x === 'number' && x >= 0 && x <= most && Math.floor(x) === x;

const isEveryCapacityCount = (capacities: ArrayLike<number>): boolean => {
  for (let j = 0; j < capacities.length; j += 1) {
    if (!isCount(capacities[j], Number.MAX_SAFE_INTEGER)) return false;
  }
  return true;
};

const isList = (list: unknown): boolean =>
  Array.isArray(list) || (ArrayBuffer.isView(list) && 'length' in list);

/** Whether the counts are right and the lists are lists, of pairs enough for a matrix not to be larger than they are. */
const isDense = ({ newcomers, capacities, edges }: AssignInput): boolean => {
  if (![capacities, edges?.newcomer, edges?.mentor, edges?.value].every(isList)) return false;
  if (!isCount(newcomers, newcomersMaximum) || !isEveryCapacityCount(capacities)) return false;
  const pairs = edges.value.length;
  if (edges.newcomer.length !== pairs || edges.mentor.length !== pairs) return false;
  const cells = newcomers * capacities.length;
  return cells > 0 && cells <= cellsMaximum && cells <= 2 * pairs;
};

/** Whether a row's lists name one newcomer, all mentors in their order, and values. */
const isRow = (
  { newcomer, mentor }: { newcomer: Int32Array; mentor: Int32Array },
  value: Int32Array,
  row: number,
): boolean => {
  let j = 0;
  // Four at a time: so long a body is compiled well at once.
  for (const end = mentor.length - 3; j < end; j += 4) {
    if (newcomer[j] !== row || mentor[j] !== j || value[j]! < 1) return false;
    if (newcomer[j + 1] !== row || mentor[j + 1] !== j + 1 || value[j + 1]! < 1) return false;
    if (newcomer[j + 2] !== row || mentor[j + 2] !== j + 2 || value[j + 2]! < 1) return false;
    if (newcomer[j + 3] !== row || mentor[j + 3] !== j + 3 || value[j + 3]! < 1) return false;
  }
  for (; j < mentor.length; j += 1) {
    if (newcomer[j] !== row || mentor[j] !== j || value[j]! < 1) return false;
  }
  return true;
};

/** The values where they are, if they are the whole matrix, row after row, and all of them right; null if not. */
const valuesAsTheyAre = ({ newcomers, capacities, edges }: AssignInput): Int32Array | null => {
  const { newcomer, mentor, value } = edges;
  if (!(newcomer instanceof Int32Array && mentor instanceof Int32Array && value instanceof Int32Array)) {
    return null;
  }
  const mentors = capacities.length;
  if (value.length !== newcomers * mentors) return null;
  for (let j = 0; j < mentors; j += 1) if (capacities[j] === 0) return null;
  for (let i = 0; i < newcomers; i += 1) {
    const [from, to] = [i * mentors, (i + 1) * mentors];
    const row = { newcomer: newcomer.subarray(from, to), mentor: mentor.subarray(from, to) };
    if (!isRow(row, value.subarray(from, to), i)) return null;
  }
  return value;
};

/** The pairs entered one by one, the greater value of a pair that stands there twice; null if one is wrong. */
const enterValues = ({ newcomers, capacities, edges }: AssignInput): Int32Array | null => {
  const mentors = capacities.length;
  const entered = new Int32Array(newcomers * mentors);
  for (let e = 0; e < edges.value.length; e += 1) {
    const [i, j, x] = [edges.newcomer[e], edges.mentor[e], edges.value[e]];
    if (!isCount(i, newcomers - 1) || !isCount(j, mentors - 1) || !isCount(x, valueMaximum) || x === 0)
      return null;
    if (capacities[j] !== 0 && x > entered[i * mentors + j]!) entered[i * mentors + j] = x;
  }
  return entered;
};

/** Each mentor's possible pairs. */
const countPairs = (value: Int32Array, mentors: number): Int32Array => {
  const pairs = new Int32Array(mentors);
  for (let e = 0; e < value.length; e += mentors) {
    for (let j = 0; j < mentors; j += 1) if (value[e + j]! > 0) pairs[j]! += 1;
  }
  return pairs;
};

/**
 * The matrix of an input in which at least half of all pairs are possible and every value fits into 32 bits. Null for
 * any other, and for one that is wrong: `buildGraph` takes the one, and says what is wrong with the other.
 */
export const denseMatrixOf = (input: AssignInput): DenseMatrix | null => {
  if (!isDense(input)) return null;
  const { newcomers, capacities } = input;
  const mentors = capacities.length;
  const asTheyAre = valuesAsTheyAre(input);
  const value = asTheyAre ?? enterValues(input);
  if (!value) return null;
  const pairs = asTheyAre ? new Int32Array(mentors).fill(newcomers) : countPairs(value, mentors);
  return { newcomers, mentors, places: pairs.map((count, j) => Math.min(count, capacities[j]!)), value };
};
