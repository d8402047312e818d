import { arrange, type Columns, type Numbers } from './pool-columns.ts';
import type { Losses } from './pool-sieve.ts';

/*
 * Mentors who are alike stand together: by track and standing, then by who they are, how full they are, and the days on
 * which they are free. So a block of neighbours has few kinds of each, and what everybody in it loses at least is
 * worked out from these without looking at anybody.
 */

/** Mentors a block; a multiple of 32. */
export const blockSize = 64;

/** The kinds that occur in block `b`: from `start[b]` up to `start[b + 1]`. */
type Kinds = { readonly start: Int32Array; readonly kind: Numbers };

/** Kinds of people by standing, person and load together. */
type Alike = Record<'status' | 'person' | 'load', Uint32Array>;

/** Blocks of neighbours, and which kinds of people each holds. */
export type Blocks = {
  /** Positions that the blocks cover; whoever came later stands behind them. */
  readonly covered: number;
  readonly alike: Alike;
  /** By number in `alike`, and by the days on which people are free. */
  readonly kinds: Record<'alike' | 'days', Kinds>;
};

/** Each part's place among all, ordered by a text. */
const placesOf = <T>(parts: readonly T[], textOf: (part: T) => string): Uint32Array => {
  const texts = parts.map(textOf);
  const order = Uint32Array.from(texts, (_, number) => number).sort((a, b) =>
    texts[a]! < texts[b]! ? -1 : texts[a]! > texts[b]! ? 1 : a - b,
  );
  const places = new Uint32Array(parts.length);
  order.forEach((number, place) => {
    places[number] = place;
  });
  return places;
};

const orderOf = (columns: Columns): Uint32Array => {
  const { numbers, facets, days } = columns;
  const status = placesOf(facets.status.parts, (part) => JSON.stringify([part?.track, part]));
  const person = placesOf(facets.person.parts, (part) =>
    JSON.stringify([part.mentorsGenders, part.gender, part.worldview]),
  );
  const list = placesOf(facets.pathways.parts, ({ pathways, onlyPathways }) =>
    JSON.stringify([
      pathways.map(({ pathway }) => pathway),
      pathways.map(({ depth }) => depth),
      onlyPathways,
    ]),
  );
  const alive: number[] = [];
  for (let at = 0; at < columns.size; at += 1) if (numbers.status[at] !== 0) alive.push(at);
  return Uint32Array.from(alive).sort(
    (a, b) =>
      status[numbers.status[a]!]! - status[numbers.status[b]!]! ||
      person[numbers.person[a]!]! - person[numbers.person[b]!]! ||
      numbers.load[a]! - numbers.load[b]! ||
      days[a]! - days[b]! ||
      list[numbers.pathways[a]!]! - list[numbers.pathways[b]!]! ||
      a - b,
  );
};

const kindsIn = (numbers: ArrayLike<number>, size: number): Kinds => {
  const count = Math.ceil(size / blockSize);
  const start = new Int32Array(count + 1);
  const kinds: number[] = [];
  for (let block = 0; block < count; block += 1) {
    const seen = new Set<number>();
    const end = Math.min(size, (block + 1) * blockSize);
    for (let at = block * blockSize; at < end; at += 1) seen.add(numbers[at]!);
    kinds.push(...seen);
    start[block + 1] = kinds.length;
  }
  const most = kinds.reduce((a, b) => Math.max(a, b), 0);
  const narrow = most <= 0xff ? Uint8Array : most <= 0xffff ? Uint16Array : Uint32Array;
  return { start, kind: narrow.from(kinds) };
};

const facetsAlike = ['status', 'person', 'load'] as const;

/** Everybody's kind, numbered as they come. */
const findAlike = ({ size, numbers }: Columns): { alike: Alike; kindAt: Uint32Array } => {
  const known = new Map<string, number>();
  const kindAt = new Uint32Array(size);
  const firsts: number[] = [];
  for (let at = 0; at < size; at += 1) {
    const key = `${numbers.status[at]} ${numbers.person[at]} ${numbers.load[at]}`;
    const kind = known.get(key) ?? firsts.push(at) - 1;
    known.set(key, kind);
    kindAt[at] = kind;
  }
  const [status, person, load] = facetsAlike.map((name) => Uint32Array.from(firsts, (at) => numbers[name][at]!));
  return { alike: { status: status!, person: person!, load: load! }, kindAt };
};

