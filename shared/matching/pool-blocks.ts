import { arrange, type Columns, type Numbers } from './pool-columns.ts';
import type { Losses } from './pool-sieve.ts';

/*
 * Mentors who are alike stand together: by track and standing, then by who they are, how full they are, and the days on
 * which they are free. So a block of neighbours has few kinds of each, and what everybody in it loses at least is
 * worked out from these without looking at anybody.
 */

/** Mentors a block; a multiple of 32. */
export const blockSize = 64;

/** What neighbours have in common. */
const grouped = ['status', 'person', 'load', 'days'] as const;

/** The kinds that occur in block `b`: from `start[b]` up to `start[b + 1]`. */
type Kinds = { readonly start: Int32Array; readonly kind: Numbers };

/** Blocks of neighbours, and which kinds of people each holds. */
export type Blocks = {
  /** Positions that the blocks cover; whoever came later stands behind them. */
  readonly covered: number;
  readonly kinds: Record<(typeof grouped)[number], Kinds>;
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

/** The blocks of columns that are arranged already. */
export const readBlocks = ({ size, numbers, days }: Columns): Blocks => ({
  covered: size,
  kinds: {
    status: kindsIn(numbers.status, size),
    person: kindsIn(numbers.person, size),
    load: kindsIn(numbers.load, size),
    days: kindsIn(days, size),
  },
});

/** Puts mentors who are alike together and those who left away. O(mentors · log mentors); moves everybody. */
export const arrangeBlocks = (columns: Columns): Blocks => {
  arrange(columns, orderOf(columns));
  return readBlocks(columns);
};

/** Bytes that the blocks take. */
export const bytesOfBlocks = ({ kinds }: Blocks): number =>
  Object.values(kinds).reduce((sum, { start, kind }) => sum + start.byteLength + kind.byteLength, 0);

/** What everybody in a block loses at least by one thing; infinite where a gate stops all. */
const leastIn = ({ start, kind }: Kinds, losses: Float32Array, block: number): number => {
  let least = Number.POSITIVE_INFINITY;
  const end = start[block + 1]!;
  for (let e = start[block]!; e < end; e += 1) {
    const loss = losses[kind[e]!]!;
    if (loss < least) least = loss;
  }
  return least;
};

/** What everybody in a block loses at least by standing, person and load; 0 if some of them came later. */
export const leastInBlock = ({ covered, kinds }: Blocks, losses: Losses, block: number): number =>
  blockSize * (block + 1) > covered
    ? 0
    : leastIn(kinds.status, losses.status, block) +
      leastIn(kinds.person, losses.person, block) +
      leastIn(kinds.load, losses.load, block);

/** What everybody loses at least, block by block, those who came later too. O(kinds in all blocks). */
export const lossesOfBlocks = (blocks: Blocks, losses: Losses, size: number): Float32Array => {
  const ofBlocks = new Float32Array(Math.ceil(size / blockSize));
  const known = Math.floor(blocks.covered / blockSize);
  for (let block = 0; block < known; block += 1) {
    const shared = leastInBlock(blocks, losses, block);
    ofBlocks[block] = shared + (shared < Infinity ? leastIn(blocks.kinds.days, losses.days, block) : 0);
  }
  return ofBlocks;
};

/** How many promising blocks are looked at before all others. */
const firstBlocks = 128;
/** Losses are told apart in steps of so many centipoints, up to so many steps. */
const step = 32;
const steps = 256;

/** Blocks in the order in which to look at them: some of those that lose the least, then all others by place. */
export const visitingOrder = (losses: Float32Array): Int32Array => {
  const counts = new Int32Array(steps);
  const stepOf = (block: number) => Math.min(steps - 1, Math.floor(losses[block]! / step));
  for (let block = 0; block < losses.length; block += 1) counts[stepOf(block)]! += 1;
  let last = 0;
  let promising = counts[0]!;
  while (promising < firstBlocks && last < steps - 1) {
    last += 1;
    promising += counts[last]!;
  }
  const every = Math.max(1, Math.floor(promising / firstBlocks));
  const order = new Int32Array(losses.length);
  const isFirst = new Uint8Array(losses.length);
  let at = 0;
  let met = 0;
  for (let block = 0; block < losses.length; block += 1) {
    if (stepOf(block) > last) continue;
    if (met % every === 0) {
      order[at] = block;
      at += 1;
      isFirst[block] = 1;
    }
    met += 1;
  }
  for (let block = 0; block < losses.length; block += 1) {
    if (isFirst[block] === 1) continue;
    order[at] = block;
    at += 1;
  }
  return order;
};
