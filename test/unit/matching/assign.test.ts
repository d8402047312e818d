import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildGraph } from '#shared/matching/assign-graph.ts';
import { createSolver, solveAssignment } from '#shared/matching/assign-solve.ts';
import { certifyGraph } from '#shared/matching/certificate.ts';
import { rowsOf } from '#shared/matching/graph-rows.ts';
import { type AssignInput, assign, isProvenOptimal } from '#shared/matching/index.ts';
import type { Pairs, Shortlists } from '#shared/matching/shortlists.ts';
import { runs } from '#test/support/runs.ts';
import { assignVectors } from './vectors.ts';

type Triple = [newcomer: number, mentor: number, value: number];
type Instance = { newcomers: number; capacities: number[]; triples: Triple[] };

const toInput = ({ newcomers, capacities, triples }: Instance): AssignInput => ({
  newcomers,
  capacities,
  edges: {
    newcomer: triples.map(([i]) => i),
    mentor: triples.map(([, j]) => j),
    value: triples.map(([, , value]) => value),
  },
});

/** Few values, so that equal totals are common. */
const instances = (newcomersMax: number, mentorsMax: number, valueMax: number): fc.Arbitrary<Instance> =>
  fc
    .record({
      newcomers: fc.integer({ min: 1, max: newcomersMax }),
      capacities: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: mentorsMax }),
    })
    .chain(({ newcomers, capacities }) =>
      fc.record({
        newcomers: fc.constant(newcomers),
        capacities: fc.constant(capacities),
        triples: fc.array(
          fc.tuple(
            fc.integer({ min: 0, max: newcomers - 1 }),
            fc.integer({ min: 0, max: capacities.length - 1 }),
            fc.integer({ min: 1, max: valueMax }),
          ),
          { maxLength: newcomers * capacities.length },
        ),
      }),
    );

const valuesOf = ({ triples }: Instance): Map<string, number> => {
  const values = new Map<string, number>();
  for (const [i, j, value] of triples) values.set(`${i},${j}`, Math.max(value, values.get(`${i},${j}`) ?? 0));
  return values;
};

/** Every assignment there is, tried one after the other. */
const tryAll = (instance: Instance): { total: number; mentorOf: number[] } => {
  const values = valuesOf(instance);
  const left = [...instance.capacities];
  const chosen: number[] = [];
  let best = { total: -1, mentorOf: [] as number[] };
  // The order that ties are settled in: who is matched, lower numbers first; then their mentors, lower numbers first.
  const key = (mentorOf: number[]) => [...mentorOf.map((j) => (j < 0 ? 1 : 0)), ...mentorOf];
  const isBefore = (a: number[], b: number[]) => {
    const at = a.findIndex((x, i) => x !== b[i]);
    return at >= 0 && a[at]! < b[at]!;
  };
  const next = (i: number, total: number): void => {
    if (i === instance.newcomers) {
      const better =
        total > best.total || (total === best.total && isBefore(key(chosen), key(best.mentorOf)));
      if (better) best = { total, mentorOf: [...chosen] };
      return;
    }
    for (let j = -1; j < left.length; j += 1) {
      const value = j < 0 ? 0 : values.get(`${i},${j}`);
      if (value === undefined || (j >= 0 && left[j] === 0)) continue;
      if (j >= 0) left[j]! -= 1;
      chosen.push(j);
      next(i + 1, total + value);
      chosen.pop();
      if (j >= 0) left[j]! += 1;
    }
  };
  next(0, 0);
  return best;
};

/** Adds up an assignment and checks that it keeps to pairs and capacities. */
const sumUp = (instance: Instance, mentorOf: Int32Array): number => {
  const values = valuesOf(instance);
  const left = [...instance.capacities];
  let total = 0;
  mentorOf.forEach((j, i) => {
    if (j < 0) return;
    const value = values.get(`${i},${j}`);
    if (value === undefined) throw new Error(`newcomer ${i} has mentor ${j}, but that pair is not possible`);
    left[j]! -= 1;
    total += value;
  });
  expect(Math.min(...left), 'a mentor has more newcomers than places').toBeGreaterThanOrEqual(0);
  return total;
};

