import * as z from 'zod';
import { readWeek } from '#shared/explain/times.ts';
import {
  candidatesView,
  candidateView,
  coordinatorRow,
  doneView,
  lookView,
  mentorRow,
  mentorView,
  newcomerRow,
  newcomerView,
  pageOf,
  sharedTimeView,
} from '#shared/http/views.ts';
import { idSchema } from '#shared/ids.ts';
import { mentorStates } from '#shared/life/mentor.ts';
import { requestStates } from '#shared/life/request.ts';
import { whatWouldChange } from '#shared/matching/index.ts';
import { emailSchema, nameSchema } from '#shared/people/contact.ts';
import { toMentorProfile } from '#shared/people/matching-profile.ts';
import type { Person } from '#shared/people/person.ts';
import type { Look } from '../data/history.ts';
import { keys } from '../data/keys.ts';
import type { Services } from '../services.ts';
import { grantCoordinator, revokeCoordinator } from '../steps/coordinators.ts';
import { vet } from '../steps/person-steps.ts';
import { proposable, rankFor } from '../steps/propose.ts';
import { toMentorRows, toNewcomerRows, toSharedTime, toTogether } from './desk-views.ts';
import { openTexts } from './my-views.ts';
import { namesOf, openContact, toChangeView, toMentorRow, toNewcomerRow } from './people-views.ts';
import { caller, ok, route, type Visitor } from './route.ts';
import { answerOf } from './step-answer.ts';

const cursor = z.string().max(1_000).optional();
const mentorParams = z.object({ mentorId: idSchema('mentor') });
const newcomerParams = z.object({ newcomerId: idSchema('newcomer') });
const candidatesShown = 12;

const asCoordinator = (visitor: Visitor) => ({ kind: 'coordinator', personId: caller(visitor).id }) as const;

/** Writes down who looks before anything is shown. */
const recordLook = async (
  services: Services,
  visitor: Visitor,
  person: Person,
  what: Look['what'],
): Promise<void> => {
  await services.store.history.addLook({
    id: services.newId('look'),
    personId: person.id,
    byId: caller(visitor).id,
    at: services.now(),
    what,
  });
};

