import { worthOfWant } from './components.ts';
import type { Pair, Setting } from './pair.ts';
import { type Columns, tagBitsMaximum } from './pool-columns.ts';

/*
 * The lived experience that a newcomer asks for, against the tags of a position: a bit each for the first 32 tags of
 * the pool, a look aside for the others.
 */

/** A newcomer's wishes. */
export type Wishes = {
  /** Writes the share that the mentor at each position has, as `scoreComponents` gives it. */
  readonly met: (positions: Int32Array, count: number, shares: Float64Array) => void;
  /** Tags that have a bit, and which share of the wishes each is; whoever lacks the bit lacks that share. */
  readonly bits: Int32Array;
  readonly shares: Float64Array;
  /** The share that nobody at all has. */
  readonly lost: number;
  /** The worths of those in `bits`, and of all wishes together. */
  readonly worths: Float64Array;
  readonly wanted: number;
  /** Whether somebody's tags have to be looked at aside. */
  readonly mayBeAside: boolean;
};

/** What newcomers ask for, in the order in which worths are summed. */
export const createWishes = (columns: Columns, { wants }: Pair['newcomer'], setting: Setting): Wishes => {
  const worths = wants.map((want) => worthOfWant(want, setting));
  const bits = wants.map(({ tag }) => columns.tagBits.indexOf(tag));
  const mayStandAside = columns.tagBits.length === tagBitsMaximum;
  const { tagged, ids, aside } = columns;
  let wanted = 0;
  for (const worth of worths) wanted += worth;
  const carries = (tag: string, at: number): boolean =>
    mayStandAside && aside.get(ids[at]!)?.moreTags.includes(tag) === true;
  const addAside = (w: number, positions: Int32Array, count: number, sums: Float64Array): void => {
    for (let i = 0; i < count; i += 1) if (carries(wants[w]!.tag, positions[i]!)) sums[i]! += worths[w]!;
  };
  const addBit = (w: number, positions: Int32Array, count: number, sums: Float64Array): void => {
    const worth = worths[w]!;
    const words = tagged[bits[w]!]!;
    for (let i = 0; i < count; i += 1) {
      const at = positions[i]!;
      // Zero or one times the worth: no branch that a processor would have to guess.
      sums[i]! += ((words[at >> 5]! >>> (at & 31)) & 1) * worth;
    }
  };
  const met = (positions: Int32Array, count: number, shares: Float64Array): void => {
    shares.fill(0, 0, count);
    if (wanted === 0) return;
    for (let w = 0; w < worths.length; w += 1) {
      if (bits[w]! >= 0) addBit(w, positions, count, shares);
      else if (mayStandAside) addAside(w, positions, count, shares);
    }
    for (let i = 0; i < count; i += 1) shares[i]! /= wanted;
  };
  // A tag that stands aside might be anybody's; one that nobody has is lost for all.
  const share = (w: number) => (wanted > 0 ? worths[w]! / wanted : 0);
  const known = worths.map((_, w) => w).filter((w) => bits[w]! >= 0);
  const nobodys = worths.map((_, w) => w).filter((w) => bits[w]! < 0 && !mayStandAside);
  return {
    met,
    bits: Int32Array.from(known, (w) => bits[w]!),
    shares: Float64Array.from(known, share),
    worths: Float64Array.from(known, (w) => worths[w]!),
    wanted,
    mayBeAside: mayStandAside && bits.some((bit) => bit < 0),
    lost: wanted > 0 ? nobodys.reduce((sum, w) => sum + share(w), 0) : 1,
  };
};
