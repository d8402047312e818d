import { describe, expect, it } from 'vitest';
import { arrangeBlocks, blockSize, bytesOfBlocks, readBlocks } from '#shared/matching/pool-blocks.ts';
import { append, type Columns, createColumns } from '#shared/matching/pool-columns.ts';
import { pairVectors, pairWith } from './vectors.ts';

const mentors = pairVectors
  .slice(0, 330)
  .map(({ mentor }, i) => ({ ...mentor, id: `mentor-${(i * 7919) % 331}` }));
const columnsOf = (them: readonly (typeof mentors)[number][]): Columns => {
  const columns = createColumns();
  for (const mentor of them) append(columns, mentor);
  return columns;
};
/** What places somebody, of each position in turn. */
const keysOf = ({ size, numbers, days, facets }: Columns) =>
  Array.from({ length: size }, (_, at) => {
    const status = facets.status.parts[numbers.status[at]!]!;
    const { pathways, onlyPathways } = facets.pathways.parts[numbers.pathways[at]!]!;
    return {
      status: JSON.stringify([status.track, status]),
      person: numbers.person[at]!,
      load: numbers.load[at]!,
      days: days[at]!,
      list: JSON.stringify([
        pathways.map(({ pathway }) => pathway),
        pathways.map(({ depth }) => depth),
        onlyPathways,
      ]),
    };
  });

describe('arrangeBlocks()', () => {
  it('puts mentors together by standing, person, load, days and pathways, in this order', () => {
    const columns = columnsOf(mentors);
    const { parts } = columns.facets.person;
    arrangeBlocks(columns);
    const textOf = (person: number) => {
      const { mentorsGenders, gender, worldview } = parts[person]!;
      return JSON.stringify([mentorsGenders, gender, worldview]);
    };
    const keys = keysOf(columns);
    expect(keys.length).toBe(mentors.length);
    const compared = { status: 0, person: 0, load: 0, days: 0, list: 0 };
    keys.slice(1).forEach((key, at) => {
      const before = keys[at]!;
      if (key.status !== before.status) {
        expect(before.status < key.status).toBe(true);
        compared.status += 1;
      } else if (key.person !== before.person) {
        expect(textOf(before.person) < textOf(key.person)).toBe(true);
        compared.person += 1;
      } else if (key.load !== before.load) {
        expect(before.load).toBeLessThan(key.load);
        compared.load += 1;
      } else if (key.days !== before.days) {
        expect(before.days).toBeLessThan(key.days);
        compared.days += 1;
      } else {
        expect(before.list <= key.list).toBe(true);
        compared.list += 1;
      }
    });
    expect(Math.min(compared.status, compared.person, compared.load)).toBeGreaterThan(5);
  });

  it('keeps those who are alike in the order in which they came, and leaves out who has left', () => {
    const { mentor } = pairWith();
    const same = ['d', 'a', 'c', 'b'].map((id) => ({ ...mentor, id, contactHash: `h-${id}` }));
    const columns = columnsOf(same);
    columns.numbers.status[2] = 0;
    const { covered } = arrangeBlocks(columns);
    expect([covered, columns.ids]).toEqual([3, ['d', 'a', 'b']]);
  });

  it('puts together, of those who are alike, whose days and pathways are', () => {
    const { mentor } = pairWith();
    const on = (day: number) => ({ windows: [{ day, start: 600, end: 720 }] });
    const by = (...list: [string, 'main' | 'familiar'][]) => ({
      pathways: list.map(([pathway, depth]) => ({ pathway, depth })),
    });
    const them = [
      { ...on(2), ...by(['smart', 'main']) },
      { ...on(1), ...by(['smart', 'main']) },
      { ...on(1), ...by(['aa', 'main'], ['smart', 'main']) },
      { ...on(1), ...by(['smart', 'familiar']) },
      { ...on(1), ...by(['aa', 'familiar'], ['smart', 'main']) },
      { ...on(1), ...by(['aa', 'main']), onlyPathways: true },
      { ...on(1), ...by(['aa', 'main']) },
    ].map((each, i) => ({ ...mentor, onlyPathways: false, ...each, id: `${i}`, contactHash: `h-${i}` }));
    const columns = columnsOf(them);
    arrangeBlocks(columns);
    expect(columns.ids).toEqual(['4', '2', '6', '5', '3', '1', '0']);
  });
});

describe('readBlocks()', () => {
  it('tells where each kind of people begins, and between which days each block lies', () => {
    const columns = columnsOf(mentors);
    const { covered, kinds, firstDays, lastDays } = arrangeBlocks(columns);
    const { status, person, load } = columns.numbers;
    const kindAt = (at: number) => `${status[at]} ${person[at]} ${load[at]}`;
    const starts = [...Array(columns.size).keys()].filter((at) => at === 0 || kindAt(at) !== kindAt(at - 1));
    expect(covered).toBe(columns.size);
    expect([...kinds.start]).toEqual(starts);
    expect(
      starts.map((_, kind) => `${kinds.status[kind]} ${kinds.person[kind]} ${kinds.load[kind]}`),
    ).toEqual(starts.map(kindAt));
    expect([kinds.status.length, kinds.person.length, kinds.load.length]).toEqual(
      Array(3).fill(starts.length),
    );
    const blocks = Array.from({ length: Math.ceil(columns.size / blockSize) }, (_, block) =>
      columns.days.subarray(block * blockSize, Math.min(columns.size, (block + 1) * blockSize)),
    );
    expect([...firstDays]).toEqual(blocks.map((days) => Math.min(...days)));
    expect([...lastDays]).toEqual(blocks.map((days) => Math.max(...days)));
  });

  it('tells of nobody where nobody is', () => {
    const blocks = readBlocks(createColumns(0));
    expect([blocks.covered, blocks.kinds.start.length, blocks.firstDays.length]).toEqual([0, 0, 0]);
    expect(bytesOfBlocks(blocks)).toBe(0);
  });

  it('takes what it says that it takes', () => {
    const blocks = arrangeBlocks(columnsOf(mentors));
    const kinds = blocks.kinds.start.length;
    expect(bytesOfBlocks(blocks)).toBe(kinds * (4 + 1 + 1 + 1) + 2 * Math.ceil(mentors.length / blockSize));
  });
});
