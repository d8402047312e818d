import { type BestList, createBestList } from './best-list.ts';

/*
 * Everybody's best pairs by value minus what the partner costs, kept short: a newcomer's mentors by their prices, or a
 * mentor's newcomers by their utilities. The idea: while costs only rise, whatever was left out of a list can never be
 * worth more than the least that got in when the list was made (`rest`). As long as what is looked for is worth at least
 * that, the short list answers for all pairs; when not, they are read again. So an exact answer costs a full reading only
 * now and then, and no list of fixed length is ever trusted. Where costs fall, `rest` is raised by whoever lets them.
 *
 * Invariant: value − cost ≤ rest[i] for every pair of i that is not in i's list.
 * Memory: 12 bytes an entry, all in one slab; a list that grows moves to its end.
 */

/** Where pairs come from: a graph in memory. Mentors cost newcomers their price, newcomers cost mentors their utility. */
export type PairRows = {
  readonly newcomers: number;
  readonly mentors: number;
  readonly places: Int32Array;
  /** No assignment adds up to more. */
  readonly totalMaximum: number;
  readonly rows: Pairs;
  readonly columns: Pairs;
};

/** The pairs of one side's people. */
export type Pairs = {
  readonly owners: number;
  /** Offers an owner's pairs to the list: at least every one whose value minus cost is above `list.least`. */
  readonly read: (owner: number, cost: Float64Array, list: BestList) => void;
  /** Every pair of an owner. */
  readonly all: (owner: number) => Listing;
};

/** Partners and what the pairs with them are worth. */
type Listing = { readonly partner: ArrayLike<number>; readonly value: ArrayLike<number> };

/** The lists: owner i's entries stand in the slab from `start[i]` up to `start[i] + size[i]`, in no order. */
export type Shortlists = {
  readonly start: Int32Array;
  readonly size: Int32Array;
  /** The most that a pair outside the list can be worth; −∞ if the list is all there is. */
  readonly rest: Float64Array;
  partner: Int32Array;
  value: Float64Array;
  /** Reads an owner's pairs again, at today's costs. */
  readonly refill: (owner: number, cost: Float64Array) => void;
  /** The same for a list four times as long. */
  readonly lengthen: (owner: number, cost: Float64Array) => void;
};

/** Empty lists, which answer nothing until they are filled. */
export const createShortlists = ({ owners, read }: Pairs, firstLength = 16): Shortlists => {
  const room = new Int32Array(owners);
  let used = 0;
  let scratch = createBestList(firstLength);

  const makeRoom = (owner: number, length: number) => {
    room[owner] = length;
    lists.start[owner] = used;
    used += length;
    if (used <= lists.partner.length) return;
    const slab = Math.max(used, Math.ceil(1.5 * lists.partner.length));
    const [partner, value] = [new Int32Array(slab), new Float64Array(slab)];
    partner.set(lists.partner);
    value.set(lists.value);
    Object.assign(lists, { partner, value });
  };

  const fill = (owner: number, cost: Float64Array, length: number) => {
    if (scratch.partner.length < length) scratch = createBestList(length);
    Object.assign(scratch, { size: 0, length, least: Number.NEGATIVE_INFINITY });
    read(owner, cost, scratch);
    if (scratch.size > room[owner]!) makeRoom(owner, length);
    const start = lists.start[owner]!;
    for (let e = 0; e < scratch.size; e += 1) {
      lists.partner[start + e] = scratch.partner[e]!;
      lists.value[start + e] = scratch.value[e]!;
    }
    lists.size[owner] = scratch.size;
    lists.rest[owner] = scratch.least;
  };

  const lists: Shortlists = {
    start: new Int32Array(owners),
    size: new Int32Array(owners),
    rest: new Float64Array(owners).fill(Number.POSITIVE_INFINITY),
    partner: new Int32Array(firstLength * owners),
    value: new Float64Array(firstLength * owners),
    refill: (owner, cost) => fill(owner, cost, Math.max(firstLength, room[owner]!)),
    lengthen: (owner, cost) => fill(owner, cost, Math.max(firstLength, 4 * room[owner]!)),
  };
  return lists;
};

const isListed = (lists: Shortlists, owner: number, partner: number): boolean => {
  const end = lists.start[owner]! + lists.size[owner]!;
  for (let e = lists.start[owner]!; e < end; e += 1) if (lists.partner[e] === partner) return true;
  return false;
};

/** One side's people: their pairs and lists, what each costs the other side (utility or price), and what that was. */
export type Side = {
  readonly pairs: Pairs;
  readonly lists: Shortlists;
  readonly cost: Float64Array;
  readonly before: Float64Array;
};

/** Whether whatever an owner’s list leaves out is out of their reach by so much; the list is made anew if it is not. */
const isBeyond = (
  reach: number,
  { lists, cost: worth }: Side,
  owner: number,
  cost: Float64Array,
): boolean => {
  if (worth[owner]! - lists.rest[owner]! < reach) lists.refill(owner, cost);
  return worth[owner]! - lists.rest[owner]! >= reach;
};

/** Raises what pairs outside the lists can be worth, after these pairs of an owner have come to cost so little. */
const raise = (
  lists: Shortlists,
  { owner, cost }: { owner: number; cost: number },
  { partner, value, from, to }: Listing & { from: number; to: number },
): void => {
  const { rest } = lists;
  for (let e = from; e < to; e += 1) {
    const other = partner[e]!;
    const net = value[e]! - cost;
    if (net > rest[other]! && !isListed(lists, other, owner)) rest[other] = net;
  }
};

/**
 * Keeps the invariant of one side's lists after people of the other side have come to cost less. Of everybody who did,
 * all pairs are looked at; or, given a reach (in the values' units), the listed ones alone, if those left out are out of
 * reach by that much: then they are worth no more to anybody than what that one has, less the reach.
 */
export const raiseRests = ({ lists, cost: worth }: Side, fallen: Side, reach?: number): void => {
  const { rest } = lists;
  let least = Number.POSITIVE_INFINITY;
  for (let owner = 0; owner < fallen.cost.length; owner += 1) {
    if (fallen.cost[owner]! >= fallen.before[owner]!) continue;
    if (reach !== undefined && isBeyond(reach, fallen, owner, worth)) {
      const from = fallen.lists.start[owner]!;
      const { partner, value, size } = fallen.lists;
      raise(lists, { owner, cost: fallen.cost[owner]! }, { partner, value, from, to: from + size[owner]! });
      least = reach;
    } else {
      const all = fallen.pairs.all(owner);
      raise(lists, { owner, cost: fallen.cost[owner]! }, { ...all, from: 0, to: all.partner.length });
    }
  }
  for (let other = 0; other < worth.length; other += 1) {
    const most = worth[other]! - least;
    if (most > rest[other]! && rest[other]! !== Number.NEGATIVE_INFINITY) rest[other] = most;
  }
};
