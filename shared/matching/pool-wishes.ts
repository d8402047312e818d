import { worthOfWant } from './components.ts';
import type { Pair, Setting } from './pair.ts';
import { type Columns, tagBitsMaximum } from './pool-columns.ts';

/*
 * The lived experience that a newcomer asks for, against the tags of a position: a bit each for the first 32 tags of
 * the pool, a look aside for the others.
 */

/** A newcomer's wishes. */
export type Wishes = {
  /** The share that the mentor there has, as `scoreComponents` gives it. */
  readonly met: (at: number) => number;
  /** Tags that have a bit, and which share of the wishes each is; whoever lacks the bit lacks that share. */
  readonly bits: Int32Array;
  readonly shares: Float64Array;
  /** The share that nobody at all has. */
  readonly lost: number;
};

/** What newcomers ask for, in the order in which worths are summed. */
export const createWishes = (columns: Columns, { wants }: Pair['newcomer'], setting: Setting): Wishes => {
  const worths = wants.map((want) => worthOfWant(want, setting));
  const bits = wants.map(({ tag }) => columns.tagBits.indexOf(tag));
  const mayStandAside = columns.tagBits.length === tagBitsMaximum;
  const { tagged, ids, aside } = columns;
  let wanted = 0;
  for (const worth of worths) wanted += worth;
  const met = (at: number): number => {
    let sum = 0;
    for (let w = 0; w < worths.length; w += 1) {
      const bit = bits[w]!;
      const has =
        bit >= 0
          ? ((tagged[bit]![at >> 5]! >>> (at & 31)) & 1) === 1
          : mayStandAside && aside.get(ids[at]!)?.moreTags.includes(wants[w]!.tag) === true;
      if (has) sum += worths[w]!;
    }
    return wanted > 0 ? sum / wanted : 0;
  };
  // A tag that stands aside might be anybody's; one that nobody has is lost for all.
  const share = (w: number) => (wanted > 0 ? worths[w]! / wanted : 0);
  const known = worths.map((_, w) => w).filter((w) => bits[w]! >= 0);
  const nobodys = worths.map((_, w) => w).filter((w) => bits[w]! < 0 && !mayStandAside);
  return {
    met,
    bits: Int32Array.from(known, (w) => bits[w]!),
    shares: Float64Array.from(known, share),
    lost: wanted > 0 ? nobodys.reduce((sum, w) => sum + share(w), 0) : 1,
  };
};
