import { arrange, type Columns, type Numbers } from './pool-columns.ts';

/*
 * Mentors who are alike stand together: by track and standing, then by who they are, how full they are, and pathways.
 * So a block of neighbours has few kinds of each, and what everybody in it loses at least is worked out from these
 * without looking at anybody.
 */

/** Mentors a block; a multiple of 32. */
export const blockSize = 64;

/** Facets by which neighbours are alike. */
const grouped = ['status', 'person', 'load', 'pathways'] as const;

/** The kinds of a facet that occur in block `b`: from `start[b]` up to `start[b + 1]`. */
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
  const { numbers, facets } = columns;
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
  const narrow = kinds.every((kind) => kind <= 0xffff) ? Uint16Array : Uint32Array;
  return { start, kind: narrow.from(kinds) };
};

/** The blocks of columns that are arranged already. */
export const readBlocks = ({ size, numbers }: Columns): Blocks => ({
  covered: size,
  kinds: Object.fromEntries(grouped.map((name) => [name, kindsIn(numbers[name], size)])) as Blocks['kinds'],
});

/** Puts mentors who are alike together and those who left away. O(mentors · log mentors); moves everybody. */
export const arrangeBlocks = (columns: Columns): Blocks => {
  arrange(columns, orderOf(columns));
  return readBlocks(columns);
};

/** Bytes that the blocks take. */
export const bytesOfBlocks = ({ kinds }: Blocks): number =>
  Object.values(kinds).reduce((sum, { start, kind }) => sum + start.byteLength + kind.byteLength, 0);

/** The least loss of the kinds in a block; infinite where a gate stops all of them. */
export const leastInBlock = ({ start, kind }: Kinds, losses: Float32Array, block: number): number => {
  let least = Number.POSITIVE_INFINITY;
  const end = start[block + 1]!;
  for (let e = start[block]!; e < end; e += 1) {
    const loss = losses[kind[e]!]!;
    if (loss < least) least = loss;
  }
  return least;
};