describe('assign()', () => {
  it.each(assignVectors.map((vector) => [vector.name, vector] as const))(
    'finds the worked optimum: %s',
    (_name, { newcomers, capacities, edges, optimum }) => {
      const instance = { newcomers, capacities, triples: edges };
      const { mentorOf, total } = assign(toInput(instance));
      expect(total).toBe(optimum);
      expect(sumUp(instance, mentorOf)).toBe(optimum);
    },
  );

  it('finds the greatest total, and among equal ones the one that its order asks for, as trying all does', () => {
    fc.assert(
      fc.property(
        fc.oneof(instances(5, 4, 3), instances(6, 4, 2), instances(5, 4, 20_000), instances(6, 3, 1)),
        (instance) => {
          const { mentorOf, total } = assign(toInput(instance));
          const best = tryAll(instance);
          expect({ total, mentorOf: [...mentorOf] }).toEqual(best);
        },
      ),
      { numRuns: runs(1_500) },
    );
  });

  it('gives the same, whatever the order of the edges', () => {
    fc.assert(
      fc.property(
        instances(12, 8, 4).chain((instance) =>
          fc.tuple(
            fc.constant(instance),
            fc.shuffledSubarray(instance.triples, { minLength: instance.triples.length }),
          ),
        ),
        ([instance, triples]) => {
          expect(assign(toInput({ ...instance, triples }))).toEqual(assign(toInput(instance)));
        },
      ),
    );
  });

  it('never passes a capacity, and its total is that of its pairs', () => {
    fc.assert(
      fc.property(instances(40, 12, 50), (instance) => {
        const { mentorOf, total } = assign(toInput(instance));
        expect(sumUp(instance, mentorOf)).toBe(total);
      }),
    );
  });

  it('never has a lower total when a mentor is added', () => {
    fc.assert(
      fc.property(instances(20, 8, 50), fc.array(fc.integer({ min: 1, max: 50 })), (instance, values) => {
        const newMentor = instance.capacities.length;
        const added: Triple[] = values.slice(0, instance.newcomers).map((value, i) => [i, newMentor, value]);
        const more = {
          ...instance,
          capacities: [...instance.capacities, 2],
          triples: [...instance.triples, ...added],
        };
        expect(assign(toInput(more)).total).toBeGreaterThanOrEqual(assign(toInput(instance)).total);
      }),
    );
  });

  it('takes typed arrays, and counts the greater value of a pair that stands there twice', () => {
    const result = assign({
      newcomers: 2,
      capacities: Int32Array.of(1),
      edges: {
        newcomer: Uint8Array.of(0, 0, 1),
        mentor: Uint8Array.of(0, 0, 0),
        value: Float64Array.of(3, 9, 8),
      },
    });
    expect(result).toMatchObject({ mentorOf: Int32Array.of(0, -1), total: 9 });
  });

  it('takes an empty round', () => {
    expect(assign({ newcomers: 0, capacities: [], edges: { newcomer: [], mentor: [], value: [] } })).toEqual({
      mentorOf: new Int32Array(0),
      total: 0,
      price: new Float64Array(0),
      certificate: { dual: 0, violated: 0 },
    });
  });

  const one = (value: unknown, { newcomer = 0, mentor = 0, capacity = 1, newcomers = 1 } = {}) => ({
    newcomers,
    capacities: [capacity],
    edges: { newcomer: [newcomer], mentor: [mentor], value: [value as number] },
  });
  it.each<[string, AssignInput, RegExp]>([
    ['a negative value', one(-1), /edges\.value\[0\] must be a whole number from 1 .* but is -1/],
    ['a value of nothing', one(0), /edges\.value\[0\]/],
    ['a value that is no number', one(Number.NaN), /edges\.value\[0\].*NaN/],
    ['a broken value', one(1.5), /edges\.value\[0\].*1\.5/],
    ['a value in text', one('7'), /edges\.value\[0\]/],
    ['a value past 2^53', one(2 ** 53), /edges\.value\[0\]/],
    ['a newcomer out of range', one(1, { newcomer: 1 }), /edges\.newcomer\[0\]/],
    ['a mentor out of range', one(1, { mentor: -1 }), /edges\.mentor\[0\]/],
    ['a broken capacity', one(1, { capacity: 0.5 }), /capacities\[0\]/],
    ['a negative capacity', one(1, { capacity: -1 }), /capacities\[0\]/],
    ['a negative count', one(1, { newcomers: -1 }), /newcomers must be/],
    [
      'lists of unequal length',
      { newcomers: 1, capacities: [1], edges: { newcomer: [0], mentor: [0, 0], value: [1] } },
      /one length, but are 1, 2 and 1 long/,
    ],
    [
      'totals past 2^53',
      {
        newcomers: 2,
        capacities: [2],
        edges: { newcomer: [0, 1], mentor: [0, 0], value: [2 ** 53 - 1, 2 ** 53 - 1] },
      },
      /could pass 2\^53/,
    ],
  ])('refuses %s and says so', (_name, input, message) => {
    expect(() => assign(input)).toThrow(message);
    expect(() => assign(input)).toThrow(RangeError);
  });
});

