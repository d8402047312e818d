import type { AssignInput } from './assign.ts';

/*
 * The possible pairs as compressed rows, one row a newcomer, sorted by mentor, each pair once, without mentors who
 * have no place. Two counting sorts, so O(pairs + newcomers + mentors), and the order of the input leaves no trace.
 */

/** Newcomer i's possible pairs are `mentor[e]` worth `value[e]`, for e from `rowStart[i]` up to `rowStart[i + 1]`. */
export type AssignGraph = {
  readonly newcomers: number;
  readonly mentors: number;
  /** Places of each mentor, never more than there are pairs for. */
  readonly places: Int32Array;
  readonly rowStart: Int32Array;
  readonly mentor: Int32Array;
  readonly value: Float64Array;
};

const lengthMaximum = 2 ** 31 - 2;

const requireWhole = (what: string, value: unknown, { from, to }: { from: number; to: number }): number => {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < from || value > to) {
    throw new RangeError(
      `Cannot assign: ${what} must be a whole number from ${from} to ${to}, but is ${String(value)}.`,
    );
  }
  return value;
};

const requireLists = (lists: Record<string, unknown>): void => {
  for (const [name, list] of Object.entries(lists)) {
    if (Array.isArray(list) || (ArrayBuffer.isView(list) && 'length' in list)) continue;
    throw new TypeError(`Cannot assign: ${name} must be an array, plain or typed.`);
  }
};

const checkInput = ({ newcomers, capacities, edges }: AssignInput): void => {
  requireLists({
    capacities,
    'edges.newcomer': edges?.newcomer,
    'edges.mentor': edges?.mentor,
    'edges.value': edges?.value,
  });
  requireWhole('newcomers', newcomers, { from: 0, to: lengthMaximum });
  for (let j = 0; j < capacities.length; j += 1) {
    requireWhole(`capacities[${j}]`, capacities[j], { from: 0, to: Number.MAX_SAFE_INTEGER });
  }
  const { newcomer, mentor, value } = edges;
  if (newcomer.length !== mentor.length || newcomer.length !== value.length) {
    throw new RangeError(
      `Cannot assign: edges must be three lists of one length, but are ${newcomer.length}, ${mentor.length} and ${value.length} long.`,
    );
  }
  const newcomerRange = { from: 0, to: newcomers - 1 };
  const mentorRange = { from: 0, to: capacities.length - 1 };
  const valueRange = { from: 1, to: Number.MAX_SAFE_INTEGER };
  const isWithin = (whole: unknown, { from, to }: { from: number; to: number }) =>
    Number.isInteger(whole) && (whole as number) >= from && (whole as number) <= to;
  for (let e = 0; e < newcomer.length; e += 1) {
    // The message is made only where it is needed: there may be millions of edges.
    if (!isWithin(newcomer[e], newcomerRange))
      requireWhole(`edges.newcomer[${e}]`, newcomer[e], newcomerRange);
    if (!isWithin(mentor[e], mentorRange)) requireWhole(`edges.mentor[${e}]`, mentor[e], mentorRange);
    if (!isWithin(value[e], valueRange)) requireWhole(`edges.value[${e}]`, value[e], valueRange);
  }
};

/** Edge numbers in a stable order by key, from an order that is already there (counting sort). */
const sortBy = (key: ArrayLike<number>, keys: number, order: Int32Array): Int32Array => {
  const next = new Int32Array(keys + 1);
  for (const e of order) next[key[e]! + 1]! += 1;
  for (let k = 0; k < keys; k += 1) next[k + 1]! += next[k]!;
  const sorted = new Int32Array(order.length);
  for (const e of order) {
    const at = key[e]!;
    sorted[next[at]!] = e;
    next[at]! += 1;
  }
  return sorted;
};

const requireSafeTotal = ({ newcomers, rowStart, value }: AssignGraph): void => {
  let most = 0;
  for (let newcomer = 0; newcomer < newcomers; newcomer += 1) {
    let best = 0;
    for (let e = rowStart[newcomer]!; e < rowStart[newcomer + 1]!; e += 1) best = Math.max(best, value[e]!);
    most += best;
    if (most > Number.MAX_SAFE_INTEGER) {
      throw new RangeError(
        'Cannot assign: the values are so great that a total could pass 2^53; divide them first.',
      );
    }
  }
};

/**
 * The graph of an input, checked.
 *
 * @throws {RangeError} that names the first thing that is wrong.
 */
export const buildGraph = (input: AssignInput): AssignGraph => {
  checkInput(input);
  const { newcomers, capacities, edges } = input;
  const mentors = capacities.length;
  const all = Int32Array.from({ length: edges.newcomer.length }, (_, e) => e);
  const order = sortBy(edges.newcomer, newcomers, sortBy(edges.mentor, mentors, all));
  const rowStart = new Int32Array(newcomers + 1);
  const mentor = new Int32Array(order.length);
  const value = new Float64Array(order.length);
  const degree = new Int32Array(mentors);
  let size = 0;
  let row = 0;
  for (const e of order) {
    const [i, j] = [edges.newcomer[e]!, edges.mentor[e]!];
    if (capacities[j] === 0) continue;
    while (row < i) rowStart[++row] = size;
    if (size > rowStart[i]! && mentor[size - 1] === j) {
      value[size - 1] = Math.max(value[size - 1]!, edges.value[e]!);
      continue;
    }
    mentor[size] = j;
    value[size] = edges.value[e]!;
    degree[j]! += 1;
    size += 1;
  }
  while (row < newcomers) rowStart[++row] = size;
  const places = degree.map((pairs, j) => Math.min(pairs, capacities[j]!));
  const graph = {
    newcomers,
    mentors,
    places,
    rowStart,
    mentor: mentor.subarray(0, size),
    value: value.subarray(0, size),
  };
  requireSafeTotal(graph);
  return graph;
};
