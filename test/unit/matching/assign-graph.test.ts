import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildGraph } from '#shared/matching/assign-graph.ts';
import type { AssignInput } from '#shared/matching/index.ts';
import { runs } from '#test/support/runs.ts';

type Triple = readonly [newcomer: number, mentor: number, value: number];
type Kind = 'plain' | 'typed';

const inputOf = (
  newcomers: number,
  capacities: readonly number[],
  triples: readonly Triple[],
  kind: Kind = 'plain',
): AssignInput => {
  const column = (at: 0 | 1 | 2) => triples.map((triple) => triple[at]);
  const list = (numbers: number[]) => (kind === 'typed' ? Int32Array.from(numbers) : numbers);
  return {
    newcomers,
    capacities: list([...capacities]),
    edges: { newcomer: list(column(0)), mentor: list(column(1)), value: list(column(2)) },
  };
};
const rowsIn = ({ newcomers, rowStart, mentor, value }: ReturnType<typeof buildGraph>): Triple[] =>
  Array.from({ length: newcomers }, (_, i) =>
    Array.from(
      mentor.subarray(rowStart[i], rowStart[i + 1]),
      (j, e): Triple => [i, j, value[rowStart[i]! + e]!],
    ),
  ).flat();

describe('buildGraph()', () => {
  const rounds = fc
    .record({
      newcomers: fc.integer({ min: 1, max: 6 }),
      capacities: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 5 }),
      kind: fc.constantFrom<Kind>('plain', 'typed'),
      isInOrder: fc.boolean(),
    })
    .chain((round) =>
      fc.record({
        ...{ newcomers: fc.constant(round.newcomers), capacities: fc.constant(round.capacities) },
        kind: fc.constant(round.kind),
        triples: fc
          .array(
            fc.tuple(
              fc.nat(round.newcomers - 1),
              fc.nat(round.capacities.length - 1),
              fc.integer({ min: 1, max: 9 }),
            ),
            { maxLength: 20 },
          )
          .map((list) => (round.isInOrder ? list.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]) : list)),
      }),
    );

  it('holds each pair once at its greater value, by newcomer and mentor, without mentors who have no place', () => {
    fc.assert(
      fc.property(rounds, ({ newcomers, capacities, triples, kind }) => {
        const input = inputOf(newcomers, capacities, triples, kind);
        const before = structuredClone(input);
        const graph = buildGraph(input);
        const best = new Map<string, Triple>();
        for (const [i, j, value] of triples) {
          const known = best.get(`${i} ${j}`)?.[2] ?? 0;
          if (capacities[j]! > 0) best.set(`${i} ${j}`, [i, j, Math.max(known, value)]);
        }
        const expected = [...best.values()].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
        expect(rowsIn(graph)).toEqual(expected);
        expect(graph.mentor).toHaveLength(expected.length);
        expect([graph.newcomers, graph.mentors]).toEqual([newcomers, capacities.length]);
        const degree = (j: number) => expected.filter((triple) => triple[1] === j).length;
        expect([...graph.places]).toEqual(capacities.map((places, j) => Math.min(places, degree(j))));
        const most = (i: number) => Math.max(0, ...expected.filter((t) => t[0] === i).map((t) => t[2]));
        const all = Array.from({ length: newcomers }, (_, i) => most(i));
        expect(graph.totalMaximum).toBe(all.reduce((sum, each) => sum + each, 0));
        expect(input).toEqual(before);
      }),
      { numRuns: runs(600) },
    );
  });

  const ordered: Triple[] = [
    [0, 0, 4],
    [0, 1, 2],
    [1, 0, 7],
  ];

  it('reads typed lists where they are, if they come in order', () => {
    const input = inputOf(2, [1, 1], ordered, 'typed');
    const { mentor, value } = buildGraph(input);
    expect(mentor).toBe(input.edges.mentor);
    expect(value).toBe(input.edges.value);
    const plain = buildGraph(inputOf(2, [1, 1], ordered));
    expect([plain.mentor, plain.value]).toEqual([mentor, value]);
  });

  it.each<[string, readonly number[], Triple[]]>([
    ['newcomers do not rise', [1, 1], [ordered[2]!, ordered[0]!, ordered[1]!]],
    ['mentors do not rise', [1, 1], [ordered[1]!, ordered[0]!, ordered[2]!]],
    ['a pair stands there twice', [1, 1], [ordered[0]!, ordered[0]!, ordered[1]!, ordered[2]!]],
    ['a mentor has no place', [1, 1, 0], [...ordered, [1, 2, 3]]],
  ])('makes lists of its own where %s', (_where, capacities, triples) => {
    const input = inputOf(2, capacities, triples, 'typed');
    const graph = buildGraph(input);
    expect(graph.mentor).not.toBe(input.edges.mentor);
    expect(rowsIn(graph)).toEqual(ordered);
  });

  it('takes half the memory where every value fits into 32 bits, in whatever order', () => {
    for (const more of [
      [[1, 1, 2 ** 31 - 2]],
      [
        [0, 0, 2 ** 31 - 2],
        [1, 1, 1],
      ],
    ] as Triple[][]) {
      expect(buildGraph(inputOf(2, [1, 1], more)).value).toBeInstanceOf(Int32Array);
      expect(buildGraph(inputOf(2, [1, 1], more.toReversed())).value).toBeInstanceOf(Int32Array);
      const greater = more.map(([i, j, value]): Triple => [i, j, value + 1]);
      for (const triples of [greater, greater.toReversed()]) {
        const { value } = buildGraph(inputOf(2, [1, 1], triples));
        expect(value).toBeInstanceOf(Float64Array);
        expect([...value].sort()).toEqual(greater.map((triple) => triple[2]).sort());
      }
    }
  });

  it('takes totals up to 2^53 − 1 and none beyond', () => {
    const half = 2 ** 52;
    const values = (second: number): Triple[] => [
      [0, 0, half],
      [0, 1, 5],
      [1, 0, second],
    ];
    expect(buildGraph(inputOf(2, [1, 1], values(half - 1))).totalMaximum).toBe(2 ** 53 - 1);
    expect(() => buildGraph(inputOf(2, [1, 1], values(half)))).toThrow(
      new RangeError(
        'Cannot assign: the values are so great that a total could pass 2^53; divide them first.',
      ),
    );
  });

  const most = Number.MAX_SAFE_INTEGER;
  const refusal = (what: string, from: number, to: number, value: unknown) =>
    new RangeError(`Cannot assign: ${what} must be a whole number from ${from} to ${to}, but is ${value}.`);

  it.each<[string, AssignInput, Error]>([
    [
      'a count beyond what lists can hold',
      inputOf(2 ** 31 - 1, [1], []),
      refusal('newcomers', 0, 2 ** 31 - 2, 2 ** 31 - 1),
    ],
    ['a broken count', inputOf(1.5, [1], []), refusal('newcomers', 0, 2 ** 31 - 2, 1.5)],
    ['a count below nothing', inputOf(-1, [1], []), refusal('newcomers', 0, 2 ** 31 - 2, -1)],
    ['a broken capacity', inputOf(1, [1, 0.5], []), refusal('capacities[1]', 0, most, 0.5)],
    ['a capacity below nothing', inputOf(1, [3, -1], [], 'typed'), refusal('capacities[1]', 0, most, -1)],
    [
      'a newcomer beyond the last',
      inputOf(
        2,
        [1],
        [
          [0, 0, 1],
          [2, 0, 1],
        ],
      ),
      refusal('edges.newcomer[1]', 0, 1, 2),
    ],
    [
      'a newcomer before the first',
      inputOf(2, [1], [[-1, 0, 1]], 'typed'),
      refusal('edges.newcomer[0]', 0, 1, -1),
    ],
    [
      'a mentor beyond the last',
      inputOf(1, [1, 1], [[0, 2, 1]], 'typed'),
      refusal('edges.mentor[0]', 0, 1, 2),
    ],
    ['a broken mentor', inputOf(1, [1, 1], [[0, 0.5, 1]]), refusal('edges.mentor[0]', 0, 1, 0.5)],
    [
      'a value of nothing',
      inputOf(
        1,
        [1, 1],
        [
          [0, 0, 1],
          [0, 1, 0],
        ],
        'typed',
      ),
      refusal('edges.value[1]', 1, most, 0),
    ],
    ['a value beyond 2^53', inputOf(1, [1], [[0, 0, 2 ** 53]]), refusal('edges.value[0]', 1, most, 2 ** 53)],
  ])('refuses %s, and says which and why', (_what, input, error) => {
    expect(() => buildGraph(input)).toThrow(error);
  });

  it('takes the first and the last of every range, plain and typed', () => {
    for (const kind of ['plain', 'typed'] as const) {
      const triples: Triple[] = [
        [0, 1, 1],
        [1, 0, 2],
      ];
      expect(rowsIn(buildGraph(inputOf(2, [1, 1], triples, kind)))).toEqual(triples);
      expect(rowsIn(buildGraph(inputOf(2, [1, 0], triples, kind)))).toEqual([[1, 0, 2]]);
      expect(rowsIn(buildGraph(inputOf(0, [], [], kind)))).toEqual([]);
    }
    expect(buildGraph(inputOf(1, [most], [[0, 0, most]])).totalMaximum).toBe(most);
  });

  it.each([
    ['capacities', { capacities: 3 }],
    ['capacities', { capacities: new DataView(new ArrayBuffer(8)) }],
    ['edges.newcomer', { edges: undefined }],
    ['edges.mentor', { edges: { newcomer: [], mentor: 'none', value: [] } }],
    ['edges.value', { edges: { newcomer: [], mentor: [], value: null } }],
  ])('refuses %s that are no list', (name, changes) => {
    const input = { ...inputOf(1, [1], []), ...changes } as unknown as AssignInput;
    expect(() => buildGraph(input)).toThrow(
      new TypeError(`Cannot assign: ${name} must be an array, plain or typed.`),
    );
  });

  it.each<[string, Partial<AssignInput['edges']>, string]>([
    ['mentors', { mentor: [0, 0] }, '1, 2 and 1'],
    ['values', { value: [] }, '1, 1 and 0'],
  ])('refuses lists of which %s are more or fewer', (_which, changes, lengths) => {
    const input = inputOf(1, [1], [[0, 0, 1]]);
    expect(() => buildGraph({ ...input, edges: { ...input.edges, ...changes } })).toThrow(
      new RangeError(`Cannot assign: edges must be three lists of one length, but are ${lengths} long.`),
    );
  });
});
