import { freeWeek } from './availability.ts';
import { createFacet, type Facet } from './facet.ts';
import { weekHalves } from './joint-time.ts';
import { createPathwayCodes, type PathwayCodes } from './pathway-codes.ts';
import { createPlaceRows, type PlaceRows } from './place-rows.ts';
import type { MentorProfile } from './profile.ts';
import { quartersInDay } from './zone.ts';

/*
 * Mentors as columns: at most 128 bytes each, and their id. A week is 42 half-words of 16 quarter-hours; instants are
 * kept as they are; what many share (facets) is a number of one byte, two or four, as there are kinds. A contact is a
 * fingerprint of 56 bits of what is itself a keyed hash, and the id one of 8 bits beside it, so that ids themselves are
 * seldom read; further contacts, private lists and tags beyond 32 stand aside, since few mentors have any.
 *
 * Invariant: what a column holds is enough to score the mentor to the last bit, as `comparePair` does.
 */

/** What mentors share, each asked about by itself, so that there are few kinds. */
export type FacetParts = {
  /** Null: nobody stands here any more. */
  status: Pick<
    MentorProfile,
    'consented' | 'approved' | 'paused' | 'safetyHold' | 'track' | 'medicationAffirming'
  > | null;
  person: Pick<MentorProfile, 'gender' | 'mentorsGenders' | 'worldview'>;
  modalities: Pick<MentorProfile, 'modalities'>;
  pathways: Pick<MentorProfile, 'pathways' | 'onlyPathways'>;
  languages: Pick<MentorProfile, 'languages'>;
  place: MentorProfile['location'];
  load: Pick<MentorProfile, 'capacity' | 'active' | 'reserved'>;
  zone: string;
  month: string;
  stage: Pick<MentorProfile, 'ageBand' | 'familyStage'>;
};
type FacetName = keyof FacetParts;
type Facets = { [Name in FacetName]: Facet<FacetParts[Name]> };
/** The facets, in the order of a snapshot. */
export const facetNames = [
  'place',
  'pathways',
  'stage',
  'status',
  'person',
  'modalities',
  'languages',
  'load',
  'zone',
  'month',
] as const satisfies readonly FacetName[];

/** Numbers of a facet's parts, as narrow as they fit. */
export type Numbers = Uint8Array | Uint16Array | Uint32Array;
const widths = { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array };
/** Bytes of a number. */
export type Width = keyof typeof widths;

/** Numbers of a width over some bytes. */
export const numbersOver = (width: Width, bytes: ArrayBuffer, at: number, length: number): Numbers =>
  new widths[width](bytes, at, length);

/** What few mentors have. */
export type Aside = { otherContacts: string[]; doNotMatch: string[]; moreTags: string[] };

/** The columns; position `at` of each is one mentor, and `status` number 0 is nobody. */
export type Columns = {
  size: number;
  room: number;
  readonly facets: Facets;
  readonly pathwayCodes: PathwayCodes;
  readonly placeRows: PlaceRows;
  /** Tables that newcomers share who say the same, for the one setting that the columns are looked at in. */
  readonly shared: { readonly tables: Map<string, unknown>; numbers: number };
  /** The first 32 tags seen, by bit. */
  readonly tagBits: string[];
  readonly ids: string[];
  readonly aside: Map<string, Aside>;
  numbers: Record<FacetName, Numbers>;
  week: Uint16Array;
  /** The days on which they are ever free, as bits from Monday. */
  days: Uint8Array;
  /** For each bit, who carries the tag: 32 positions a word. */
  tagged: Uint32Array[];
  /** Two words each: the contact's fingerprint, and in the lowest byte of the second one the id's. */
  contact: Uint32Array;
  heartbeat: Float64Array;
  lastMatch: Float64Array;
};

/** Tags that have a bit; those seen later stand aside. */
export const tagBitsMaximum = 32;

/** Words of 32 positions for so many. */
export const wordsFor = (positions: number): number => Math.ceil(positions / 32);

