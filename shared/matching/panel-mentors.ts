import { weekHalves } from './joint-time.ts';
import type { Setting } from './pair.ts';
import { entryBytes, layOut, marks, type PanelMemory, recordBytes, tileSize } from './panel-layout.ts';
import { chainMaximum } from './panel-programs.ts';
import { type Columns, type Numbers, wordsFor } from './pool-columns.ts';
import { oldestHeartbeat } from './pool-reader.ts';
import { recencyLoss } from './pool-scorer.ts';
import { gateBit, loadTable } from './pool-tables.ts';

/* What a panel holds of mentors: written once, since the columns do not change meanwhile. */

/** Mentors in tiles: each lane's position, −1 where nobody stands; each zone's first tile, and how many there are. */
export type Tiles = { readonly positions: Int32Array; readonly starts: Int32Array };

/** Puts mentors of one zone together, then those of one status and person: so gates stop whole tiles of them. */
export const tileByZone = ({ size, numbers, facets }: Columns): Tiles => {
  const zones = facets.zone.parts.length;
  const { status, person } = numbers;
  const order = Int32Array.from({ length: size }, (_, at) => at).sort(
    (a, b) => status[a]! - status[b]! || person[a]! - person[b]! || a - b,
  );
  const counts = new Int32Array(zones);
  for (let at = 0; at < size; at += 1) counts[numbers.zone[at]!]! += 1;
  const starts = new Int32Array(zones + 1);
  counts.forEach((count, zone) => {
    starts[zone + 1] = starts[zone]! + Math.ceil(count / tileSize);
  });
  const next = starts.map((tile) => tileSize * tile);
  const positions = new Int32Array(tileSize * starts[zones]!).fill(-1);
  for (const at of order) {
    const zone = numbers.zone[at]!;
    positions[next[zone]!] = at;
    next[zone]! += 1;
  }
  return { positions, starts };
};

/** A column in the order of the tiles, 0 where nobody stands. */
export const inTiles = ({ positions }: Tiles, column: Numbers): Numbers => {
  const tiled = new (column.constructor as new (length: number) => Numbers)(positions.length);
  positions.forEach((at, index) => {
    if (at >= 0) tiled[index] = column[at]!;
  });
  return tiled;
};

/** Facets in the order in which a record starts with the addresses of their entries; some entries are twice as long. */
const recordFacets = ['pathways', 'month', 'stage', 'person', 'modalities', 'languages'] as const;
/** Bytes of a facet's entry. */
export const bytesOfEntry = (name: (typeof recordFacets)[number]): number =>
  name === 'person' || name === 'modalities' ? 2 * entryBytes : entryBytes;
// What follows, in words from a record's start, as in `Field`.
const standingAt = 6;
const tagsAt = 7;
const penaltyAt = 8;
const recencyAt = 10;
const positionAt = 12;
const nearAt = 13;
const contactAt = 14;

/** Wishes and contacts that there is room for. */
export const wishesMaximum = 64;
const soughtMaximum = 64;
/** Room for the programs: some ten times what a usual newcomer and zone take. */
const programWords = (zones: number): number => 2_048 + 256 * zones;

/** Memory for so many mentors, in tiles. */
export const makeMemory = (
  { size, facets }: Columns,
  { positions, standings, availability }: { positions: number; standings: number; availability: number },
): PanelMemory | null => {
  const count = (name: keyof Columns['facets']) => facets[name].parts.length;
  const [tiles, words] = [positions / tileSize, wordsFor(positions)];
  return layOut({
    weeks: weekHalves * positions,
    records: recordBytes * positions,
    zones: count('zone'),
    open: words,
    worst: positions,
    soon: tiles,
    list: positions,
    passed: wordsFor(size),
    fits: size,
    ranks: size,
    failed: size,
    doubtful: size,
    words: 16 * chainMaximum,
    availability,
    wants: 2 * wishesMaximum,
    sought: 2 * soughtMaximum,
    near: count('place'),
    pathways: count('pathways') * bytesOfEntry('pathways'),
    month: count('month') * bytesOfEntry('month'),
    stage: count('stage') * bytesOfEntry('stage'),
    person: count('person') * bytesOfEntry('person'),
    modalities: count('modalities') * bytesOfEntry('modalities'),
    languages: count('languages') * bytesOfEntry('languages'),
    standing: standings * entryBytes,
    programs: programWords(count('zone')),
  });
};

