/*
 * The best few of many, in one pass: a heap with the worst kept pair on top, which the next better one replaces.
 * O(log length) for a pair that gets in, one comparison with `least` for one that does not; of `n` in random order
 * about length · ln(n / length) get in. Source: Williams, Algorithm 232, 1964.
 */

/** The best pairs of one reading by net worth (value minus what the partner costs). */
export type BestList = {
  readonly partner: Int32Array;
  readonly value: Float64Array;
  readonly net: Float64Array;
  size: number;
  length: number;
  /** What a pair must be worth more than to get in; −∞ until the list is full. */
  least: number;
};

/** An empty list for up to `length` pairs. */
export const createBestList = (length: number): BestList => ({
  partner: new Int32Array(length),
  value: new Float64Array(length),
  net: new Float64Array(length),
  size: 0,
  length,
  least: Number.NEGATIVE_INFINITY,
});

const put = (list: BestList, at: number, from: number): void => {
  list.partner[at] = list.partner[from]!;
  list.value[at] = list.value[from]!;
  list.net[at] = list.net[from]!;
};

const set = (list: BestList, at: number, partner: number, value: number, net: number): void => {
  list.partner[at] = partner;
  list.value[at] = value;
  list.net[at] = net;
};

/** Takes a pair in; the caller has seen that its net worth is above `list.least`. */
export const offer = (list: BestList, partner: number, value: number, net: number): void => {
  if (list.size < list.length) {
    let at = list.size;
    list.size += 1;
    for (let up = (at - 1) >> 1; at > 0 && list.net[up]! > net; up = (at - 1) >> 1) {
      put(list, at, up);
      at = up;
    }
    set(list, at, partner, value, net);
  } else {
    let at = 0;
    for (let down = 1; down < list.length; down = 2 * at + 1) {
      if (down + 1 < list.length && list.net[down + 1]! < list.net[down]!) down += 1;
      if (list.net[down]! >= net) break;
      put(list, at, down);
      at = down;
    }
    set(list, at, partner, value, net);
  }
  if (list.size === list.length) list.least = list.net[0]!;
};