/** The blocks of columns that are arranged already. */
export const readBlocks = (columns: Columns): Blocks => {
  const { size, days } = columns;
  const { alike, kindAt } = findAlike(columns);
  return { covered: size, alike, kinds: { alike: kindsIn(kindAt, size), days: kindsIn(days, size) } };
};

/** Puts mentors who are alike together and those who left away. O(mentors · log mentors); moves everybody. */
export const arrangeBlocks = (columns: Columns): Blocks => {
  arrange(columns, orderOf(columns));
  return readBlocks(columns);
};

/** Bytes that the blocks take. */
export const bytesOfBlocks = ({ kinds }: Blocks): number =>
  Object.values(kinds).reduce((sum, { start, kind }) => sum + start.byteLength + kind.byteLength, 0);

const leastIn = ({ start, kind }: Kinds, losses: Float32Array, block: number): number => {
  let least = Number.POSITIVE_INFINITY;
  const end = start[block + 1]!;
  for (let e = start[block]!; e < end; e += 1) {
    const loss = losses[kind[e]!]!;
    if (loss < least) least = loss;
  }
  return least;
};

/** What everybody in a block loses at least; infinite where a gate stops all, 0 where somebody came later. */
export type BlockLosses = {
  /** By standing, person and load. */
  readonly alike: Float32Array;
  /** By these, and by the days on which they are free. */
  readonly all: Float32Array;
};

/** Losses block by block, over all positions. O(kinds in all blocks). */
export const lossesOfBlocks = ({ covered, alike, kinds }: Blocks, losses: Losses, size: number): BlockLosses => {
  const { status, person, load } = losses;
  const byKind = Float32Array.from(
    alike.status,
    (number, kind) => status[number]! + person[alike.person[kind]!]! + load[alike.load[kind]!]!,
  );
  const count = Math.ceil(size / blockSize);
  const byAlike = new Float32Array(count);
  const all = new Float32Array(count);
  const known = Math.floor(covered / blockSize);
  for (let block = 0; block < known; block += 1) {
    const least = leastIn(kinds.alike, byKind, block);
    byAlike[block] = least;
    all[block] = least === Number.POSITIVE_INFINITY ? least : least + leastIn(kinds.days, losses.days, block);
  }
  return { alike: byAlike, all };
};

/** How many promising blocks are looked at before all others. */
const firstBlocks = 64;
/** Losses are told apart in steps of so many centipoints, up to so many steps. */
const step = 32;
const steps = 256;
const stepOf = (loss: number) => Math.min(steps - 1, Math.floor(loss / step));

/** The step up to which blocks are promising, and how many those are. */
const promisingStep = (losses: Float32Array): { last: number; promising: number } => {
  const counts = new Int32Array(steps);
  for (let block = 0; block < losses.length; block += 1) {
    if (losses[block] !== Number.POSITIVE_INFINITY) counts[stepOf(losses[block]!)]! += 1;
  }
  let promising = 0;
  for (let last = 0; last < steps; last += 1) {
    promising += counts[last]!;
    if (promising >= firstBlocks) return { last, promising };
  }
  return { last: steps, promising };
};

/** Blocks in the order in which to look at them: some of those that lose the least, then all others by place. */
export const visitingOrder = (losses: Float32Array): Int32Array => {
  const { last, promising } = promisingStep(losses);
  const every = Math.max(1, Math.floor(promising / firstBlocks));
  const first: number[] = [];
  const others: number[] = [];
  let met = 0;
  for (let block = 0; block < losses.length; block += 1) {
    const loss = losses[block]!;
    if (loss === Number.POSITIVE_INFINITY) continue;
    const isPromising = stepOf(loss) <= last;
    (isPromising && met % every === 0 ? first : others).push(block);
    if (isPromising) met += 1;
  }
  return Int32Array.from([...first, ...others]);
};
