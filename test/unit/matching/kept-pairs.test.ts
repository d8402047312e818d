import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AssignGraph } from '#shared/matching/assign-graph.ts';
import { keepAll, keepBest, keepMore, lessen, type ReadRow, readGraph } from '#shared/matching/kept-pairs.ts';
import { runs } from '#test/support/runs.ts';

type Values = readonly (readonly number[])[];
const matrices = (newcomersMax: number, mentorsMax: number): fc.Arbitrary<number[][]> =>
  fc.integer({ min: 1, max: mentorsMax }).chain((mentors) =>
    fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: mentors, maxLength: mentors }), {
      minLength: 1,
      maxLength: newcomersMax,
    }),
  );
const readerOf =
  (values: Values): ReadRow =>
  (i, pair) => {
    values[i]!.forEach((value, j) => {
      if (value > 0) pair(j, value);
    });
  };
const capacitiesOf = (values: Values): number[] => values[0]!.map((_, j) => 1 + (j % 3));
const keep = (values: Values): AssignGraph => keepAll(values.length, capacitiesOf(values), readerOf(values));

/** A graph's rows, written out. */
const rowsIn = ({ newcomers, rowStart, mentor, value }: AssignGraph): [number, number][][] =>
  Array.from({ length: newcomers }, (_, i) =>
    Array.from(mentor.subarray(rowStart[i], rowStart[i + 1]), (j, e): [number, number] => [
      j,
      value[rowStart[i]! + e]!,
    ]),
  );
const rowsOf = (values: Values): [number, number][][] =>
  values.map((row) => row.flatMap((value, j): [number, number][] => (value > 0 ? [[j, value]] : [])));

describe('keepAll()', () => {
  it('keeps every pair, each mentor’s places, and the most that a total can be', () => {
    fc.assert(
      fc.property(matrices(6, 6), (values) => {
        const graph = keep(values);
        expect(rowsIn(graph)).toEqual(rowsOf(values));
        expect([...graph.places]).toEqual(capacitiesOf(values));
        expect([graph.newcomers, graph.mentors]).toEqual([values.length, values[0]!.length]);
        expect(graph.totalMaximum).toBe(values.reduce((sum, row) => sum + Math.max(...row), 0));
        expect(graph.mentor).toHaveLength(graph.rowStart.at(-1)!);
      }),
      { numRuns: runs(200) },
    );
  });

  it('keeps what came before when it needs more room, whether rows are alike or grow', () => {
    for (const lengthOf of [() => 70, (i: number) => i, (i: number) => 99 - i]) {
      const values = Array.from({ length: 100 }, (_, i) =>
        Array.from({ length: 100 }, (_, j) => (j < lengthOf(i) ? 1 + ((i * 31 + j) % 97) : 0)),
      );
      expect(rowsIn(keep(values))).toEqual(rowsOf(values));
    }
  });

  it('takes the greatest value that fits into 32 bits, and refuses the next', () => {
    const most = 0x7fffffff;
    expect([...keepAll(1, [1], (_, pair) => pair(0, most)).value]).toEqual([most]);
    expect(() => keepAll(1, [1], (_, pair) => pair(0, most + 1))).toThrow(
      new RangeError('Cannot plan the round: the rubric gives too many points.'),
    );
  });
});

describe('readGraph()', () => {
  it('hands over a row as it was kept', () => {
    const values = [
      [0, 4, 2],
      [7, 0, 0],
      [0, 0, 0],
    ];
    const read = readGraph(keep(values));
    const pairs = values.map((_, i) => {
      const row: [number, number][] = [];
      read(i, (mentor, value) => row.push([mentor, value]));
      return row;
    });
    expect(pairs).toEqual(rowsOf(values));
  });
});

