import type { ReadRow } from './kept-pairs.ts';
import { type ReadyMentor, readyMentor, readyNewcomer, type Setting } from './pair.ts';
import { append, type Columns, createColumns } from './pool-columns.ts';
import type { MentorProfile, NewcomerProfile } from './profile.ts';
import { compareIds } from './rank.ts';
import type { ReadSome } from './round-pairs.ts';
import { makeRow, type Row } from './round-row.ts';
import { createRowScan, type RowScan } from './row-scan.ts';
import { loadOf } from './score.ts';

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

/** Reads newcomers' rows, and keeps of each what a plan tells; `metOf` says whom a newcomer must not be proposed. */
export const createRowReader = (
  { setting, newcomers, mentors, columns, scan }: People,
  metOf: (newcomer: number) => ReadonlySet<string> | undefined,
) => {
  const rows: Row[] = [];
  const ready = (number: number) => rows[number]?.newcomer ?? readyNewcomer(newcomers[number]!, setting);
  const read: ReadRow = (number, pair) => {
    rows[number] = makeRow(ready(number), { columns, setting, met: metOf(number), scan, pair });
  };
  const readSome: ReadSome = (some) => {
    const few = createColumns();
    for (const mentor of some) append(few, mentors[mentor]!.profile);
    const scanFew = createRowScan(few, setting);
    return (number, pair) => {
      makeRow(ready(number), {
        columns: few,
        setting,
        met: metOf(number),
        scan: scanFew,
        pair: (at, value) => pair(some[at]!, value),
      });
    };
  };
  return { rows, read, readSome };
};
