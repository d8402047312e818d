import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignInGraph, assignInMatrix } from '#shared/matching/assign.ts';
import { buildGraph } from '#shared/matching/assign-graph.ts';
import { createBestList } from '#shared/matching/best-list.ts';
import { denseMatrixOf } from '#shared/matching/dense-matrix.ts';
import { denseListLength, densePairsOf } from '#shared/matching/dense-rows.ts';
import { rowsOf } from '#shared/matching/graph-rows.ts';
import { type AssignInput, assign, isProvenOptimal } from '#shared/matching/index.ts';
import { createShortlists } from '#shared/matching/shortlists.ts';
import { runs, someOf } from '#test/support/runs.ts';
import { assignVectors } from './vectors.ts';

type TypedInput = AssignInput & { edges: { newcomer: Int32Array; mentor: Int32Array; value: Int32Array } };

/** Everybody with everybody, row after row, in typed arrays; a value of 0 leaves the pair out. */
const toInput = (newcomers: number, capacities: number[], values: number[]): TypedInput => {
  const possible = [...values.keys()].filter((at) => values[at]! > 0);
  return {
    newcomers,
    capacities,
    edges: {
      newcomer: Int32Array.from(possible, (at) => Math.floor(at / capacities.length)),
      mentor: Int32Array.from(possible, (at) => at % capacities.length),
      value: Int32Array.from(possible, (at) => values[at]!),
    },
  };
};

/** Few values make equal totals common; a least value of 0 leaves holes. */
const instances = (
  { newcomersMax, mentorsMax, valueMax }: { newcomersMax: number; mentorsMax: number; valueMax: number },
  { valueMin = 1, capacityMin = 1, capacityMax = 3 } = {},
): fc.Arbitrary<TypedInput> =>
  fc
    .record({
      newcomers: fc.integer({ min: 1, max: newcomersMax }),
      capacities: fc.array(fc.integer({ min: capacityMin, max: capacityMax }), {
        minLength: 1,
        maxLength: mentorsMax,
      }),
    })
    .chain(({ newcomers, capacities }) => {
      const size = newcomers * capacities.length;
      return fc
        .array(fc.integer({ min: valueMin, max: valueMax }), { minLength: size, maxLength: size })
        .map((values) => toInput(newcomers, capacities, values));
    });

/** The input's matrix, which it must have. */
const requireMatrix = (input: AssignInput) => {
  const matrix = denseMatrixOf(input);
  if (!matrix) throw new Error('the input is not dense');
  return matrix;
};

/** That both ways through `assign` give the same people, total and proof. */
const expectSameWays = (input: AssignInput) => {
  const dense = assignInMatrix(requireMatrix(input));
  const sparse = assignInGraph(buildGraph(input));
  expect([...dense.mentorOf]).toEqual([...sparse.mentorOf]);
  expect(dense.total).toBe(sparse.total);
  expect(dense.certificate).toEqual({ dual: sparse.total, violated: 0 });
  expect(isProvenOptimal(input, dense)).toBe(true);
};

/** Seeded numbers from 0 up to a bound, for instances too large to be drawn one by one. */
const createNumbers = (seed: number) => {
  let state = seed | 1;
  return (bound: number): number => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d);
    state = Math.imul(state ^ (state >>> 12), 0x297a2d39) + 0x9e3779b9;
    return ((state ^ (state >>> 15)) >>> 0) % bound;
  };
};

