import * as z from 'zod';
import { readWeek } from '#shared/explain/times.ts';
import { candidatesView, candidateView, sharedTimeView } from '#shared/http/match-views.ts';
import { newcomerRow } from '#shared/http/people-views.ts';
import { idSchema } from '#shared/ids.ts';
import { whatWouldChange } from '#shared/matching/index.ts';
import { toMentorProfile } from '#shared/people/matching-profile.ts';
import type { Services } from '../services.ts';
import {
  bestFor,
  type Candidate,
  closestFor,
  compareWith,
  type Seeking,
  seekFor,
} from '../steps/candidates.ts';
import { readNewcomer } from './confirmed-people.ts';
import { toSharedTime, toTogether } from './desk-views.ts';
import { namesOf, toMentorRow, toNewcomerRow } from './people-views.ts';
import { ok, route } from './route.ts';

const mentorParams = z.object({ mentorId: idSchema('mentor') });
const newcomerParams = z.object({ newcomerId: idSchema('newcomer') });
const candidatesShown = 12;

/** The mentors that a newcomer's page shows: the best who can be proposed, or, if they do not fill it, the closest. */
const candidatesOf = (services: Services, seeking: Seeking): Promise<Candidate[]> => {
  const { proposable } = seeking.pool.survey(seeking.profile, { count: 0 });
  return proposable < candidatesShown
    ? closestFor(services, seeking, candidatesShown)
    : bestFor(services, seeking, { count: candidatesShown, metToo: true });
};

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
    summary: 'The best mentors for a newcomer with reasons, and for nobody what would change it',
    access: 'coordinator',
    params: newcomerParams,
    answer: candidatesView,
    status: 200,
    problems: ['not-found'],
    handle: async ({ services, params }) => {
      const newcomer = await readNewcomer(services, params.newcomerId);
      if (!newcomer) return { problem: 'not-found' };
      const seeking = await seekFor(services, newcomer);
      const { pool, profile, metBefore } = seeking;
      const shown = await candidatesOf(services, seeking);
      const nameOf = await namesOf(services, [newcomer, ...shown.map(({ mentor }) => mentor)]);
      const { eligible, proposable } = pool.survey(profile, { count: 0, except: new Set(metBefore.keys()) });
      return ok({
        newcomer: toNewcomerRow(newcomer, nameOf(newcomer)),
        candidates: shown.map(({ mentor, result }) => ({
          mentor: toMentorRow(mentor, nameOf(mentor)),
          result,
          together: toTogether(services, newcomer, mentor),
          metBefore: metBefore.get(mentor.id) ?? null,
        })),
        pool: pool.context.mentorPool,
        eligible: proposable,
        relief: eligible === 0 ? reliefOf(services, seeking) : null,
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
      const newcomer = await readNewcomer(services, params.newcomerId);
      if (!newcomer) return { problem: 'not-found' };
      const seeking = await seekFor(services, newcomer);
      const found = await compareWith(services, seeking, params.mentorId);
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
