import { expect } from 'vitest';
import type { Services } from '#functions/services.ts';
import { bestFor, seekFor } from '#functions/steps/candidates.ts';
import { readPool } from '#functions/steps/pool.ts';
import type { PoolLook } from '#functions/steps/warm-pool.ts';
import { rankMentors } from '#shared/matching/index.ts';
import { toMentorProfile, toNewcomerProfile } from '#shared/people/matching-profile.ts';
import type { Newcomer } from '#shared/people/newcomer.ts';

const byId = <T extends { id: string }>(people: readonly T[]): T[] =>
  people.toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** What a look at the pool must be: the mentors whom the table has approved, as they are there. */
export const expectWhole = async (services: Services, look: PoolLook): Promise<void> => {
  const { mentors, context } = await readPool(services);
  expect(byId(look.mentors())).toEqual(byId(mentors));
  expect(look.context).toEqual({ ...context, asOf: look.context.asOf });
};

/** Ids of the best `count` for a newcomer by the pool, after comparing them with a full read in which everybody is scored. */
export const expectBest = async (
  services: Services,
  newcomer: Newcomer,
  count: number,
): Promise<string[]> => {
  const seeking = await seekFor(services, newcomer);
  await expectWhole(services, seeking.pool);
  const found = await bestFor(services, seeking, { count });
  const { mentors } = await readPool(services);
  const { community } = services;
  const { context } = seeking.pool;
  const ranked = rankMentors(
    toNewcomerProfile(newcomer, community, context.asOf),
    mentors.map((mentor) => toMentorProfile(mentor, community, context.asOf)),
    context,
  );
  const wanted = ranked.filter(
    ({ mentorId, result }) =>
      result.eligible && result.band !== 'weak' && !seeking.metBefore.has(mentorId as `mentor_${string}`),
  );
  const ids = found.map(({ mentor }) => mentor.id);
  expect(ids).toEqual(wanted.slice(0, count).map(({ mentorId }) => mentorId));
  expect(found.map(({ result }) => result)).toEqual(wanted.slice(0, count).map(({ result }) => result));
  return ids;
};
