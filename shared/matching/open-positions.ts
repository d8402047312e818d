import { type Columns, type Numbers, wordsFor } from './pool-columns.ts';
import type { Tables } from './pool-tables.ts';

/*
 * Who passes every gate that is looked up, 32 positions a word. A facet's gates depend on little of what a newcomer
 * says, and many newcomers say the same; so who passes them is worked out once, and for one newcomer it is seven words
 * ANDed for every 32 mentors. For columns that do not change meanwhile, such as a round's.
 *
 * Cost: a look-up a mentor the first time that something is said, a quarter of an operation a mentor after that.
 * Memory: a bit a mentor for each different thing said.
 */

/** A newcomer's tables turned into words; valid until the next newcomer's. */
export type OpenPositions = (tables: Tables) => Uint32Array;

/** Nobody has asked yet. */
export const createOpenPositions = (columns: Pick<Columns, 'size' | 'numbers'>): OpenPositions => {
  const { size, numbers } = columns;
  const known = new WeakMap<Uint32Array, Uint32Array>();
  const open = new Uint32Array(wordsFor(size));

  const work = (gates: Uint32Array, at: Numbers): Uint32Array => {
    const words = new Uint32Array(open.length);
    for (let i = 0; i < size; i += 1) if (gates[at[i]!] === 0) words[i >> 5]! |= 1 << (i & 31);
    return words;
  };
  const passing = (gates: Uint32Array, at: Numbers): Uint32Array => {
    const found = known.get(gates) ?? work(gates, at);
    known.set(gates, found);
    return found;
  };

  return ({ status, person, modalities, pathways, languages, month, load }) => {
    const a = passing(status.gates, numbers.status);
    const b = passing(person.gates, numbers.person);
    const c = passing(modalities.gatesNextDoor, numbers.modalities);
    const d = passing(pathways.gates, numbers.pathways);
    const e = passing(languages.gates, numbers.languages);
    const f = passing(month.gates, numbers.month);
    const g = passing(load.gates, numbers.load);
    for (let w = 0; w < open.length; w += 1) {
      open[w] = a[w]! & b[w]! & c[w]! & d[w]! & e[w]! & f[w]! & g[w]!;
    }
    return open;
  };
};
