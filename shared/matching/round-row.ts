import type { GateCode } from './gates.ts';
import type { ReadyMentor, Setting } from './pair.ts';
import { readyNewcomer } from './pair.ts';
import type { NewcomerProfile } from './profile.ts';
import { byRank, compareAll } from './rank.ts';
import type { Band } from './rubric.ts';
import { type Comparison, isProposable } from './score.ts';

/** Another mentor for the same newcomer, should the proposed one say no. */
export type Alternate = { mentorId: string; rankCentipoints: number; fitCentipoints: number; band: Band };

/** A newcomer's row: the mentors who may be proposed, and what is told if none is. */
export type Row = {
  readonly newcomer: NewcomerProfile;
  /** Best first. */
  readonly candidates: readonly { mentor: number; value: number; alternate: Alternate }[];
  readonly eligible: number;
  readonly proposable: number;
  readonly failures: readonly (readonly GateCode[])[];
};

/** What a pair adds to a round, in centipoints; a fitting pair always beats nobody, however new the newcomer. */
export const pairValue = ({ rankCentipoints, priorityCentipoints }: Comparison): number =>
  Math.max(1, rankCentipoints + priorityCentipoints);

/** Compares one newcomer with every mentor; only numbers are kept. */
export const makeRow = (
  newcomer: NewcomerProfile,
  {
    mentors,
    setting,
    met,
  }: { mentors: readonly ReadyMentor[]; setting: Setting; met?: ReadonlySet<string> | undefined },
): Row => {
  const numbers = new Map(mentors.map(({ profile }, number) => [profile.id, number]));
  const comparisons = compareAll(readyNewcomer(newcomer, setting), mentors, setting);
  const proposable = comparisons.filter(isProposable);
  const candidates = proposable
    .filter(({ pair }) => !met?.has(pair.mentor.id))
    .sort(byRank)
    .map((comparison) => {
      const { pair, rankCentipoints, fitCentipoints, band } = comparison;
      return {
        mentor: numbers.get(pair.mentor.id)!,
        value: pairValue(comparison),
        alternate: { mentorId: pair.mentor.id, rankCentipoints, fitCentipoints, band },
      };
    });
  return {
    newcomer,
    candidates,
    eligible: comparisons.filter(({ eligible }) => eligible).length,
    proposable: proposable.length,
    failures: candidates.length > 0 ? [] : comparisons.map(({ failed }) => failed),
  };
};
