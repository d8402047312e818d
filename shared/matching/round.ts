import type { Certificate } from './certificate.ts';
import { withoutWaitingBonus } from './fairness.ts';
import { freePlaces, type GateCount } from './gates.ts';
import { createSetting, pairUp, readyAgain, type Setting } from './pair.ts';
import type { MatchingContext, MentorProfile, NewcomerProfile } from './profile.ts';
import { compareIds } from './rank.ts';
import { resultOf, type ScoreResult } from './result.ts';
import { decideRound, type RoundDecision } from './round-decision.ts';
import { createRowReader, gatherMentors, orderPeople, type People, type RowHelp } from './round-people.ts';
import { type Alternate, pairValue, type Row, withoutCandidate } from './round-row.ts';
import type { RowTask } from './row-teller.ts';
import type { Band, RubricInput } from './rubric.ts';
import { rubricV1 } from './rubric-v1.ts';
import { bandOf, comparePair, priorityOf, toCentipoints } from './score.ts';

/*
 * A round: for everyone who waits at once, the proposals whose values add up to the most there is. Optimal, not
 * greedy: taking the best pair first gives somebody their second choice and leaves somebody else with nobody.
 *
 * Ties come out as the rubric asks because people are numbered that way before the assignment, which prefers low
 * numbers: newcomers by how long they have waited, mentors by how full they are, each then by id. So the order of the
 * input does not matter either. Every pair is scored once, through columns; only its value is kept, 8 bytes a pair
 * that may be proposed, in a large round of the best for each newcomer alone (`round-decision.ts`), and the chosen ones
 * are compared again to be explained. Groups that share no pair never meet in a bid or a chain, so they cost what they
 * would cost apart.
 */

/** One newcomer's proposal. */
export type PlannedProposal = {
  newcomerId: string;
  mentorId: string;
  result: ScoreResult;
  /** Rank and priority in centipoints: what the round added up. */
  value: number;
  /** The next three by rank that are eligible and not weak; they may be proposed to others too. */
  alternates: Alternate[];
};

/** A newcomer whom the round leaves with nobody, and why. */
export type Unmatched = {
  newcomerId: string;
  /** `places-taken`: there were fitting mentors, whose places went where they add up to more. */
  reason: 'no-mentors' | 'nobody-eligible' | 'only-weak' | 'met-before' | 'places-taken';
  /** How many mentors pass every gate. */
  eligible: number;
  /** How many mentors each gate stops, most first. */
  blocked: GateCount[];
};

/** A round's proposals, in the order of the newcomers' ids. */
export type RoundPlan = {
  proposals: PlannedProposal[];
  unmatched: Unmatched[];
  totals: {
    newcomers: number;
    mentors: number;
    /** Free places of all mentors. */
    places: number;
    strong: number;
    good: number;
    fair: number;
  };
  /** Σ value over the proposals: the greatest there is. */
  total: number;
  /** The proof over every pair that may be proposed: `dual` equals `total`, nothing is violated. */
  certificate: Certificate;
};

/** A proposal that a coordinator says no to. */
export type Rejection = { newcomerId: string; mentorId: string };

/** What a rejection changes. */
export type RoundChange = {
  /** New proposals, those of others too whom the change moved. */
  proposals: PlannedProposal[];
  /** Newcomers who had a proposal and have none now. */
  withdrawn: string[];
  /** The greatest total without the rejected pair, and its proof. */
  total: number;
  certificate: Certificate;
};

/** A round that is decided and can be decided again from there. */
export type Round = {
  /** The whole plan as it now is; explains every proposal anew. */
  readonly plan: () => RoundPlan;
  /**
   * What the plan would be by a rubric without points for days waited. They are the same in a newcomer's whole row, so
   * nobody is compared again, except in a round that is too large to keep every pair; only then is progress told.
   */
  readonly planWithoutWaitingBonus: (onProgress?: RoundOptions['onProgress']) => RoundPlan;
  /** Decides again without a pair. Of equal totals it keeps the one that moves fewer people. */
  readonly resolve: (rejection: Rejection) => RoundChange;
};

