import type { PersonId, RoundId } from '#shared/ids.ts';
import { after } from '#shared/life/life.ts';
import {
  type Round,
  type RoundProposal,
  type RoundSummary,
  roundLife,
  roundProposalSchema,
} from '#shared/life/round.ts';
import type { PlannedProposal, RoundPlan } from '#shared/matching/index.ts';
import { toMentorProfile, toNewcomerProfile } from '#shared/people/matching-profile.ts';
import { plus } from '#shared/time.ts';
import { leaseMilliseconds, type ProgressTeller, tellProgress } from '../round/progress.ts';
import type { RoundTask, WorkedRound, WorkOut } from '../round/work-out.ts';
import type { Services } from '../services.ts';
import { readPool } from './pool.ts';
import { missing } from './step.ts';

type AskServices = Pick<Services, 'store' | 'now' | 'newId'>;

/** What working a round needs. */
export type RoundServices = Pick<Services, 'store' | 'now' | 'newId' | 'community' | 'log'> & {
  readonly workOut: WorkOut;
  /** Between two tellings of progress; two seconds if it is not said. */
  readonly beatMilliseconds?: number;
};

/** A coordinator asks for a round: an item that starts the round function; nothing is computed in a request. */
export const askForRound = async (
  { store, now, newId }: AskServices,
  requestedBy: PersonId,
): Promise<Round> => {
  const round: Round = {
    id: newId('round'),
    version: 1,
    state: 'requested',
    requestedBy,
    createdAt: now(),
    workedAt: null,
    progress: null,
    summary: null,
    stored: null,
    dueAt: now(),
  };
  if (!(await store.rounds.create(round))) throw new Error('A round with a new id exists already.');
  return round;
};

/** Whose each request and place is. */
type Owners = ReadonlyMap<string, PersonId>;

/** Everybody of a round, as matching sees them, with whom each newcomer has met. */
const readTask = async (services: RoundServices): Promise<{ task: RoundTask; owners: Owners }> => {
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
  const task = {
    newcomers: newcomers.map((newcomer) => toNewcomerProfile(newcomer, community, now())),
    mentors: mentors.map((mentor) => toMentorProfile(mentor, community, context.asOf)),
    context,
    metBefore,
  };
  return { task, owners: new Map([...newcomers, ...mentors].map(({ id, personId }) => [id, personId])) };
};

const toRoundProposal = (
  { newcomerId, mentorId, result, value, alternates }: PlannedProposal,
  { roomLeft, owners }: { roomLeft: ReadonlyMap<string, number>; owners: Owners },
): RoundProposal => {
  const [next] = alternates;
  return roundProposalSchema.parse({
    newcomerId,
    mentorId,
    alternates: alternates.map((alternate) => alternate.mentorId),
    // Priority is the newcomer's own, so two values differ by their ranks alone.
    alternative: next
      ? {
          mentorId: next.mentorId,
          difference: next.rankCentipoints - Math.floor(100 * result.rank + 0.5),
          hasRoom: (roomLeft.get(next.mentorId) ?? 0) > 0,
        }
      : null,
    personIds: {
      newcomer: owners.get(newcomerId),
      mentor: owners.get(mentorId),
      alternative: (next && owners.get(next.mentorId)) ?? null,
    },
    value,
    fitCentipoints: result.fitCentipoints,
    band: result.band,
    score: result,
  });
};

/** The order in which a preview is read. */
const bestFirst = (a: RoundProposal, b: RoundProposal): number =>
  b.value - a.value || (a.newcomerId < b.newcomerId ? -1 : 1);

/** Places that the round gives to nobody, by mentor. */
const countRoomLeft = ({ mentors }: RoundTask, { proposals }: RoundPlan): Map<string, number> => {
  const left = new Map(
    mentors.map(({ id, capacity, active, reserved }) => [id, Math.max(0, capacity - active - reserved)]),
  );
  for (const { mentorId } of proposals) left.set(mentorId, (left.get(mentorId) ?? 0) - 1);
  return left;
};

const summarize = ({ plan, fairness, recruitGap }: WorkedRound): RoundSummary => ({
  ...plan.totals,
  proposals: plan.proposals.length,
  unmatched: plan.unmatched.length,
  total: plan.total,
  fairness,
  recruitGap,
});

const workRequested = async (services: RoundServices, round: Round, teller: ProgressTeller) => {
  const { store, workOut, now } = services;
  const { task, owners } = await readTask(services);
  teller.note('comparing', 0);
  const worked = await workOut(task, { onWork: teller.note, signal: teller.signal });
  teller.note('writing', 0);
  teller.signal.throwIfAborted();
  const roomLeft = countRoomLeft(task, worked.plan);
  const proposals = worked.plan.proposals.map((proposal) => toRoundProposal(proposal, { roomLeft, owners }));
  await store.rounds.putProposals(round, proposals.sort(bestFirst));
  return store.rounds.move(await teller.stop(), 'preview', {
    workedAt: now(),
    dueAt: null,
    progress: null,
    summary: summarize(worked),
  });
};

/**
 * Works a requested round out and keeps its proposals for a coordinator to look at; tells on the way how far it is.
 * @returns the previewed round, or null if it is somebody else's by now, or was discarded meanwhile.
 */
export const previewRound = async (services: RoundServices, round: Round): Promise<Round | null> => {
  const { store, now } = services;
  const begun = await store.rounds.move(round, 'begin', {
    progress: { phase: 'reading', share: 0 },
    dueAt: plus(now(), leaseMilliseconds),
  });
  if (!begun) return null;
  const teller = tellProgress(services, begun, services.beatMilliseconds);
  try {
    return await workRequested(services, begun, teller);
  } catch (error) {
    if (teller.signal.aborted) return null;
    throw error;
  } finally {
    await teller.stop();
  }
};

/** Forgets a round; whoever works it stops at their next beat. @returns null if it is too late for that. */
export const discardRound = async ({ store }: Pick<AskServices, 'store'>, id: RoundId) => {
  // A round that is worked is written every two seconds; one of a few tries comes between.
  for (let tries = 0; tries < 5; tries += 1) {
    const round = await store.rounds.get(id);
    if (!round) return missing;
    if (!after(roundLife, round.state, 'discard')) return null;
    const discarded = await store.rounds.move(round, 'discard', { dueAt: null, progress: null });
    if (discarded) return discarded;
  }
  return null;
};
