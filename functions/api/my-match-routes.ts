import * as z from 'zod';
import { doneView } from '#shared/http/answers.ts';
import { myMatchView } from '#shared/http/my-views.ts';
import { idSchema } from '#shared/ids.ts';
import { endReasons, type Match, type Side } from '#shared/life/match.ts';
import { knewBeforeHold } from '#shared/life/take-back.ts';
import type { Services } from '../services.ts';
import { connect, end, mentorAccepts, newcomerAccepts, sayNo } from '../steps/match-steps.ts';
import { hasKnown, mayKnow, sideOf, toMyMatch } from './my-views.ts';
import { type Answer, caller, ok, route, type Visitor } from './route.ts';
import { answerOf } from './step-answer.ts';

const params = z.object({ matchId: idSchema('match') });

/** Somebody who knew of it learns that it is over or takes a pause, and nothing else; for anybody else it is not there. */
const whyGone = async (services: Services, match: Match, side: Side) => {
  if (knewBeforeHold(match, services.now()).includes(side)) return 'match-on-hold';
  return (await hasKnown(services, match, side)) ? 'not-in-this-state' : 'not-found';
};

/** Acts on a match that is the caller's and that they may know of; anything else is not there. */
const onMine = async (
  { services, visitor, id }: { services: Services; visitor: Visitor; id: Match['id'] },
  act: (side: Side) => Promise<Answer<{ done: true }>>,
): Promise<Answer<{ done: true }>> => {
  const match = await services.store.matches.get(id);
  const side = match && sideOf(match, caller(visitor));
  if (!match || !side) return { problem: 'not-found' };
  if (mayKnow(match, side, services.now())) return act(side);
  return { problem: await whyGone(services, match, side) };
};

const on = (visitor: Visitor, id: Match['id'], side: Side) =>
  ({ id, actor: { kind: side, personId: caller(visitor).id } }) as const;

/** What a newcomer and a mentor do with their match. */
export const myMatchRoutes = {
  getMyMatch: route({
    method: 'get',
    path: '/me/matches/{matchId}',
    summary: 'One match of mine: an offer, or how to reach each other',
    access: 'signed-in',
    params,
    answer: myMatchView,
    status: 200,
    problems: ['not-found', 'match-on-hold', 'not-in-this-state'],
    handle: async ({ services, visitor, params }) => {
      const match = await services.store.matches.get(params.matchId);
      const side = match && sideOf(match, caller(visitor));
      if (!match || !side) return { problem: 'not-found' };
      const view = await toMyMatch(services, caller(visitor), match);
      return view ? ok(view) : { problem: await whyGone(services, match, side) };
    },
  }),

  acceptMatch: route({
    method: 'post',
    path: '/me/matches/{matchId}/accept',
    summary: 'Say yes to an offer',
    access: 'signed-in',
    params,
    answer: doneView,
    status: 200,
    problems: ['not-found', 'match-on-hold', 'not-in-this-state', 'busy'],
    handle: ({ services, visitor, params }) =>
      onMine({ services, visitor, id: params.matchId }, async (side) => {
        const accepts = side === 'mentor' ? mentorAccepts : newcomerAccepts;
        return answerOf(await accepts(services, on(visitor, params.matchId, side)));
      }),
  }),

  declineMatch: route({
    method: 'post',
    path: '/me/matches/{matchId}/decline',
    summary: 'Say “not this time” to an offer',
    access: 'signed-in',
    params,
    answer: doneView,
    status: 200,
    problems: ['not-found', 'match-on-hold', 'not-in-this-state', 'busy'],
    handle: ({ services, visitor, params }) =>
      onMine({ services, visitor, id: params.matchId }, async (side) =>
        answerOf(await sayNo(services, on(visitor, params.matchId, side), { side, how: 'decline' })),
      ),
  }),

  connectMatch: route({
    method: 'post',
    path: '/me/matches/{matchId}/connected',
    summary: 'Say that you are in touch',
    access: 'signed-in',
    params,
    answer: doneView,
    status: 200,
    problems: ['not-found', 'match-on-hold', 'not-in-this-state', 'busy'],
    handle: ({ services, visitor, params }) =>
      onMine({ services, visitor, id: params.matchId }, async (side) =>
        answerOf(await connect(services, on(visitor, params.matchId, side))),
      ),
  }),

  endMatch: route({
    method: 'post',
    path: '/me/matches/{matchId}/end',
    summary: 'End a match; the newcomer keeps their place in the line',
    access: 'signed-in',
    params,
    body: z.strictObject({ reason: z.enum(endReasons) }),
    answer: doneView,
    status: 200,
    problems: ['invalid-request', 'not-found', 'match-on-hold', 'not-in-this-state', 'busy'],
    handle: ({ services, visitor, params, body }) =>
      onMine({ services, visitor, id: params.matchId }, async (side) =>
        answerOf(await end(services, on(visitor, params.matchId, side), { side, reason: body.reason })),
      ),
  }),
};
