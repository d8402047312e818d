import { type Chunks, type JointChunks, readChunk } from './joint-time.ts';
import type { Setting } from './pair.ts';
import { quarterMs } from './zone.ts';

/*
 * A newcomer's chunks as the panel's code reads them: how many chains, then each chain's length and its chunks. A chunk
 * that stands alone is a chain of one; those that meet in time are one chain. Where "soon" begins or ends within a
 * quarter-hour, that one is left out: a block that needs it is then too short by less than it has to be, and no other is.
 */

/** The quarter-hours at the ends of "soon" of which only a part counts, in UTC; NaN where all of it does. */
export type PartQuarters = { readonly first: number; readonly last: number };

const noParts: PartQuarters = { first: Number.NaN, last: Number.NaN };

/** The ends of "soon"; null if it is so short that both could matter to one block. */
export const partQuartersOf = ({ asOfMs, rubric }: Setting, least: number): PartQuarters | null => {
  const from = asOfMs / quarterMs;
  const to = (asOfMs + rubric.ranking.soonHours * 3_600_000) / quarterMs;
  const [whole, wholeEnd] = [Math.floor(from), Math.ceil(to)];
  if (wholeEnd - whole - 2 < least) return null;
  return { first: from > whole ? whole : Number.NaN, last: to < wholeEnd ? wholeEnd - 1 : Number.NaN };
};

/** Chunks that a chain may have; more than anybody's usual week. */
export const chainMaximum = 512;

const writeChunks = (
  { plain, linked, starts }: Chunks,
  into: Uint32Array,
  from: number,
  { first, last }: PartQuarters,
): number => {
  let chains = 0;
  let at = from + 1;
  const write = (quarter: number, width: number, day: number): void => {
    into[at] = (quarter >> 4) | ((quarter & 15) << 6) | (width << 11) | (day << 16);
    at += 1;
  };
  for (let c = 0; c < plain.length; c += 1) {
    const { quarter, width, day } = readChunk(plain[c]!);
    chains += 1;
    into[at] = 1;
    at += 1;
    write(quarter, width, day);
  }
  let head = -1;
  for (let c = 0; c < linked.length; c += 1) {
    const { quarter, width, day, isLinkedToNext } = readChunk(linked[c]!);
    const cutBefore = starts[c] === first ? 1 : 0;
    const cutAfter = starts[c]! + width - 1 === last ? 1 : 0;
    if (width > cutBefore + cutAfter) {
      if (head < 0) {
        chains += 1;
        head = at;
        into[head] = 0;
        at += 1;
      }
      into[head]! += 1;
      write(quarter + cutBefore, width - cutBefore - cutAfter, day);
    }
    if (!isLinkedToNext) head = -1;
  }
  into[from] = chains;
  return at;
};

/** Words that a zone's programs take at the most, its entry with them. */
const wordsOf = ({ weeks, soon }: JointChunks): number => {
  let words = 5 + weeks.length + 2 * (soon.plain.length + soon.linked.length);
  for (const { plain, linked } of weeks) words += 2 + 2 * (plain.length + linked.length);
  return words;
};

const isSmall = ({ linked }: Chunks): boolean => linked.length <= chainMaximum;

/**
 * Writes each zone's entry (first tile, the tile after the last one, address of "soon", how many weeks, their addresses)
 * and its programs into a memory's words from `from` on. `entries` gets the address of each. @returns whether there was
 * room for all.
 */
export const writePrograms = (
  zones: readonly JointChunks[],
  { tiles, parts }: { tiles: Int32Array; parts: PartQuarters },
  { memory, entries, from, to }: { memory: Uint32Array; entries: Int32Array; from: number; to: number },
): boolean => {
  let at = from;
  for (let zone = 0; zone < zones.length; zone += 1) {
    const { weeks, soon } = zones[zone]!;
    if (at + wordsOf(zones[zone]!) > to || !isSmall(soon) || !weeks.every(isSmall)) return false;
    const entry = at;
    entries[zone] = 4 * entry;
    memory[entry] = tiles[zone]!;
    memory[entry + 1] = tiles[zone + 1]!;
    memory[entry + 3] = weeks.length;
    at = entry + 4 + weeks.length;
    memory[entry + 2] = 4 * at;
    at = writeChunks(soon, memory, at, parts);
    for (let w = 0; w < weeks.length; w += 1) {
      memory[entry + 4 + w] = 4 * at;
      at = writeChunks(weeks[w]!, memory, at, noParts);
    }
  }
  return true;
};
