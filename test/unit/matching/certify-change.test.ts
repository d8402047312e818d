import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSolver } from '#shared/matching/assign-solve.ts';
import { requireProof } from '#shared/matching/certificate.ts';
import { certifyChange } from '#shared/matching/certify-change.ts';
import { rowsOf } from '#shared/matching/graph-rows.ts';
import { place, release } from '#shared/matching/holding.ts';
import { keepAll } from '#shared/matching/kept-pairs.ts';
import { runs } from '#test/support/runs.ts';

const rounds = fc
  .record({ newcomers: fc.integer({ min: 1, max: 7 }), mentors: fc.integer({ min: 1, max: 7 }) })
  .chain(({ newcomers, mentors }) =>
    fc.record({
      values: fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: mentors, maxLength: mentors }), {
        minLength: newcomers,
        maxLength: newcomers,
      }),
      capacities: fc.array(fc.integer({ min: 1, max: 2 }), { minLength: mentors, maxLength: mentors }),
      listLength: fc.integer({ min: 1, max: 3 }),
      /** By how much each utility and price is another than it was: most stay. */
      more: fc.array(fc.constantFrom(0, 0, 0, 0, -2, -1, 1), { minLength: 14, maxLength: 14 }),
    }),
  );

type Round = { values: number[][]; capacities: number[]; listLength: number };

/** A solved round, and what its prices and utilities were. */
const solve = ({ values, capacities, listLength }: Round) => {
  const graph = keepAll(values.length, capacities, (i, pair) => {
    values[i]!.forEach((value, j) => {
      if (value > 0) pair(j, value);
    });
  });
  const solver = createSolver(rowsOf(graph), { listLength });
  solver.prepare();
  const { price, utility } = solver.solution;
  return { graph, solver, before: { price: price.slice(), utility: utility.slice() } };
};

/** The dual of prices and utilities, by definition. */
const dualOf = ({ capacities }: Round, { price, utility }: { price: Float64Array; utility: Float64Array }) =>
  utility.reduce((sum, each) => sum + each, 0) +
  price.reduce((sum, each, j) => sum + each * capacities[j]!, 0);

describe('certifyChange()', () => {
  it('finds what it proved before proved still, where nothing changed', () => {
    fc.assert(
      fc.property(rounds, (round) => {
        const { graph, solver, before } = solve(round);
        expect(certifyChange(graph, solver, before)).toEqual({
          dual: dualOf(round, solver.solution),
          violated: 0,
        });
      }),
      { numRuns: runs(200) },
    );
  });

  it('finds a violation just where a pair is worth more than both sides have, or a side has less than nothing', () => {
    let [sound, unsound] = [0, 0];
    fc.assert(
      fc.property(rounds, ({ more, ...round }) => {
        const { graph, solver, before } = solve(round);
        const { price, utility } = solver.solution;
        for (const i of utility.keys()) utility[i]! += more[i]!;
        for (const j of price.keys()) price[j]! += more[7 + j]!;
        // What costs rise by, lists can stand; what they fall by is told to them, as a solver does.
        for (const lists of [solver.lists.rows, solver.lists.columns]) {
          lists.rest.forEach((rest, owner) => {
            lists.rest[owner] = rest + 2;
          });
        }
        const isViolated =
          utility.some((each) => each < 0) ||
          price.some((each) => each < 0) ||
          round.values.some((row, i) => row.some((value, j) => value > 0 && utility[i]! + price[j]! < value));
        const { dual, violated } = certifyChange(graph, solver, before);
        expect(dual).toBe(dualOf(round, solver.solution));
        expect(violated > 0).toBe(isViolated);
        if (isViolated) unsound += 1;
        else sound += 1;
      }),
      { numRuns: runs(1_000) },
    );
    expect(Math.min(sound, unsound)).toBeGreaterThan(runs(20));
  });

  const two = { values: [[5], [5]], capacities: [1], listLength: 3 };

  it('counts each pair that is worth more than both sides have, and each side that has less than nothing', () => {
    const { graph, solver, before } = solve({ values: [[6, 6, 6]], capacities: [1, 1, 1], listLength: 4 });
    const { utility, price } = solver.solution;
    expect([utility[0], ...price]).toEqual([6, 0, 0, 0]);
    utility[0] = 5;
    expect(certifyChange(graph, solver, before)).toEqual({ dual: 5, violated: 3 });
    price.set([0, 1, 0]);
    expect(certifyChange(graph, solver, before)).toEqual({ dual: 6, violated: 2 });
    price.set([1, 1, 1]);
    expect(certifyChange(graph, solver, before)).toEqual({ dual: 8, violated: 0 });
    price.set([1, 1, -1]);
    expect(certifyChange(graph, solver, before)).toEqual({ dual: 6, violated: 3 });
    price.set([1, 7, 1]);
    utility[0] = -1;
    expect(certifyChange(graph, solver, before)).toEqual({ dual: 8, violated: 3 });
  });

  it('reads a row again before it says that something left out may violate the proof', () => {
    const { graph, solver, before } = solve({ values: [[6, 4]], capacities: [1, 1], listLength: 1 });
    const { rest } = solver.lists.rows;
    before.utility[0] = 7;
    rest[0] = 9;
    expect(certifyChange(graph, solver, before)).toEqual({ dual: 6, violated: 0 });
    expect(rest[0]).toBe(6);
    solver.solution.utility[0] = 5;
    expect(certifyChange(graph, solver, before)).toEqual({ dual: 5, violated: 2 });
  });

  it('reads nothing again as long as the list tells', () => {
    const { graph, solver, before } = solve({ values: [[6, 4]], capacities: [1, 1], listLength: 1 });
    before.utility[0] = 7;
    let reads = 0;
    const rows = {
      ...solver.lists.rows,
      refill: () => {
        reads += 1;
      },
    };
    certifyChange(graph, { ...solver, lists: { ...solver.lists, rows } }, before);
    expect(reads).toBe(0);
  });

  it('counts a mentor who has more newcomers than places', () => {
    const { graph, solver, before } = solve(two);
    const { holding } = solver.solution;
    for (const newcomer of [0, 1]) {
      release(holding, newcomer);
      place(holding, newcomer, 0);
    }
    expect(certifyChange(graph, solver, before)).toEqual({ dual: 5, violated: 1 });
  });
});

describe('requireProof()', () => {
  it('gives back a certificate that nothing violates and that bounds the total by what it is', () => {
    expect(requireProof('round', { dual: 7, violated: 0 }, 7)).toEqual({ dual: 7, violated: 0 });
  });

  it('throws what it found if something violates it, or if the total could be greater', () => {
    expect(() => requireProof('round', { dual: 7, violated: 1 }, 7)).toThrow(
      new Error('Cannot prove the round: total 7, but dual 7, and 1 pairs violate it.'),
    );
    expect(() => requireProof('assignment', { dual: 8, violated: 0 }, 7)).toThrow(
      new Error('Cannot prove the assignment: total 7, but dual 8, and 0 pairs violate it.'),
    );
  });
});
