import type { AssignInput } from './assign.ts';

/*
 * The possible pairs as compressed rows, one row a newcomer, sorted by mentor, each pair once, without mentors who
 * have no place. Lists that come in that order are used as they are; others are sorted by counting, so O(pairs +
 * newcomers + mentors) either way, and the order of the input leaves no trace.
 */

/** Newcomer i's possible pairs are `mentor[e]` worth `value[e]`, for e from `rowStart[i]` up to `rowStart[i + 1]`. */
export type AssignGraph = {
  readonly newcomers: number;
  readonly mentors: number;
  /** Places of each mentor, never more than there are pairs for. */
  readonly places: Int32Array;
  readonly rowStart: Int32Array;
  readonly mentor: Int32Array;
  /** Half the memory where every value fits into 32 bits. */
  readonly value: Int32Array | Float64Array;
  /** No assignment adds up to more: everybody's best pair, summed. */
  readonly totalMaximum: number;
};

const lengthMaximum = 2 ** 31 - 2;

const refuse = (what: string, value: unknown, from: number, to: number): never => {
  throw new RangeError(
    `Cannot assign: ${what} must be a whole number from ${from} to ${to}, but is ${String(value)}.`,
  );
};

/** Whether all of a typed array's numbers, whole by its kind, lie within a range. */
const areWithin = (list: Int32Array, from: number, to: number): boolean => {
  let [least, most] = [Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER];
  for (let e = 0; e < list.length; e += 1) {
    const x = list[e]!;
    if (x < least) least = x;
    if (x > most) most = x;
  }
  return list.length === 0 || (least >= from && most <= to);
};

/** Whole numbers within a range; the message is made only where it is needed, since there may be millions. */
const requireWhole = (what: string, list: ArrayLike<unknown>, { from, to }: { from: number; to: number }) => {
  if (list instanceof Int32Array && areWithin(list, from, to)) return;
  for (let e = 0; e < list.length; e += 1) {
    const x = list[e];
    if (typeof x === 'number' && x >= from && x <= to && Math.floor(x) === x) continue;
    refuse(`${what}[${e}]`, x, from, to);
  }
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
  if (!Number.isInteger(newcomers) || newcomers < 0 || newcomers > lengthMaximum) {
    refuse('newcomers', newcomers, 0, lengthMaximum);
  }
  requireWhole('capacities', capacities, { from: 0, to: Number.MAX_SAFE_INTEGER });
  const { newcomer, mentor, value } = edges;
  if (newcomer.length !== mentor.length || newcomer.length !== value.length) {
    throw new RangeError(
      `Cannot assign: edges must be three lists of one length, but are ${newcomer.length}, ${mentor.length} and ${value.length} long.`,
    );
  }
  requireWhole('edges.newcomer', newcomer, { from: 0, to: newcomers - 1 });
  requireWhole('edges.mentor', mentor, { from: 0, to: capacities.length - 1 });
  requireWhole('edges.value', value, { from: 1, to: Number.MAX_SAFE_INTEGER });
};

/** Edge numbers in a stable order by key, from an order that is already there (counting sort). */
const sortBy = (key: ArrayLike<number>, keys: number, order: Int32Array): Int32Array => {
  const next = new Int32Array(keys + 1);
  for (let at = 0; at < order.length; at += 1) next[key[order[at]!]! + 1]! += 1;
  for (let k = 0; k < keys; k += 1) next[k + 1]! += next[k]!;
  const sorted = new Int32Array(order.length);
  for (let at = 0; at < order.length; at += 1) {
    const k = key[order[at]!]!;
    sorted[next[k]!] = order[at]!;
    next[k]! += 1;
  }
  return sorted;
};

