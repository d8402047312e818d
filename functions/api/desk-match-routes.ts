import * as z from 'zod';
import { doneView, pageOf } from '#shared/http/answers.ts';
import { matchRow, matchView } from '#shared/http/match-views.ts';
import { idSchema } from '#shared/ids.ts';
import { endReasons, matchStates, rejectReasons } from '#shared/life/match.ts';
import { safeText } from '#shared/people/contact.ts';
import { approve, end, hold, reject, release, undo } from '../steps/match-steps.ts';
import { pickMentor } from '../steps/propose.ts';
import { toMatchRows, toMatchView } from './desk-views.ts';
import { caller, ok, route, type Visitor } from './route.ts';
import { answerOf } from './step-answer.ts';

const params = z.object({ matchId: idSchema('match') });

const on = (visitor: Visitor, id: z.output<typeof params>['matchId']) =>
  ({ id, actor: { kind: 'coordinator', personId: caller(visitor).id } }) as const;

/** Proposals and matches on the desk. */
export const deskMatchRoutes = {
  listMatches: route({
    method: 'get',
    path: '/matches',
    summary: 'Matches in a state, oldest first',
    access: 'coordinator',
    query: z.strictObject({
      state: z.enum(matchStates).default('proposed'),
      cursor: z.string().max(1_000).optional(),
      limit: z.coerce.number().int().min(1).max(25).default(10),
    }),
    answer: pageOf(matchRow),
    status: 200,
    handle: async ({ services, query: { state, ...part } }) => {
      const page = await services.store.matches.listByState(state, part);
      return ok({ items: await toMatchRows(services, page.items), cursor: page.cursor });
    },
  }),

  getMatch: route({
    method: 'get',
    path: '/matches/{matchId}',
    summary: 'A match with its reasons, alternates and history',
    access: 'coordinator',
    params,
    answer: matchView,
    status: 200,
    problems: ['not-found'],
    handle: async ({ services, params }) => {
      const match = await services.store.matches.get(params.matchId);
      const view = match && (await toMatchView(services, match));
      return view ? ok(view) : { problem: 'not-found' };
    },
  }),

  proposeMatch: route({
    method: 'post',
    path: '/newcomers/{newcomerId}/proposals',
    summary: 'Pick a mentor for a newcomer; a fair pair needs a reason in words',
    access: 'coordinator',
    params: z.object({ newcomerId: idSchema('newcomer') }),
    body: z.strictObject({ mentorId: idSchema('mentor'), note: safeText(600).nullable().default(null) }),
    answer: z.object({ matchId: idSchema('match') }),
    status: 201,
    problems: [
      'invalid-request',
      'not-found',
      'newcomer-not-waiting',
      'not-eligible',
      'note-missing',
      'busy',
    ],
    creates: true,
    handle: async ({ services, visitor, params, body }) => {
      const actor = { kind: 'coordinator', personId: caller(visitor).id } as const;
      const stepped = await pickMentor(services, actor, { ...params, ...body });
      const made = stepped.ok ? stepped.decision.matches?.[0]?.after.id : undefined;
      if (made) return { status: 201, body: { matchId: made } };
      const refused = answerOf(stepped);
      return 'problem' in refused ? refused : { problem: 'busy' };
    },
  }),

  approveMatch: route({
    method: 'post',
    path: '/matches/{matchId}/approve',
    summary: 'Approve a proposal; its offer goes out after 30 seconds',
    access: 'coordinator',
    params,
    answer: doneView,
    status: 200,
    problems: [
      'not-found',
      'not-in-this-state',
      'not-eligible',
      'newcomer-not-waiting',
      'mentor-not-available',
      'no-capacity',
      'safety-hold',
      'busy',
    ],
    handle: async ({ services, visitor, params }) =>
      answerOf(await approve(services, on(visitor, params.matchId))),
  }),

  undoMatch: route({
    method: 'post',
    path: '/matches/{matchId}/undo',
    summary: 'Take an approval back while its offer has not gone out',
    access: 'coordinator',
    params,
    answer: doneView,
    status: 200,
    problems: ['not-found', 'not-in-this-state', 'too-late-to-undo', 'busy'],
    handle: async ({ services, visitor, params }) =>
      answerOf(await undo(services, on(visitor, params.matchId))),
  }),

  rejectMatch: route({
    method: 'post',
    path: '/matches/{matchId}/reject',
    summary: 'Reject a proposal with a reason; the pair is not proposed again by itself',
    access: 'coordinator',
    params,
    body: z.strictObject({ reason: z.enum(rejectReasons) }),
    answer: doneView,
    status: 200,
    problems: ['invalid-request', 'not-found', 'not-in-this-state', 'busy'],
    handle: async ({ services, visitor, params, body }) =>
      answerOf(await reject(services, on(visitor, params.matchId), body.reason)),
  }),

  holdMatch: route({
    method: 'post',
    path: '/matches/{matchId}/hold',
    summary:
      'Put an open match on hold: both see no more than that it takes a pause, and no message goes out',
    access: 'coordinator',
    params,
    answer: doneView,
    status: 200,
    problems: ['not-found', 'not-in-this-state', 'busy'],
    handle: async ({ services, visitor, params }) =>
      answerOf(await hold(services, on(visitor, params.matchId))),
  }),

  releaseMatch: route({
    method: 'post',
    path: '/matches/{matchId}/release',
    summary: 'Let a match on hold go on where it stood; who has not had the introduction gets it now',
    access: 'coordinator',
    params,
    answer: doneView,
    status: 200,
    problems: ['not-found', 'not-in-this-state', 'mentor-not-available', 'safety-hold', 'busy'],
    handle: async ({ services, visitor, params }) =>
      answerOf(await release(services, on(visitor, params.matchId))),
  }),

  closeMatch: route({
    method: 'post',
    path: '/matches/{matchId}/end',
    summary: 'End an introduced match, or one on hold, for both',
    access: 'coordinator',
    params,
    body: z.strictObject({ reason: z.enum(endReasons) }),
    answer: doneView,
    status: 200,
    problems: ['invalid-request', 'not-found', 'not-in-this-state', 'busy'],
    handle: async ({ services, visitor, params, body }) =>
      answerOf(await end(services, on(visitor, params.matchId), { side: null, reason: body.reason })),
  }),
};