describe('assign() where most pairs are possible', () => {
  it('gives everybody the same mentor as where pairs are few, ties included', () => {
    const anyOf = fc.oneof(
      instances({ newcomersMax: 12, mentorsMax: 8, valueMax: 4 }),
      instances({ newcomersMax: 8, mentorsMax: 12, valueMax: 20_000 }),
      instances({ newcomersMax: 14, mentorsMax: 10, valueMax: 1 }),
      instances({ newcomersMax: 20, mentorsMax: 20, valueMax: 30 }, { capacityMax: 1 }),
    );
    fc.assert(fc.property(anyOf, expectSameWays), { numRuns: runs(400) });
  });

  it('does so where some pairs are not possible and some mentors have no place', () => {
    const anyOf = fc.oneof(
      instances({ newcomersMax: 10, mentorsMax: 8, valueMax: 4 }, { valueMin: 0, capacityMin: 0 }),
      instances({ newcomersMax: 10, mentorsMax: 8, valueMax: 500 }, { valueMin: -100, capacityMin: 0 }),
    );
    const dense = anyOf.filter(({ newcomers, capacities, edges }) => {
      return 2 * edges.value.length >= newcomers * capacities.length;
    });
    fc.assert(fc.property(dense, expectSameWays), { numRuns: runs(400) });
  });

  it.each(
    someOf([
      { newcomers: 260, mentors: 260, places: 1, values: 2 ** 30, shared: 2 ** 30 },
      { newcomers: 320, mentors: 300, places: 1, values: 20_000, shared: 0 },
      { newcomers: 300, mentors: 320, places: 1, values: 20_000, shared: 0 },
      { newcomers: 600, mentors: 300, places: 2, values: 300, shared: 3_000 },
      { newcomers: 700, mentors: 280, places: 3, values: 3_000, shared: 20_000 },
      { newcomers: 300, mentors: 300, places: 1, values: 3, shared: 0 },
    ]),
  )(
    'does so where rows are long enough to be sampled: %o',
    ({ newcomers, mentors, places, values, shared }) => {
      const number = createNumbers(newcomers * 31 + values);
      const popularity = Array.from({ length: mentors }, () => number(shared + 1));
      const all = Array.from({ length: newcomers * mentors }, (_, at) => {
        return 1 + number(values) + popularity[at % mentors]! - (at % 7 === 0 ? values : 0);
      });
      expectSameWays(toInput(newcomers, Array(mentors).fill(places), all));
    },
  );

  it('finds the worked optimum of every worked instance that is dense', () => {
    const found = assignVectors.flatMap(({ newcomers, capacities, edges, optimum }) => {
      const input = {
        newcomers,
        capacities,
        edges: {
          newcomer: edges.map(([i]) => i),
          mentor: edges.map(([, j]) => j),
          value: edges.map(([, , value]) => value),
        },
      };
      const matrix = denseMatrixOf(input);
      if (!matrix) return [];
      expectSameWays(input);
      return [{ total: assignInMatrix(matrix).total, optimum }];
    });
    expect(found.length).toBeGreaterThan(5);
    for (const { total, optimum } of found) expect(total).toBe(optimum);
  });
});

