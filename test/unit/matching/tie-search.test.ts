import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHolding, place, release } from '#shared/matching/holding.ts';
import { createTieSearch, type Moves, type TieField } from '#shared/matching/tie-search.ts';
import { tightPairsFrom } from '#shared/matching/tight-pairs.ts';

/** Each newcomer's tight mentors, whom they have (−1: nobody), and per mentor the empty places and the price. */
type Given = { tight: number[][]; mentorOf: number[]; empty: number[]; price: number[] };

const fieldOf = ({ tight, mentorOf, empty, price }: Given): TieField => {
  const rowStart = Int32Array.from([0, ...tight].map((_, i) => tight.slice(0, i).flat().length));
  const holding = createHolding(tight.length, empty.length);
  mentorOf.forEach((mentor, i) => {
    if (mentor >= 0) place(holding, i, mentor);
  });
  return {
    tight: tightPairsFrom(rowStart, tight.flat(), empty.length),
    holding,
    places: holding.count.map((count, j) => count + empty[j]!),
    price: Float64Array.from(price),
  };
};

/** Whether room can be made, by walking everywhere: newcomers move on, and empty places move among free mentors. */
const canMakeRoom = ({ tight, mentorOf, empty, price }: Given, newcomer: number, mentor: number): boolean => {
  const hub = empty.length;
  const reached = new Set([mentor]);
  for (const node of reached) {
    const next =
      node === hub
        ? [...empty.keys()].filter((j) => price[j] === 0)
        : [
            ...mentorOf.flatMap((at, i) => (at === node && i > newcomer ? tight[i]! : [])),
            ...(empty[node]! > 0 ? [hub] : []),
          ];
    for (const each of next) reached.add(each);
  }
  return reached.has(mentorOf[newcomer]!);
};

/** Carries moves out and checks that what comes of them is an optimum that leaves earlier newcomers alone. */
const expectMoved = (
  given: Given,
  field: TieField,
  moves: Moves,
  [newcomer, mentor]: readonly [number, number],
) => {
  const { holding, places, price } = field;
  for (const each of moves) release(holding, each.newcomer);
  for (const each of moves) place(holding, each.newcomer, each.mentor);
  expect(holding.mentorOf[newcomer]).toBe(mentor);
  holding.mentorOf.forEach((now, i) => {
    const before = given.mentorOf[i]!;
    if (i < newcomer || before < 0) expect(now).toBe(before);
    else expect(given.tight[i]).toContain(now);
  });
  holding.count.forEach((count, j) => {
    expect(count).toBeLessThanOrEqual(places[j]!);
    if (price[j]! > 0) expect(count).toBe(places[j]);
  });
};

const fields: fc.Arbitrary<Given> = fc
  .record({ newcomers: fc.integer({ min: 1, max: 9 }), mentors: fc.integer({ min: 2, max: 8 }) })
  .chain(({ newcomers, mentors }) =>
    fc.record({
      tight: fc.array(
        fc.subarray([...Array(mentors).keys()], { minLength: 1, maxLength: Math.min(3, mentors) }),
        {
          minLength: newcomers,
          maxLength: newcomers,
        },
      ),
      choice: fc.array(fc.nat(9), { minLength: newcomers, maxLength: newcomers }),
      empty: fc.array(fc.constantFrom(0, 0, 1), { minLength: mentors, maxLength: mentors }),
      price: fc.array(fc.constantFrom(0, 0, 3), { minLength: mentors, maxLength: mentors }),
    }),
  )
  .map(({ tight, choice, empty, price }) => ({
    tight,
    empty,
    // Nine stands for nobody; whoever has room costs nothing.
    mentorOf: tight.map((mentors, i) => (choice[i] === 9 ? -1 : mentors[choice[i]! % mentors.length]!)),
    price: price.map((each, j) => (empty[j]! > 0 ? 0 : each)),
  }));

describe('createTieSearch()', () => {
  it('makes room where walking everywhere says that it can be made, and there alone', () => {
    let [made, refused] = [0, 0];
    fc.assert(
      fc.property(fields, (given) => {
        for (const newcomer of given.tight.keys()) {
          const current = given.mentorOf[newcomer]!;
          if (current < 0) continue;
          const field = fieldOf(given);
          const { begin, ask } = createTieSearch(field);
          begin(newcomer);
          for (const mentor of given.tight[newcomer]!.filter((each) => each !== current)) {
            const moves = ask(newcomer, mentor);
            expect([newcomer, mentor, moves !== null]).toEqual([
              newcomer,
              mentor,
              canMakeRoom(given, newcomer, mentor),
            ]);
            refused += moves ? 0 : 1;
            if (!moves) continue;
            expectMoved(given, field, moves, [newcomer, mentor]);
            made += 1;
            break;
          }
        }
      }),
      { numRuns: 250 },
    );
    expect(Math.min(made, refused)).toBeGreaterThan(100);
  });

  it('answers one newcomer after the other while people move', () => {
    fc.assert(
      fc.property(fields, (given) => {
        const field = fieldOf(given);
        const { begin, ask } = createTieSearch(field);
        const now = { ...given, mentorOf: [...given.mentorOf], empty: [...given.empty] };
        for (const newcomer of given.tight.keys()) {
          const current = now.mentorOf[newcomer]!;
          if (current < 0) continue;
          begin(newcomer);
          for (const mentor of given.tight[newcomer]!.filter((each) => each < current)) {
            const moves = ask(newcomer, mentor);
            expect(moves !== null).toBe(canMakeRoom(now, newcomer, mentor));
            if (!moves) continue;
            expectMoved(now, field, moves, [newcomer, mentor]);
            now.mentorOf = [...field.holding.mentorOf];
            now.empty = Array.from(field.holding.count, (count, j) => field.places[j]! - count);
            break;
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it('moves an empty place to where it is wanted, however far the other end is', () => {
    // 0 wants 1, where there is room; their place at 0 costs, so that 3, from mentor 2, has to fill it by way of the hub.
    const given: Given = {
      tight: [
        [0, 1],
        [0, 2],
        [2, 3],
        [3, 4],
        [4, 5],
      ],
      mentorOf: [0, 2, 3, 4, 5],
      empty: [0, 1, 0, 0, 0, 0],
      price: [3, 0, 3, 3, 3, 0],
    };
    const field = fieldOf(given);
    const { begin, ask } = createTieSearch(field);
    begin(0);
    const moves = ask(0, 1);
    expect(moves).not.toBeNull();
    expectMoved(given, field, moves!, [0, 1]);
    expect([...field.holding.mentorOf]).toEqual([1, 0, 2, 3, 4]);
  });
});