/** Whether the edges come by newcomer, then by mentor, each once, and none leads to a mentor without places. */
const isInOrder = ({ edges: { newcomer, mentor }, capacities }: AssignInput): boolean => {
  for (let j = 0; j < capacities.length; j += 1) if (capacities[j] === 0) return false;
  for (let e = 1; e < newcomer.length; e += 1) {
    const step = newcomer[e]! - newcomer[e - 1]!;
    if (step < 0 || (step === 0 && mentor[e]! <= mentor[e - 1]!)) return false;
  }
  return true;
};

const fitsInt32 = (value: ArrayLike<number>): boolean => {
  for (let e = 0; e < value.length; e += 1) if (value[e]! > lengthMaximum) return false;
  return true;
};

type Edges = { newcomer: ArrayLike<number>; mentor: Int32Array; value: Int32Array | Float64Array };

const asInt32 = (list: ArrayLike<number>): Int32Array =>
  list instanceof Int32Array ? list : Int32Array.from(list);

const edgesAsTheyAre = ({ edges }: AssignInput): Edges => ({
  newcomer: edges.newcomer,
  mentor: asInt32(edges.mentor),
  value: fitsInt32(edges.value) ? asInt32(edges.value) : Float64Array.from(edges.value),
});

const sortEdges = ({ newcomers, capacities, edges }: AssignInput): Edges => {
  const all = new Int32Array(edges.newcomer.length);
  for (let e = 0; e < all.length; e += 1) all[e] = e;
  const order = sortBy(edges.newcomer, newcomers, sortBy(edges.mentor, capacities.length, all));
  const newcomer = new Int32Array(order.length);
  const mentor = new Int32Array(order.length);
  const value = fitsInt32(edges.value) ? new Int32Array(order.length) : new Float64Array(order.length);
  let size = 0;
  for (let at = 0; at < order.length; at += 1) {
    const e = order[at]!;
    const [i, j] = [edges.newcomer[e]!, edges.mentor[e]!];
    if (capacities[j] === 0) continue;
    if (size > 0 && newcomer[size - 1] === i && mentor[size - 1] === j) {
      value[size - 1] = Math.max(value[size - 1]!, edges.value[e]!);
      continue;
    }
    newcomer[size] = i;
    mentor[size] = j;
    value[size] = edges.value[e]!;
    size += 1;
  }
  return {
    newcomer: newcomer.subarray(0, size),
    mentor: mentor.subarray(0, size),
    value: value.subarray(0, size),
  };
};

const boundTotal = (newcomers: number, rowStart: Int32Array, value: AssignGraph['value']): number => {
  let most = 0;
  for (let newcomer = 0; newcomer < newcomers; newcomer += 1) {
    let best = 0;
    for (let e = rowStart[newcomer]!; e < rowStart[newcomer + 1]!; e += 1) {
      if (value[e]! > best) best = value[e]!;
    }
    most += best;
    if (most > Number.MAX_SAFE_INTEGER) {
      throw new RangeError(
        'Cannot assign: the values are so great that a total could pass 2^53; divide them first.',
      );
    }
  }
  return most;
};

/**
 * The graph of an input, checked. It may share memory with the input's typed arrays, and never writes to them.
 *
 * @throws {RangeError} that names the first thing that is wrong.
 */
export const buildGraph = (input: AssignInput): AssignGraph => {
  checkInput(input);
  const { newcomers, capacities } = input;
  const { newcomer, mentor, value } = isInOrder(input) ? edgesAsTheyAre(input) : sortEdges(input);
  const rowStart = new Int32Array(newcomers + 1);
  const degree = new Int32Array(capacities.length);
  for (let e = 0; e < mentor.length; e += 1) {
    rowStart[newcomer[e]! + 1]! += 1;
    degree[mentor[e]!]! += 1;
  }
  for (let i = 0; i < newcomers; i += 1) rowStart[i + 1]! += rowStart[i]!;
  const places = degree.map((pairs, j) => Math.min(pairs, capacities[j]!));
  const totalMaximum = boundTotal(newcomers, rowStart, value);
  return { newcomers, mentors: capacities.length, places, rowStart, mentor, value, totalMaximum };
};
