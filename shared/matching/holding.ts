/*
 * Who has whom: each mentor's newcomers as a linked list through typed arrays, so that coming and going is O(1) and
 * a hundred thousand people cost no objects.
 */

/** An assignment under way; −1 stands for nobody. */
export type Holding = {
  readonly mentorOf: Int32Array<ArrayBuffer>;
  /** Each mentor's first newcomer, and each newcomer's neighbours at the same mentor. */
  readonly first: Int32Array;
  readonly next: Int32Array;
  readonly previous: Int32Array;
  /** How many newcomers each mentor has. */
  readonly count: Int32Array;
};

/** Nobody has anybody. */
export const createHolding = (newcomers: number, mentors: number): Holding => ({
  mentorOf: new Int32Array(newcomers).fill(-1),
  first: new Int32Array(mentors).fill(-1),
  next: new Int32Array(newcomers).fill(-1),
  previous: new Int32Array(newcomers).fill(-1),
  count: new Int32Array(mentors),
});

/** Takes a newcomer from their mentor, if they have one. */
export const release = ({ mentorOf, first, next, previous, count }: Holding, newcomer: number): void => {
  const mentor = mentorOf[newcomer]!;
  if (mentor < 0) return;
  const [before, after] = [previous[newcomer]!, next[newcomer]!];
  if (before < 0) first[mentor] = after;
  else next[before] = after;
  if (after >= 0) previous[after] = before;
  count[mentor]! -= 1;
  mentorOf[newcomer] = -1;
};

/** Gives a newcomer, who has nobody, to a mentor. */
export const place = (holding: Holding, newcomer: number, mentor: number): void => {
  const { mentorOf, first, next, previous, count } = holding;
  const head = first[mentor]!;
  next[newcomer] = head;
  previous[newcomer] = -1;
  if (head >= 0) previous[head] = newcomer;
  first[mentor] = newcomer;
  count[mentor]! += 1;
  mentorOf[newcomer] = mentor;
};
