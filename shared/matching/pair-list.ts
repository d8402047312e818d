import type { AssignInput } from './assign.ts';

/* Pairs that come one by one, by newcomer and then by mentor: growing columns, 12 bytes a pair. */

const pairsMaximum = 2 ** 28;

/** A list of pairs under way. */
export type PairList = {
  readonly add: (newcomer: number, mentor: number, value: number) => void;
  readonly edges: () => AssignInput['edges'];
};

/** An empty list. @throws {RangeError} from `add`, once there are more pairs than one machine should hold. */
export const createPairList = (): PairList => {
  let newcomerOf = new Int32Array(1_024);
  let mentorOf = new Int32Array(1_024);
  let worthOf = new Int32Array(1_024);
  let size = 0;
  const longer = (list: Int32Array<ArrayBuffer>) => {
    const grown = new Int32Array(Math.ceil(1.6 * list.length));
    grown.set(list);
    return grown;
  };
  return {
    add: (newcomer, mentor, value) => {
      if (size === newcomerOf.length) {
        if (size > pairsMaximum) {
          throw new RangeError(
            'Cannot plan the round: too many possible pairs; plan it by track or language.',
          );
        }
        newcomerOf = longer(newcomerOf);
        mentorOf = longer(mentorOf);
        worthOf = longer(worthOf);
      }
      if (value > 0x7fffffff)
        throw new RangeError('Cannot plan the round: the rubric gives too many points.');
      newcomerOf[size] = newcomer;
      mentorOf[size] = mentor;
      worthOf[size] = value;
      size += 1;
    },
    edges: () => ({
      newcomer: newcomerOf.subarray(0, size),
      mentor: mentorOf.subarray(0, size),
      value: worthOf.subarray(0, size),
    }),
  };
};
