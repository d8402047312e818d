import type { Community } from '#shared/community.ts';
import type { MentorId, PersonId } from '#shared/ids.ts';
import {
  createPool,
  type MatchingContext,
  type NewcomerProfile,
  type Pool,
  type Survey,
} from '#shared/matching/index.ts';
import { toContext, toMentorProfile } from '#shared/people/matching-profile.ts';
import type { Mentor } from '#shared/people/mentor.ts';
import type { Instant } from '#shared/time.ts';

/*
 * The pool as a function remembers it between requests: who is in it, and the same people as columns, which find the
 * best few. What is taken in goes by the mentor's version, so it may come in any order and more than once.
 *
 * Invariant: after every version up to some moment has been taken in, it holds exactly the mentors who were approved
 * then, each as they were.
 */

/** The pool in memory. */
export type PoolMemory = {
  /** Whether this version of a mentor, or a later one, has been taken in. */
  readonly knows: (id: MentorId, version: number) => boolean;
  /** The newest version that has been taken in; 0 if none. */
  readonly versionOf: (id: MentorId) => number;
  /** Takes in mentors as read; one who is not approved leaves. A version that is known, or older, changes nothing. */
  readonly take: (found: readonly Mentor[], now: Instant) => void;
  /** Takes in that nothing of a mentor is left. `version` is the last that is told of. */
  readonly takeLeave: (id: MentorId, version: number) => void;
  readonly mentors: () => Iterable<Mentor>;
  /** Who a mentor is; that never changes. */
  readonly personOf: (id: MentorId) => PersonId | undefined;
  /** What comparisons at this instant share. */
  readonly contextAt: (now: Instant) => MatchingContext;
  /** The first `count` who can be proposed to a newcomer, best first. */
  readonly best: (newcomer: NewcomerProfile, context: MatchingContext, count: number) => MentorId[];
  readonly survey: (
    newcomer: NewcomerProfile,
    context: MatchingContext,
    options: Parameters<Pool['survey']>[1],
  ) => Survey;
};

/** Remembers these mentors, all of them approved. */
export const createPoolMemory = (
  approved: readonly Mentor[],
  { community, now }: { community: Community; now: Instant },
): PoolMemory => {
  const members = new Map<MentorId, Mentor>(approved.map((mentor) => [mentor.id, mentor]));
  // Of those who left too, so that what tells of them again is known.
  const versions = new Map<MentorId, number>(approved.map(({ id, version }) => [id, version]));
  let seen = toContext(approved, now);
  let counted: Omit<MatchingContext, 'asOf'> | null = seen;
  const columns = createPool(
    approved.map((mentor) => toMentorProfile(mentor, community, now)),
    seen,
  );

  const versionOf = (id: MentorId): number => versions.get(id) ?? 0;
  const knows = (id: MentorId, version: number): boolean => versionOf(id) >= version;
  const contextAt = (now: Instant): MatchingContext => {
    counted ??= toContext([...members.values()], now);
    return { ...counted, asOf: now };
  };
  const see = (context: MatchingContext): Pool => {
    if (seen !== context) columns.seeAt(context);
    seen = context;
    return columns;
  };
  const leave = (id: MentorId): void => {
    members.delete(id);
    columns.remove(id);
  };

  return {
    knows,
    versionOf,
    take: (found, now) => {
      const news = found.filter(({ id, version }) => !knows(id, version));
      if (news.length === 0) return;
      for (const mentor of news) {
        versions.set(mentor.id, mentor.version);
        if (mentor.state === 'approved') members.set(mentor.id, mentor);
        else leave(mentor.id);
      }
      counted = null;
      const pool = see(contextAt(now));
      for (const mentor of news)
        if (mentor.state === 'approved') pool.update(toMentorProfile(mentor, community, now));
    },
    takeLeave: (id, version) => {
      versions.set(id, Math.max(version, versionOf(id)));
      counted = null;
      leave(id);
    },
    mentors: () => members.values(),
    personOf: (id) => members.get(id)?.personId,
    contextAt,
    best: (newcomer, context, count) =>
      see(context)
        .best(newcomer, count)
        .map(({ mentorId }) => mentorId as MentorId),
    survey: (newcomer, context, options) => see(context).survey(newcomer, options),
  };
};
