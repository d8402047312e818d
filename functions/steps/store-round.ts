import type { Decided } from '#shared/life/decision.ts';
import type { MatchRefusal } from '#shared/life/match-move.ts';
import { decidePropose } from '#shared/life/proposal-decisions.ts';
import type { Round } from '#shared/life/round.ts';
import { scoreResultSchema } from '#shared/matching/index.ts';
import { toProposal } from './propose.ts';
import type { RoundServices } from './rounds.ts';
import { missing, step } from './step.ts';

/** Stores a confirmed round's proposals, each in a transaction of its own; what has become stale is left out and counted. */
export const storeRound = async (
  services: Omit<RoundServices, 'workOut'>,
  round: Round,
): Promise<Round | null> => {
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
          {
            id,
            now: now(),
            alternates: proposal.alternates,
            alternative: proposal.alternative,
            roundId: round.id,
            note: null,
          },
        );
        return decidePropose(match, { newcomer, older: null });
      },
    );
    counts[stepped.ok ? 'proposals' : 'stale'] += 1;
  }
  return store.rounds.move(round, 'store', { stored: counts, dueAt: null });
};
