/*
 * Rows that go from one thread to another through shared memory. One thread, the taker, needs all rows of a list in
 * their order, and is busy with it; the other, the giver, does some of them for it. Either claims a row before it does
 * it. The giver claims some way ahead of where the taker is, so that the taker does what lies between and then finds
 * the rest done: whoever is faster does more, and nobody waits for longer than a row takes.
 *
 * A given row stands in a slot, which is free again when the taker asks for the next row. A giver that falls silent is
 * given up, and the taker does all that is left. So what comes out depends on nothing but the rows.
 *
 * Invariant: rows are given in the order in which they are taken, so a taker who waits has emptied all slots.
 */

/** The memory that both threads have; goes to the other thread as it is. */
export type RowRing = {
  /** See `word`. */
  readonly words: Int32Array<SharedArrayBuffer>;
  /** What becomes of each row; see `state`. */
  readonly states: Int32Array<SharedArrayBuffer>;
  /** Slots one after the other: how many numbers a row takes, and the numbers. */
  readonly slots: Int32Array<SharedArrayBuffer>;
};

/** At which row the taker is, how many slots it has freed so far, and whether nothing more is wanted. */
const word = { at: 0, freed: 1, over: 2 } as const;
const state = { open: 0, underWay: 1, given: 2, taken: 3 } as const;

/** Rows by which the giver is ahead: enough to be in nobody's way, few enough to end at the same time. */
export const lead = 32;
const slotCount = 2 * lead;
/** No row takes nearly so long, in milliseconds: who is silent for that long has nothing more to say. */
const patienceMs = 10_000;

const sharedNumbers = (length: number) =>
  new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT * length));

/** Memory for a list of so many rows, each of which takes so many numbers at most. */
export const createRowRing = (rows: number, lengthMaximum: number): RowRing => ({
  words: sharedNumbers(Object.keys(word).length),
  states: sharedNumbers(rows),
  slots: sharedNumbers(slotCount * (1 + lengthMaximum)),
});

/** The slot of the nth row that is given. */
const slotOf = ({ slots }: RowRing, nth: number): Int32Array => {
  const length = slots.length / slotCount;
  return slots.subarray((nth % slotCount) * length, ((nth % slotCount) + 1) * length);
};

/** Says that nothing more is wanted; a giver stops within a row. */
export const endRing = ({ words }: RowRing): void => {
  Atomics.store(words, word.over, 1);
  // Another number than the one that a giver may be about to wait for a change of.
  Atomics.add(words, word.freed, 1);
  Atomics.notify(words, word.freed);
};

/**
 * The taker's end.
 *
 * @returns what gives the next row of the list: its numbers, good until the next call, or null for one to be done here.
 */
export const createTaker = (ring: RowRing, patience = patienceMs): (() => Int32Array | null) => {
  const { words, states } = ring;
  let row = -1;
  let taken = 0;

  /** Claims the row, or waits for it. @returns whether it was given. */
  const isGiven = (): boolean => {
    if (Atomics.compareExchange(states, row, state.open, state.taken) === state.open) return false;
    while (Atomics.load(states, row) === state.underWay) {
      if (Atomics.wait(states, row, state.underWay, patience) !== 'timed-out') continue;
      endRing(ring);
      Atomics.compareExchange(states, row, state.underWay, state.taken);
    }
    return Atomics.load(states, row) === state.given;
  };

  return () => {
    if (Atomics.load(words, word.freed) !== taken) {
      Atomics.store(words, word.freed, taken);
      Atomics.notify(words, word.freed);
    }
    row += 1;
    Atomics.store(words, word.at, row);
    if (!isGiven()) return null;
    const slot = slotOf(ring, taken);
    taken += 1;
    return slot.subarray(1, 1 + slot[0]!);
  };
};

/**
 * The giver's end: does rows of the list until nothing more is wanted, each by writing it to the beginning of what it is
 * given. If a row fails, it is left to the taker, and so are all that follow.
 *
 * @param tell writes the row at that place of the list. @returns how many numbers it took.
 */
export const giveRows = (ring: RowRing, tell: (row: number, into: Int32Array) => number): void => {
  const { words, states } = ring;
  const rows = states.length;
  let [next, given] = [0, 0];

  /** Claims the row that is next for the giver; −1 if there is none. */
  const claim = (): number => {
    const at = Atomics.load(words, word.at);
    next = Math.max(next, at + Math.min(lead, Math.ceil((rows - at) / 2)));
    while (next < rows && Atomics.compareExchange(states, next, state.open, state.underWay) !== state.open) {
      next += 1;
    }
    return next < rows ? next : -1;
  };
  /** Waits for a free slot. @returns whether there is one. */
  const isFree = (): boolean => {
    for (;;) {
      if (Atomics.load(words, word.over) === 1) return false;
      const freed = Atomics.load(words, word.freed);
      if (given - freed < slotCount) return true;
      Atomics.wait(words, word.freed, freed);
    }
  };
  const settle = (row: number, as: number): boolean => {
    const was = Atomics.compareExchange(states, row, state.underWay, as);
    Atomics.notify(states, row);
    return was === state.underWay;
  };

  while (isFree()) {
    const row = claim();
    if (row < 0) return;
    try {
      const slot = slotOf(ring, given);
      slot[0] = tell(row, slot.subarray(1));
    } catch {
      settle(row, state.taken);
      return;
    }
    if (!settle(row, state.given)) return;
    given += 1;
  }
};