/** No mentors yet. */
export const createColumns = (room = 64): Columns => ({
  size: 0,
  room,
  facets: {
    status: createFacet<FacetParts['status']>([null]),
    person: createFacet(),
    modalities: createFacet(),
    pathways: createFacet(),
    languages: createFacet(),
    place: createFacet(),
    load: createFacet(),
    zone: createFacet(),
    month: createFacet(),
    stage: createFacet(),
  },
  pathwayCodes: createPathwayCodes(),
  placeRows: createPlaceRows(),
  shared: { tables: new Map(), numbers: 0 },
  tagBits: [],
  ids: [],
  aside: new Map(),
  numbers: Object.fromEntries(facetNames.map((name) => [name, new Uint8Array(room)])) as Columns['numbers'],
  week: new Uint16Array(weekHalves * room),
  days: new Uint8Array(room),
  tagged: [],
  contact: new Uint32Array(2 * room),
  heartbeat: new Float64Array(room),
  lastMatch: new Float64Array(room),
});

/** Two independent 32-bit hashes of a text (FNV-1a from two seeds), into two words. */
export const fingerprint = (text: string): [number, number] => {
  let [a, b] = [0x811c9dc5, 0x9747b28c];
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, 0x5bd1e995);
    b ^= b >>> 15;
  }
  return [a >>> 0, b >>> 0];
};

/** What `contact` holds of an id. */
export const idByteOf = (id: string): number => fingerprint(id)[0] & 0xff;

/** What `contact` holds of a contact: two words, the lowest byte of the second one left to the id. */
export const contactWords = (hash: string): [number, number] => {
  const [first, second] = fingerprint(hash);
  return [first, (second & ~0xff) >>> 0];
};

type Column = Numbers | Float64Array;
const grown = <T extends Column>(column: T, length: number): T => {
  const longer = new (column.constructor as new (length: number) => T)(length);
  longer.set(column as never);
  return longer;
};

const makeRoom = (columns: Columns): void => {
  // Nobody yet leaves no room at all.
  const room = Math.max(64, Math.ceil(columns.room * 1.5));
  columns.room = room;
  for (const name of facetNames) columns.numbers[name] = grown(columns.numbers[name], room);
  columns.week = grown(columns.week, weekHalves * room);
  columns.days = grown(columns.days, room);
  columns.tagged = columns.tagged.map((words) => grown(words, wordsFor(room)));
  columns.contact = grown(columns.contact, 2 * room);
  columns.heartbeat = grown(columns.heartbeat, room);
  columns.lastMatch = grown(columns.lastMatch, room);
};

const setNumber = (columns: Columns, name: FacetName, at: number, number: number): void => {
  const width = number > 0xffff ? 4 : number > 0xff ? 2 : 1;
  if (columns.numbers[name].BYTES_PER_ELEMENT < width) {
    columns.numbers[name] = widths[width].from(columns.numbers[name]);
  }
  columns.numbers[name][at] = number;
};

const writeTags = (columns: Columns, at: number, tags: readonly string[]): string[] => {
  const more: string[] = [];
  for (const tag of tags) {
    let bit = columns.tagBits.indexOf(tag);
    if (bit < 0 && columns.tagBits.length < tagBitsMaximum) {
      bit = columns.tagBits.push(tag) - 1;
      columns.tagged.push(new Uint32Array(wordsFor(columns.room)));
    }
    if (bit < 0) more.push(tag);
    else columns.tagged[bit]![at >> 5]! |= 1 << (at & 31);
  }
  return more;
};