describe('assign() given something else than lists', () => {
  it.each([
    [
      { newcomers: 1, capacities: 3, edges: { newcomer: [], mentor: [], value: [] } },
      /capacities must be an array/,
    ],
    [{ newcomers: 1, capacities: [1] }, /edges\.newcomer must be an array/],
    [
      { newcomers: 1, capacities: [1], edges: { newcomer: [], mentor: [], value: '' } },
      /edges\.value must be/,
    ],
  ])('refuses it and says so', (input, message) => {
    expect(() => assign(input as unknown as AssignInput)).toThrow(message);
  });
});

describe('solveAssignment()', () => {
  it('leaves prices and utilities that prove the total: no pair could do better, and both sides add up the same', () => {
    fc.assert(
      fc.property(instances(60, 25, 20_000), (instance) => {
        const graph = buildGraph(toInput(instance));
        const { holding, price, utility } = solveAssignment(rowsOf(graph));
        let dual = 0;
        for (let i = 0; i < graph.newcomers; i += 1) {
          dual += utility[i]!;
          for (let e = graph.rowStart[i]!; e < graph.rowStart[i + 1]!; e += 1) {
            expect(utility[i]! + price[graph.mentor[e]!]!).toBeGreaterThanOrEqual(graph.value[e]!);
          }
        }
        holding.count.forEach((held, j) => {
          dual += price[j]! * graph.places[j]!;
          expect(held).toBeLessThanOrEqual(graph.places[j]!);
        });
        expect(Math.min(0, ...price, ...utility)).toBe(0);
        expect(sumUp(instance, holding.mentorOf)).toBe(dual);
      }),
    );
  });
});

