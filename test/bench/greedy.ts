import type { Instance } from './instances.ts';

/* What is done without an optimum: the best pair first, or whoever came first. */

/** What a rule came to. */
export type Outcome = { total: number; matched: number };

const takeInOrder = (
  { input: { newcomers, capacities, edges } }: Instance,
  order: Iterable<number>,
): Outcome => {
  const left = Int32Array.from(capacities);
  const taken = new Uint8Array(newcomers);
  const outcome = { total: 0, matched: 0 };
  for (const e of order) {
    const [i, j] = [edges.newcomer[e]!, edges.mentor[e]!];
    if (taken[i] === 1 || left[j] === 0) continue;
    taken[i] = 1;
    left[j]! -= 1;
    outcome.total += edges.value[e]!;
    outcome.matched += 1;
  }
  return outcome;
};

/** The best pair of all, then the best that is left. */
export const greedy = (instance: Instance): Outcome => {
  const { value } = instance.input.edges;
  const order = Uint32Array.from(value, (_, e) => e).sort((a, b) => value[b]! - value[a]! || a - b);
  return takeInOrder(instance, order);
};

/** Newcomers in the order in which they came, each to the best mentor who is left. */
export const firstCome = (instance: Instance): Outcome => {
  const { newcomer, value } = instance.input.edges;
  const order = Uint32Array.from(value, (_, e) => e).sort(
    (a, b) => newcomer[a]! - newcomer[b]! || value[b]! - value[a]! || a - b,
  );
  return takeInOrder(instance, order);
};
