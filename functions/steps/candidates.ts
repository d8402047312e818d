import type { MentorId, PersonId } from '#shared/ids.ts';
import type { Pair } from '#shared/life/match.ts';
import { type NewcomerProfile, rankMentors, type ScoreResult, type Survey } from '#shared/matching/index.ts';
import { toMentorProfile, toNewcomerProfile } from '#shared/people/matching-profile.ts';
import type { Mentor } from '#shared/people/mentor.ts';
import type { Newcomer } from '#shared/people/newcomer.ts';
import type { StepServices } from './step.ts';
import type { Confirmed, PoolLook } from './warm-pool.ts';

/*
 * Mentors for one newcomer. The pool in memory says who; then they are read from the table and scored afresh, so that what
 * is shown or proposed is true of the people as they are now.
 */

/** A mentor with how well they fit one newcomer. */
export type Candidate = { readonly mentor: Mentor; readonly result: ScoreResult };

/** A newcomer who looks for a mentor, before the pool of this instant. */
export type Seeking = {
  readonly pool: PoolLook;
  readonly profile: NewcomerProfile;
  /** Mentors they were paired with before, and what came of it: none is proposed again by itself. */
  readonly metBefore: ReadonlyMap<MentorId, Pair['outcome']>;
};

type CandidateServices = Pick<StepServices, 'store' | 'community' | 'pool'>;

/** Brings a newcomer before the pool. */
export const seekFor = async (services: CandidateServices, newcomer: Newcomer): Promise<Seeking> => {
  const { store, pool } = services;
  const [look, pairs] = await Promise.all([pool.look(), store.newcomers.pairs(newcomer.id)]);
  return seekIn(services, look, { newcomer, pairs });
};

/** The same for a newcomer whose pairs and whose pool have been read. */
export const seekIn = (
  { community }: Pick<CandidateServices, 'community'>,
  pool: PoolLook,
  { newcomer, pairs }: { newcomer: Newcomer; pairs: readonly Pair[] },
): Seeking => ({
  pool,
  profile: toNewcomerProfile(newcomer, community, pool.context.asOf),
  metBefore: new Map(pairs.map(({ mentorId, outcome }) => [mentorId, outcome])),
});

/** These mentors for one newcomer, best first. */
export const rank = (
  { community }: Pick<CandidateServices, 'community'>,
  { pool, profile }: Seeking,
  mentors: readonly Mentor[],
): Candidate[] => {
  const { context } = pool;
  const byId = new Map<string, Mentor>(mentors.map((mentor) => [mentor.id, mentor]));
  const profiles = mentors.map((mentor) => toMentorProfile(mentor, community, context.asOf));
  return rankMentors(profile, profiles, context).map(({ mentorId, result }) => ({
    mentor: byId.get(mentorId)!,
    result,
  }));
};

/** Whether a mentor may be proposed: every gate holds, and the fit is not weak. */
export const isProposable = ({ result }: Candidate): boolean => result.eligible && result.band !== 'weak';

/**
 * The best mentors for a newcomer who may be proposed, best first; none whom they met before.
 * @param options.count how many are wanted.
 * @param options.without mentors who are left out.
 */
export const bestFor = async (
  services: CandidateServices,
  seeking: Seeking,
  { count, without = [] }: { count: number; without?: readonly MentorId[] },
): Promise<Candidate[]> => {
  const { pool, profile, metBefore } = seeking;
  const out = new Set([...without, ...metBefore.keys()]);
  const { mentors } = await pool.confirm(() =>
    pool
      .best(profile, count + out.size)
      .filter((id) => !out.has(id))
      .slice(0, count),
  );
  return rank(services, seeking, mentors).filter(isProposable);
};

/** Those whom fewest gates stop, the best of them first; only those whom none stops, if there are any, weak ones too. */
const closest = (ranked: readonly Candidate[]): Candidate[] => {
  const sorted = ranked.toSorted((a, b) => a.result.gates.length - b.result.gates.length);
  const eligible = sorted.filter(({ result }) => result.eligible);
  return eligible.length > 0 ? eligible : sorted;
};

/** Whom they were not paired with before first, each part in the order given. */
const metLast = <T>(them: readonly T[], isMet: (one: T) => boolean): T[] => [
  ...them.filter((one) => !isMet(one)),
  ...them.filter(isMet),
];

/** If nobody can be proposed, what stops them matters more than who they are: so many of the closest are enough. */
const closestShown = 5;

/** Mentors for a newcomer's page, the people who they are, and what was seen of everybody. */
export type Shown = {
  readonly candidates: readonly Candidate[];
  readonly people: Confirmed['people'];
  readonly survey: Survey;
};

/**
 * The mentors that a newcomer's page shows: the best who can be proposed, or, if they do not fill it, the closest. Pairs with
 * an earlier outcome come after all others. Everybody is looked at once.
 * @param options.count how many are wanted.
 * @param options.people read along with the mentors' own.
 */
export const shownFor = async (
  services: CandidateServices,
  seeking: Seeking,
  { count, people }: { count: number; people: readonly PersonId[] },
): Promise<Shown> => {
  const { pool, profile, metBefore } = seeking;
  const look = () => pool.survey(profile, { count, except: new Set(metBefore.keys()) });
  const isFull = ({ proposable, excepted }: Survey) => proposable + excepted >= count;
  let survey = look();
  let choices = 0;
  const confirmed = await pool.confirm(() => {
    // Chosen again, because memory was behind.
    if (choices > 0) survey = look();
    choices += 1;
    return isFull(survey)
      ? metLast(pool.best(profile, count + metBefore.size), (id) => metBefore.has(id)).slice(0, count)
      : survey.closest
          .slice(0, survey.eligible > 0 ? count : closestShown)
          .map(({ mentorId }) => mentorId as MentorId);
  }, people);
  const ranked = rank(services, seeking, confirmed.mentors);
  const candidates = isFull(survey) ? ranked.filter(isProposable) : closest(ranked);
  return {
    candidates: metLast(candidates, ({ mentor }) => metBefore.has(mentor.id)),
    people: confirmed.people,
    survey,
  };
};

/** One approved mentor for a newcomer, or null if there is no such mentor. */
export const compareWith = async (
  services: CandidateServices,
  seeking: Seeking,
  mentorId: MentorId,
): Promise<Candidate | null> => {
  const mentor = await services.store.mentors.get(mentorId);
  return mentor?.state === 'approved' ? (rank(services, seeking, [mentor])[0] ?? null) : null;
};
