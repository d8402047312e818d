import type { Holding } from './holding.ts';
import type { TightPairs } from './tight-pairs.ts';

/*
 * Can later newcomers make room at one mentor by moving on, so that the last of them fills the place at another? A
 * search along tight pairs from both ends at once: forward from where room is wanted, backward from the place that is
 * to be filled. It stops as soon as the two meet, or as soon as either end has nowhere left to look, so that a
 * question costs about as much as the smaller of the two neighbourhoods.
 *
 * An empty place counts as somebody who may move among mentors of price 0: all those moves pass through one more node,
 * the hub. Source: Pohl, Bi-directional search, 1971.
 */

/** What is searched: tight pairs, who has whom, and which mentors have room or cost nothing. */
export type TieField = {
  readonly tight: TightPairs;
  readonly holding: Holding;
  readonly places: Int32Array;
  readonly price: Float64Array;
};

/** Who moves where; carried out together. */
export type Moves = { newcomer: number; mentor: number }[];

/** One end's reach: a node's mark says in which search it was reached, `mover` and `via` by whom and from where. */
type Reach = { mark: Int32Array; mover: Int32Array; via: Int32Array; queue: number[]; head: number };

const createReach = (nodes: number): Reach => ({
  mark: new Int32Array(nodes),
  mover: new Int32Array(nodes),
  via: new Int32Array(nodes),
  queue: [],
  head: 0,
});

const add = (reach: Reach, now: number, step: { node: number; mover: number; via: number }): void => {
  if (reach.mark[step.node] === now) return;
  reach.mark[step.node] = now;
  reach.mover[step.node] = step.mover;
  reach.via[step.node] = step.via;
  reach.queue.push(step.node);
};

/** Mentors of price 0 between whom an empty place may move to any effect: those with a tight pair that is not alone. */
const hubMentorsOf = ({ tight, price }: TieField): number[] => {
  const found: number[] = [];
  for (let j = 0; j < tight.mentors; j += 1) {
    const [from, to] = [tight.columnStart[j]!, tight.columnStart[j + 1]!];
    if (price[j]! > 0 || from === to) continue;
    const first = tight.newcomer[from]!;
    if (to - from > 1 || tight.rowStart[first + 1]! - tight.rowStart[first]! > 1) found.push(j);
  }
  return found;
};

/** A search that can be asked again and again while people move. */
export const createTieSearch = (field: TieField) => {
  const { tight, holding, places, price } = field;
  const hub = tight.mentors;
  const hubMentors = hubMentorsOf(field);
  const forward = createReach(hub + 1);
  const backward = createReach(hub + 1);
  let now = 0;
  let forwardNow = 0;
  const hasRoom = (mentor: number) => holding.count[mentor]! < places[mentor]!;

  const stepForward = (node: number, fixed: number) => {
    if (node === hub) {
      for (const mentor of hubMentors) add(forward, forwardNow, { node: mentor, mover: -1, via: hub });
      return;
    }
    for (let i = holding.first[node]!; i >= 0; i = holding.next[i]!) {
      if (i <= fixed) continue;
      for (let e = tight.rowStart[i]!; e < tight.rowStart[i + 1]!; e += 1) {
        add(forward, forwardNow, { node: tight.mentor[e]!, mover: i, via: node });
      }
    }
    if (hasRoom(node)) add(forward, forwardNow, { node: hub, mover: -1, via: node });
  };

  const stepBackward = (node: number, fixed: number) => {
    if (node === hub) {
      for (const mentor of hubMentors) {
        if (hasRoom(mentor)) add(backward, now, { node: mentor, mover: -1, via: hub });
      }
      return;
    }
    for (let e = tight.columnStart[node]!; e < tight.columnStart[node + 1]!; e += 1) {
      const i = tight.newcomer[e]!;
      const from = holding.mentorOf[i]!;
      if (i > fixed && from >= 0) add(backward, now, { node: from, mover: i, via: node });
    }
    if (price[node] === 0) add(backward, now, { node: hub, mover: -1, via: node });
  };

  const joinAt = (meeting: number): Moves => {
    const moves: Moves = [];
    for (let node = meeting; node >= 0; node = forward.via[node]!) {
      if (forward.mover[node]! >= 0) moves.push({ newcomer: forward.mover[node]!, mentor: node });
    }
    for (let node = meeting; backward.via[node]! >= 0; node = backward.via[node]!) {
      if (backward.mover[node]! >= 0)
        moves.push({ newcomer: backward.mover[node]!, mentor: backward.via[node]! });
    }
    return moves;
  };

  /** The nodes from `head` on that were reached by one end; the first that the other end reached too, or −1. */
  const meet = (reach: Reach, from: number): number => {
    for (let at = from; at < reach.queue.length; at += 1) {
      const node = reach.queue[at]!;
      if (forward.mark[node] === forwardNow && backward.mark[node] === now) return node;
    }
    return -1;
  };

  /** Starts asking about a newcomer, whose place is the one to fill. */
  const begin = (newcomer: number) => {
    now += 1;
    Object.assign(backward, { queue: [], head: 0 });
    Object.assign(forward, { queue: [], head: 0 });
    forwardNow = now;
    add(backward, now, { node: holding.mentorOf[newcomer]!, mover: -1, via: -1 });
  };

  /** The moves that bring the newcomer to a mentor, only later newcomers moving; null if there are none. */
  const ask = (newcomer: number, mentor: number): Moves | null => {
    // What an earlier question reached in vain from its end leads nowhere now either.
    if (forward.mark[mentor] === forwardNow) return null;
    const start = forward.queue.length;
    forward.head = start;
    add(forward, forwardNow, { node: mentor, mover: newcomer, via: -1 });
    let meeting = meet(forward, start);
    while (meeting < 0) {
      if (forward.head === forward.queue.length || backward.head === backward.queue.length) return null;
      const [ahead, behind] = [forward.queue.length, backward.queue.length];
      stepForward(forward.queue[forward.head++]!, newcomer);
      meeting = meet(forward, ahead);
      if (meeting >= 0) break;
      stepBackward(backward.queue[backward.head++]!, newcomer);
      meeting = meet(backward, behind);
    }
    return joinAt(meeting);
  };

  return { begin, ask };
};
