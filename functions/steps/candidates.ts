import type { MentorId } from '#shared/ids.ts';
import type { Pair } from '#shared/life/match.ts';
import { type NewcomerProfile, rankMentors, type ScoreResult } from '#shared/matching/index.ts';
import { toMentorProfile, toNewcomerProfile } from '#shared/people/matching-profile.ts';
import type { Mentor } from '#shared/people/mentor.ts';
import type { Newcomer } from '#shared/people/newcomer.ts';
import type { StepServices } from './step.ts';
import type { PoolLook } from './warm-pool.ts';

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
export const seekFor = async (
  { store, community, pool }: CandidateServices,
  newcomer: Newcomer,
): Promise<Seeking> => {
  const [look, pairs] = await Promise.all([pool.look(), store.newcomers.pairs(newcomer.id)]);
  return {
    pool: look,
    profile: toNewcomerProfile(newcomer, community, look.context.asOf),
    metBefore: new Map(pairs.map(({ mentorId, outcome }) => [mentorId, outcome])),
  };
};

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
 * The best mentors for a newcomer who may be proposed, best first.
 * @param options.count how many are wanted.
 * @param options.without mentors who are left out.
 * @param options.metToo whether those met before are among them too.
 */
export const bestFor = async (
  services: CandidateServices,
  seeking: Seeking,
  { count, without = [], metToo = false }: { count: number; without?: readonly MentorId[]; metToo?: boolean },
): Promise<Candidate[]> => {
  const { pool, profile, metBefore } = seeking;
  const out = new Set(metToo ? without : [...without, ...metBefore.keys()]);
  const mentors = await pool.confirm(() =>
    pool
      .best(profile, count + out.size)
      .filter((id) => !out.has(id))
      .slice(0, count),
  );
  return rank(services, seeking, mentors).filter(isProposable);
};

/**
 * Those whom fewest gates stop, the best of them first; only those whom none stops, if there are any, weak ones too.
 * @param count how many are wanted.
 */
export const closestFor = async (
  services: CandidateServices,
  seeking: Seeking,
  count: number,
): Promise<Candidate[]> => {
  const { pool, profile } = seeking;
  const mentors = await pool.confirm(() =>
    pool.survey(profile, { count }).closest.map(({ mentorId }) => mentorId as MentorId),
  );
  const closest = rank(services, seeking, mentors).sort(
    (a, b) => a.result.gates.length - b.result.gates.length,
  );
  const eligible = closest.filter(({ result }) => result.eligible);
  return eligible.length > 0 ? eligible : closest;
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
