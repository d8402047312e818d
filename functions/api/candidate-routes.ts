import * as z from 'zod';
import { readWeek } from '#shared/explain/times.ts';
import { candidatesView, candidateView, sharedTimeView } from '#shared/http/match-views.ts';
import { newcomerRow } from '#shared/http/people-views.ts';
import { idSchema } from '#shared/ids.ts';
import { whatWouldChange } from '#shared/matching/index.ts';
import { toMentorProfile } from '#shared/people/matching-profile.ts';
import type { Services } from '../services.ts';
import { rank, type Seeking, seekIn, shownFor } from '../steps/candidates.ts';
import { togetherNow, toSharedTime } from './desk-views.ts';
import { namesOfMet, readFile, toNewcomerView } from './newcomer-views.ts';
import { namesOf, openNames, toMentorRow, toNewcomerRow } from './people-views.ts';
import { ok, route } from './route.ts';

const mentorParams = z.object({ mentorId: idSchema('mentor') });
const newcomerParams = z.object({ newcomerId: idSchema('newcomer') });
const candidatesShown = 10;

/** What would bring mentors to a newcomer who has none; as memory has everybody, which may be a moment old. */
const reliefOf = ({ community }: Services, { pool, profile }: Seeking) => {
  const profiles = pool.mentors().map((mentor) => toMentorProfile(mentor, community, pool.context.asOf));
  return whatWouldChange(profile, profiles, pool.context);
};

/** Mentors for one newcomer. */
export const candidateRoutes = {
  listCandidates: route({
    method: 'get',
    path: '/newcomers/{newcomerId}/candidates',
    summary: 'A newcomer with the best mentors for them and reasons; for nobody what would change it',
    access: 'coordinator',
    params: newcomerParams,
    answer: candidatesView,
    status: 200,
    problems: ['not-found'],
    handle: async ({ services, params }) => {
      const [file, pool] = await Promise.all([readFile(services, params.newcomerId), services.pool.look()]);
      if (!file) return { problem: 'not-found' };
      const { newcomer } = file;
      const poolSize = pool.context.mentorPool;
      if (newcomer.state === 'withdrawn') {
        const view = toNewcomerView(file, { nameOf: () => newcomer.reference, met: new Map() });
        return ok({ newcomer: view, candidates: [], pool: poolSize, eligible: 0, relief: null });
      }
      const seeking = seekIn(services, pool, file);
      const [{ candidates, people, survey }, met] = await Promise.all([
        shownFor(services, seeking, { count: candidatesShown, people: [newcomer.personId] }),
        namesOfMet(services, file),
      ]);
      const nameOf = await openNames(services, people.values());
      const together = togetherNow(services);
      return ok({
        newcomer: toNewcomerView(file, { nameOf, met }),
        candidates: candidates.map(({ mentor, result }) => ({
          mentor: toMentorRow(mentor, nameOf(mentor)),
          result,
          together: together(newcomer, mentor),
          metBefore: seeking.metBefore.get(mentor.id) ?? null,
        })),
        pool: poolSize,
        eligible: survey.proposable,
        relief: survey.eligible === 0 ? reliefOf(services, seeking) : null,
      });
    },
  }),

  getCandidate: route({
    method: 'get',
    path: '/newcomers/{newcomerId}/candidates/{mentorId}',
    summary: 'One mentor for a newcomer, with the picture of their shared time',
    access: 'coordinator',
    params: newcomerParams.extend(mentorParams.shape),
    answer: candidateView.extend({ newcomer: newcomerRow, sharedTime: sharedTimeView }),
    status: 200,
    problems: ['not-found'],
    handle: async ({ services, params }) => {
      const { store } = services;
      const [file, pool, mentor] = await Promise.all([
        readFile(services, params.newcomerId),
        services.pool.look(),
        store.mentors.get(params.mentorId),
      ]);
      if (!file || file.newcomer.state === 'withdrawn' || mentor?.state !== 'approved')
        return { problem: 'not-found' };
      const { newcomer } = file;
      const seeking = seekIn(services, pool, file);
      const [found] = rank(services, seeking, [mentor]);
      if (!found) return { problem: 'not-found' };
      const nameOf = await namesOf(services, [newcomer, found.mentor]);
      const sharedTime = toSharedTime(services, newcomer, found.mentor);
      return ok({
        newcomer: toNewcomerRow(newcomer, nameOf(newcomer)),
        mentor: toMentorRow(found.mentor, nameOf(found.mentor)),
        result: found.result,
        together: readWeek(sharedTime.newcomerView.days),
        metBefore: seeking.metBefore.get(found.mentor.id) ?? null,
        sharedTime,
      });
    },
  }),
};
