import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assign, isProvenOptimal } from '#shared/matching/index.ts';
import { decideRound } from '#shared/matching/round-decision.ts';
import type { RoundRows, RoundSize } from '#shared/matching/round-pairs.ts';
import { runs } from '#test/support/runs.ts';

/** What each pair is worth, newcomer by newcomer; 0 where it is not possible. */
type Instance = { capacities: number[]; values: number[][] };

const instances = (newcomersMax: number, mentorsMax: number, valueMax: number): fc.Arbitrary<Instance> =>
  fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: mentorsMax }).chain((capacities) =>
    fc.record({
      capacities: fc.constant(capacities),
      values: fc.array(
        fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: valueMax })), {
          minLength: capacities.length,
          maxLength: capacities.length,
        }),
        { minLength: 1, maxLength: newcomersMax },
      ),
    }),
  );

const inputOf = ({ capacities, values }: Instance) => {
  const pairs = values.flatMap((row, i) => row.map((value, j) => ({ i, j, value })));
  const possible = pairs.filter(({ value }) => value > 0);
  return {
    newcomers: values.length,
    capacities,
    edges: {
      newcomer: possible.map(({ i }) => i),
      mentor: possible.map(({ j }) => j),
      value: possible.map(({ value }) => value),
    },
  };
};

const rowsOf = ({ capacities, values }: Instance): RoundRows => ({
  newcomers: values.length,
  capacities,
  read: (i, pair) => {
    values[i]!.forEach((value, j) => {
      if (value > 0) pair(j, value);
    });
  },
  readSome: (mentors) => (i, pair) => {
    for (const j of mentors) if (values[i]![j]! > 0) pair(j, values[i]![j]!);
  },
});

/** Far fewer pairs are kept than there are, or all, and prices are guessed from a few people. */
const sizes: fc.Arbitrary<RoundSize> = fc.record({
  pairsKeptMaximum: fc.constantFrom(0, 0, 1_000_000),
  length: fc.integer({ min: 1, max: 6 }),
  stride: fc.integer({ min: 1, max: 4 }),
  guessFrom: fc.constant(0),
});

const someInstances = fc.oneof(
  instances(30, 12, 20_000),
  instances(12, 30, 3_000),
  instances(30, 30, 600),
  instances(20, 20, 3),
);

describe('decideRound()', () => {
  it('gives what `assign` gives from all pairs though it keeps few, ties settled alike, and prices that prove it over all pairs', () => {
    fc.assert(
      fc.property(someInstances, sizes, (instance, size) => {
        const round = decideRound(rowsOf(instance), size);
        const { mentorOf, total } = assign(inputOf(instance));
        expect({ total: round.total(), mentorOf: [...round.mentorOf] }).toEqual({
          total,
          mentorOf: [...mentorOf],
        });
        expect(round.certificate()).toEqual({ dual: total, violated: 0 });
        const { price } = round;
        expect(isProvenOptimal(inputOf(instance), { mentorOf, total, price: price() })).toBe(true);
      }),
      { numRuns: runs(400) },
    );
  });

  it('decides again after any rejections with the total that is then the greatest, proved over all pairs', () => {
    fc.assert(
      fc.property(
        someInstances,
        sizes,
        fc.array(fc.nat(), { minLength: 1, maxLength: 8 }),
        ({ capacities, values }, size, choices) => {
          const left = { capacities, values: values.map((row) => [...row]) };
          const round = decideRound(rowsOf(left), size);
          for (const choice of choices) {
            const before = [...round.mentorOf];
            const matched = [...before.keys()].filter((i) => before[i]! >= 0);
            if (matched.length === 0) return;
            const newcomer = matched[choice % matched.length]!;
            left.values[newcomer]![before[newcomer]!] = 0;
            const { moved, certificate } = round.withoutPair(newcomer, before[newcomer]!);
            const { total } = assign(inputOf(left));
            expect(round.total()).toBe(total);
            expect(certificate).toEqual({ dual: total, violated: 0 });
            const claim = { mentorOf: round.mentorOf, total, price: round.price() };
            expect(isProvenOptimal(inputOf(left), claim)).toBe(true);
            expect(moved).toEqual([...before.keys()].filter((i) => round.mentorOf[i] !== before[i]));
          }
        },
      ),
      { numRuns: runs(200) },
    );
  });

  it('decides as if everybody’s pairs were worth less, without reading any', () => {
    fc.assert(
      fc.property(
        someInstances,
        fc.array(fc.nat({ max: 2_000 }), { minLength: 30, maxLength: 30 }),
        (instance, by) => {
          const { capacities, values } = instance;
          const size = { pairsKeptMaximum: 1_000_000, length: 1, stride: 2, guessFrom: 0 };
          const round = decideRound(rowsOf(instance), size).lessened(by);
          const worthLess = values.map((row, i) =>
            row.map((value) => (value === 0 ? 0 : Math.max(1, value - by[i]!))),
          );
          const { mentorOf, total } = assign(inputOf({ capacities, values: worthLess }));
          expect([round?.total(), round?.mentorOf]).toEqual([total, mentorOf]);
        },
      ),
    );
  });

  it('cannot do so in a round that does not keep every pair', () => {
    const instance = {
      capacities: [1, 1],
      values: [
        [7, 9],
        [8, 3],
      ],
    };
    const size = { pairsKeptMaximum: 3, length: 1, stride: 1, guessFrom: 0 };
    expect(decideRound(rowsOf(instance), size).lessened([1, 1])).toBeNull();
    expect(
      decideRound(rowsOf(instance), { ...size, pairsKeptMaximum: 4 })
        .lessened([1, 1])
        ?.total(),
    ).toBe(15);
  });

  it('tells how many rows it has read, the sample first', () => {
    const instance = { capacities: [1, 1], values: Array.from({ length: 5 }, () => [7, 9]) };
    const told: string[] = [];
    const onProgress = ({ done, of }: { done: number; of: number }) => told.push(`${done}/${of}`);
    decideRound(
      { ...rowsOf(instance), onProgress },
      { pairsKeptMaximum: 0, length: 1, stride: 2, guessFrom: 0 },
    );
    expect(told).toEqual(['0/8', '1/8', '2/8', '3/8', '4/8', '5/8', '6/8', '7/8', '8/8']);
  });
});
