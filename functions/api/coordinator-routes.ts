import * as z from 'zod';
import { doneView, pageOf } from '#shared/http/answers.ts';
import { coordinatorRow } from '#shared/http/people-views.ts';
import { idSchema } from '#shared/ids.ts';
import { emailSchema, nameSchema } from '#shared/people/contact.ts';
import { grantCoordinator, revokeCoordinator } from '../steps/coordinators.ts';
import { openContact } from './people-views.ts';
import { caller, ok, route } from './route.ts';
import { answerOf } from './step-answer.ts';

/** Coordinators among themselves. */
export const coordinatorRoutes = {
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
