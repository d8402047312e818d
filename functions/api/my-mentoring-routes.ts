import * as z from 'zod';
import { doneView } from '#shared/http/answers.ts';
import { type Decided, update } from '#shared/life/decision.ts';
import { mentorAnswersSchema } from '#shared/people/answers.ts';
import { mentorTextsSchema } from '#shared/people/application.ts';
import { days, instantSchema, plus } from '#shared/time.ts';
import type { Services } from '../services.ts';
import { heartbeat, mentorLeaves, mentorResumes, onMentor } from '../steps/person-steps.ts';
import { listChange, nextList } from './do-not-match.ts';
import { judgePlace } from './place-answers.ts';
import { caller, route, type Visitor } from './route.ts';
import { answerOf } from './step-answer.ts';

const asMentor = (visitor: Visitor) => {
  const person = caller(visitor);
  if (!person.mentorId) throw new Error('A route for mentors was called by somebody else.');
  return { id: person.mentorId, actor: { kind: 'mentor', personId: person.id } } as const;
};

/** An applicant withdraws; a mentor steps down. */
const mentorSteppingDown = async (services: Services, visitor: Visitor) => {
  const stepped = await mentorLeaves(services, asMentor(visitor), { event: 'step-down' });
  const applied = !stepped.ok && stepped.reason === 'not-in-this-state';
  return applied ? mentorLeaves(services, asMentor(visitor), { event: 'withdraw' }) : stepped;
};

const pauseSchema = z.strictObject({ until: instantSchema.nullable().default(null) });
const openMentorStates: readonly string[] = ['unverified', 'applied', 'approved', 'paused'];

/** What mentors do with their place. */
export const myMentoringRoutes = {
  saveMyMentoring: route({
    method: 'put',
    path: '/me/mentoring',
    summary: 'Change the answers of a mentor',
    access: 'mentor',
    body: z.strictObject({ answers: mentorAnswersSchema, texts: mentorTextsSchema, ...listChange }),
    answer: doneView,
    status: 200,
    problems: ['invalid-request', 'not-in-this-state', 'busy'],
    handle: async ({ services, visitor, body }) => {
      const errors = judgePlace(body.answers, services.community, visitor.locale);
      if (errors.length > 0) return { problem: 'invalid-request', errors };
      const ring = await services.vault.unlock(caller(visitor).wrappedKey, caller(visitor).id);
      const stepped = await onMentor(services, asMentor(visitor), (mentor): Decided<'not-in-this-state'> => {
        const tooFew = body.answers.capacity < mentor.active + mentor.reserved;
        if (!openMentorStates.includes(mentor.state) || tooFew)
          return { ok: false, reason: 'not-in-this-state' };
        const texts = ring.seal('texts', body.texts);
        const doNotMatch = nextList(services, mentor.doNotMatch, body);
        return {
          ok: true,
          decision: { mentors: [update(mentor, 'edit', { answers: body.answers, texts, doNotMatch })] },
        };
      });
      return answerOf(stepped);
    },
  }),

  saveMyCapacity: route({
    method: 'put',
    path: '/me/mentoring/capacity',
    summary: 'How many people a mentor has room for; not fewer than they have now',
    access: 'mentor',
    body: z.strictObject({ capacity: mentorAnswersSchema.shape.capacity }),
    answer: doneView,
    status: 200,
    problems: ['invalid-request', 'busy'],
    handle: async ({ services, visitor, body }) =>
      answerOf(
        await onMentor(
          services,
          asMentor(visitor),
          (mentor): Decided<'not-in-this-state'> =>
            body.capacity < mentor.active + mentor.reserved
              ? { ok: false, reason: 'not-in-this-state' }
              : {
                  ok: true,
                  decision: {
                    mentors: [
                      update(mentor, 'capacity', { answers: { ...mentor.answers, capacity: body.capacity } }),
                    ],
                  },
                },
        ),
      ),
  }),

  pauseMyMentoring: route({
    method: 'post',
    path: '/me/mentoring/pause',
    summary: 'Take a break; nobody asks why',
    access: 'mentor',
    body: pauseSchema,
    answer: doneView,
    status: 200,
    problems: ['not-in-this-state', 'busy'],
    handle: async ({ services, visitor, body }) => {
      const latest = plus(services.now(), 366 * days);
      const until = body.until && body.until > latest ? latest : body.until;
      return answerOf(await mentorLeaves(services, asMentor(visitor), { event: 'pause', until }));
    },
  }),

  resumeMyMentoring: route({
    method: 'post',
    path: '/me/mentoring/resume',
    summary: 'Come back from a break',
    access: 'mentor',
    answer: doneView,
    status: 200,
    problems: ['not-in-this-state', 'busy'],
    handle: async ({ services, visitor }) => answerOf(await mentorResumes(services, asMentor(visitor))),
  }),

  stepDown: route({
    method: 'post',
    path: '/me/mentoring/step-down',
    summary: 'Stop being a mentor',
    access: 'mentor',
    answer: doneView,
    status: 200,
    problems: ['not-in-this-state', 'busy'],
    handle: async ({ services, visitor }) => answerOf(await mentorSteppingDown(services, visitor)),
  }),

  stillWilling: route({
    method: 'post',
    path: '/me/mentoring/heartbeat',
    summary: 'Still willing, still well',
    access: 'mentor',
    answer: doneView,
    status: 200,
    problems: ['not-in-this-state', 'busy'],
    handle: async ({ services, visitor }) => answerOf(await heartbeat(services, asMentor(visitor))),
  }),
};