const tagsOf = ({ tagged }: Columns, at: number): number =>
  tagged.reduce((tags, words, bit) => tags | (((words[at >> 5]! >>> (at & 31)) & 1) << bit), 0);

/** What mentors share that no score hangs on: the number of their status, and the marks that no newcomer has a say in. */
export type Standing = { readonly status: number; readonly marks: number };

/** Everybody's standing: the different ones, and the number of each mentor's by position. */
export const findStandings = (
  columns: Columns,
  setting: Setting,
): { standings: Standing[]; numberAt: Int32Array } => {
  const { size, numbers, heartbeat, ids, aside } = columns;
  const aliveFrom = oldestHeartbeat(setting.asOfMs, setting.rubric.policy.heartbeatDays);
  const { gates } = loadTable(columns, setting);
  const known = new Map<string, number>();
  const standings: Standing[] = [];
  const numberAt = Int32Array.from({ length: size }, (_, at) => {
    const overdue = heartbeat[at]! >= aliveFrom ? 0 : gateBit('mentor-heartbeat-overdue');
    const standing = {
      status: numbers.status[at]!,
      marks: gates[numbers.load[at]!]! | overdue | (aside.has(ids[at]!) ? marks.aside : 0),
    };
    const key = `${standing.status} ${standing.marks}`;
    const number = known.get(key) ?? standings.push(standing) - 1;
    known.set(key, number);
    return number;
  });
  return { standings, numberAt };
};

/** Writes everybody's week and record. */
export const writeMentors = (
  { parts, words, all }: PanelMemory,
  columns: Columns,
  { positions }: Tiles,
  { setting, standingAt: numberAt }: { setting: Setting; standingAt: Int32Array },
): void => {
  const { numbers, week, contact, lastMatch } = columns;
  const { penalty } = loadTable(columns, setting);
  positions.forEach((at, index) => {
    if (at < 0) return;
    const lane = weekHalves * tileSize * Math.floor(index / tileSize) + (index % tileSize);
    for (let half = 0; half < weekHalves; half += 1) {
      parts.weeks[lane + tileSize * half] = week[weekHalves * at + half]!;
    }
    const record = (parts.records.byteOffset + recordBytes * index) / 4;
    recordFacets.forEach((name, f) => {
      words[record + f] = parts[name].byteOffset + bytesOfEntry(name) * numbers[name][at]!;
    });
    words[record + standingAt] = parts.standing.byteOffset + entryBytes * numberAt[at]!;
    words[record + tagsAt] = tagsOf(columns, at);
    all[(record + penaltyAt) / 2] = penalty[numbers.load[at]!]!;
    all[(record + recencyAt) / 2] = recencyLoss(lastMatch[at]!, setting);
    words[record + positionAt] = at;
    words[record + nearAt] = parts.near.byteOffset + 8 * numbers.place[at]!;
    words[record + contactAt] = contact[2 * at]!;
    words[record + contactAt + 1] = contact[2 * at + 1]!;
  });
};

/** Whose heartbeat is not overdue, 32 lanes a word; nobody where nobody stands. */
export const aliveIn = ({ positions }: Tiles, { heartbeat }: Columns, { asOfMs, rubric }: Setting) => {
  const aliveFrom = oldestHeartbeat(asOfMs, rubric.policy.heartbeatDays);
  const words = new Uint32Array(Math.ceil(positions.length / 32));
  positions.forEach((at, index) => {
    if (at >= 0 && heartbeat[at]! >= aliveFrom) words[index >> 5]! |= 1 << (index & 31);
  });
  return words;
};
