import type { Market } from './market.ts';

/*
 * Everybody's short lists read by mentor. What a list leaves out costs its newcomer at least utility − rest; so once
 * that is `reach` or more for everyone, the columns hold every pair that costs less than `reach`, and a search that
 * ends no farther away has missed nothing. A search that needs more asks for a greater reach, which lengthens the
 * lists of those who need it.
 *
 * Prices fall meanwhile: by `fall` at the most, which counts against every list, since what it leaves out may have
 * come to be worth that much more.
 */

/** The columns: mentor j's entries stand from `start[j]` up to `start[j + 1]`. */
export type ListColumns = {
  start: Int32Array;
  newcomer: Int32Array;
  value: Float64Array;
  /** The reach, and how far prices had fallen when it was: pairs that cost less than this minus the fall are all in. */
  limit: number;
  /** Makes the reach so great, prices having fallen so far. */
  readonly widen: (reach: number, fall: number) => void;
};

const turn = ({ rows, lists }: Market): Pick<ListColumns, 'start' | 'newcomer' | 'value'> => {
  const start = new Int32Array(rows.mentors + 1);
  for (let i = 0; i < rows.newcomers; i += 1) {
    const end = lists.start[i]! + lists.size[i]!;
    for (let e = lists.start[i]!; e < end; e += 1) start[lists.mentor[e]! + 1]! += 1;
  }
  for (let j = 0; j < rows.mentors; j += 1) start[j + 1]! += start[j]!;
  const next = start.slice();
  const newcomer = new Int32Array(start[rows.mentors]!);
  const value = new Float64Array(newcomer.length);
  for (let i = 0; i < rows.newcomers; i += 1) {
    const end = lists.start[i]! + lists.size[i]!;
    for (let e = lists.start[i]!; e < end; e += 1) {
      const at = next[lists.mentor[e]!]!++;
      newcomer[at] = i;
      value[at] = lists.value[e]!;
    }
  }
  return { start, newcomer, value };
};

/** Columns of a market's lists, which reach nowhere before they are widened. */
export const createListColumns = (market: Market, utility: Float64Array): ListColumns => {
  const { rows, lists, price } = market;
  const columns: ListColumns = {
    ...{ start: new Int32Array(0), newcomer: new Int32Array(0), value: new Float64Array(0) },
    limit: Number.NEGATIVE_INFINITY,
    widen: (reach, fall) => {
      let isLonger = columns.start.length === 0;
      for (let i = 0; i < rows.newcomers; i += 1) {
        while (utility[i]! - lists.rest[i]! - fall < reach) {
          lists.lengthen(i, price);
          isLonger = true;
        }
      }
      if (isLonger) Object.assign(columns, turn(market));
      columns.limit = reach + fall;
    },
  };
  return columns;
};
