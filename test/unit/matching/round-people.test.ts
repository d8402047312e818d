import { describe, expect, it } from 'vitest';
import { createSetting, readyNewcomer } from '#shared/matching/pair.ts';
import { createRowReader, gatherMentors, orderPeople } from '#shared/matching/round-people.ts';
import { makeRow } from '#shared/matching/round-row.ts';
import { rubricV1 } from '#shared/matching/rubric-v1.ts';
import { makeContext, makeMentor, makeNewcomer } from '#test/bench/people.ts';

const context = makeContext(40);
const setting = createSetting(context, rubricV1);
const ordered = orderPeople(
  Array.from({ length: 12 }, (_, i) => makeNewcomer(i)),
  Array.from({ length: 40 }, (_, i) => makeMentor(i)),
);
const people = { setting, ...ordered, ...gatherMentors(ordered.mentors, setting) };
const metOf = (newcomer: number) =>
  newcomer % 2 === 0 ? new Set(ordered.mentors.slice(0, 10).map(({ id }) => id)) : undefined;

type ReadRow = ReturnType<typeof createRowReader>['read'];
const pairsOf = (read: ReadRow, newcomer: number) => {
  const pairs: [number, number][] = [];
  read(newcomer, (mentor, value) => pairs.push([mentor, value]));
  return pairs;
};

describe('createRowReader()', () => {
  it('reads everybody’s row from the columns, and keeps what a plan tells', () => {
    const { rows, read } = createRowReader(people, metOf);
    ordered.newcomers.forEach((newcomer, number) => {
      const expected: [number, number][] = [];
      const row = makeRow(readyNewcomer(newcomer, setting), {
        ...people,
        met: metOf(number),
        pair: (mentor, value) => expected.push([mentor, value]),
      });
      expect(pairsOf(read, number)).toEqual(expected);
      expect(rows[number]).toEqual(row);
    });
  });

  it('reads with some mentors alone the pairs that the whole row has with them', () => {
    const { rows, read, readSome } = createRowReader(people, metOf);
    const some = [3, 9, 10, 17, 30, 31, 39];
    const readFew = readSome(some);
    let found = 0;
    for (const number of ordered.newcomers.keys()) {
      const few = pairsOf(readFew, number);
      expect(rows[number]).toBeUndefined();
      found += few.length;
    }
    for (const number of ordered.newcomers.keys()) {
      const expected = pairsOf(read, number).filter(([mentor]) => some.includes(mentor));
      expect(pairsOf(readFew, number)).toEqual(expected);
    }
    expect(found).toBeGreaterThan(10);
  });
});

describe('orderPeople()', () => {
  it('numbers newcomers by how long they have waited and mentors by how full they are, each then by id', () => {
    const [newcomer, mentor] = [makeNewcomer(0), makeMentor(0)];
    const waiting = (id: string, waitingSince: string) => ({ ...newcomer, id, waitingSince });
    const loaded = (id: string, capacity: number, active: number, reserved = 0) => ({
      ...mentor,
      ...{ id, capacity, active, reserved },
    });
    const { newcomers, mentors } = orderPeople(
      [
        waiting('c', '2026-02-01T00:00:00Z'),
        waiting('b', '2026-01-31T23:00:00-02:00'),
        waiting('d', '2026-01-01T00:00:00Z'),
        waiting('a', '2026-02-01T00:00:00Z'),
      ],
      [loaded('z', 4, 2), loaded('y', 2, 0, 1), loaded('x', 4, 3), loaded('w', 5, 0)],
    );
    expect(newcomers.map(({ id }) => id)).toEqual(['d', 'a', 'c', 'b']);
    expect(mentors.map(({ id }) => id)).toEqual(['w', 'y', 'z', 'x']);
  });
});
