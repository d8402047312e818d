import type { MatchId, PersonId } from '#shared/ids.ts';
import type { Actor, Decided } from '#shared/life/decision.ts';
import { decideHold, decideRelease, openings } from '#shared/life/hold-decisions.ts';
import { decideCheckIn, decideConnect, decideEnd } from '#shared/life/introduction-decisions.ts';
import type { EndReason, Match, MatchEvent, Side } from '#shared/life/match.ts';
import type { MatchRefusal, Trio } from '#shared/life/match-move.ts';
import type { Intent } from '#shared/life/message.ts';
import { intentIdOf } from '#shared/life/new-message.ts';
import {
  decideMentorAccept,
  decideNewcomerAccept,
  decideNo,
  decideRemind,
} from '#shared/life/offer-decisions.ts';
import { decideApprove, decideReject, decideUndo } from '#shared/life/proposal-decisions.ts';
import { withinSafeHours } from '#shared/life/safe-hours.ts';
import { type GateCode, nextJointBlock } from '#shared/matching/index.ts';
import type { WeeklyWindow } from '#shared/people/answers.ts';
import type { SafeHours } from '#shared/people/contact.ts';
import { toMentorProfile, toNewcomerProfile } from '#shared/people/matching-profile.ts';
import { hours, type Instant, minutes, plus } from '#shared/time.ts';
import { keys } from '../data/keys.ts';
import { nextProposal } from './propose.ts';
import { scoreNow } from './score-now.ts';
import { missing, type Stepped, type StepServices, step } from './step.ts';

/** A match with the two people it joins, or null if any of them is gone. */
export const loadTrio = async ({ store }: Pick<StepServices, 'store'>, id: MatchId): Promise<Trio | null> => {
  const match = await store.matches.get(id);
  if (!match) return null;
  const [newcomer, mentor] = await Promise.all([
    store.newcomers.get(match.newcomerId),
    store.mentors.get(match.mentorId),
  ]);
  return newcomer && mentor ? { match, newcomer, mentor } : null;
};

const onTrio = <R extends string = MatchRefusal>(
  services: StepServices,
  { id, actor }: { id: MatchId; actor: Actor },
  decide: (trio: Trio) => Decided<R> | Promise<Decided<R>>,
): Promise<Stepped<R>> =>
  step<R>(services, actor, async () => {
    const trio = await loadTrio(services, id);
    return trio ? decide(trio) : missing;
  });

/** Which match, and who acts. */
export type On = { readonly id: MatchId; readonly actor: Actor };

const safetyGates: ReadonlySet<GateCode> = new Set<GateCode>([
  'consent-missing',
  'same-person',
  'safety-hold',
  'do-not-match',
]);

/** Whether something that protects one of them has come up since the offer was made. It answers as if time had run out. */
const isUnsafe = (services: StepServices, trio: Trio): boolean =>
  scoreNow(services, trio).gates.some((gate) => safetyGates.has(gate));

/** Approves a proposal. */
export const approve = (services: StepServices, on: On) =>
  onTrio(services, on, (trio) => {
    const now = services.now();
    return decideApprove(trio, { now, eligible: scoreNow(services, trio).eligible });
  });

/** Takes an approval back while its offer is not out. */
export const undo = (services: StepServices, on: On) =>
  onTrio(services, on, async (trio) => {
    const { offerIntentId } = trio.match;
    return decideUndo(trio, offerIntentId ? await services.store.intents.get(offerIntentId) : null);
  });

/** Rejects a proposal. */
export const reject = (services: StepServices, on: On, reason: NonNullable<Match['rejectReason']>) =>
  onTrio(services, on, (trio) => decideReject(trio, reason, services.now()));

/** The mentor's yes. */
export const mentorAccepts = (services: StepServices, on: On) =>
  onTrio(services, on, (trio) =>
    isUnsafe(services, trio)
      ? { ok: false, reason: 'not-in-this-state' }
      : decideMentorAccept(trio, services.now()),
  );

const atSafeHours = <T extends { readonly windows: readonly WeeklyWindow[] }>(
  profile: T,
  safeHours: SafeHours | null,
) => ({ ...profile, windows: withinSafeHours(profile.windows, safeHours) });

/** Minutes of a first call: as long as the two share at least, and short enough to say yes to. */
const callMinutes = 30;

