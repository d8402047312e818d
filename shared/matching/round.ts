import { assign } from './assign.ts';
import { countBlocked, freePlaces, type GateCount } from './gates.ts';
import { createSetting, pairUp, type ReadyMentor, readyMentor, readyNewcomer, type Setting } from './pair.ts';
import type { MatchingContext, MentorProfile, NewcomerProfile } from './profile.ts';
import { compareIds } from './rank.ts';
import { resultOf, type ScoreResult } from './result.ts';
import { type Alternate, makeRow, type Row } from './round-row.ts';
import type { Band, RubricInput } from './rubric.ts';
import { rubricV1 } from './rubric-v1.ts';
import { comparePair, loadOf } from './score.ts';

/*
 * A round: for everyone who waits at once, the proposals whose values add up to the most there is. Optimal, not
 * greedy: taking the best pair first gives somebody their second choice and leaves somebody else with nobody.
 *
 * Ties come out as the rubric asks because people are numbered that way before the assignment, which prefers low
 * numbers: newcomers by how long they have waited, mentors by how full they are, each then by id. So the order of the
 * input does not matter either. Only numbers are kept of each pair; the chosen ones are compared again to be explained.
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
};

/** What a round may be told beside its people. */
export type RoundOptions = {
  rubric?: RubricInput;
  /** For a newcomer's id, ids of mentors whom the round must not propose to them again. */
  metBefore?: ReadonlyMap<string, ReadonlySet<string>>;
};

const requireDistinct = (what: string, people: readonly { id: string }[]): void => {
  const seen = new Set<string>();
  for (const { id } of people) {
    if (seen.has(id)) throw new RangeError(`Cannot plan the round: ${what} ${id} stands in it twice.`);
    seen.add(id);
  }
};

const byWaiting = (a: NewcomerProfile, b: NewcomerProfile): number =>
  Date.parse(a.waitingSince) - Date.parse(b.waitingSince) || compareIds(a.id, b.id);

const byLoad = ({ profile: a }: ReadyMentor, { profile: b }: ReadyMentor): number =>
  loadOf(a) - loadOf(b) || compareIds(a.id, b.id);

const reasonFor = ({ candidates, eligible, proposable }: Row, mentors: number): Unmatched['reason'] => {
  if (mentors === 0) return 'no-mentors';
  if (eligible === 0) return 'nobody-eligible';
  if (proposable === 0) return 'only-weak';
  return candidates.length === 0 ? 'met-before' : 'places-taken';
};

const explainUnmatched = (row: Row, mentors: number): Unmatched => ({
  newcomerId: row.newcomer.id,
  reason: reasonFor(row, mentors),
  eligible: row.eligible,
  blocked: countBlocked(row.failures),
});

const propose = (
  { newcomer, candidates }: Row,
  chosen: Row['candidates'][number],
  { mentors, setting }: { mentors: readonly ReadyMentor[]; setting: Setting },
): PlannedProposal => {
  const pair = pairUp(readyNewcomer(newcomer, setting), mentors[chosen.mentor]!, setting);
  return {
    newcomerId: newcomer.id,
    mentorId: chosen.alternate.mentorId,
    result: resultOf(comparePair(pair)),
    value: chosen.value,
    alternates: candidates
      .filter((candidate) => candidate !== chosen)
      .slice(0, 3)
      .map(({ alternate }) => alternate),
  };
};

const chooseMentors = (rows: readonly Row[], mentors: readonly ReadyMentor[]) => {
  const edges: { newcomer: number[]; mentor: number[]; value: number[] } = {
    newcomer: [],
    mentor: [],
    value: [],
  };
  rows.forEach(({ candidates }, number) => {
    for (const { mentor, value } of candidates) {
      edges.newcomer.push(number);
      edges.mentor.push(mentor);
      edges.value.push(value);
    }
  });
  const capacities = mentors.map(({ profile }) => freePlaces(profile));
  return { ...assign({ newcomers: rows.length, capacities, edges }), capacities };
};

/**
 * Plans a round: the greatest sum of rank and priority over everyone at once, at most one mentor a newcomer and no
 * more newcomers than free places a mentor. Pure; the same people give the same proposals in whatever order they come.
 *
 * @throws {RangeError} if a profile, the context or the rubric is wrong, or if somebody stands in it twice.
 */
export const planRound = (
  newcomers: readonly NewcomerProfile[],
  mentors: readonly MentorProfile[],
  context: MatchingContext,
  { rubric = rubricV1, metBefore }: RoundOptions = {},
): RoundPlan => {
  requireDistinct('newcomer', newcomers);
  requireDistinct('mentor', mentors);
  const setting = createSetting(context, rubric);
  const readyMentors = mentors.map((mentor) => readyMentor(mentor, setting)).sort(byLoad);
  const rows = [...newcomers]
    .sort(byWaiting)
    .map((newcomer) =>
      makeRow(newcomer, { mentors: readyMentors, setting, met: metBefore?.get(newcomer.id) }),
    );
  const { mentorOf, total, capacities } = chooseMentors(rows, readyMentors);

  const chosen = rows.map((row, number) => row.candidates.find(({ mentor }) => mentor === mentorOf[number]));
  const proposals = rows.flatMap((row, number) =>
    chosen[number] ? [propose(row, chosen[number], { mentors: readyMentors, setting })] : [],
  );
  const unmatched = rows.flatMap((row, number) =>
    chosen[number] ? [] : [explainUnmatched(row, mentors.length)],
  );
  const inBand = (band: Band) => proposals.filter(({ result }) => result.band === band).length;
  return {
    proposals: proposals.sort((a, b) => compareIds(a.newcomerId, b.newcomerId)),
    unmatched: unmatched.sort((a, b) => compareIds(a.newcomerId, b.newcomerId)),
    totals: {
      newcomers: newcomers.length,
      mentors: mentors.length,
      places: capacities.reduce((sum, places) => sum + places, 0),
      strong: inBand('strong'),
      good: inBand('good'),
      fair: inBand('fair'),
    },
    total,
  };
};
