import { type PanelCode, startPanelCode } from './panel-module.ts';

/*
 * Where everything of a panel lies in its memory. First come the addresses of the parts, then whole numbers and doubles of
 * which there is one each, then the parts themselves. The orders here are those of `Part`, `Whole` and `Double` in
 * `assembly/layout.ts`.
 */

const wholesAt = 128;
const doublesAt = 192;
const partsAt = 448;

/** Mentors of one zone that are looked at together. */
export const tileSize = 8;
/** Bytes of a mentor's record. */
export const recordBytes = 64;
/** Bytes of what a newcomer makes of a part that mentors share, and of such with something behind it. */
export const entryBytes = 16;

/** Marks of an entry beside the gates that fail: `Field`'s neighbours in `assembly/layout.ts`. */
export const marks = { aside: 1 << 26, textOnly: 1 << 27, unknownShift: 28 } as const;

/** The parts and what their numbers are. */
const kinds = {
  weeks: Uint16Array,
  records: Uint8Array,
  zones: Int32Array,
  open: Uint32Array,
  worst: Uint16Array,
  soon: Uint8Array,
  list: Int32Array,
  passed: Uint32Array,
  fits: Float64Array,
  ranks: Float64Array,
  failed: Uint32Array,
  doubtful: Int32Array,
  words: Uint8Array,
  availability: Float64Array,
  wants: Float64Array,
  sought: Uint32Array,
  // What follows is found through addresses in records and in zones.
  near: Float64Array,
  pathways: Uint8Array,
  month: Uint8Array,
  stage: Uint8Array,
  person: Uint8Array,
  modalities: Uint8Array,
  languages: Uint8Array,
  standing: Uint8Array,
  programs: Int32Array,
};
type Kinds = typeof kinds;
type PartName = keyof Kinds;
const partNames = Object.keys(kinds) as PartName[];

/** Whole numbers by name, at their place. */
export const wholeAt = {
  zones: 0,
  least: 1,
  enough: 2,
  tooFar: 3,
  tooLittle: 4,
  anyTextOnly: 5,
  anyNear: 6,
  wants: 7,
  sought: 8,
  idByte: 9,
  unknownMask: 10,
} as const;

/** Doubles by name, at their place or the first of them. */
export const doubleAt = {
  availability: 0,
  lived: 1,
  modality: 2,
  placeShare: 3,
  soonBonus: 4,
  wanted: 5,
  known: 6,
  confidence: 14,
  neutral: 22,
} as const;

/** A panel's memory, seen as what lies in it, and the code over it. */
export type PanelMemory = {
  readonly code: PanelCode;
  readonly parts: { readonly [Name in PartName]: InstanceType<Kinds[Name]> };
  readonly wholes: Int32Array;
  readonly doubles: Float64Array;
  /** All of it, in words of 4 and of 8 bytes. */
  readonly words: Uint32Array;
  readonly all: Float64Array;
};

const aligned = (bytes: number): number => 16 * Math.ceil(bytes / 16);

/** A memory with so many numbers in each part, all 0; null where the runtime has no WebAssembly with SIMD. */
export const layOut = (lengths: Record<PartName, number>): PanelMemory | null => {
  const bytesOf = (name: PartName): number => aligned(lengths[name] * kinds[name].BYTES_PER_ELEMENT);
  const started = startPanelCode(partNames.reduce((sum, name) => sum + bytesOf(name), partsAt));
  if (!started) return null;
  const { code, buffer } = started;
  const addresses = new Uint32Array(buffer, 0, partNames.length);
  let at = partsAt;
  const parts = Object.fromEntries(
    partNames.map((name, part) => {
      addresses[part] = at;
      const view = new kinds[name](buffer, at, lengths[name]);
      at += bytesOf(name);
      return [name, view];
    }),
  ) as unknown as PanelMemory['parts'];
  return {
    code,
    parts,
    wholes: new Int32Array(buffer, wholesAt, 16),
    doubles: new Float64Array(buffer, doublesAt, 30),
    words: new Uint32Array(buffer),
    all: new Float64Array(buffer),
  };
};
