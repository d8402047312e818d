import type { Solution } from './assign-solve.ts';
import { valueIn } from './certificate.ts';
import type { KeptPairs, ReadRow } from './kept-pairs.ts';
import type { RoundRows } from './round-pairs.ts';

/*
 * Whether pairs that a large round does not keep could matter after all: those worth as much as both sides have. A pair
 * left out is worth at most `rest` at the guessed prices. So as long as a mentor's price is at least the guess less
 * `reach`, and a newcomer has more than `rest + reach`, their pair cannot matter and is not looked at. Only mentors
 * who have sunk lower are compared with everybody, and newcomers who have less are compared with every mentor. Any
 * reach is right; the one that leaves least to look at is taken.
 *
 * So if none matters, the prices prove the total over all pairs, kept or not; and no optimum uses one that is not
 * kept, so that ties are settled as they would be with all. If one does, those that nearly matter are found too (hence
 * mentors who have nearly sunk so low): prices will move a little, and another look at everybody costs more than they.
 */

const reaches = [0, 100, 200, 400, 600, 800, 1_200, 1_600];
/** Two points: a pair that is out of reach by less nearly matters. */
const nearly = 200;
/** What making a newcomer ready to look at mentors costs, in mentors. */
const readyCost = 2_000;

/** Whom a reach leaves to be looked at: mentors who have nearly sunk lower, and newcomers who are short of so much. */
const splitBy = (reach: number, { guess, rest }: Required<KeptPairs>, { price, utility }: Solution) => ({
  sunk: Array.from(price.keys()).filter((j) => price[j]! < guess[j]! - reach + nearly),
  short: Array.from(utility.keys()).filter((i) => rest[i]! + reach >= utility[i]!),
});

/** The split that costs least to look at. */
const split = (kept: Required<KeptPairs>, solution: Solution): ReturnType<typeof splitBy> => {
  const [newcomers, mentors] = [solution.utility.length, solution.price.length];
  const costOf = ({ sunk, short }: ReturnType<typeof splitBy>) =>
    short.length * (readyCost + mentors) + (sunk.length > 0 ? newcomers * (readyCost + sunk.length) : 0);
  return reaches
    .map((reach) => splitBy(reach, kept, solution))
    .reduce((best, next) => (costOf(next) < costOf(best) ? next : best));
};

/**
 * Pairs that are not kept, by newcomer, and could matter, since utility and price do not add up to more than their value;
 * with them those that nearly do. None if none could.
 */
export const findLeftOut = (
  { graph, guess, rest }: KeptPairs,
  solution: Solution,
  { read, readSome }: Pick<RoundRows, 'read' | 'readSome'>,
): Map<number, [mentor: number, value: number][]> => {
  const found = new Map<number, [mentor: number, value: number][]>();
  if (!rest || !guess) return found;
  const { price, utility } = solution;
  const { sunk, short } = split({ graph, guess, rest }, solution);
  let matters = false;
  const look = (i: number, readRow: ReadRow) =>
    readRow(i, (mentor, value) => {
      const reach = utility[i]! + price[mentor]! - value;
      if (reach > nearly || valueIn(graph, i, mentor) !== 0) return;
      matters ||= reach <= 0;
      found.set(i, [...(found.get(i) ?? []), [mentor, value]]);
    });
  for (const i of short) look(i, read);
  if (sunk.length > 0) {
    const readSunk = readSome(sunk);
    const isShort = new Set(short);
    for (let i = 0; i < graph.newcomers; i += 1) if (!isShort.has(i)) look(i, readSunk);
  }
  return matters ? found : new Map();
};
