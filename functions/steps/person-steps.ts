import type { MentorId, NewcomerId } from '#shared/ids.ts';
import type { Actor, Decided } from '#shared/life/decision.ts';
import { decideMentorLeaves, decideNewcomerLeaves, decideTakeOut } from '#shared/life/leave-decisions.ts';
import type { MatchRefusal } from '#shared/life/match-move.ts';
import type { TakeOutReason } from '#shared/life/mentor.ts';
import {
  decideAskHeartbeat,
  decideHeartbeat,
  decideMentorResumes,
  decideRequestReturns,
  decideUpdate,
  decideVet,
  type PersonRefusal,
} from '#shared/life/person-decisions.ts';
import type { Mentor } from '#shared/people/mentor.ts';
import type { Newcomer } from '#shared/people/newcomer.ts';
import type { Instant } from '#shared/time.ts';
import { loadTrio, openTrios } from './match-steps.ts';
import { missing, type Stepped, type StepServices, step } from './step.ts';

/** Changes a mentor by a pure decision. */
export const onMentor = <R extends string = PersonRefusal>(
  services: StepServices,
  { id, actor }: { id: MentorId; actor: Actor },
  decide: (mentor: Mentor) => Decided<R> | Promise<Decided<R>>,
): Promise<Stepped<R>> =>
  step<R>(services, actor, async () => {
    const mentor = await services.store.mentors.get(id);
    return mentor ? decide(mentor) : missing;
  });

/** Changes a newcomer by a pure decision. */
export const onNewcomer = <R extends string = PersonRefusal>(
  services: StepServices,
  { id, actor }: { id: NewcomerId; actor: Actor },
  decide: (newcomer: Newcomer) => Decided<R> | Promise<Decided<R>>,
): Promise<Stepped<R>> =>
  step<R>(services, actor, async () => {
    const newcomer = await services.store.newcomers.get(id);
    return newcomer ? decide(newcomer) : missing;
  });

type OnMentor = { readonly id: MentorId; readonly actor: Actor };
type OnNewcomer = { readonly id: NewcomerId; readonly actor: Actor };

/** A coordinator's verdict on an application. */
export const vet = (services: StepServices, on: OnMentor, verdict: 'approve' | 'decline') =>
  onMentor(services, on, (mentor) => decideVet(mentor, { verdict, now: services.now() }));

/** “Still willing, still well.” */
export const heartbeat = (services: StepServices, on: OnMentor) =>
  onMentor(services, on, (mentor) => decideHeartbeat(mentor, services.now()));

/** The clock asks for it. */
export const askHeartbeat = (services: StepServices, on: OnMentor) =>
  onMentor(services, on, (mentor) => decideAskHeartbeat(mentor, services.now()));

/** A break ends. */
export const mentorResumes = (services: StepServices, on: OnMentor) =>
  onMentor(services, on, (mentor) => decideMentorResumes(mentor, services.now()));

/** A mentor takes a break (until an instant, or until they say so) or steps down. */
export const mentorLeaves = (
  services: StepServices,
  on: OnMentor,
  { event, until = null }: { event: 'pause' | 'step-down' | 'withdraw'; until?: Instant | null },
) =>
  onMentor<MatchRefusal>(services, on, async (mentor) =>
    decideMentorLeaves(mentor, {
      event,
      open: await openTrios(services, mentor.openMatchIds),
      now: services.now(),
      patch: { pausedUntil: until, dueAt: until },
    }),
  );

/** A coordinator takes a mentor out of the pool. */
export const takeOut = (services: StepServices, on: OnMentor, reason: TakeOutReason) =>
  onMentor<MatchRefusal>(services, on, async (mentor) =>
    decideTakeOut(mentor, {
      reason,
      open: await openTrios(services, mentor.openMatchIds),
      now: services.now(),
    }),
  );

/** A newcomer pauses or withdraws. */
export const newcomerLeaves = (
  services: StepServices,
  on: OnNewcomer,
  { event, until = null }: { event: 'pause' | 'withdraw'; until?: Instant | null },
) =>
  onNewcomer<MatchRefusal>(services, on, async (newcomer) => {
    const [open, proposal] = await Promise.all([
      newcomer.openMatchId ? loadTrio(services, newcomer.openMatchId) : null,
      newcomer.proposedMatchId ? services.store.matches.get(newcomer.proposedMatchId) : null,
    ]);
    return decideNewcomerLeaves(newcomer, {
      event,
      open,
      proposal,
      now: services.now(),
      patch: { pausedUntil: until, dueAt: until },
    });
  });

/** A newcomer comes back. */
export const newcomerReturns = (services: StepServices, on: OnNewcomer, event: 'resume' | 'reopen') =>
  onNewcomer(services, on, (newcomer) => decideRequestReturns(newcomer, { event, now: services.now() }));

/** The clock's “a quick update”. */
export const sendUpdate = (services: StepServices, on: OnNewcomer) =>
  onNewcomer(services, on, (newcomer) => decideUpdate(newcomer, services.now()));