describe('denseMatrixOf()', () => {
  const input = toInput(2, [1, 2, 1], [5, 3, 4, 9, 2, 7]);

  it('reads values where they are, if they come row after row in typed arrays', () => {
    expect(requireMatrix(input).value).toBe(input.edges.value);
    expect(requireMatrix(input)).toMatchObject({ newcomers: 2, mentors: 3, places: Int32Array.of(1, 2, 1) });
  });

  it('makes the same matrix of any order of the pairs, and of plain arrays', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }), (order) => {
        const pick = (list: Int32Array) => order.map((at) => list[at]!);
        const { newcomer, mentor, value } = input.edges;
        const edges = { newcomer: pick(newcomer), mentor: pick(mentor), value: pick(value) };
        expect(denseMatrixOf({ ...input, edges })).toEqual(denseMatrixOf(input));
      }),
    );
  });

  it('counts the greater value of a pair that stands there twice, and never writes to the input', () => {
    const edges = {
      newcomer: Int32Array.of(0, 0, 1),
      mentor: Int32Array.of(0, 0, 0),
      value: Int32Array.of(3, 9, 8),
    };
    const { value, places } = requireMatrix({ newcomers: 2, capacities: [1], edges });
    expect([...value]).toEqual([9, 8]);
    expect([...places]).toEqual([1]);
    expect([...edges.value]).toEqual([3, 9, 8]);
  });

  it('leaves mentors without a place out', () => {
    const { value, places } = requireMatrix({ ...input, capacities: [1, 0, 1] });
    expect([...value]).toEqual([5, 0, 4, 9, 0, 7]);
    expect([...places]).toEqual([1, 0, 1]);
  });

  it.each<[string, AssignInput]>([
    ['too few pairs', toInput(2, [1, 1, 1], [5, 0, 0, 0, 0, 7])],
    ['nobody', toInput(0, [], [])],
    ['values past 32 bits', { ...input, edges: { ...input.edges, value: [5, 3, 4, 9, 2, 2 ** 31] } }],
    ['a wrong value', { ...input, edges: { ...input.edges, value: Int32Array.of(5, 3, 4, 9, 2, 0) } }],
    ['a wrong newcomer', { ...input, edges: { ...input.edges, newcomer: Int32Array.of(0, 0, 0, 1, 1, 2) } }],
    ['a wrong mentor', { ...input, edges: { ...input.edges, mentor: Int32Array.of(0, 1, 2, 0, 1, -1) } }],
    ['lists of unequal length', { ...input, edges: { ...input.edges, mentor: Int32Array.of(0, 1, 2) } }],
    ['a broken capacity', { ...input, capacities: [1, 0.5, 1] }],
    ['a broken count', { ...input, newcomers: 1.5 }],
    ['something else than lists', { ...input, capacities: 3 } as unknown as AssignInput],
  ])('leaves %s to the graph', (_name, other) => {
    expect(denseMatrixOf(other)).toBeNull();
  });

  it('notices whatever is out of place, wherever it stands in a row', () => {
    // Seven mentors: four are looked at together, three one by one.
    const whole = toInput(
      2,
      Array(7).fill(1),
      Array.from({ length: 14 }, (_, at) => 10 + at),
    );
    expect(requireMatrix(whole).value).toBe(whole.edges.value);
    const [newcomer, mentor] = [[...whole.edges.newcomer], [...whole.edges.mentor]];
    const values = [...whole.edges.value];
    for (let at = 0; at < 14; at += 1) {
      const withOther = (name: 'newcomer' | 'mentor' | 'value', other: number) => {
        const list = whole.edges[name].slice();
        list[at] = other;
        return denseMatrixOf({ ...whole, edges: { ...whole.edges, [name]: list } });
      };
      expect(withOther('value', 0)).toBeNull();
      expect(withOther('value', -1)).toBeNull();
      expect(withOther('newcomer', 2)).toBeNull();
      expect(withOther('mentor', 7)).toBeNull();
      expect(withOther('mentor', -1)).toBeNull();
      // Right in itself, but a pair that stands elsewhere already: so two are one, and one is missing.
      const [i, j] = [1 - newcomer[at]!, (mentor[at]! + 1) % 7];
      const entered = (pair: readonly [number, number]) => {
        const cells = values.map((value, cell) => (cell === at ? 0 : value));
        const to = 7 * pair[0] + pair[1];
        cells[to] = Math.max(cells[to]!, values[at]!);
        return cells;
      };
      expect([...withOther('newcomer', i)!.value]).toEqual(entered([i, mentor[at]!]));
      expect([...withOther('mentor', j)!.value]).toEqual(entered([newcomer[at]!, j]));
    }
  });

  it('enters values that lie row after row, but in other arrays or with a mentor who has no place', () => {
    for (const name of ['newcomer', 'mentor', 'value'] as const) {
      const edges = { ...input.edges, [name]: [...input.edges[name]] };
      expect(denseMatrixOf({ ...input, edges })).toEqual(denseMatrixOf(input));
      expect(denseMatrixOf({ ...input, edges })?.value).not.toBe(edges.value);
    }
    const { value } = requireMatrix({ ...input, capacities: [0, 2, 1] });
    expect([...value]).toEqual([0, 3, 4, 0, 2, 7]);
  });

  it('takes an instance of which just half of all pairs are possible, and of up to half a million newcomers', () => {
    expect(requireMatrix(toInput(2, [1, 1, 1], [5, 0, 1, 0, 0, 7])).places).toEqual(Int32Array.of(1, 0, 1));
    const many = (newcomers: number): AssignInput => ({
      newcomers,
      capacities: [1],
      edges: {
        newcomer: Int32Array.from({ length: newcomers }, (_, i) => i),
        mentor: new Int32Array(newcomers),
        value: new Int32Array(newcomers).fill(1),
      },
    });
    expect(requireMatrix(many(2 ** 19)).newcomers).toBe(2 ** 19);
    expect(denseMatrixOf(many(2 ** 19 + 1))).toBeNull();
  });

  it('has no more places with a mentor than pairs', () => {
    expect([...requireMatrix({ ...input, capacities: [9, 2, Number.MAX_SAFE_INTEGER] }).places]).toEqual([
      2, 2, 2,
    ]);
    const some = toInput(3, [3, 3], [1, 0, 1, 1, 0, 1]);
    expect([...requireMatrix(some).places]).toEqual([2, 2]);
  });

  it.each<[string, Partial<TypedInput['edges']>, RegExp]>([
    [
      'value',
      { value: Int32Array.of(5, 3, 4, 9, -2, 7) },
      /edges\.value\[4\] must be a whole number from 1 .* -2/,
    ],
    ['newcomer', { newcomer: Int32Array.of(0, 0, 0, 1, 1, 2) }, /edges\.newcomer\[5\]/],
    ['mentor', { mentor: Int32Array.of(0, 1, 2, 0, 1, 3) }, /edges\.mentor\[5\]/],
  ])('lets assign() say which %s of a dense instance is wrong', (_name, wrong, message) => {
    expect(() => assign({ ...input, edges: { ...input.edges, ...wrong } })).toThrow(message);
  });
});

