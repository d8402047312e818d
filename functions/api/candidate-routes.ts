import * as z from 'zod';
import { readWeek } from '#shared/explain/times.ts';
import { candidatesView, candidateView, sharedTimeView } from '#shared/http/match-views.ts';
import { newcomerRow } from '#shared/http/people-views.ts';
import { idSchema } from '#shared/ids.ts';
import { whatWouldChange } from '#shared/matching/index.ts';
import { type Candidate, proposable, rankFor } from '../steps/propose.ts';
import { readNewcomer } from './confirmed-people.ts';
import { toSharedTime, toTogether } from './desk-views.ts';
import { namesOf, toMentorRow, toNewcomerRow } from './people-views.ts';
import { ok, route } from './route.ts';

const mentorParams = z.object({ mentorId: idSchema('mentor') });
const newcomerParams = z.object({ newcomerId: idSchema('newcomer') });
const candidatesShown = 12;

/** Those whom fewest conditions stop, the best of them first. */
const closest = (candidates: readonly Candidate[]): Candidate[] =>
  candidates.toSorted((a, b) => a.result.gates.length - b.result.gates.length);

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
      const { candidates, metBefore, profile, profiles, context } = await rankFor(services, newcomer);
      const fitting = candidates.filter(({ result }) => result.eligible);
      const shown = (fitting.length > 0 ? fitting : closest(candidates)).slice(0, candidatesShown);
      const nameOf = await namesOf(services, [newcomer, ...shown.map(({ mentor }) => mentor)]);
      const eligible = proposable(candidates, metBefore).length;
      return ok({
        newcomer: toNewcomerRow(newcomer, nameOf(newcomer)),
        candidates: shown.map(({ mentor, result }) => ({
          mentor: toMentorRow(mentor, nameOf(mentor)),
          result,
          together: toTogether(services, newcomer, mentor),
          metBefore: metBefore.get(mentor.id) ?? null,
        })),
        pool: profiles.length,
        eligible,
        relief: fitting.length === 0 ? whatWouldChange(profile, profiles, context) : null,
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
      const { candidates, metBefore } = await rankFor(services, newcomer);
      const found = candidates.find(({ mentor }) => mentor.id === params.mentorId);
      if (!found) return { problem: 'not-found' };
      const nameOf = await namesOf(services, [newcomer, found.mentor]);
      const sharedTime = toSharedTime(services, newcomer, found.mentor);
      return ok({
        newcomer: toNewcomerRow(newcomer, nameOf(newcomer)),
        mentor: toMentorRow(found.mentor, nameOf(found.mentor)),
        result: found.result,
        together: readWeek(sharedTime.newcomerView.days),
        metBefore: metBefore.get(found.mentor.id) ?? null,
        sharedTime,
      });
    },
  }),
};