describe('keepBest()', () => {
  it('keeps of each newcomer the best by value minus price, by rising mentor, and says what bounds the rest', () => {
    const prices = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 7, maxLength: 7 });
    fc.assert(
      fc.property(matrices(5, 7), prices, fc.integer({ min: 1, max: 8 }), (values, all, length) => {
        const price = Float64Array.from(all.slice(0, values[0]!.length));
        const { graph, guess, rest } = keepBest(values.length, capacitiesOf(values), {
          read: readerOf(values),
          length,
          price,
        });
        expect(guess).toBe(price);
        rowsIn(graph).forEach((row, i) => {
          const nets = rowsOf(values)
            [i]!.map(([j, value]) => value - price[j]!)
            .sort((a, b) => b - a);
          const kept = row.map(([j, value]) => value - price[j]!).sort((a, b) => b - a);
          expect(kept).toEqual(nets.slice(0, length));
          expect(row).toEqual(row.toSorted(([a], [b]) => a - b));
          for (const [j, value] of row) expect(values[i]![j]).toBe(value);
          expect(rest![i]).toBe(nets.length < length ? Number.NEGATIVE_INFINITY : kept.at(-1));
        });
        expect(graph.totalMaximum).toBe(
          rowsIn(graph).reduce((sum, row) => sum + Math.max(0, ...row.map(([, value]) => value)), 0),
        );
      }),
      { numRuns: runs(400) },
    );
  });
});

describe('lessen()', () => {
  it('takes from each newcomer’s pairs so much, never below 1, and leaves what is gone and the graph itself', () => {
    const values = [
      [5, 1, 9],
      [3, 2, 1],
    ];
    const graph = keep(values);
    graph.value[1] = -1;
    const less = lessen(graph, [4, 0]);
    expect(rowsIn(less)).toEqual([
      [
        [0, 1],
        [1, -1],
        [2, 5],
      ],
      rowsOf(values)[1],
    ]);
    graph.value[1] = 1;
    expect(rowsIn(graph)).toEqual(rowsOf(values));
    graph.value[4] = 0;
    expect(rowsIn(lessen(graph, [0, 0]))[1]).toEqual([
      [0, 3],
      [1, 0],
      [2, 1],
    ]);
  });
});

describe('keepMore()', () => {
  it('keeps the others beside what it kept, by rising mentor, without those that are gone', () => {
    fc.assert(
      fc.property(
        matrices(5, 7),
        fc.array(fc.constantFrom('kept', 'more', 'gone'), { minLength: 35, maxLength: 35 }),
        (values, fates) => {
          const fateOf = (i: number, j: number) => fates[7 * i + j];
          const first = values.map((row, i) => row.map((value, j) => (fateOf(i, j) === 'more' ? 0 : value)));
          const graph = keep(first);
          values.forEach((row, i) => {
            row.forEach((_, j) => {
              const at = graph.mentor.subarray(graph.rowStart[i], graph.rowStart[i + 1]).indexOf(j);
              if (at >= 0 && fateOf(i, j) === 'gone')
                graph.value[graph.rowStart[i]! + at] = (i + j) % 2 === 0 ? -1 : 0;
            });
          });
          const more = new Map<number, [number, number][]>();
          values.forEach((row, i) => {
            row.forEach((value, j) => {
              // By falling mentor, so that they have to be put in order.
              if (value > 0 && fateOf(i, j) === 'more') more.set(i, [[j, value], ...(more.get(i) ?? [])]);
            });
          });
          const [guess, rest] = [new Float64Array(7), new Float64Array(5)];
          const kept = keepMore({ graph, guess, rest }, capacitiesOf(values), more);
          expect([kept.guess, kept.rest]).toEqual([guess, rest]);
          const left = values.map((row, i) => row.map((value, j) => (fateOf(i, j) === 'gone' ? 0 : value)));
          expect(kept.graph).toEqual({ ...keep(left), places: kept.graph.places });
          expect([...kept.graph.places]).toEqual(capacitiesOf(values));
        },
      ),
      { numRuns: runs(300) },
    );
  });
});
