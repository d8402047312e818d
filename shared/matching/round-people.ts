import type { ReadRow } from './kept-pairs.ts';
import { type ReadyMentor, readyMentor, readyNewcomer, type Setting } from './pair.ts';
import { append, type Columns, createColumns } from './pool-columns.ts';
import type { MentorProfile, NewcomerProfile } from './profile.ts';
import { compareIds } from './rank.ts';
import type { ReadSome } from './round-pairs.ts';
import { makeRow, type Row } from './round-row.ts';
import { createRowScan, type RowScan } from './row-scan.ts';
import { loadOf } from './score.ts';
import { hearRow } from './told-row.ts';

/*
 * The people of a round, numbered as ties are settled: newcomers by how long they have waited, mentors by how full they
 * are, each then by id. Mentors stand in columns, from which a newcomer's row is read whenever it is asked for.
 */

const requireDistinct = (what: string, people: readonly { id: string }[]): void => {
  const seen = new Set<string>();
  for (const { id } of people) {
    if (seen.has(id)) throw new RangeError(`Cannot plan the round: ${what} ${id} stands in it twice.`);
    seen.add(id);
  }
};

const byWaiting = (newcomers: readonly NewcomerProfile[]): NewcomerProfile[] =>
  newcomers
    .map((newcomer) => ({ newcomer, since: Date.parse(newcomer.waitingSince) }))
    .sort((a, b) => a.since - b.since || compareIds(a.newcomer.id, b.newcomer.id))
    .map(({ newcomer }) => newcomer);

const byLoad = ({ profile: a }: ReadyMentor, { profile: b }: ReadyMentor): number =>
  loadOf(a) - loadOf(b) || compareIds(a.id, b.id);

/** Everybody made ready, in the order in which ties are settled. */
export type People = {
  readonly setting: Setting;
  readonly newcomers: readonly NewcomerProfile[];
  readonly mentors: readonly ReadyMentor[];
  readonly columns: Columns;
  readonly scan: RowScan;
};

/**
 * Makes everybody ready.
 *
 * @throws {RangeError} if a mentor's profile is wrong, or if somebody stands there twice.
 */
export const gatherPeople = (
  newcomers: readonly NewcomerProfile[],
  mentors: readonly MentorProfile[],
  setting: Setting,
): People => {
  requireDistinct('newcomer', newcomers);
  requireDistinct('mentor', mentors);
  const ready = mentors.map((mentor) => readyMentor(mentor, setting)).sort(byLoad);
  const columns = createColumns();
  for (const { profile } of ready) append(columns, profile);
  return {
    setting,
    newcomers: byWaiting(newcomers),
    mentors: ready,
    columns,
    scan: createRowScan(columns, setting),
  };
};

type MetOf = (newcomer: number) => ReadonlySet<string> | undefined;

/** Makes newcomers' rows, here; `metOf` says whom a newcomer must not be proposed. */
export const createRowMaker =
  ({ setting, newcomers, columns, scan }: Omit<People, 'mentors'>, metOf: MetOf) =>
  (number: number, pair: (mentor: number, value: number) => void): Row =>
    makeRow(readyNewcomer(newcomers[number]!, setting), { columns, setting, met: metOf(number), scan, pair });

/** Reads rows elsewhere meanwhile. Every row that it gives is what would have been read here. */
export type RowHelp = {
  /** From now on these newcomers' rows are asked for, each once and in this order; nobody's any more, if it is empty. */
  readonly expect: (newcomers: readonly number[]) => void;
  /** The row of the newcomer who is next, as `tellRow` writes it, good until the next is asked for; null: read it here. */
  readonly take: () => Int32Array | null;
};

/** Reads newcomers' rows, and keeps of each what a plan tells. */
export const createRowReader = (people: People, metOf: MetOf, help?: RowHelp) => {
  const rows: Row[] = [];
  const make = createRowMaker(people, metOf);
  const read: ReadRow = (number, pair) => {
    const told = help?.take();
    rows[number] = told ? hearRow(told, pair) : make(number, pair);
  };
  const readSome: ReadSome = (some) => {
    const few = createColumns();
    for (const mentor of some) append(few, people.mentors[mentor]!.profile);
    const scan = createRowScan(few, people.setting);
    const makeFew = createRowMaker({ ...people, columns: few, scan }, metOf);
    return (number, pair) => {
      makeFew(number, (at, value) => pair(some[at]!, value));
    };
  };
  return { rows, read, readSome };
};
