import * as z from 'zod';
import { doneView, pageOf } from '#shared/http/answers.ts';
import { lookView, mentorRow, mentorView } from '#shared/http/people-views.ts';
import { idSchema } from '#shared/ids.ts';
import { confirmedMentorStates, takeOutReasons } from '#shared/life/mentor.ts';
import { keys } from '../data/keys.ts';
import { takeOut, vet } from '../steps/person-steps.ts';
import { mayOpen, readMentor } from './confirmed-people.ts';
import { toMentorRows } from './desk-views.ts';
import { openTexts } from './my-views.ts';
import { namesOf, openContact, toChangeView, toMentorRow } from './people-views.ts';
import { recordLook } from './record-look.ts';
import { caller, ok, route, type Visitor } from './route.ts';
import { answerOf } from './step-answer.ts';

const cursor = z.string().max(1_000).optional();
const mentorParams = z.object({ mentorId: idSchema('mentor') });

const asCoordinator = (visitor: Visitor) => ({ kind: 'coordinator', personId: caller(visitor).id }) as const;

/** Mentors, as coordinators see them. */
export const deskMentorRoutes = {
  listMentors: route({
    method: 'get',
    path: '/mentors',
    summary: 'Mentors in a state, oldest application first',
    access: 'coordinator',
    query: z.strictObject({ state: z.enum(confirmedMentorStates).default('applied'), cursor }),
    answer: pageOf(mentorRow),
    status: 200,
    handle: async ({ services, query }) => {
      const page = await services.store.mentors.listByState(query.state, { cursor: query.cursor });
      return ok({ items: await toMentorRows(services, page.items), cursor: page.cursor });
    },
  }),

  getMentor: route({
    method: 'get',
    path: '/mentors/{mentorId}',
    summary: 'A mentor, private fields folded',
    access: 'coordinator',
    params: mentorParams,
    answer: mentorView,
    status: 200,
    problems: ['not-found'],
    handle: async ({ services, params }) => {
      const mentor = await readMentor(services, params.mentorId);
      if (!mentor) return { problem: 'not-found' };
      const nameOf = await namesOf(services, [mentor]);
      const changes = await services.store.history.changes(keys.mentor(mentor.id).pk);
      const { answers, pausedUntil, takenOutFor, openMatchIds } = mentor;
      return ok({
        ...toMentorRow(mentor, nameOf(mentor)),
        answers,
        pausedUntil,
        takenOutFor,
        openMatchIds,
        changes: changes.map(toChangeView),
      });
    },
  }),

  vetMentor: route({
    method: 'post',
    path: '/mentors/{mentorId}/verdict',
    summary: 'Approve or decline an application',
    access: 'coordinator',
    params: mentorParams,
    body: z.strictObject({ verdict: z.enum(['approve', 'decline']) }),
    answer: doneView,
    status: 200,
    problems: ['invalid-request', 'not-found', 'not-in-this-state', 'busy'],
    handle: async ({ services, visitor, params, body }) =>
      answerOf(await vet(services, { id: params.mentorId, actor: asCoordinator(visitor) }, body.verdict)),
  }),

  takeOutMentor: route({
    method: 'post',
    path: '/mentors/{mentorId}/take-out',
    summary: 'Take a mentor out of the pool; their matches end, and whoever knew of one is told',
    access: 'coordinator',
    params: mentorParams,
    body: z.strictObject({ reason: z.enum(takeOutReasons) }),
    answer: doneView,
    status: 200,
    problems: ['invalid-request', 'not-found', 'not-in-this-state', 'busy'],
    handle: async ({ services, visitor, params, body }) =>
      answerOf(await takeOut(services, { id: params.mentorId, actor: asCoordinator(visitor) }, body.reason)),
  }),

  lookAtMentor: route({
    method: 'post',
    path: '/mentors/{mentorId}/looks',
    summary: 'Open a private field of a mentor; the look is recorded and they can see it',
    access: 'coordinator',
    params: mentorParams,
    body: z.strictObject({ what: z.enum(['contact', 'texts']) }),
    answer: lookView,
    status: 200,
    problems: ['invalid-request', 'not-found'],
    handle: async ({ services, visitor, params, body }) => {
      const mentor = await services.store.mentors.get(params.mentorId);
      const person = mentor && (await services.store.people.get(mentor.personId));
      if (!mentor || !person) return { problem: 'not-found' };
      const owner = { state: mentor.state, addressHash: person.addressHash };
      if (!(await mayOpen(services, body.what, owner))) return { problem: 'not-found' };
      await recordLook(services, visitor, person, body.what);
      return body.what === 'contact'
        ? ok({ contact: await openContact(services, person) })
        : ok({ texts: await openTexts(services, person, mentor) });
    },
  }),
};