const writeFacets = (columns: Columns, at: number, mentor: MentorProfile): void => {
  const { facets } = columns;
  const { consented, approved, paused, safetyHold, track, medicationAffirming } = mentor;
  const { gender, mentorsGenders, worldview, modalities } = mentor;
  const { pathways, onlyPathways, capacity, active, reserved } = mentor;
  const status = { consented, approved, paused, safetyHold, track, medicationAffirming };
  setNumber(columns, 'status', at, facets.status.numberOf(status));
  const person = { gender, mentorsGenders: mentorsGenders && [...mentorsGenders].sort(), worldview };
  setNumber(columns, 'person', at, facets.person.numberOf(person));
  setNumber(columns, 'modalities', at, facets.modalities.numberOf({ modalities: [...modalities].sort() }));
  setNumber(columns, 'pathways', at, facets.pathways.numberOf({ pathways, onlyPathways }));
  setNumber(columns, 'languages', at, facets.languages.numberOf({ languages: mentor.languages }));
  setNumber(columns, 'place', at, facets.place.numberOf(mentor.location));
  setNumber(columns, 'load', at, facets.load.numberOf({ capacity, active, reserved }));
  setNumber(columns, 'zone', at, facets.zone.numberOf(mentor.timeZone));
  setNumber(columns, 'month', at, facets.month.numberOf(mentor.recoverySince));
  const stage = { ageBand: mentor.ageBand, familyStage: [...new Set(mentor.familyStage)].sort() };
  setNumber(columns, 'stage', at, facets.stage.numberOf(stage));
};

/** An instant in milliseconds; one that never was lies before all others. */
const instantOf = (instant: string | null): number =>
  instant === null ? Number.NEGATIVE_INFINITY : Date.parse(instant);

/** Writes a checked mentor at the end. @returns their position. */
export const append = (columns: Columns, mentor: MentorProfile): number => {
  const at = columns.size;
  if (at === columns.room) makeRoom(columns);
  columns.size += 1;
  columns.ids[at] = mentor.id;
  writeFacets(columns, at, mentor);
  freeWeek(mentor.windows).forEach((free, quarter) => {
    if (free === 0) return;
    columns.week[weekHalves * at + (quarter >> 4)]! |= 1 << (quarter & 15);
    columns.days[at]! |= 1 << Math.floor(quarter / quartersInDay);
  });
  const [first, second] = contactWords(mentor.contactHash);
  columns.contact[2 * at] = first;
  columns.contact[2 * at + 1] = second | idByteOf(mentor.id);
  columns.heartbeat[at] = instantOf(mentor.heartbeatAt);
  columns.lastMatch[at] = instantOf(mentor.lastMatchAt);
  const moreTags = writeTags(columns, at, mentor.tags);
  const { otherContactHashes: otherContacts = [], doNotMatch } = mentor;
  if (otherContacts.length + doNotMatch.length + moreTags.length > 0) {
    columns.aside.set(mentor.id, { otherContacts, doNotMatch, moreTags });
  } else columns.aside.delete(mentor.id);
  return at;
};

/** Leaves only these positions, in this order. O(mentors). */
export const arrange = (columns: Columns, order: Uint32Array): void => {
  const pick = <T extends Column>(column: T, width: number): T => {
    const picked = new (column.constructor as new (length: number) => T)(width * order.length);
    for (let to = 0; to < order.length; to += 1) {
      for (let w = 0; w < width; w += 1) picked[width * to + w] = column[width * order[to]! + w]!;
    }
    return picked;
  };
  for (const name of facetNames) columns.numbers[name] = pick(columns.numbers[name], 1);
  columns.week = pick(columns.week, weekHalves);
  columns.days = pick(columns.days, 1);
  columns.tagged = columns.tagged.map((words) => {
    const picked = new Uint32Array(wordsFor(order.length));
    for (let to = 0; to < order.length; to += 1) {
      const at = order[to]!;
      picked[to >> 5]! |= ((words[at >> 5]! >>> (at & 31)) & 1) << (to & 31);
    }
    return picked;
  });
  columns.contact = pick(columns.contact, 2);
  columns.heartbeat = pick(columns.heartbeat, 1);
  columns.lastMatch = pick(columns.lastMatch, 1);
  const ids = Array.from(order, (at) => columns.ids[at]!);
  columns.ids.length = 0;
  for (const id of ids) columns.ids.push(id);
  columns.size = order.length;
  columns.room = order.length;
};

/** Bytes a mentor takes, ids not counted. */
export const bytesOf = (columns: Columns): number => {
  const { week, days, tagged, contact, heartbeat, lastMatch, numbers } = columns;
  const all = [week, days, ...tagged, contact, heartbeat, lastMatch, ...Object.values(numbers)];
  return all.reduce((sum, column) => sum + column.byteLength, 0);
};
