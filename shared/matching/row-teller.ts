import { createSetting } from './pair.ts';
import type { MatchingContext, MentorProfile, NewcomerProfile } from './profile.ts';
import { createRowMaker, gatherMentors, type Listed } from './round-people.ts';
import type { RubricInput } from './rubric.ts';
import { tellRow } from './told-row.ts';

/*
 * The other end of a round whose rows are read in two threads: the same people, and a row at a time. Mentors are asked for
 * once, one after the other, and a newcomer whenever their row is; so people may come packed, and nobody is kept.
 */

/** All that a round's rows depend on; people stand at the numbers that the round gives them. */
export type RowTask = {
  readonly newcomers: Listed<NewcomerProfile>;
  readonly mentors: Listed<MentorProfile>;
  readonly context: MatchingContext;
  readonly rubric: RubricInput;
  /** For a newcomer's id, ids of mentors whom they must not be proposed. */
  readonly metBefore: ReadonlyMap<string, ReadonlySet<string>>;
};

const valueMaximum = 0x7fffffff;

/**
 * Makes ready to tell rows of a round's newcomers by their numbers.
 *
 * @returns what writes a newcomer's row to the beginning of a list, and says how many numbers that took. It throws a
 * `RangeError` if the newcomer's profile is wrong or a value does not fit.
 * @throws {RangeError} if a mentor's profile, the context or the rubric is wrong.
 */
export const createRowTeller = ({ newcomers, mentors, context, rubric, metBefore }: RowTask) => {
  const setting = createSetting(context, rubric);
  const { columns, scan } = gatherMentors(mentors, setting);
  const metOf = (number: number) => metBefore.get(newcomers.at(number)!.id);
  const make = createRowMaker({ setting, newcomers, columns, scan }, metOf);
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
