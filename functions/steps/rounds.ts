import type { PersonId } from '#shared/ids.ts';
import type { Decided } from '#shared/life/decision.ts';
import type { MatchRefusal } from '#shared/life/match-move.ts';
import { decidePropose } from '#shared/life/proposal-decisions.ts';
import { type Round, roundProposalSchema } from '#shared/life/round.ts';
import { planRound, scoreResultSchema } from '#shared/matching/index.ts';
import { toMentorProfile, toNewcomerProfile } from '#shared/people/matching-profile.ts';
import type { Services } from '../services.ts';
import { readPool } from './pool.ts';
import { toProposal } from './propose.ts';
import { missing, step } from './step.ts';

type RoundServices = Pick<Services, 'store' | 'now' | 'newId' | 'community' | 'log'>;

/** A coordinator asks for a round: an item that starts the round function; nothing is computed in a request. */
export const askForRound = async (
  { store, now, newId }: RoundServices,
  requestedBy: PersonId,
): Promise<Round> => {
  const round: Round = {
    id: newId('round'),
    version: 1,
    state: 'requested',
    requestedBy,
    createdAt: now(),
    workedAt: null,
    summary: null,
    stored: null,
    dueAt: now(),
  };
  if (!(await store.rounds.create(round))) throw new Error('A round with a new id exists already.');
  return round;
};

/** Decides a requested round and keeps its proposals for a coordinator to look at. */
export const previewRound = async (services: RoundServices, round: Round): Promise<Round | null> => {
  const { store, community, now } = services;
  const [{ mentors, context }, waiting] = await Promise.all([
    readPool(services),
    store.newcomers.allByState('waiting'),
  ]);
  // Who already has a proposal on the desk keeps it; who met before is not proposed again.
  const newcomers = waiting.filter(({ proposedMatchId }) => proposedMatchId === null);
  const metBefore = new Map(
    await Promise.all(
      newcomers.map(async ({ id }) => {
        const pairs = await store.newcomers.pairs(id);
        return [id, new Set<string>(pairs.map(({ mentorId }) => mentorId))] as const;
      }),
    ),
  );
  const plan = planRound(
    newcomers.map((newcomer) => toNewcomerProfile(newcomer, community, now())),
    mentors.map((mentor) => toMentorProfile(mentor, community, context.asOf)),
    context,
    { metBefore },
  );
  const proposals = plan.proposals.map(({ newcomerId, mentorId, result, value, alternates }) =>
    roundProposalSchema.parse({
      newcomerId,
      mentorId,
      alternates: alternates.map((alternate) => alternate.mentorId),
      value,
      fitCentipoints: result.fitCentipoints,
      band: result.band,
      score: result,
    }),
  );
  const inBand = (band: string) => proposals.filter((proposal) => proposal.band === band).length;
  await store.rounds.putProposals(round, proposals);
  return store.rounds.move(round, 'preview', {
    workedAt: now(),
    dueAt: null,
    summary: {
      newcomers: newcomers.length,
      mentors: mentors.length,
      places: mentors.reduce(
        (sum, { answers, active, reserved }) => sum + Math.max(0, answers.capacity - active - reserved),
        0,
      ),
      proposals: proposals.length,
      strong: inBand('strong'),
      good: inBand('good'),
      fair: inBand('fair'),
      unmatched: newcomers.length - proposals.length,
      total: plan.total,
    },
  });
};

/** Stores a confirmed round's proposals, each in a transaction of its own; what has become stale is left out and counted. */
export const storeRound = async (services: RoundServices, round: Round): Promise<Round | null> => {
  const { store, now, newId } = services;
  const counts = { proposals: 0, stale: 0 };
  for (const proposal of await store.rounds.proposals(round.id)) {
    const id = newId('match');
    const stepped = await step<MatchRefusal>(
      services,
      { kind: 'round' },
      async (): Promise<Decided<MatchRefusal> | typeof missing> => {
        const [newcomer, mentor] = await Promise.all([
          store.newcomers.get(proposal.newcomerId),
          store.mentors.get(proposal.mentorId),
        ]);
        if (!newcomer || !mentor || mentor.state !== 'approved') return missing;
        if (newcomer.proposedMatchId !== null) {
          // A crash may have left this very proposal behind: it counts, and is not made twice.
          const standing = await store.matches.get(newcomer.proposedMatchId);
          return standing?.roundId === round.id
            ? { ok: true, decision: {} }
            : { ok: false, reason: 'not-in-this-state' };
        }
        const match = toProposal(
          { newcomer, mentor, result: scoreResultSchema.parse(proposal.score) },
          { id, now: now(), alternates: proposal.alternates, roundId: round.id, note: null },
        );
        return decidePropose(match, { newcomer, older: null });
      },
    );
    counts[stepped.ok ? 'proposals' : 'stale'] += 1;
  }
  return store.rounds.move(round, 'store', { stored: counts, dueAt: null });
};
