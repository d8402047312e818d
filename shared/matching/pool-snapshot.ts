import { createFacet } from './facet.ts';
import { weekHalves } from './joint-time.ts';
import { createPathwayCodes } from './pathway-codes.ts';
import { createPlaceRows } from './place-rows.ts';
import { type Columns, facetNames, numbersOver, type Width, wordsFor } from './pool-columns.ts';

/*
 * A pool as bytes that load as they are: a head of six words (mark, version, length of what is told in JSON, mentors,
 * checksum, bytes in all), the JSON (facets, tags, ids, what stands aside), then the columns, each on a multiple of
 * eight bytes. Loading reads the JSON and lays the columns over the bytes; nothing is decoded.
 */

const mark = 0x4c4f4f50; // "POOL"
const version = 3;
const headBytes = 24;
const aligned = (bytes: number) => Math.ceil(bytes / 8) * 8;

type Told = {
  facets: Record<(typeof facetNames)[number], unknown[]>;
  widths: Record<(typeof facetNames)[number], Width>;
  tagBits: string[];
  ids: string[];
  aside: [string, Columns['aside'] extends Map<string, infer A> ? A : never][];
};

/** A 32-bit sum in which every word and its place count: changing any one word always changes it. */
const checksum = (words: Uint32Array): number => {
  let sum = 0x811c9dc5;
  for (let at = 0; at < words.length; at += 1) {
    sum = Math.imul(sum ^ words[at]!, 0x01000193);
    sum ^= sum >>> 15;
  }
  return sum >>> 0;
};

const partsOf = (columns: Columns): Uint8Array[] => {
  const { size, numbers, week, days, tagged, contact, heartbeat, lastMatch } = columns;
  const cut = [
    heartbeat.subarray(0, size),
    lastMatch.subarray(0, size),
    week.subarray(0, weekHalves * size),
    days.subarray(0, size),
    ...tagged.map((words) => words.subarray(0, wordsFor(size))),
    contact.subarray(0, 2 * size),
    ...facetNames.map((name) => numbers[name].subarray(0, size)),
  ];
  return cut.map((column) => new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
};

/** The bytes of arranged columns. */
export const writeSnapshot = (columns: Columns): Uint8Array<ArrayBuffer> => {
  const told: Told = {
    facets: Object.fromEntries(
      facetNames.map((name) => [name, columns.facets[name].parts]),
    ) as Told['facets'],
    widths: Object.fromEntries(
      facetNames.map((name) => [name, columns.numbers[name].BYTES_PER_ELEMENT]),
    ) as Told['widths'],
    tagBits: columns.tagBits,
    ids: columns.ids,
    aside: [...columns.aside],
  };
  const json = new TextEncoder().encode(JSON.stringify(told));
  const parts = [json, ...partsOf(columns)];
  const length = parts.reduce((sum, part) => sum + aligned(part.length), headBytes);
  const bytes = new Uint8Array(length);
  let at = headBytes;
  for (const part of parts) {
    bytes.set(part, at);
    at += aligned(part.length);
  }
  const head = new Uint32Array(bytes.buffer, 0, headBytes / 4);
  head.set([mark, version, json.length, columns.size, 0, length]);
  head[4] = checksum(new Uint32Array(bytes.buffer));
  return bytes;
};

const refuse = (why: string): never => {
  throw new RangeError(`Cannot load the pool's snapshot: ${why}.`);
};

const requireWhole = (bytes: Uint8Array<ArrayBuffer>): Uint32Array => {
  if (bytes.length < headBytes || bytes.length % 8 !== 0) refuse('it is cut short');
  const words = new Uint32Array(bytes.buffer, 0, bytes.length / 4);
  if (words[0] !== mark) refuse('these bytes are something else');
  if (words[1] !== version) refuse(`it is of version ${words[1]}, not ${version}`);
  if (words[5] !== bytes.length) refuse('it is cut short');
  const told = words[4]!;
  words[4] = 0;
  const found = checksum(words);
  words[4] = told;
  if (found !== told) refuse('it is damaged, its checksum differs');
  return words;
};

/**
 * The columns that a snapshot holds.
 *
 * @throws {RangeError} if the bytes are no snapshot, of another version, cut short or damaged.
 */
export const readSnapshot = (given: Uint8Array): Columns => {
  // One copy, so that the columns may be written to and lie on multiples of eight bytes.
  const bytes = Uint8Array.from(given);
  const [, , jsonLength, size] = requireWhole(bytes) as unknown as [number, number, number, number];
  const told: Told = JSON.parse(new TextDecoder().decode(bytes.subarray(headBytes, headBytes + jsonLength)));
  let at = headBytes + aligned(jsonLength);
  const take = <T>(
    kind: new (b: ArrayBuffer, o: number, n: number) => T,
    width: number,
    length: number,
  ): T => {
    const column = new kind(bytes.buffer, at, length);
    at += aligned(width * length);
    return column;
  };
  const takeNumbers = (width: Width) => {
    const numbers = numbersOver(width, bytes.buffer, at, size);
    at += aligned(width * size);
    return numbers;
  };
  const heartbeat = take(Float64Array, 8, size);
  const lastMatch = take(Float64Array, 8, size);
  const week = take(Uint16Array, 2, weekHalves * size);
  const days = take(Uint8Array, 1, size);
  const tagged = told.tagBits.map(() => take(Uint32Array, 4, wordsFor(size)));
  const contact = take(Uint32Array, 4, 2 * size);
  const numbers = Object.fromEntries(
    facetNames.map((name) => [name, takeNumbers(told.widths[name])]),
  ) as Columns['numbers'];
  const facets = Object.fromEntries(facetNames.map((name) => [name, createFacet(told.facets[name])]));
  return {
    ...{ size, room: size, heartbeat, lastMatch, week, days, tagged, contact, numbers },
    facets: facets as unknown as Columns['facets'],
    pathwayCodes: createPathwayCodes(),
    placeRows: createPlaceRows(),
    shared: { tables: new Map(), numbers: 0 },
    tagBits: told.tagBits,
    ids: told.ids,
    aside: new Map(told.aside),
  };
};
