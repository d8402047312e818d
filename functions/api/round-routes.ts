import * as z from 'zod';
import { doneView, pageOf, roundRow, roundView } from '#shared/http/views.ts';
import { idSchema } from '#shared/ids.ts';
import { scoreResultSchema } from '#shared/matching/index.ts';
import { askForRound } from '../steps/rounds.ts';
import { toMentorRows, toNewcomerRows, toTogether } from './desk-views.ts';
import { caller, done, ok, route } from './route.ts';

const roundParams = z.object({ roundId: idSchema('round') });

/** Rounds on the desk. */
export const roundRoutes = {
  askForRound: route({
    method: 'post',
    path: '/rounds',
    summary: 'Ask for a round: the best proposals for everyone who waits, to be looked at first',
    access: 'coordinator',
    answer: z.object({ roundId: idSchema('round') }),
    status: 202,
    creates: true,
    handle: async ({ services, visitor }) => ({
      status: 202,
      body: { roundId: (await askForRound(services, caller(visitor).id)).id },
    }),
  }),

  listRounds: route({
    method: 'get',
    path: '/rounds',
    summary: 'Rounds, newest first',
    access: 'coordinator',
    query: z.strictObject({ cursor: z.string().max(1_000).optional() }),
    answer: pageOf(roundRow),
    status: 200,
    handle: async ({ services, query }) => ok(await services.store.rounds.list(query.cursor)),
  }),

  getRound: route({
    method: 'get',
    path: '/rounds/{roundId}',
    summary: 'A round and the proposals of its preview',
    access: 'coordinator',
    params: roundParams,
    answer: roundView,
    status: 200,
    problems: ['not-found'],
    handle: async ({ services, params }) => {
      const { store } = services;
      const round = await store.rounds.get(params.roundId);
      if (!round) return { problem: 'not-found' };
      const proposals = await store.rounds.proposals(round.id);
      const [newcomers, mentors] = await Promise.all([
        store.newcomers.getMany(proposals.map(({ newcomerId }) => newcomerId)),
        store.mentors.getMany(proposals.map(({ mentorId }) => mentorId)),
      ]);
      const [newcomerRows, mentorRows] = await Promise.all([
        toNewcomerRows(services, newcomers),
        toMentorRows(services, mentors),
      ]);
      const newcomerById = new Map(newcomerRows.map((row) => [row.id, row]));
      const mentorById = new Map(mentorRows.map((row) => [row.id, row]));
      return ok({
        ...round,
        proposals: proposals
          .sort((a, b) => b.value - a.value || (a.newcomerId < b.newcomerId ? -1 : 1))
          .flatMap(({ newcomerId, mentorId, fitCentipoints, band, score, alternates }) => {
            const newcomer = newcomerById.get(newcomerId);
            const mentor = mentorById.get(mentorId);
            const stored = {
              newcomer: newcomers.find(({ id }) => id === newcomerId),
              mentor: mentors.find(({ id }) => id === mentorId),
            };
            if (!newcomer || !mentor || !stored.newcomer || !stored.mentor) return [];
            return {
              newcomer,
              mentor,
              fitCentipoints,
              band,
              result: scoreResultSchema.parse(score),
              together: toTogether(services, stored.newcomer, stored.mentor),
              alternates: alternates.length,
            };
          }),
      });
    },
  }),

  confirmRound: route({
    method: 'post',
    path: '/rounds/{roundId}/confirm',
    summary: 'Store a previewed round as proposals',
    access: 'coordinator',
    params: roundParams,
    answer: doneView,
    status: 202,
    problems: ['not-found', 'not-in-this-state'],
    handle: async ({ services, params }) => {
      const round = await services.store.rounds.get(params.roundId);
      if (!round) return { problem: 'not-found' };
      const moved = await services.store.rounds.move(round, 'confirm', { dueAt: services.now() });
      return moved ? { status: 202, body: done } : { problem: 'not-in-this-state' };
    },
  }),

  discardRound: route({
    method: 'post',
    path: '/rounds/{roundId}/discard',
    summary: 'Forget a previewed round',
    access: 'coordinator',
    params: roundParams,
    answer: doneView,
    status: 200,
    problems: ['not-found', 'not-in-this-state'],
    handle: async ({ services, params }) => {
      const round = await services.store.rounds.get(params.roundId);
      if (!round) return { problem: 'not-found' };
      const moved = await services.store.rounds.move(round, 'discard', { dueAt: null });
      return moved ? ok(done) : { problem: 'not-in-this-state' };
    },
  }),
};
