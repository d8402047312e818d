import * as z from 'zod';
import { doneView } from '#shared/http/answers.ts';
import { mailHealthView, messageView } from '#shared/http/mail-views.ts';
import { idSchema } from '#shared/ids.ts';
import { giveUpReasons, sendAgainReasons } from '#shared/life/message.ts';
import { giveUp, type Handled, sendAgain } from '../steps/message-steps.ts';
import { toMailHealth, toMessageView } from './message-views.ts';
import { type Answer, caller, done, ok, route } from './route.ts';

const params = z.object({ intentId: idSchema('intent') });

const answerOf = (handled: Handled): Answer<{ done: true }> =>
  handled.ok ? ok(done) : { problem: handled.reason };

/** The mail on the desk. */
export const mailRoutes = {
  getMailHealth: route({
    method: 'get',
    path: '/desk/mail',
    summary: 'How the mail is: what went out, what waits, what nobody got',
    access: 'coordinator',
    answer: mailHealthView,
    status: 200,
    handle: async ({ services }) => ok(await toMailHealth(services)),
  }),

  getMessage: route({
    method: 'get',
    path: '/desk/messages/{intentId}',
    summary: 'One message’s life',
    access: 'coordinator',
    params,
    answer: messageView,
    status: 200,
    problems: ['not-found'],
    handle: async ({ services, params }) => {
      const intent = await services.store.intents.get(params.intentId);
      return intent ? ok(await toMessageView(services, intent)) : { problem: 'not-found' };
    },
  }),

  sendMessageAgain: route({
    method: 'post',
    path: '/desk/messages/{intentId}/send-again',
    summary: 'Send a message that did not arrive once more',
    access: 'coordinator',
    params,
    body: z.strictObject({ reason: z.enum(sendAgainReasons) }),
    answer: doneView,
    status: 200,
    problems: ['invalid-request', 'not-found', 'not-in-this-state', 'busy'],
    handle: async ({ services, visitor, params, body }) =>
      answerOf(await sendAgain(services, params.intentId, { by: caller(visitor).id, ...body })),
  }),

  giveUpMessage: route({
    method: 'post',
    path: '/desk/messages/{intentId}/give-up',
    summary: 'Let a message be; it is not sent any more',
    access: 'coordinator',
    params,
    body: z.strictObject({ reason: z.enum(giveUpReasons) }),
    answer: doneView,
    status: 200,
    problems: ['invalid-request', 'not-found', 'not-in-this-state', 'busy'],
    handle: async ({ services, visitor, params, body }) =>
      answerOf(await giveUp(services, params.intentId, { by: caller(visitor).id, ...body })),
  }),
};
