import type { Solution } from './assign-solve.ts';
import { valueIn } from './certificate.ts';
import type { KeptPairs } from './kept-pairs.ts';
import type { RoundRows } from './round-pairs.ts';

/*
 * Whether pairs that a large round does not keep could matter after all: those worth as much as both sides have. A pair
 * left out is worth at most `rest` at the guessed prices. So as long as a mentor's price is at least the guess less
 * `reach`, and a newcomer has more than `rest + reach`, their pair cannot matter and is not looked at. Only mentors
 * who have sunk lower are compared with everybody, and newcomers who have less are compared with every mentor.
 *
 * So if nothing is found, the prices prove the total over all pairs, kept or not; and no optimum uses one that is not
 * kept, so that ties are settled as they would be with all.
 */

/** How far prices may lie below the guess before they are looked at, in centipoints: four points. */
const reach = 400;

/** Pairs that are not kept, by newcomer, whose utility and price do not add up to more than their value. */
export const findLeftOut = (
  { graph, guess, rest }: KeptPairs,
  { price, utility }: Solution,
  { read, readSome }: Pick<RoundRows, 'read' | 'readSome'>,
): Map<number, [mentor: number, value: number][]> => {
  const found = new Map<number, [mentor: number, value: number][]>();
  if (!rest || !guess) return found;
  const sunk = Array.from(price.keys()).filter((j) => price[j]! < guess[j]! - reach);
  const readSunk = readSome(sunk);
  for (let i = 0; i < graph.newcomers; i += 1) {
    if (rest[i] === Number.NEGATIVE_INFINITY) continue;
    const more: [mentor: number, value: number][] = [];
    const isShort = rest[i]! + reach >= utility[i]!;
    if (!isShort && sunk.length === 0) continue;
    (isShort ? read : readSunk)(i, (mentor, value) => {
      if (utility[i]! + price[mentor]! <= value && valueIn(graph, i, mentor) === 0)
        more.push([mentor, value]);
    });
    if (more.length > 0) found.set(i, more);
  }
  return found;
};
