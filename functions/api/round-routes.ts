import * as z from 'zod';
import { doneView, pageOf } from '#shared/http/answers.ts';
import { recruitGapView, roundRow, roundView } from '#shared/http/desk-views.ts';
import { idSchema, type PersonId } from '#shared/ids.ts';
import type { RoundProposal } from '#shared/life/round.ts';
import type { Services } from '../services.ts';
import { askForRound, discardRound } from '../steps/rounds.ts';
import { missing } from '../steps/step.ts';
import { storedResult, toAlternativeView, togetherNow } from './desk-views.ts';
import { openNames, toMentorRow, toNewcomerRow } from './people-views.ts';
import { caller, done, ok, route } from './route.ts';

const roundParams = z.object({ roundId: idSchema('round') });

/** Everybody whom a preview names. */
const namedIn = (proposals: readonly RoundProposal[]): PersonId[] =>
  proposals.flatMap(({ personIds }) => Object.values(personIds ?? {}).filter((id) => id !== null));

/** Proposals of a preview with their people; one whose people are gone is left out. */
const toProposals = async (
  services: Services,
  proposals: readonly RoundProposal[],
): Promise<z.input<typeof roundView>['proposals']> => {
  const [{ newcomers, mentors }, contacts] = await Promise.all([
    services.store.together({
      newcomers: proposals.map(({ newcomerId }) => newcomerId),
      mentors: proposals.map(({ mentorId }) => mentorId),
    }),
    services.store.people.contacts(namedIn(proposals)),
  ]);
  const nameOf = await openNames(services, contacts);
  const together = togetherNow(services);
  return proposals.flatMap((proposal) => {
    const { fitCentipoints, band, score, alternates, alternative, personIds } = proposal;
    const newcomer = newcomers.get(proposal.newcomerId);
    const mentor = mentors.get(proposal.mentorId);
    if (!newcomer || !mentor) return [];
    const nearest = personIds?.alternative;
    return {
      newcomer: toNewcomerRow(newcomer, nameOf(newcomer)),
      mentor: toMentorRow(mentor, nameOf(mentor)),
      fitCentipoints,
      band,
      result: storedResult(score),
      together: together(newcomer, mentor),
      alternates: alternates.length,
      alternative:
        alternative && nearest
          ? toAlternativeView(alternative, { id: alternative.mentorId, name: nameOf({ personId: nearest }) })
          : null,
    };
  });
};

/** The gap of the newest round that tells of one. It is nearly always among the newest three; 25 are looked at. */
const findNewestGap = async ({ store }: Services): Promise<z.input<typeof recruitGapView>['found']> => {
  let cursor: string | undefined;
  for (const limit of [3, 22]) {
    const page = await store.rounds.list({ cursor, limit });
    for (const { id, workedAt, summary } of page.items)
      if (summary?.recruitGap && workedAt) return { roundId: id, workedAt, gap: summary.recruitGap };
    if (page.cursor === null) return null;
    cursor = page.cursor;
  }
  return null;
};

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
    handle: async ({ services, query }) => ok(await services.store.rounds.list(query)),
  }),

  getRound: route({
    method: 'get',
    path: '/rounds/{roundId}',
    summary: 'A round and the proposals of its preview, best first, in pages',
    access: 'coordinator',
    params: roundParams,
    query: z.strictObject({ cursor: z.string().max(1_000).optional() }),
    answer: roundView,
    status: 200,
    problems: ['not-found'],
    handle: async ({ services, params, query }) => {
      const { rounds } = services.store;
      const [round, page] = await Promise.all([
        rounds.get(params.roundId),
        rounds.listProposals(params.roundId, query),
      ]);
      if (!round) return { problem: 'not-found' };
      return ok({ ...round, proposals: await toProposals(services, page.items), cursor: page.cursor });
    },
  }),

  getRecruitGap: route({
    method: 'get',
    path: '/desk/recruit-gap',
    summary: 'Which mentors are missing, as the newest round saw it; counts, no names',
    access: 'coordinator',
    answer: recruitGapView,
    status: 200,
    handle: async ({ services }) => ok({ found: await findNewestGap(services) }),
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
    summary: 'Forget a round that is not stored; one that is being worked out stops',
    access: 'coordinator',
    params: roundParams,
    answer: doneView,
    status: 200,
    problems: ['not-found', 'not-in-this-state'],
    handle: async ({ services, params }) => {
      const discarded = await discardRound(services, params.roundId);
      if (discarded === missing) return { problem: 'not-found' };
      return discarded ? ok(done) : { problem: 'not-in-this-state' };
    },
  }),
};