/** What a round may be told beside its people. */
export type RoundOptions = {
  rubric?: RubricInput;
  /** For a newcomer's id, ids of mentors whom the round must not propose to them again. */
  metBefore?: ReadonlyMap<string, ReadonlySet<string>>;
  /** Told now and then how many newcomers' pairs are scored. */
  onProgress?: (progress: { done: number; of: number }) => void;
  /** Reads rows beside this thread; asked for before anybody is gathered, done with when it expects nobody any more. */
  help?: ((task: RowTask) => RowHelp | undefined) | undefined;
  /** Asked between newcomers; a worker may answer from shared memory. */
  signal?: { readonly aborted: boolean };
};

const reasonFor = ({ candidates, eligible, proposable }: Row, mentors: number): Unmatched['reason'] => {
  if (mentors === 0) return 'no-mentors';
  if (eligible === 0) return 'nobody-eligible';
  if (proposable === 0) return 'only-weak';
  return candidates === 0 ? 'met-before' : 'places-taken';
};

const explainUnmatched = (newcomerId: string, row: Row, mentors: number): Unmatched => ({
  newcomerId,
  reason: reasonFor(row, mentors),
  eligible: row.eligible,
  blocked: row.blocked,
});

/** By how many centipoints each newcomer's priority is higher than in another setting. */
const bonusesOf = ({ newcomers, setting }: People, other: Setting): number[] =>
  newcomers.map((newcomer) => {
    const [own, without] = [priorityOf({ newcomer, setting }), priorityOf({ newcomer, setting: other })];
    return toCentipoints(own) - toCentipoints(without);
  });

/** Explains the proposal of a mentor to a newcomer, both by number. */
const propose = (
  { newcomers, mentors, setting }: People,
  { best }: Row,
  [number, mentor]: readonly [newcomer: number, mentor: number],
): PlannedProposal => {
  const newcomer = readyAgain(newcomers[number]!, setting);
  const comparison = comparePair(pairUp(newcomer, readyAgain(mentors[mentor]!, setting), setting));
  const others = best.filter(({ at }) => at !== mentor).slice(0, 3);
  return {
    newcomerId: newcomer.profile.id,
    mentorId: mentors[mentor]!.id,
    result: resultOf(comparison),
    value: pairValue(comparison),
    alternates: others.map(({ at, rankCentipoints, fitCentipoints }) => ({
      mentorId: mentors[at]!.id,
      rankCentipoints,
      fitCentipoints,
      band: bandOf(fitCentipoints, setting.rubric),
    })),
  };
};

const cancelled = () => new Error('The round was cancelled before it was decided.');
const newcomersBetweenReports = 64;

const makePlan = (people: People, rows: readonly Row[], decision: RoundDecision): RoundPlan => {
  const { newcomers, mentors } = people;
  const proposals = rows.flatMap((row, number) => {
    const mentor = decision.mentorOf[number]!;
    return mentor < 0 ? [] : [propose(people, row, [number, mentor])];
  });
  const unmatched = rows.flatMap((row, number) =>
    decision.mentorOf[number]! < 0 ? [explainUnmatched(newcomers[number]!.id, row, mentors.length)] : [],
  );
  const inBand = (band: Band) => proposals.filter(({ result }) => result.band === band).length;
  return {
    proposals: proposals.sort((a, b) => compareIds(a.newcomerId, b.newcomerId)),
    unmatched: unmatched.sort((a, b) => compareIds(a.newcomerId, b.newcomerId)),
    totals: {
      newcomers: rows.length,
      mentors: mentors.length,
      places: mentors.reduce((sum, mentor) => sum + freePlaces(mentor), 0),
      strong: inBand('strong'),
      good: inBand('good'),
      fair: inBand('fair'),
    },
    total: decision.total(),
    certificate: decision.certificate(),
  };
};