describe('createSolver()', () => {
  /** Pairs outside a side's lists that are worth more than the list knows. */
  const countUnknown = ({ pairs, lists, cost }: { pairs: Pairs; lists: Shortlists; cost: Float64Array }) => {
    let unknown = 0;
    for (let owner = 0; owner < pairs.owners; owner += 1) {
      const [from, to] = [lists.start[owner]!, lists.start[owner]! + lists.size[owner]!];
      const listed = new Set(lists.partner.subarray(from, to));
      const { partner, value } = pairs.all(owner);
      for (let e = 0; e < partner.length; e += 1) {
        const net = value[e]! - cost[partner[e]!]!;
        if (net > lists.rest[owner]! && !listed.has(partner[e]!)) unknown += 1;
      }
    }
    return unknown;
  };

  it('keeps every list’s bound on what it leaves out, however often pairs are taken out', () => {
    fc.assert(
      fc.property(
        fc.oneof(instances(150, 40, 20_000), instances(150, 60, 900), instances(120, 30, 5)),
        fc.array(fc.nat(), { minLength: 1, maxLength: 12 }),
        fc.array(fc.integer({ min: 0, max: 4_000 }), { minLength: 60, maxLength: 60 }),
        (instance, choices, guess) => {
          const graph = buildGraph(toInput(instance));
          const pairs = rowsOf(graph);
          const guessed = { price: Float64Array.from(guess.slice(0, graph.mentors)) };
          const { solution, lists, withoutPair } = createSolver(pairs, guessed);
          const { holding, price, utility } = solution;
          for (const choice of choices) {
            const matched = [...holding.mentorOf.keys()].filter((i) => holding.mentorOf[i]! >= 0);
            if (matched.length === 0) return;
            const newcomer = matched[choice % matched.length]!;
            const mentor = holding.mentorOf[newcomer]!;
            pairs.withdraw(newcomer, mentor);
            withoutPair(newcomer, mentor);
            expect(countUnknown({ pairs: pairs.rows, lists: lists.rows, cost: price })).toBe(0);
            expect(countUnknown({ pairs: pairs.columns, lists: lists.columns, cost: utility })).toBe(0);
          }
        },
      ),
      { numRuns: runs(60) },
    );
  });

  type Side = { pairs: Pairs; lists: Shortlists; cost: Float64Array };

  /** That prices and utilities prove the total over the pairs that are left, and that no list knows too little. */
  const expectProvedAndKnown = (
    pairs: ReturnType<typeof rowsOf>,
    { solution: { holding, price, utility }, lists }: ReturnType<typeof createSolver>,
  ) => {
    let total = 0;
    for (let i = 0; i < pairs.newcomers; i += 1) {
      const { partner, value } = pairs.rows.all(i);
      for (let e = 0; e < partner.length; e += 1) {
        expect(utility[i]! + price[partner[e]!]!).toBeGreaterThanOrEqual(value[e]!);
        if (holding.mentorOf[i] === partner[e]) total += value[e]!;
      }
    }
    const asked = price.reduce((sum, each, j) => sum + each * pairs.places[j]!, 0);
    expect(utility.reduce((sum, each) => sum + each, asked)).toBe(total);
    expect(Math.min(0, ...price, ...utility)).toBe(0);
    const sides: Side[] = [
      { pairs: pairs.rows, lists: lists.rows, cost: price },
      { pairs: pairs.columns, lists: lists.columns, cost: utility },
    ];
    for (const side of sides) expect(countUnknown(side)).toBe(0);
  };

  it.each<[string, fc.Arbitrary<Instance>]>([
    ['few people', instances(14, 7, 60)],
    ['few people who are worth the same', instances(14, 7, 2)],
    [
      'more newcomers than a mentor’s list holds',
      fc
        .array(fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 3, maxLength: 3 }), {
          minLength: 75,
          maxLength: 90,
        })
        .map((values) => ({
          newcomers: values.length,
          capacities: [2, 3, 1],
          triples: values.flatMap((row, i) => row.map((value, j): Triple => [i, j, value])),
        })),
    ],
  ])(
    'proves its total again after each pair that is taken out, chosen or not, by the shortest lists: %s',
    (_of, some) => {
      fc.assert(
        fc.property(
          some,
          fc.array(fc.tuple(fc.nat(), fc.boolean()), { minLength: 1, maxLength: 10 }),
          fc.integer({ min: 1, max: 2 }),
          fc.boolean(),
          (instance, choices, listLength, isPrepared) => {
            const pairs = rowsOf(buildGraph(toInput(instance)));
            const solver = createSolver(pairs, { listLength });
            const { mentorOf } = solver.solution.holding;
            if (isPrepared) {
              solver.prepare();
              expectProvedAndKnown(pairs, solver);
            }
            for (const [choice, isChosen] of choices) {
              const possible = [...mentorOf.keys()].flatMap((i) =>
                Array.from(pairs.rows.all(i).partner, (j) => [i, j] as const).filter(
                  ([, j]) => (mentorOf[i] === j) === isChosen,
                ),
              );
              if (possible.length === 0) return;
              const [newcomer, mentor] = possible[choice % possible.length]!;
              const before = [...mentorOf];
              pairs.withdraw(newcomer, mentor);
              solver.withoutPair(newcomer, mentor);
              if (!isChosen) expect([...mentorOf]).toEqual(before);
              expect(mentorOf[newcomer]).not.toBe(isChosen ? mentor : -2);
              expectProvedAndKnown(pairs, solver);
            }
          },
        ),
        { numRuns: runs(150) },
      );
    },
  );
});

