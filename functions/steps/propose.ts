import type { MatchId, MentorId, NewcomerId } from '#shared/ids.ts';
import type { Actor } from '#shared/life/decision.ts';
import type { Match } from '#shared/life/match.ts';
import type { MatchRefusal } from '#shared/life/match-move.ts';
import { decidePropose } from '#shared/life/proposal-decisions.ts';
import { rankMentors, type ScoreResult } from '#shared/matching/index.ts';
import { toMentorProfile, toNewcomerProfile } from '#shared/people/matching-profile.ts';
import type { Mentor } from '#shared/people/mentor.ts';
import type { Newcomer } from '#shared/people/newcomer.ts';
import { readPool } from './pool.ts';
import { missing, type Stepped, type StepServices, step } from './step.ts';

/** A mentor with how well they fit one newcomer. */
export type Candidate = { readonly mentor: Mentor; readonly result: ScoreResult };

/** Every mentor of the pool for one newcomer, best first; those met before come without a claim to be proposed again. */
export const rankFor = async (services: StepServices, newcomer: Newcomer) => {
  const { community, store } = services;
  const [{ mentors, context }, pairs] = await Promise.all([
    readPool(services),
    store.newcomers.pairs(newcomer.id),
  ]);
  const profile = toNewcomerProfile(newcomer, community, context.asOf);
  const byId = new Map<string, Mentor>(mentors.map((mentor) => [mentor.id, mentor]));
  const profiles = mentors.map((mentor) => toMentorProfile(mentor, community, context.asOf));
  const ranked = rankMentors(profile, profiles, context);
  const metBefore = new Map(pairs.map((pair) => [pair.mentorId, pair.outcome]));
  const candidates = ranked.flatMap(({ mentorId, result }): Candidate[] => {
    const mentor = byId.get(mentorId);
    return mentor ? [{ mentor, result }] : [];
  });
  return { candidates, metBefore, profile, profiles, context };
};

/** A proposal as it is stored. */
export const toProposal = (
  { newcomer, mentor, result }: { newcomer: Newcomer; mentor: Mentor; result: ScoreResult },
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
  alternates: alternates.slice(0, 3),
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

/** Mentors that may be proposed by themselves: eligible, not weak, and not met before. */
export const proposable = (
  candidates: readonly Candidate[],
  metBefore: ReadonlyMap<MentorId, unknown>,
): Candidate[] =>
  candidates.filter(
    ({ mentor, result }) => result.eligible && result.band !== 'weak' && !metBefore.has(mentor.id),
  );

/** Why a coordinator's pick is refused. */
export type PickRefusal = MatchRefusal | 'note-missing';

/** A coordinator picks a mentor for a newcomer: scored now, with alternates; a fair pair needs a reason in words. */
export const pickMentor = (
  services: StepServices,
  actor: Actor,
  { newcomerId, mentorId, note }: { newcomerId: NewcomerId; mentorId: MentorId; note: string | null },
): Promise<Stepped<PickRefusal>> => {
  const id = services.newId('match');
  return step<PickRefusal>(services, actor, async () => {
    const newcomer = await services.store.newcomers.get(newcomerId);
    if (!newcomer) return missing;
    const { candidates, metBefore } = await rankFor(services, newcomer);
    const picked = candidates.find(({ mentor }) => mentor.id === mentorId);
    if (!picked) return missing;
    if (!picked.result.eligible || picked.result.band === 'weak')
      return { ok: false, reason: 'not-eligible' };
    if (picked.result.band === 'fair' && !note) return { ok: false, reason: 'note-missing' };
    const older = newcomer.proposedMatchId
      ? await services.store.matches.get(newcomer.proposedMatchId)
      : null;
    const person = note ? await services.store.people.get(newcomer.personId) : null;
    const sealed =
      person && (await services.vault.unlock(person.wrappedKey, person.id)).seal('match-note', note);
    const alternates = proposable(candidates, metBefore).flatMap(({ mentor }) =>
      mentor.id === mentorId ? [] : [mentor.id],
    );
    const proposal = toProposal(
      { newcomer, ...picked },
      { id, now: services.now(), alternates, roundId: null, note: sealed },
    );
    return decidePropose(proposal, { newcomer, older });
  });
};

/** The best of a match's alternates, scored afresh, as a new proposal; null if none of them fits any more. */
export const nextProposal = async (
  services: StepServices,
  { match, newcomer, without, id }: { match: Match; newcomer: Newcomer; without: MentorId; id: MatchId },
): Promise<Match | null> => {
  const { store, community, now } = services;
  if (match.alternates.length === 0) return null;
  const [{ context }, mentors, pairs] = await Promise.all([
    readPool(services),
    store.mentors.getMany(match.alternates),
    store.newcomers.pairs(newcomer.id),
  ]);
  const met = new Map(pairs.map((pair) => [pair.mentorId, pair.outcome]));
  const profile = toNewcomerProfile(newcomer, community, context.asOf);
  const byId = new Map<string, Mentor>(mentors.map((mentor) => [mentor.id, mentor]));
  byId.delete(without);
  const profiles = [...byId.values()].map((mentor) => toMentorProfile(mentor, community, context.asOf));
  const candidates = rankMentors(profile, profiles, context).map(({ mentorId, result }) => ({
    mentor: byId.get(mentorId)!,
    result,
  }));
  const fitting = proposable(candidates, met);
  const best = fitting[0];
  if (!best) return null;
  const alternates = fitting.slice(1).map(({ mentor }) => mentor.id);
  return toProposal(
    { newcomer, ...best },
    { id, now: now(), alternates, roundId: match.roundId, note: null },
  );
};