/**
 * Decides a round that can be decided again: the greatest sum of rank and priority over everyone at once, at most one
 * mentor a newcomer and no more newcomers than free places a mentor. Pure; the same people give the same proposals in
 * whatever order they come.
 *
 * @throws {RangeError} if a profile, the context or the rubric is wrong, or if somebody stands in it twice.
 */
export const startRound = (
  newcomers: readonly NewcomerProfile[],
  mentors: readonly MentorProfile[],
  context: MatchingContext,
  options: RoundOptions = {},
): Round => {
  const { rubric = rubricV1, metBefore = new Map() } = options;
  const setting = createSetting(context, rubric);
  const ordered = orderPeople(newcomers, mentors);
  const help = options.help?.({ ...ordered, context, rubric, metBefore });
  try {
    const people = { setting, ...ordered, ...gatherMentors(ordered.mentors, setting) };
    return decidePeople(people, { ...options, rubric, metBefore }, help);
  } finally {
    help?.expect([]);
  }
};

const decidePeople = (
  people: People,
  options: RoundOptions & Required<Pick<RoundOptions, 'rubric' | 'metBefore'>>,
  help: RowHelp | undefined,
): Round => {
  const { newcomers, mentors } = people;
  const { context } = people.setting;
  const { metBefore, onProgress } = options;
  const rejected = new Map<number, Set<string>>();
  const metOf = (number: number) => rejected.get(number) ?? metBefore.get(newcomers[number]!.id);
  const { rows, read, readSome } = createRowReader(people, metOf, help);
  const decision = decideRound({
    newcomers: newcomers.length,
    capacities: mentors.map(freePlaces),
    read,
    readSome,
    expect: help?.expect,
    onProgress: ({ done, of }) => {
      if (done % newcomersBetweenReports === 0 || done === of) onProgress?.({ done, of });
      if (options.signal?.aborted) throw cancelled();
    },
  });
  const numbers = new Map(newcomers.map(({ id }, number) => [id, number]));
  const places = new Map(mentors.map(({ id }, number) => [id, number]));

  return {
    plan: () => makePlan(people, rows, decision),
    planWithoutWaitingBonus: (tellProgress) => {
      const rubric = withoutWaitingBonus(options.rubric);
      const without = { ...people, setting: createSetting(context, rubric) };
      const less = decision.lessened(bonusesOf(people, without.setting));
      if (less) return makePlan(without, rows, less);
      const met = newcomers.map(({ id }, i) => [id, metOf(i) ?? new Set<string>()] as const);
      const { onProgress: _, ...others } = options;
      const afresh = { ...others, rubric, metBefore: new Map(met) };
      return planRound(
        newcomers,
        mentors,
        context,
        tellProgress ? { ...afresh, onProgress: tellProgress } : afresh,
      );
    },
    resolve: ({ newcomerId, mentorId }) => {
      const [number, mentor] = [numbers.get(newcomerId), places.get(mentorId)];
      if (number === undefined || mentor === undefined) {
        throw new RangeError(`Cannot decide again: ${newcomerId} or ${mentorId} is not in this round.`);
      }
      const row = decision.mentorOf[number] === mentor ? withoutCandidate(rows[number]!, mentor) : null;
      rejected.set(number, new Set(metOf(number)).add(mentorId));
      const { moved, certificate } = decision.withoutPair(number, mentor);
      if (row) rows[number] = row;
      else read(number, () => {});
      const proposed = moved.filter((i) => decision.mentorOf[i]! >= 0);
      return {
        proposals: proposed.map((i) => propose(people, rows[i]!, [i, decision.mentorOf[i]!])),
        withdrawn: moved.filter((i) => decision.mentorOf[i]! < 0).map((i) => newcomers[i]!.id),
        total: decision.total(),
        certificate,
      };
    },
  };
};

/**
 * Plans a round: what `startRound` decides, with every proposal explained.
 *
 * @throws {RangeError} as `startRound` does.
 */
export const planRound = (
  newcomers: readonly NewcomerProfile[],
  mentors: readonly MentorProfile[],
  context: MatchingContext,
  options: RoundOptions = {},
): RoundPlan => startRound(newcomers, mentors, context, options).plan();