describe('isProvenOptimal()', () => {
  const claimOf = (instance: Instance) => assign(toInput(instance));

  it('takes every result of assign(), whose certificate has the total as its dual and nothing violated', () => {
    fc.assert(
      fc.property(fc.oneof(instances(30, 12, 5), instances(60, 20, 20_000)), (instance) => {
        const result = claimOf(instance);
        expect(result.certificate).toEqual({ dual: result.total, violated: 0 });
        expect(isProvenOptimal(toInput(instance), result)).toBe(true);
      }),
    );
  });

  it('rejects a planted non-optimum, under whatever prices', () => {
    fc.assert(
      fc.property(
        instances(12, 6, 50),
        fc.nat(),
        fc.array(fc.integer({ min: -5, max: 60 }), { minLength: 6, maxLength: 6 }),
        (instance, at, otherPrices) => {
          const result = claimOf(instance);
          const matched = [...result.mentorOf.keys()].filter((i) => result.mentorOf[i]! >= 0);
          fc.pre(matched.length > 0);
          const dropped = matched[at % matched.length]!;
          const mentorOf = result.mentorOf.map((j, i) => (i === dropped ? -1 : j));
          const total = sumUp(instance, mentorOf);
          const input = toInput(instance);
          for (const price of [result.price, otherPrices.slice(0, instance.capacities.length)]) {
            expect(isProvenOptimal(input, { mentorOf, total, price })).toBe(false);
            expect(isProvenOptimal(input, { mentorOf, total: result.total, price })).toBe(false);
          }
        },
      ),
    );
  });

  it('rejects a pair that is not possible, a place taken twice and a price below nothing', () => {
    const input = toInput({
      newcomers: 2,
      capacities: [1, 1],
      triples: [
        [0, 0, 5],
        [1, 0, 4],
      ],
    });
    const claim = { mentorOf: [0, -1], total: 5, price: [5, 0] };
    expect(isProvenOptimal(input, claim)).toBe(true);
    expect(isProvenOptimal(input, { ...claim, mentorOf: [0, 1] })).toBe(false);
    expect(isProvenOptimal(input, { ...claim, mentorOf: [0, 0], total: 9 })).toBe(false);
    expect(isProvenOptimal(input, { ...claim, price: [5, -1] })).toBe(false);
    expect(isProvenOptimal(input, { ...claim, mentorOf: [0] })).toBe(false);
    expect(isProvenOptimal(input, { ...claim, total: 6 })).toBe(false);
  });

  it('counts each thing that is wrong with a claim, even where prices and total agree', () => {
    const graph = buildGraph(
      toInput({
        newcomers: 3,
        capacities: [2, 1],
        triples: [
          [0, 0, 5],
          [1, 1, 4],
          [2, 0, 3],
        ],
      }),
    );
    const claim = { mentorOf: [0, 1, 0], total: 12, price: [0, 0] };
    const violatedBy = (changes: Partial<typeof claim>) =>
      certifyGraph(graph, { ...claim, ...changes }).violated;
    expect(certifyGraph(graph, claim)).toEqual({ dual: 12, violated: 0 });
    expect(violatedBy({ mentorOf: [0, 0, -1], total: 5 })).toBe(1);
    expect(violatedBy({ price: [0, -1] })).toBe(1);
    expect(violatedBy({ price: [-1, Number.NaN] })).toBe(2);
    expect(violatedBy({ mentorOf: [0, 1, 0, -1] })).toBe(1);
    expect(violatedBy({ price: [0, 0, 0] })).toBe(1);
    expect(violatedBy({ total: 11 })).toBe(1);
    const onePlace = toInput({
      newcomers: 2,
      capacities: [1],
      triples: [
        [0, 0, 5],
        [1, 0, 4],
      ],
    });
    const twice = { mentorOf: [0, 0], total: 9, price: [0] };
    expect(certifyGraph(buildGraph(onePlace), twice)).toEqual({ dual: 9, violated: 1 });
    expect(isProvenOptimal(onePlace, twice)).toBe(false);
  });
});

describe('assign() at sizes that cannot be tried out', () => {
  it('proves its total where places are scarce, where they abound, and where everything ties', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          instances(300, 20, 20_000),
          instances(60, 150, 20_000),
          instances(150, 60, 2),
          instances(200, 80, 300),
        ),
        (instance) => {
          const { certificate, total, mentorOf } = assign(toInput(instance));
          expect(certificate).toEqual({ dual: total, violated: 0 });
          expect(sumUp(instance, mentorOf)).toBe(total);
        },
      ),
      { numRuns: runs(60) },
    );
  });

  it('keeps totals near 2^53 exact', () => {
    const value = 2 ** 51;
    const input = toInput({
      newcomers: 3,
      capacities: [1, 1],
      triples: [
        [0, 0, value],
        [0, 1, value - 1],
        [1, 0, value - 2],
        [1, 1, value - 4],
        [2, 0, value],
      ],
    });
    const { total, certificate } = assign(input);
    expect(total).toBe(2 * value - 1);
    expect(certificate).toEqual({ dual: total, violated: 0 });
  });
});
