import type { Mentor } from '#shared/people/mentor.ts';
import type { Newcomer } from '#shared/people/newcomer.ts';
import type { Person } from '#shared/people/person.ts';
import { days, daysBetween, type Instant, later, plus } from '#shared/time.ts';
import { deadlines, updates } from './deadlines.ts';
import { type Decided, type Decision, refuse, update } from './decision.ts';
import { after } from './life.ts';
import { mentorLife } from './mentor.ts';
import type { NewMessage } from './new-message.ts';
import { requestLife } from './request.ts';
import { nextWelcomeInstant } from './safe-hours.ts';

/** Why a step of a person's own life is refused. */
export type PersonRefusal = 'not-in-this-state';

/** A message to somebody about their own standing, caused by the version that is being decided. */
export const messageTo = (
  subject: Newcomer | Mentor,
  kind: NewMessage['kind'],
  now: Instant,
): NewMessage => ({
  kind,
  personId: subject.personId,
  cause: subject.id,
  causeVersion: subject.version + 1,
  notBefore: nextWelcomeInstant(now, subject.safeHours, subject.answers.timeZone),
});

/** The last day of waiting by then that brings “a quick update”, or null before the first. */
const lastUpdateDay = (waited: number): number | null => {
  if (waited < updates.first) return null;
  if (waited < updates.second) return updates.first;
  return waited - ((waited - updates.second) % updates.thenEvery);
};

const nextUpdateDay = (waited: number): number => {
  const last = lastUpdateDay(waited);
  if (last === null) return updates.first;
  return last < updates.second ? updates.second : last + updates.thenEvery;
};

const waitedDays = ({ waitingSince }: Pick<Newcomer, 'waitingSince'>, now: Instant): number =>
  Math.floor(daysBetween(waitingSince, now));

/** When the clock should write “a quick update” to a waiting newcomer next: as long as they wait, there is a next one. */
export const nextUpdateAt = (newcomer: Pick<Newcomer, 'waitingSince'>, now: Instant): Instant =>
  plus(newcomer.waitingSince, nextUpdateDay(waitedDays(newcomer, now)) * days);

/** A person shows that the address is theirs: what they sent in starts to count. */
export const decideVerify = (
  person: Person,
  { newcomer, mentor, now }: { newcomer: Newcomer | null; mentor: Mentor | null; now: Instant },
): Decision => {
  const request = newcomer && after(requestLife, newcomer.state, 'verify');
  const place = mentor && after(mentorLife, mentor.state, 'verify');
  return {
    people: person.verifiedAt ? [] : [update(person, 'verify', { verifiedAt: now })],
    newcomers: newcomer && request ? [update(newcomer, 'verify', { state: request, ...newLine(now) })] : [],
    mentors: mentor && place ? [update(mentor, 'verify', { state: place, dueAt: null })] : [],
  };
};

/** A coordinator decides on a mentor's application. Approval counts as the first “still willing”. */
export const decideVet = (
  mentor: Mentor,
  { verdict, now }: { verdict: 'approve' | 'decline'; now: Instant },
): Decided<PersonRefusal> => {
  const state = after(mentorLife, mentor.state, verdict);
  if (!state) return refuse('not-in-this-state');
  const approved = verdict === 'approve';
  return {
    ok: true,
    decision: {
      mentors: [
        update(mentor, verdict, {
          state,
          ...(approved
            ? { approvedAt: now, heartbeatAt: now, dueAt: plus(now, deadlines.heartbeatAsk) }
            : { dueAt: null }),
        }),
      ],
      messages: [messageTo(mentor, approved ? 'mentor-approved' : 'mentor-declined', now)],
    },
  };
};

/** The mentor says “still willing, still well”: back in the pool for another 35 days. */
export const decideHeartbeat = (mentor: Mentor, now: Instant): Decided<PersonRefusal> =>
  mentor.state === 'approved' || mentor.state === 'paused'
    ? {
        ok: true,
        decision: {
          mentors: [
            update(mentor, 'heartbeat', {
              heartbeatAt: now,
              dueAt: mentor.state === 'paused' ? mentor.dueAt : plus(now, deadlines.heartbeatAsk),
            }),
          ],
        },
      }
    : refuse('not-in-this-state');

/** The clock asks an approved mentor whether they are still willing: a week before they would leave the pool, and then monthly. */
export const decideAskHeartbeat = (mentor: Mentor, now: Instant): Decided<PersonRefusal> => {
  if (mentor.state !== 'approved' || mentor.heartbeatAt === null) return refuse('not-in-this-state');
  const dueAt = later(
    plus(mentor.heartbeatAt, deadlines.heartbeatAsk),
    mentor.heartbeatAskedAt ? plus(mentor.heartbeatAskedAt, deadlines.heartbeatAsk) : mentor.heartbeatAt,
  );
  if (now < dueAt) return refuse('not-in-this-state');
  return {
    ok: true,
    decision: {
      mentors: [
        update(mentor, 'ask-heartbeat', { heartbeatAskedAt: now, dueAt: plus(now, deadlines.heartbeatAsk) }),
      ],
      messages: [messageTo(mentor, 'heartbeat', now)],
    },
  };
};

/** A mentor's break ends, by them or by its date; coming back says “still willing”. */
export const decideMentorResumes = (mentor: Mentor, now: Instant): Decided<PersonRefusal> => {
  const state = after(mentorLife, mentor.state, 'resume');
  return state
    ? {
        ok: true,
        decision: {
          mentors: [
            update(mentor, 'resume', {
              state,
              pausedUntil: null,
              heartbeatAt: now,
              dueAt: plus(now, deadlines.heartbeatAsk),
            }),
          ],
        },
      }
    : refuse('not-in-this-state');
};

/** Somebody joins the line anew, at its end: their days of waiting begin again. */
export const newLine = (now: Instant): Pick<Newcomer, 'waitingSince' | 'updatesSent' | 'dueAt'> => ({
  waitingSince: now,
  updatesSent: [],
  dueAt: nextUpdateAt({ waitingSince: now }, now),
});

/** A newcomer comes back from a pause, or asks again after they had left. Their place in the line is kept through a pause. */
export const decideRequestReturns = (
  newcomer: Newcomer,
  { event, now }: { event: 'resume' | 'reopen'; now: Instant },
): Decided<PersonRefusal> => {
  const state = after(requestLife, newcomer.state, event);
  const line = event === 'reopen' ? newLine(now) : { dueAt: nextUpdateAt(newcomer, now) };
  return state
    ? {
        ok: true,
        decision: {
          newcomers: [
            update(newcomer, event, {
              state,
              pausedUntil: null,
              ...line,
            }),
          ],
        },
      }
    : refuse('not-in-this-state');
};

/**
 * The clock tells a newcomer who still waits that nobody has forgotten them. With an open match nothing is sent, and the
 * days go on.
 */
export const decideUpdate = (newcomer: Newcomer, now: Instant): Decided<PersonRefusal> => {
  const day = lastUpdateDay(waitedDays(newcomer, now));
  if (day === null || newcomer.updatesSent.includes(day)) return refuse('not-in-this-state');
  return {
    ok: true,
    decision: {
      newcomers: [
        update(newcomer, 'send-update', {
          updatesSent: [...newcomer.updatesSent, day],
          dueAt: nextUpdateAt(newcomer, now),
        }),
      ],
      messages: newcomer.state === 'waiting' ? [messageTo(newcomer, 'newcomer-update', now)] : [],
    },
  };
};
