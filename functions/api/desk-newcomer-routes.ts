import * as z from 'zod';
import { pageOf } from '#shared/http/answers.ts';
import { lookView, newcomerRow, newcomerView } from '#shared/http/people-views.ts';
import { idSchema } from '#shared/ids.ts';
import { confirmedRequestStates } from '#shared/life/request.ts';
import { mayOpen } from './confirmed-people.ts';
import { toNewcomerRows } from './desk-views.ts';
import { namesOfMet, readFile, toNewcomerView } from './newcomer-views.ts';
import { namesOf, openContact } from './people-views.ts';
import { recordLook } from './record-look.ts';
import { ok, route } from './route.ts';

const cursor = z.string().max(1_000).optional();
const newcomerParams = z.object({ newcomerId: idSchema('newcomer') });

/** Newcomers, as coordinators see them. */
export const deskNewcomerRoutes = {
  listNewcomers: route({
    method: 'get',
    path: '/newcomers',
    summary: 'Newcomers in a state, longest wait first',
    access: 'coordinator',
    query: z.strictObject({ state: z.enum(confirmedRequestStates).default('waiting'), cursor }),
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
      const file = await readFile(services, params.newcomerId);
      if (!file) return { problem: 'not-found' };
      const [nameOf, met] = await Promise.all([
        namesOf(services, [file.newcomer]),
        namesOfMet(services, file),
      ]);
      return ok(toNewcomerView(file, { nameOf, met }));
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
      const owner = { state: newcomer.state, addressHash: person.addressHash };
      if (!(await mayOpen(services, body.what, owner))) return { problem: 'not-found' };
      await recordLook(services, visitor, person, body.what);
      if (body.what === 'contact') return ok({ contact: await openContact(services, person) });
      const ring = await services.vault.unlock(person.wrappedKey, person.id);
      return ok({ note: newcomer.note === null ? null : String(ring.open('note', newcomer.note)) });
    },
  }),
};
