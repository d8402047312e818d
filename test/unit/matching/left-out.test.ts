import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHolding } from '#shared/matching/holding.ts';
import { keepBest } from '#shared/matching/kept-pairs.ts';
import { findLeftOut } from '#shared/matching/left-out.ts';
import { runs } from '#test/support/runs.ts';

type Round = { values: number[][]; guess: number[]; length: number; utility: number[]; price: number[] };

const amounts = (length: number, max: number) =>
  fc.array(fc.integer({ min: 0, max }), { minLength: length, maxLength: length });
const rounds: fc.Arbitrary<Round> = fc
  .record({ newcomers: fc.integer({ min: 1, max: 8 }), mentors: fc.integer({ min: 2, max: 8 }) })
  .chain(({ newcomers, mentors }) =>
    fc.record({
      values: fc.array(amounts(mentors, 2_000), { minLength: newcomers, maxLength: newcomers }),
      guess: amounts(mentors, 1_500),
      length: fc.integer({ min: 1, max: 3 }),
      utility: amounts(newcomers, 2_200),
      price: amounts(mentors, 2_000),
    }),
  );

/** What a round of many pairs kept, and what it is asked once it is solved; notes what is read. */
const setUp = ({ values, guess, length, utility, price }: Round) => {
  const reads: string[] = [];
  const readAmong = (mentors: readonly number[]) => (i: number, pair: (j: number, value: number) => void) => {
    for (const j of mentors) if (values[i]![j]! > 0) pair(j, values[i]![j]!);
  };
  const all = guess.map((_, j) => j);
  const kept = keepBest(
    values.length,
    guess.map(() => 1),
    { read: readAmong(all), length, price: Float64Array.from(guess) },
  );
  const from = {
    read: (i: number, pair: (j: number, value: number) => void) => {
      reads.push(`${i}`);
      readAmong(all)(i, pair);
    },
    readSome: (mentors: readonly number[]) => (i: number, pair: (j: number, value: number) => void) => {
      reads.push(`${i}: ${mentors.join(' ')}`);
      readAmong(mentors)(i, pair);
    },
  };
  const solution = {
    holding: createHolding(values.length, guess.length),
    price: Float64Array.from(price),
    utility: Float64Array.from(utility),
  };
  return { kept, from, solution, reads };
};

const isKept = ({ graph }: ReturnType<typeof setUp>['kept'], i: number, j: number): boolean =>
  graph.mentor.subarray(graph.rowStart[i], graph.rowStart[i + 1]).includes(j);

describe('findLeftOut()', () => {
  it('finds all pairs that are not kept and matter or nearly do, if any matters, and else none', () => {
    let [some, none] = [0, 0];
    fc.assert(
      fc.property(rounds, (round) => {
        const { kept, from, solution } = setUp(round);
        const { values, utility, price } = round;
        const reaches = values.flatMap((row, i) =>
          row.flatMap((value, j) =>
            value > 0 && !isKept(kept, i, j) ? [{ i, j, value, by: utility[i]! + price[j]! - value }] : [],
          ),
        );
        const expected = reaches.some(({ by }) => by <= 0) ? reaches.filter(({ by }) => by <= 200) : [];
        const found = findLeftOut(kept, solution, from);
        const pairs = [...found].flatMap(([i, list]) => list.map(([j, value]) => `${i} ${j} ${value}`));
        expect(pairs.sort()).toEqual(expected.map(({ i, j, value }) => `${i} ${j} ${value}`).sort());
        if (expected.length > 0) some += 1;
        else none += 1;
      }),
      { numRuns: runs(1_000) },
    );
    expect(Math.min(some, none)).toBeGreaterThan(runs(50));
  });

  /** One newcomer keeps mentor 0 alone; mentor 1 is left out. Prices are as guessed. */
  const plain: Round = { values: [[1_000, 500]], guess: [0, 0], length: 1, utility: [1_000], price: [0, 0] };
  const foundIn = (changes: Partial<Round>) => {
    const { kept, from, solution, reads } = setUp({ ...plain, ...changes });
    return { found: [...findLeftOut(kept, solution, from)], reads };
  };

  it('takes a pair that is worth just what both sides have to matter, and one worth less not', () => {
    expect(foundIn({ utility: [500] }).found).toEqual([[0, [[1, 500]]]]);
    expect(foundIn({ utility: [501] }).found).toEqual([]);
    expect(foundIn({ utility: [400], price: [0, 100] }).found).toEqual([[0, [[1, 500]]]]);
    expect(foundIn({ utility: [400], price: [0, 101] }).found).toEqual([]);
  });

  it('brings in with what matters what misses by two points and no more', () => {
    const values = [[1_000, 500, 300, 299]];
    const changes = { values, guess: [0, 0, 0, 0], price: [0, 0, 0, 0], utility: [500] };
    expect(foundIn(changes).found).toEqual([
      [
        0,
        [
          [1, 500],
          [2, 300],
        ],
      ],
    ]);
  });

  it('reads nothing while prices are near the guess and newcomers have enough', () => {
    const guess = [900, 900];
    // What is left out is worth less than nothing at the guess.
    const round = { values: [[1_000, 500]], guess, utility: [1_200], price: [900, 900] };
    expect(foundIn(round).reads).toEqual([]);
    expect(foundIn({ ...round, price: [400, 900] }).reads).toEqual([]);
  });

  it('compares everybody only with the mentors who have sunk, where newcomers have enough', () => {
    const many = 40;
    const values = Array.from({ length: many }, () => [2_000, 1_990, 1_980, 1_970]);
    const guess = [1_000, 1_000, 1_000, 1_000];
    const utility = Array(many).fill(1_000);
    const { reads } = foundIn({ values, guess, utility, price: [1_200, 1_200, 300, 1_200], length: 2 });
    expect(reads).toEqual(Array.from({ length: many }, (_, i) => `${i}: 2`));
  });

  it('looks at all mentors only for newcomers who are short, and for the others at those who have sunk', () => {
    const values = Array.from({ length: 4 }, () => [2_000, 1_990, 1_980, 1_970]);
    const guess = [1_000, 1_000, 1_000, 1_000];
    const utility = [9_000, 500, 9_000, 9_000];
    const { reads } = foundIn({ values, guess, utility, price: [1_000, 1_000, 1_000, 0], length: 2 });
    expect(reads[0]).toBe('1');
    expect(reads.slice(1).every((each) => /^[023]: 3$/.test(each))).toBe(true);
  });

  it('finds nothing where nothing was left out', () => {
    const { kept, from, solution, reads } = setUp({ ...plain, utility: [0] });
    expect(findLeftOut({ graph: kept.graph }, solution, from).size).toBe(0);
    expect(reads).toEqual([]);
  });
});
