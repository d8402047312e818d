import { availabilityTable } from './availability-table.ts';
import { createOpenPositions } from './open-positions.ts';
import type { ReadyNewcomer, Setting } from './pair.ts';
import { createEntries } from './panel-entries.ts';
import { doubleAt, wholeAt } from './panel-layout.ts';
import {
  aliveIn,
  findStandings,
  inTiles,
  makeMemory,
  tileByZone,
  wishesMaximum,
  writeMentors,
} from './panel-mentors.ts';
import { partQuartersOf, writePrograms } from './panel-programs.ts';
import { type Columns, idByteOf } from './pool-columns.ts';
import { createContacts } from './pool-contacts.ts';
import { createTables, gateBit } from './pool-tables.ts';
import { componentAt, weightsFor } from './pool-weights.ts';
import { createWishes } from './pool-wishes.ts';
import { priorityOf } from './score.ts';

/*
 * Columns that do not change, laid out for WebAssembly, eight mentors of one zone side by side; a newcomer is put in, and
 * everybody's gates and scores come out at their positions. To the last bit what a reader gives (`pool-reader.ts`), which
 * stays for whatever this cannot hold.
 *
 * Memory: about 200 bytes a mentor beside the columns. Cost: see `docs/decisions/0024`.
 */

/** Who passes every gate, as bits by position, and what they come to, in points by position. */
export type Open = {
  readonly passed: Uint32Array;
  readonly fits: Float64Array;
  readonly ranks: Float64Array;
};

/** What everybody comes to by position, and the gates that fail, as bits. */
type Compared = Omit<Open, 'passed'> & { readonly failed: Uint32Array };

/** One newcomer in a panel; valid, as all that comes of it, until the next one is put in. */
export type PanelNewcomer = {
  /** The newcomer's own priority, in points. */
  readonly priority: number;
  readonly findOpen: () => Open;
  readonly compareAll: () => Compared;
};

/** Puts a newcomer in; null if they say more than the panel has room for. */
export type Panel = (newcomer: ReadyNewcomer) => PanelNewcomer | null;

/** Lays columns out; null if "soon" is hardly longer than a block, or where the runtime has no WebAssembly with SIMD. */
export const createPanel = (columns: Columns, setting: Setting): Panel | null => {
  const { rubric } = setting;
  const { facets, numbers } = columns;
  const least = rubric.policy.minimumBlockMinutes / 15;
  const partQuarters = partQuartersOf(setting, least);
  if (!partQuarters) return null;
  const tiles = tileByZone(columns);
  const availability = availabilityTable(rubric);
  const { standings, numberAt } = findStandings(columns, setting);
  const memory = makeMemory(columns, {
    positions: tiles.positions.length,
    standings: standings.length,
    availability: availability.length,
  });
  if (!memory) return null;
  const { code, parts, wholes, doubles, words } = memory;
  writeMentors(memory, columns, tiles, { setting, standingAt: numberAt });
  const writeEntries = createEntries(memory, standings);
  parts.availability.set(availability);
  const enough = Math.min(8 * Math.ceil(rubric.policy.minimumSharedMinutes / 15), 0x7fff);
  wholes[wholeAt.zones] = facets.zone.parts.length;
  wholes[wholeAt.least] = least;
  wholes[wholeAt.tooLittle] = gateBit('too-little-shared-time');
  wholes[wholeAt.enough] = enough;
  wholes[wholeAt.tooFar] = gateBit('too-far');
  doubles[doubleAt.placeShare] = rubric.details.inPerson.placeShare;
  doubles[doubleAt.soonBonus] = rubric.ranking.soonBonus;
  const everybody = Int32Array.from(tiles.positions.keys()).filter((index) => tiles.positions[index]! >= 0);
  const alive = aliveIn(tiles, columns, setting);
  const open = createOpenPositions({
    size: tiles.positions.length,
    numbers: {
      ...numbers,
      status: inTiles(tiles, numbers.status),
      person: inTiles(tiles, numbers.person),
      modalities: inTiles(tiles, numbers.modalities),
      pathways: inTiles(tiles, numbers.pathways),
      languages: inTiles(tiles, numbers.languages),
      month: inTiles(tiles, numbers.month),
      load: inTiles(tiles, numbers.load),
    },
  });
  const programs = {
    memory: words,
    entries: parts.zones,
    from: parts.programs.byteOffset / 4,
    to: (parts.programs.byteOffset + parts.programs.byteLength) / 4,
  };

  return (newcomer) => {
    const { profile } = newcomer;
    const wishes = createWishes(columns, profile, setting);
    const { sought, failedGates } = createContacts(columns, newcomer);
    if (wishes.mayBeAside || wishes.bits.length > wishesMaximum || sought.length > parts.sought.length)
      return null;
    const tables = createTables(columns, newcomer, setting);
    if (!writePrograms(tables.zone, { tiles: tiles.starts, parts: partQuarters }, programs)) return null;
    const weights = weightsFor(profile, setting);
    const { weight } = weights;
    writeEntries(tables, weight);
    doubles[doubleAt.availability] = weight[componentAt.availability]!;
    doubles[doubleAt.lived] = weight[componentAt.lived]!;
    doubles[doubleAt.modality] = weight[componentAt.modality]!;
    doubles.set(weights.known, doubleAt.known);
    doubles.set(weights.confidence, doubleAt.confidence);
    doubles.set(weights.neutral, doubleAt.neutral);
    doubles[doubleAt.wanted] = wishes.wanted > 0 ? wishes.wanted : 1;
    wishes.bits.forEach((bit, w) => {
      words[parts.wants.byteOffset / 4 + 4 * w] = bit;
      parts.wants[2 * w + 1] = wishes.worths[w]!;
    });
    wholes[wholeAt.wants] = wishes.bits.length;
    wholes[wholeAt.unknownMask] = weights.unknownMask;
    parts.sought.set(sought);
    wholes[wholeAt.sought] = sought.length / 2;
    wholes[wholeAt.idByte] = idByteOf(profile.id);
    return {
      priority: priorityOf({ newcomer: profile, setting }),
      findOpen: () => {
        const opened = open(tables);
        for (let w = 0; w < opened.length; w += 1) parts.open[w] = opened[w]! & alive[w]!;
        parts.passed.fill(0);
        const doubtful = code.score(code.meet(), 0);
        for (let i = 0; i < doubtful; i += 1) {
          const at = parts.doubtful[i]!;
          if (failedGates(at) !== 0) parts.passed[at >> 5]! &= ~(1 << (at & 31));
        }
        return parts;
      },
      compareAll: () => {
        parts.open.fill(0xffffffff);
        // Nobody is left out by time, so that everybody's is known.
        wholes[wholeAt.enough] = 0;
        code.meet();
        wholes[wholeAt.enough] = enough;
        parts.list.set(everybody);
        const doubtful = code.score(everybody.length, 1);
        for (let i = 0; i < doubtful; i += 1) {
          const at = parts.doubtful[i]!;
          parts.failed[at]! |= failedGates(at);
        }
        return parts;
      },
    };
  };
};
