import { expect, vi } from 'vitest';

/*
 * Stands in for `vitest` in the tests that are run against mutants: `describe` and `it` only write down what there is to run,
 * so that the same loaded tests can be run thousands of times. `expect` and `vi` are Vitest's own.
 */

/** A test as its file registered it. */
export type Test = { readonly id: string; readonly name: string; readonly run: () => unknown };
type Body = (...args: never[]) => unknown;

let tests: Test[] = [];
let names: readonly string[] = [];
/** What is to be done after each test, one list per group that the tests stand in, the outermost first. */
let clearings: readonly (() => unknown)[][] = [];

/** Calls `load`, which imports a test file, and gives the tests that it registered, their ids beginning with its name. */
export const collect = async (file: string, load: () => Promise<unknown>): Promise<readonly Test[]> => {
  tests = [];
  names = [file];
  clearings = [[]];
  await load();
  return tests;
};

const add = (name: string, run: () => unknown): void => {
  const path = [...names, name].join(' > ');
  const around = clearings;
  tests.push({
    id: path,
    name: path,
    run: async () => {
      try {
        await run();
      } finally {
        for (const clear of around.toReversed().flat()) await clear();
      }
    },
  });
};

const group = (name: string, body: () => void): void => {
  const [outerNames, outerClearings] = [names, clearings];
  names = [...names, name];
  clearings = [...clearings, []];
  body();
  [names, clearings] = [outerNames, outerClearings];
};

const argumentsOf = (row: unknown): never[] => (Array.isArray(row) ? row : [row]) as never[];

/** Groups tests under a name; `describe.each` once for every row. */
export const describe = Object.assign(group, {
  each:
    (rows: readonly unknown[]) =>
    (name: string, body: Body): void => {
      for (const args of rows.map(argumentsOf))
        group(name.replace('%s', String(args[0])), () => body(...args));
    },
});

/** Registers what is to be done after each test of the group, also after one that fails. */
export const afterEach = (clear: () => unknown): void => {
  clearings.at(-1)!.push(clear);
};

/** Registers a test; `it.each` one for every row. */
export const it = Object.assign((name: string, body: () => unknown): void => add(name, body), {
  each:
    (rows: readonly unknown[]) =>
    (name: string, body: Body): void => {
      for (const [i, row] of rows.entries()) {
        const args = argumentsOf(row);
        add(`${name.replace('%s', String(args[0]))}, row ${i + 1}`, () => body(...args));
      }
    },
});

export { expect, vi };
