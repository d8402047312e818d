/*
 * Where a panel's parts lie, as `panel-layout.ts` and `panel-mentors.ts` write them: the orders are the same in both.
 */

/** Where to find the address of each part: `panel-layout.ts` names them in the same order. */
export const enum Part {
  weeks,
  records,
  zones,
  open,
  worst,
  soon,
  list,
  passed,
  fits,
  ranks,
  failed,
  doubtful,
  words,
  availability,
  wants,
  sought,
}

/** What there is one number of, as whole numbers and as doubles. */
export const enum Whole {
  zones,
  least,
  enough,
  tooFar,
  tooLittle,
  anyTextOnly,
  anyNear,
  wants,
  sought,
  idByte,
  unknownMask,
}

export const enum Double {
  availability,
  lived,
  modality,
  placeShare,
  soonBonus,
  wanted,
  known,
  confidence = 14,
  neutral = 22,
}

/**
 * A mentor's record of 64 bytes, a line of the nearest memory. First come the addresses of their facets' entries; an entry is
 * what the newcomer makes of it: a score times its weight (8 bytes), then marks (4 bytes).
 */
export const enum Field {
  pathways = 0,
  month = 4,
  stage = 8,
  person = 12,
  modalities = 16,
  languages = 20,
  standing = 24,
  tags = 28,
  penalty = 32,
  recency = 40,
  position = 48,
  near = 52,
  contact = 56,
}

/** Marks: failed gates from bit 0 on, then what is unknown, and whether no shared hour is needed. */
export const unknownShift = 28;
export const textOnlyMark: i32 = 1 << 27;
export const asideMark: i32 = 1 << 26;
export const gateMarks: i32 = (1 << 26) - 1;

/** Behind a person's entry comes the one of their gender, and behind one of ways to talk the place of meeting in person. */
export const second: usize = 16;

export const weekBytes: usize = 42 * 16;
/** Where whole numbers and doubles lie. */
export const wholes: usize = 128;
export const doubles: usize = 192;

export function at(part: Part): usize {
  return load<u32>(<usize>part << 2);
}

export function recordOf(index: i32): usize {
  return at(Part.records) + (<usize>index << 6);
}

export function whole(which: Whole): i32 {
  return load<i32>(wholes + (<usize>which << 2));
}

export function double(which: i32): f64 {
  return load<f64>(doubles + (<usize>which << 3));
}

/** The entry of a mentor by a facet. */
export function entryOf(record: usize, field: Field): usize {
  return load<u32>(record + field);
}

export function marksOf(entry: usize): i32 {
  return load<i32>(entry, 8);
}
