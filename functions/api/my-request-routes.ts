import * as z from 'zod';
import { doneView } from '#shared/http/answers.ts';
import { type Decided, update } from '#shared/life/decision.ts';
import { newcomerAnswersSchema } from '#shared/people/answers.ts';
import { safeText } from '#shared/people/contact.ts';
import { instantSchema } from '#shared/time.ts';
import { newcomerLeaves, newcomerReturns, onNewcomer } from '../steps/person-steps.ts';
import { listChange, nextList } from './do-not-match.ts';
import { judgePlace } from './place-answers.ts';
import { caller, route, type Visitor } from './route.ts';
import { answerOf } from './step-answer.ts';

const asNewcomer = (visitor: Visitor) => {
  const person = caller(visitor);
  if (!person.newcomerId) throw new Error('A route for newcomers was called by somebody else.');
  return { id: person.newcomerId, actor: { kind: 'newcomer', personId: person.id } } as const;
};

const pauseSchema = z.strictObject({ until: instantSchema.nullable().default(null) });
const openRequestStates: readonly string[] = ['unverified', 'waiting', 'in-match', 'paused'];

/** What newcomers do with their request. */
export const myRequestRoutes = {
  saveMyRequest: route({
    method: 'put',
    path: '/me/request',
    summary: 'Change the answers of a request',
    access: 'newcomer',
    body: z.strictObject({ answers: newcomerAnswersSchema, note: safeText(1_000).nullable(), ...listChange }),
    answer: doneView,
    status: 200,
    problems: ['invalid-request', 'not-in-this-state', 'busy'],
    handle: async ({ services, visitor, body }) => {
      const errors = judgePlace(body.answers, services.community, visitor.locale);
      if (errors.length > 0) return { problem: 'invalid-request', errors };
      const ring = await services.vault.unlock(caller(visitor).wrappedKey, caller(visitor).id);
      const stepped = await onNewcomer(
        services,
        asNewcomer(visitor),
        (newcomer): Decided<'not-in-this-state'> => {
          if (!openRequestStates.includes(newcomer.state)) return { ok: false, reason: 'not-in-this-state' };
          const note = body.note ? ring.seal('note', body.note) : null;
          const doNotMatch = nextList(services, newcomer.doNotMatch, body);
          return {
            ok: true,
            decision: { newcomers: [update(newcomer, 'edit', { answers: body.answers, note, doNotMatch })] },
          };
        },
      );
      return answerOf(stepped);
    },
  }),

  pauseMyRequest: route({
    method: 'post',
    path: '/me/request/pause',
    summary: 'Pause a request; an open offer or introduction ends',
    access: 'newcomer',
    body: pauseSchema,
    answer: doneView,
    status: 200,
    problems: ['not-in-this-state', 'busy'],
    handle: async ({ services, visitor, body }) =>
      answerOf(await newcomerLeaves(services, asNewcomer(visitor), { event: 'pause', until: body.until })),
  }),

  resumeMyRequest: route({
    method: 'post',
    path: '/me/request/resume',
    summary: 'Go on with a paused request, or ask again',
    access: 'newcomer',
    answer: doneView,
    status: 200,
    problems: ['not-in-this-state', 'busy'],
    handle: async ({ services, visitor }) => {
      const resumed = await newcomerReturns(services, asNewcomer(visitor), 'resume');
      const again = !resumed.ok && resumed.reason === 'not-in-this-state';
      return answerOf(again ? await newcomerReturns(services, asNewcomer(visitor), 'reopen') : resumed);
    },
  }),

  withdrawMyRequest: route({
    method: 'post',
    path: '/me/request/withdraw',
    summary: 'Withdraw a request',
    access: 'newcomer',
    answer: doneView,
    status: 200,
    problems: ['not-in-this-state', 'busy'],
    handle: async ({ services, visitor }) =>
      answerOf(await newcomerLeaves(services, asNewcomer(visitor), { event: 'withdraw' })),
  }),
};
