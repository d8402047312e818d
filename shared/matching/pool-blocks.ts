import { arrange, type Columns, type Numbers } from './pool-columns.ts';

/*
 * Mentors who are alike stand together: by track and standing, then by who they are, how full they are, and the days on
 * which they are free. So a block of neighbours has few kinds of each, and what everybody in it loses at least is
 * worked out from these without looking at anybody.
 */

/** A position's block is the position shifted by so many bits. */
export const blockBits = 6;
/** Mentors a block; a multiple of 32. */
export const blockSize = 1 << blockBits;

/** Blocks of neighbours, and which kinds of people each holds. */
export type Blocks = {
  /** Positions that the blocks cover; whoever came later stands behind them. */
  readonly covered: number;
  /** The kinds of people by standing, person and load, in the order in which they stand, and where each begins. */
  readonly kinds: Record<'status' | 'person' | 'load', Numbers> & { readonly start: Uint32Array };
  /** The least and the greatest number that somebody's days are in each block. */
  readonly firstDays: Uint8Array;
  readonly lastDays: Uint8Array;
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

/** The blocks of columns that are arranged already. */
export const readBlocks = ({ size, numbers, days }: Columns): Blocks => {
  const count = Math.ceil(size / blockSize);
  const firstDays = new Uint8Array(count).fill(0xff);
  const lastDays = new Uint8Array(count);
  const starts: number[] = [];
  const { status, person, load } = numbers;
  const isLike = (a: number, b: number) =>
    status[a] === status[b] && person[a] === person[b] && load[a] === load[b];
  for (let at = 0; at < size; at += 1) {
    const block = Math.floor(at / blockSize);
    if (at === 0 || !isLike(at, at - 1)) starts.push(at);
    firstDays[block] = Math.min(firstDays[block]!, days[at]!);
    lastDays[block] = Math.max(lastDays[block]!, days[at]!);
  }
  // As narrow as the columns.
  const kindsOf = (column: Numbers): Numbers =>
    column.slice(0, starts.length).map((_, kind) => column[starts[kind]!]!);
  const kinds = { status: kindsOf(status), person: kindsOf(person), load: kindsOf(load) };
  return { covered: size, kinds: { ...kinds, start: Uint32Array.from(starts) }, firstDays, lastDays };
};

/** Puts mentors who are alike together and those who left away. O(mentors · log mentors); moves everybody. */
export const arrangeBlocks = (columns: Columns): Blocks => {
  arrange(columns, orderOf(columns));
  return readBlocks(columns);
};

/** Bytes that the blocks take. */
export const bytesOfBlocks = ({ covered: _, kinds, ...ofBlocks }: Blocks): number =>
  [...Object.values(kinds), ...Object.values(ofBlocks)].reduce((sum, { byteLength }) => sum + byteLength, 0);
