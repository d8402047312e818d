import type { ReadRow } from './kept-pairs.ts';
import { readyNewcomer, type Setting } from './pair.ts';
import { append, type Columns, createColumns } from './pool-columns.ts';
import { type MentorProfile, type NewcomerProfile, requireMentor } from './profile.ts';
import { compareIds } from './rank.ts';
import type { ReadSome } from './round-pairs.ts';
import { makeRow, type Row } from './round-row.ts';
import { createRowScan, type RowScan } from './row-scan.ts';
import { loadOf } from './score.ts';
import { hearRow } from './told-row.ts';

/*
 * The people of a round, numbered as ties are settled: newcomers by how long they have waited, mentors by how full they
 * are, each then by id. Mentors stand in columns, from which a newcomer's row is read whenever it is asked for. Profiles
 * stay the caller's own, and nothing that can be made again is kept of anybody: at a hundred thousand people it adds up.
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

const byLoad = (a: MentorProfile, b: MentorProfile): number =>
  loadOf(a) - loadOf(b) || compareIds(a.id, b.id);

/** People by number. An array is one; another may fetch each when asked. */
export type Listed<T> = { readonly length: number; readonly at: (number: number) => T | undefined };

/**
 * Newcomers and mentors in the order in which ties are settled; not checked yet.
 *
 * @throws {RangeError} if somebody stands there twice.
 */
export const orderPeople = (newcomers: readonly NewcomerProfile[], mentors: readonly MentorProfile[]) => {
  requireDistinct('newcomer', newcomers);
  requireDistinct('mentor', mentors);
  return { newcomers: byWaiting(newcomers), mentors: mentors.toSorted(byLoad) };
};

/**
 * Mentors in columns, each at the position that is their number.
 *
 * @throws {RangeError} if a mentor's profile is wrong.
 */
export const gatherMentors = (
  mentors: Listed<MentorProfile>,
  setting: Setting,
): { columns: Columns; scan: RowScan } => {
  const columns = createColumns();
  for (let number = 0; number < mentors.length; number += 1) {
    append(columns, requireMentor(mentors.at(number), setting.context.asOf));
  }
  return { columns, scan: createRowScan(columns, setting) };
};

/** Everybody by number, and what rows are made from. Mentors were checked when they were gathered. */
export type People = {
  readonly setting: Setting;
  readonly newcomers: readonly NewcomerProfile[];
  readonly mentors: readonly MentorProfile[];
  readonly columns: Columns;
  readonly scan: RowScan;
};

type MetOf = (newcomer: number) => ReadonlySet<string> | undefined;

/** Makes newcomers' rows, here; `metOf` says whom a newcomer must not be proposed. */
export const createRowMaker =
  (
    {
      setting,
      newcomers,
      columns,
      scan,
    }: Pick<People, 'setting' | 'columns' | 'scan'> & { newcomers: Listed<NewcomerProfile> },
    metOf: MetOf,
  ) =>
  (number: number, pair: (mentor: number, value: number) => void): Row =>
    makeRow(readyNewcomer(newcomers.at(number)!, setting), {
      columns,
      setting,
      met: metOf(number),
      scan,
      pair,
    });

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
    for (const mentor of some) append(few, people.mentors[mentor]!);
    const scan = createRowScan(few, people.setting);
    const makeFew = createRowMaker({ ...people, columns: few, scan }, metOf);
    return (number, pair) => {
      makeFew(number, (at, value) => pair(some[at]!, value));
    };
  };
  return { rows, read, readSome };
};