describe('densePairsOf()', () => {
  const [newcomers, mentors] = [40, 300];
  const number = createNumbers(5);
  const input = toInput(
    newcomers,
    Array(mentors).fill(1),
    Array.from({ length: newcomers * mentors }, () => 1 + number(2_000)),
  );
  const pairs = densePairsOf(requireMatrix(input));
  const ofGraph = rowsOf(buildGraph(input));

  it.each(['rows', 'columns'] as const)('has the %s that the graph has', (side) => {
    const [dense, sparse] = [pairs[side], ofGraph[side]];
    expect(dense.owners).toBe(sparse.owners);
    for (let owner = 0; owner < dense.owners; owner += 1) expect(dense.all(owner)).toEqual(sparse.all(owner));
  });

  it('lists of a column the best newcomers, as the graph does', () => {
    const utility = Float64Array.from({ length: newcomers }, () => number(1_000));
    for (let mentor = 0; mentor < mentors; mentor += 1) {
      const [dense, sparse] = [createBestList(8), createBestList(8)];
      pairs.columns.read(mentor, utility, dense);
      ofGraph.columns.read(mentor, utility, sparse);
      expect(dense).toEqual(sparse);
    }
  });

  it('leaves out of a list nothing worth more than its bound, and nothing at all once it is long enough', () => {
    const price = Float64Array.from({ length: mentors }, () => number(1_500));
    const lists = createShortlists(pairs.rows, denseListLength);
    for (let i = 0; i < newcomers; i += 1) {
      const { value } = pairs.rows.all(i);
      const worth = Array.from(value, (x, j) => x - price[j]!).filter((net) => net > 0);
      const countAbove = (least: number) => worth.filter((net) => net > least).length;
      lists.refill(i, price);
      expect(lists.size[i]).toBeGreaterThanOrEqual(countAbove(lists.rest[i]!));
      lists.lengthen(i, price);
      lists.lengthen(i, price);
      expect(lists.size[i]).toBe(worth.length);
    }
  });
});