/** The people, as coordinators see them. */
export const deskPeopleRoutes = {
  listMentors: route({
    method: 'get',
    path: '/mentors',
    summary: 'Mentors in a state, oldest application first',
    access: 'coordinator',
    query: z.strictObject({ state: z.enum(mentorStates).default('applied'), cursor }),
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
      const mentor = await services.store.mentors.get(params.mentorId);
      if (!mentor) return { problem: 'not-found' };
      const nameOf = await namesOf(services, [mentor]);
      const changes = await services.store.history.changes(keys.mentor(mentor.id).pk);
      const { answers, pausedUntil, openMatchIds } = mentor;
      return ok({
        ...toMentorRow(mentor, nameOf(mentor)),
        answers,
        pausedUntil,
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
      await recordLook(services, visitor, person, body.what);
      return body.what === 'contact'
        ? ok({ contact: await openContact(services, person) })
        : ok({ texts: await openTexts(services, person, mentor) });
    },
  }),

  listNewcomers: route({
    method: 'get',
    path: '/newcomers',
    summary: 'Newcomers in a state, longest wait first',
    access: 'coordinator',
    query: z.strictObject({ state: z.enum(requestStates).default('waiting'), cursor }),
    answer: pageOf(newcomerRow),
    status: 200,
    handle: async ({ services, query }) => {
      const page = await services.store.newcomers.listByState(query.state, { cursor: query.cursor });
      return ok({ items: await toNewcomerRows(services, page.items), cursor: page.cursor });
    },
  }),

  getNewcomer: route({
    method: 'get',
    path: '/newcomers/{newcomerId}',
    summary: 'A newcomer, private fields folded',
    access: 'coordinator',
    params: newcomerParams,
    answer: newcomerView,
    status: 200,
    problems: ['not-found'],
    handle: async ({ services, params }) => {
      const newcomer = await services.store.newcomers.get(params.newcomerId);
      if (!newcomer) return { problem: 'not-found' };
      const [nameOf, pairs, changes] = await Promise.all([
        namesOf(services, [newcomer]),
        services.store.newcomers.pairs(newcomer.id),
        services.store.history.changes(keys.newcomer(newcomer.id).pk),
      ]);
      return ok({
        ...toNewcomerRow(newcomer, nameOf(newcomer)),
        answers: newcomer.answers,
        hasNote: newcomer.note !== null,
        pairs: pairs.map(({ mentorId, outcome, at }) => ({ mentorId, outcome, at })),
        changes: changes.map(toChangeView),
      });
    },
  }),

  lookAtNewcomer: route({
    method: 'post',
    path: '/newcomers/{newcomerId}/looks',
    summary: 'Open a private field of a newcomer; the look is recorded and they can see it',
    access: 'coordinator',
    params: newcomerParams,
    body: z.strictObject({ what: z.enum(['contact', 'note']) }),
    answer: lookView,
    status: 200,
    problems: ['invalid-request', 'not-found'],
    handle: async ({ services, visitor, params, body }) => {
      const newcomer = await services.store.newcomers.get(params.newcomerId);
      const person = newcomer && (await services.store.people.get(newcomer.personId));
      if (!newcomer || !person) return { problem: 'not-found' };
      await recordLook(services, visitor, person, body.what);
      if (body.what === 'contact') return ok({ contact: await openContact(services, person) });
      const ring = await services.vault.unlock(person.wrappedKey, person.id);
      return ok({ note: newcomer.note === null ? null : String(ring.open('note', newcomer.note)) });
    },
  }),

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
      const newcomer = await services.store.newcomers.get(params.newcomerId);
      if (!newcomer) return { problem: 'not-found' };
      const { candidates, metBefore, profile, mentors, context } = await rankFor(services, newcomer);
      const fitting = candidates.filter(({ result }) => result.eligible);
      const shown = (fitting.length > 0 ? fitting : candidates).slice(0, candidatesShown);
      const [[row], mentorRows] = await Promise.all([
        toNewcomerRows(services, [newcomer]),
        toMentorRows(
          services,
          shown.map(({ mentor }) => mentor),
        ),
      ]);
      if (!row) return { problem: 'not-found' };
      const eligible = proposable(candidates, metBefore).length;
      const profiles = mentors.map((mentor) => toMentorProfile(mentor, services.community, context.asOf));
      return ok({
        newcomer: row,
        candidates: shown.map(({ mentor, result }, index) => ({
          mentor: mentorRows[index]!,
          result,
          together: toTogether(services, newcomer, mentor),
          metBefore: metBefore.get(mentor.id) ?? null,
        })),
        pool: mentors.length,
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
      const newcomer = await services.store.newcomers.get(params.newcomerId);
      if (!newcomer) return { problem: 'not-found' };
      const { candidates, metBefore } = await rankFor(services, newcomer);
      const found = candidates.find(({ mentor }) => mentor.id === params.mentorId);
      if (!found) return { problem: 'not-found' };
      const [[row], [mentor]] = await Promise.all([
        toNewcomerRows(services, [newcomer]),
        toMentorRows(services, [found.mentor]),
      ]);
      if (!row || !mentor) return { problem: 'not-found' };
      const sharedTime = toSharedTime(services, newcomer, found.mentor);
      return ok({
        newcomer: row,
        mentor,
        result: found.result,
        together: readWeek(sharedTime.newcomerView.days),
        metBefore: metBefore.get(found.mentor.id) ?? null,
        sharedTime,
      });
    },
  }),

  listCoordinators: route({
    method: 'get',
    path: '/coordinators',
    summary: 'Every coordinator',
    access: 'coordinator',
    answer: pageOf(coordinatorRow),
    status: 200,
    handle: async ({ services }) => {
      const people = await services.store.people.coordinators();
      const items = await Promise.all(
        people.map(async (person) => {
          const { name, email } = await openContact(services, person);
          return { id: person.id, name, email, since: person.coordinatorSince ?? person.createdAt };
        }),
      );
      return ok({ items, cursor: null });
    },
  }),

  addCoordinator: route({
    method: 'post',
    path: '/coordinators',
    summary: 'Name another coordinator; they are mailed a way to sign in',
    access: 'coordinator',
    body: z.strictObject({ email: emailSchema, name: nameSchema }),
    answer: doneView,
    status: 201,
    problems: ['invalid-request', 'busy'],
    creates: true,
    handle: async ({ services, visitor, body }) => {
      const granted = answerOf(await grantCoordinator(services, { ...body, by: caller(visitor).id }));
      return 'body' in granted ? { ...granted, status: 201 } : granted;
    },
  }),

  removeCoordinator: route({
    method: 'delete',
    path: '/coordinators/{personId}',
    summary: 'End a coordinator’s grant and their sessions; nobody can remove themselves',
    access: 'coordinator',
    params: z.object({ personId: idSchema('person') }),
    answer: doneView,
    status: 200,
    problems: ['not-in-this-state', 'busy'],
    handle: async ({ services, visitor, params }) =>
      answerOf(await revokeCoordinator(services, { id: params.personId, by: caller(visitor).id })),
  }),
};
