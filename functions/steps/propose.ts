import type { MatchId, MentorId, NewcomerId } from '#shared/ids.ts';
import type { Actor } from '#shared/life/decision.ts';
import type { Match } from '#shared/life/match.ts';
import type { MatchRefusal } from '#shared/life/match-move.ts';
import { decidePropose } from '#shared/life/proposal-decisions.ts';
import type { Newcomer } from '#shared/people/newcomer.ts';
import { bestFor, type Candidate, compareWith, isProposable, rank, seekFor } from './candidates.ts';
import { missing, type Stepped, type StepServices, step } from './step.ts';

/** A decline never means starting over: a proposal carries so many others. */
const alternatesKept = 3;

const idsOf = (candidates: readonly Candidate[]): MentorId[] => candidates.map(({ mentor }) => mentor.id);

/** A proposal as it is stored. */
export const toProposal = (
  { newcomer, mentor, result }: Candidate & { newcomer: Newcomer },
  {
    id,
    now,
    alternates,
    alternative = null,
    roundId,
    note,
  }: {
    id: MatchId;
    now: string;
    alternates: readonly MentorId[];
    alternative?: Match['alternative'];
    roundId: Match['roundId'];
    note: string | null;
  },
): Match => ({
  id,
  version: 1,
  state: 'proposed',
  newcomerId: newcomer.id,
  mentorId: mentor.id,
  newcomerPersonId: newcomer.personId,
  mentorPersonId: mentor.personId,
  roundId,
  rubricVersion: result.rubricVersion,
  fitCentipoints: result.fitCentipoints,
  band: result.band,
  score: result,
  alternates: alternates.slice(0, alternatesKept),
  alternative,
  note,
  createdAt: now,
  heldFrom: null,
  offerVisibleAt: null,
  remindAt: null,
  offerExpiresAt: null,
  offerIntentId: null,
  introducedAt: null,
  firstCall: null,
  checkInSentAt: null,
  connectedAt: null,
  endedAt: null,
  endReason: null,
  rejectReason: null,
  closedBy: null,
  dueAt: null,
});

/** Why a coordinator's pick is refused. */
export type PickRefusal = MatchRefusal | 'note-missing';

/** A coordinator picks a mentor for a newcomer: scored now, with alternates; a fair pair needs a reason in words. */
export const pickMentor = (
  services: StepServices,
  actor: Actor,
  { newcomerId, mentorId, note }: { newcomerId: NewcomerId; mentorId: MentorId; note: string | null },
): Promise<Stepped<PickRefusal>> => {
  const { store, vault } = services;
  const id = services.newId('match');
  return step<PickRefusal>(services, actor, async () => {
    const newcomer = await store.newcomers.get(newcomerId);
    if (!newcomer) return missing;
    const seeking = await seekFor(services, newcomer);
    const picked = await compareWith(services, seeking, mentorId);
    if (!picked) return missing;
    if (!isProposable(picked)) return { ok: false, reason: 'not-eligible' };
    if (picked.result.band === 'fair' && !note) return { ok: false, reason: 'note-missing' };
    const [alternates, older, person] = await Promise.all([
      bestFor(services, seeking, { count: alternatesKept, without: [mentorId] }),
      newcomer.proposedMatchId ? store.matches.get(newcomer.proposedMatchId) : null,
      note ? store.people.get(newcomer.personId) : null,
    ]);
    const sealed = person && (await vault.unlock(person.wrappedKey, person.id)).seal('match-note', note);
    const proposal = toProposal(
      { newcomer, ...picked },
      { id, now: services.now(), alternates: idsOf(alternates), roundId: null, note: sealed },
    );
    return decidePropose(proposal, { newcomer, older });
  });
};

/**
 * The best of a match's alternates, scored afresh, as a new proposal that has alternates of its own from the pool; null
 * if none of those named fits any more, so that a coordinator looks.
 */
export const nextProposal = async (
  services: StepServices,
  { match, newcomer, without, id }: { match: Match; newcomer: Newcomer; without: MentorId; id: MatchId },
): Promise<Match | null> => {
  if (match.alternates.length === 0) return null;
  const [seeking, mentors] = await Promise.all([
    seekFor(services, newcomer),
    services.store.mentors.getMany(match.alternates.filter((alternate) => alternate !== without)),
  ]);
  const best = rank(services, seeking, mentors).find(
    (candidate) => isProposable(candidate) && !seeking.metBefore.has(candidate.mentor.id),
  );
  if (!best) return null;
  const alternates = await bestFor(services, seeking, {
    count: alternatesKept,
    without: [without, best.mentor.id],
  });
  return toProposal(
    { newcomer, ...best },
    { id, now: services.now(), alternates: idsOf(alternates), roundId: match.roundId, note: null },
  );
};