/** A first call for two people, at least two hours away, in the safe hours of both: the beginning of a stretch they share. */
const suggestCall = (
  { community }: Pick<StepServices, 'community'>,
  { newcomer, mentor }: Trio,
  now: Instant,
): Match['firstCall'] => {
  const block = nextJointBlock(
    atSafeHours(toNewcomerProfile(newcomer, community, now), newcomer.safeHours),
    atSafeHours(toMentorProfile(mentor, community, now), mentor.safeHours),
    plus(now, 2 * hours),
    { minimumMinutes: callMinutes },
  );
  return block && { start: block.start, end: plus(block.start, callMinutes * minutes) };
};

/** The newcomer's yes: introduces both, with a suggested first call. */
export const newcomerAccepts = (services: StepServices, on: On) =>
  onTrio(services, on, (trio) => {
    if (isUnsafe(services, trio)) return { ok: false, reason: 'not-in-this-state' };
    const now = services.now();
    return decideNewcomerAccept(trio, { now, firstCall: suggestCall(services, trio, now) });
  });

/** A no, or no answer in time. The best alternate is proposed with it, and approved by itself if the community says so. */
export const sayNo = async (
  services: StepServices,
  on: On,
  { side, how }: { side: Side; how: 'decline' | 'expire' },
) => {
  const nextId = services.newId('match');
  const stepped = await onTrio(services, on, async (trio) => {
    const next = await nextProposal(services, {
      match: trio.match,
      newcomer: { ...trio.newcomer, state: 'waiting' },
      without: trio.mentor.id,
      id: nextId,
    });
    return decideNo(trio, { side, how, now: services.now(), next });
  });
  const proposed = stepped.ok && stepped.decision.matches?.some(({ after }) => after.id === nextId);
  if (proposed && services.community.approveAlternatesByItself) {
    await approve(services, { id: nextId, actor: { kind: 'system' } });
  }
  return stepped;
};

/** Brings an open offer back to mind. */
export const remind = (services: StepServices, on: On) =>
  onTrio(services, on, (trio) => decideRemind(trio, services.now()));

/** Asks both whether they connected. */
export const checkIn = (services: StepServices, on: On) =>
  onTrio(services, on, (trio) => decideCheckIn(trio, services.now()));

/** They are in touch. */
export const connect = (services: StepServices, on: On) =>
  onTrio(services, on, (trio) => decideConnect(trio, services.now()));

/** Ends an introduced match. `side` null: a coordinator. */
export const end = (
  services: StepServices,
  on: On,
  { side, reason }: { side: Side | null; reason: EndReason },
) => onTrio(services, on, (trio) => decideEnd(trio, { side, reason, now: services.now() }));

/** Puts a match on hold. */
export const hold = (services: StepServices, on: On) =>
  onTrio(services, on, (trio) => decideHold(trio, services.now()));

/** Changes that begin each stage, and so may have caused its opening message. */
const beginnings: Readonly<Record<(typeof openings)[keyof typeof openings], readonly MatchEvent[]>> = {
  'offer-mentor': ['approve', 'release-to-mentor'],
  'offer-newcomer': ['mentor-accept', 'release-to-newcomer'],
  introduction: ['newcomer-accept', 'release-to-introduced', 'release-to-connected'],
};

/** The newest message that opened the stage in which a match was put on hold, for each of the two who had one. */
const earlierOpenings = async ({ store }: StepServices, { match }: Trio): Promise<Intent[]> => {
  const kind = match.heldFrom && openings[match.heldFrom];
  if (!kind) return [];
  const causes = (await store.history.changes(keys.match(match.id).pk))
    .filter(({ event }) => beginnings[kind].some((each) => each === event))
    .map(({ version }) => version)
    .reverse();
  const newestFor = async (personId: PersonId): Promise<Intent[]> => {
    for (const causeVersion of causes) {
      const intent = await store.intents.get(intentIdOf({ kind, personId, cause: match.id, causeVersion }));
      if (intent) return [intent];
    }
    return [];
  };
  const both = [match.newcomerPersonId, match.mentorPersonId].map(newestFor);
  return (await Promise.all(both)).flat();
};

/** Lets a match that was on hold go on, with what the hold has cut off. */
export const release = (services: StepServices, on: On) =>
  onTrio(services, on, async (trio) => {
    if (isUnsafe(services, trio)) return { ok: false, reason: 'safety-hold' };
    const earlier = await earlierOpenings(services, trio);
    const now = services.now();
    return decideRelease(trio, { now, earlier, firstCall: suggestCall(services, trio, now) });
  });

/** Every open match of a mentor, with both people. */
export const openTrios = async (
  services: Pick<StepServices, 'store'>,
  openMatchIds: readonly MatchId[],
): Promise<Trio[]> => {
  const trios = await Promise.all(openMatchIds.map((id) => loadTrio(services, id)));
  return trios.filter((trio) => trio !== null);
};
