import * as z from 'zod';
import { doneView, matchRow, matchView, pageOf, roundRow, roundView, todayView } from '#shared/http/views.ts';
import { idSchema } from '#shared/ids.ts';
import { deadlines } from '#shared/life/deadlines.ts';
import { endReasons, matchStates, rejectReasons } from '#shared/life/match.ts';
import { scoreResultSchema } from '#shared/matching/index.ts';
import { safeText } from '#shared/people/contact.ts';
import { days, plus } from '#shared/time.ts';
import type { Services } from '../services.ts';
import { approve, end, reject, undo } from '../steps/match-steps.ts';
import { pickMentor } from '../steps/propose.ts';
import { askForRound } from '../steps/rounds.ts';
import { toMatchRows, toMatchView, toMentorRows, toNewcomerRows, toTogether } from './desk-views.ts';
import { caller, done, ok, route, type Visitor } from './route.ts';
import { answerOf } from './step-answer.ts';

const params = z.object({ matchId: idSchema('match') });
const roundParams = z.object({ roundId: idSchema('round') });
const shownAtOnce = 25;

const on = (visitor: Visitor, id: z.output<typeof params>['matchId']) =>
  ({ id, actor: { kind: 'coordinator', personId: caller(visitor).id } }) as const;

const toToday = async (services: Services): Promise<z.input<typeof todayView>> => {
  const { store, now, community } = services;
  const [waiting, toVet, proposed, offered, asked, introduced, connected, pool, failed, unknown] =
    await Promise.all([
      store.newcomers.allByState('waiting'),
      store.mentors.listByState('applied', { limit: shownAtOnce }),
      store.matches.listByState('proposed', { limit: shownAtOnce }),
      store.matches.allByState('offered-to-mentor'),
      store.matches.allByState('offered-to-newcomer'),
      store.matches.allByState('introduced'),
      store.matches.allByState('connected'),
      store.mentors.allByState('approved'),
      store.intents.listByState('failed', { limit: shownAtOnce }),
      store.intents.listByState('unknown', { limit: shownAtOnce }),
    ]);
  const silent = introduced.filter(
    ({ introducedAt }) => introducedAt !== null && plus(introducedAt, deadlines.noContact) <= now(),
  );
  const late = waiting.filter(
    ({ waitingSince }) => plus(waitingSince, community.waitingTargetDays * days) <= now(),
  );
  const undoable = offered.filter(({ offerVisibleAt }) => offerVisibleAt !== null && offerVisibleAt > now());
  const overdue = pool.filter(
    ({ heartbeatAt }) => heartbeatAt !== null && plus(heartbeatAt, deadlines.heartbeatOverdue) < now(),
  );
  return {
    undelivered: [...failed.items, ...unknown.items].map(({ id, kind, state, createdAt }) => ({
      intentId: id,
      kind,
      state,
      since: createdAt,
    })),
    noContact: await toMatchRows(services, silent.slice(0, shownAtOnce)),
    waitingTooLong: await toNewcomerRows(services, late.slice(0, shownAtOnce)),
    proposals: await toMatchRows(services, proposed.items),
    toVet: await toMentorRows(services, toVet.items),
    undoable: await toMatchRows(services, undoable),
    counts: {
      waiting: waiting.length,
      offered: offered.length + asked.length,
      introduced: introduced.length,
      connected: connected.length,
      mentors: pool.length,
      freePlaces: pool.reduce(
        (sum, { answers, active, reserved }) => sum + Math.max(0, answers.capacity - active - reserved),
        0,
      ),
      overdue: overdue.length,
    },
  };
};

/** Proposals, matches and rounds on the desk. */
export const deskMatchRoutes = {
  getToday: route({
    method: 'get',
    path: '/desk/today',
    summary: 'Everything that needs a coordinator, in order',
    access: 'coordinator',
    answer: todayView,
    status: 200,
    handle: async ({ services }) => ok(await toToday(services)),
  }),

  listMatches: route({
    method: 'get',
    path: '/matches',
    summary: 'Matches in a state, oldest first',
    access: 'coordinator',
    query: z.strictObject({
      state: z.enum(matchStates).default('proposed'),
      cursor: z.string().max(1_000).optional(),
    }),
    answer: pageOf(matchRow),
    status: 200,
    handle: async ({ services, query }) => {
      const page = await services.store.matches.listByState(query.state, { cursor: query.cursor });
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

  closeMatch: route({
    method: 'post',
    path: '/matches/{matchId}/end',
    summary: 'End an introduced match for both',
    access: 'coordinator',
    params,
    body: z.strictObject({ reason: z.enum(endReasons) }),
    answer: doneView,
    status: 200,
    problems: ['invalid-request', 'not-found', 'not-in-this-state', 'busy'],
    handle: async ({ services, visitor, params, body }) =>
      answerOf(await end(services, on(visitor, params.matchId), { side: null, reason: body.reason })),
  }),

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
