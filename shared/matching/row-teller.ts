import { createSetting } from './pair.ts';
import type { MatchingContext, MentorProfile, NewcomerProfile } from './profile.ts';
import { createRowMaker, gatherPeople } from './round-people.ts';
import type { RubricInput } from './rubric.ts';
import { tellRow } from './told-row.ts';

/* The other end of a round whose rows are read in two threads: the same people, gathered again, and a row at a time. */

/** All that a round's rows depend on; can be sent to another thread as it is. */
export type RowTask = {
  readonly newcomers: readonly NewcomerProfile[];
  readonly mentors: readonly MentorProfile[];
  readonly context: MatchingContext;
  readonly rubric: RubricInput;
  /** For a newcomer's id, ids of mentors whom they must not be proposed. */
  readonly metBefore: ReadonlyMap<string, ReadonlySet<string>>;
};

const valueMaximum = 0x7fffffff;

/**
 * Makes ready to tell rows of a round's newcomers, by the numbers that a round of the same people gives them.
 *
 * @returns what writes a newcomer's row to the beginning of a list, and says how many numbers that took. It throws a
 * `RangeError` if the newcomer's profile is wrong or a value does not fit.
 * @throws {RangeError} as `startRound` does.
 */
export const createRowTeller = ({ newcomers, mentors, context, rubric, metBefore }: RowTask) => {
  // Of the people only newcomers and columns stay in memory.
  const { newcomers: inOrder, ...people } = gatherPeople(newcomers, mentors, createSetting(context, rubric));
  const metOf = (number: number) => metBefore.get(inOrder[number]!.id);
  const make = createRowMaker({ newcomers: inOrder, ...people }, metOf);
  const partner = new Int32Array(mentors.length);
  const worth = new Int32Array(mentors.length);
  return (newcomer: number, told: Int32Array): number => {
    let size = 0;
    const row = make(newcomer, (mentor, value) => {
      if (value > valueMaximum) throw new RangeError(`Cannot tell a row: ${value} does not fit.`);
      partner[size] = mentor;
      worth[size] = value;
      size += 1;
    });
    return tellRow(row, { mentors: partner.subarray(0, size), values: worth.subarray(0, size) }, told);
  };
};
