import * as z from 'zod';
import { mailHealthView, messageView } from '#shared/http/mail-views.ts';
import { doneView } from '#shared/http/views.ts';
import { idSchema } from '#shared/ids.ts';
import { type Intent, mayGiveUp, maySendAgain, messageHandlingReasons } from '#shared/life/message.ts';
import { days, plus } from '#shared/time.ts';
import type { Services } from '../services.ts';
import { giveUp, type Handled, sendAgain } from '../steps/message-steps.ts';
import { type Answer, caller, done, ok, route } from './route.ts';

const params = z.object({ intentId: idSchema('intent') });
const handBody = z.strictObject({ reason: z.enum(messageHandlingReasons) });

const unfinished = ['pending', 'claimed', 'sending'] as const;

/** Messages of the last 24 hours that SES has taken or that were held back, by today's and yesterday's lists. */
const lastDay = async ({ store, now }: Services): Promise<Intent[]> => {
  const since = plus(now(), -days);
  const dates = new Set([since.slice(0, 10), now().slice(0, 10)]);
  const lists = [...dates].flatMap((date) =>
    (['accepted', 'undelivered', 'suppressed'] as const).map((state) => store.intents.writtenOn(date, state)),
  );
  return (await Promise.all(lists)).flat().filter(({ createdAt }) => createdAt > since);
};

const toHealth = async (services: Services): Promise<z.input<typeof mailHealthView>> => {
  const { store, now } = services;
  const [recent, unknown, failed, undelivered, ...waiting] = await Promise.all([
    lastDay(services),
    store.intents.allByState('unknown'),
    store.intents.allByState('failed'),
    store.intents.undelivered(),
    ...unfinished.map((state) => store.intents.allByState(state)),
  ]);
  const open = [...waiting.flat(), ...unknown];
  const due = open.filter(({ notBefore, attempts }) => attempts > 0 || notBefore <= now());
  const has = (type: string) => (intent: Intent) => intent.facts.some((fact) => fact.type === type);
  return {
    lastDay: {
      accepted: recent.filter(({ state }) => state === 'accepted').length,
      delivered: recent.filter(has('delivered')).length,
      bounced: recent.filter(has('bounced')).length,
      suppressed: recent.filter(({ state }) => state === 'suppressed').length,
    },
    waiting: waiting.flat().length,
    unknown: unknown.length,
    failed: failed.length,
    undelivered: undelivered.length,
    oldestDueSince: due.map(({ createdAt }) => createdAt).sort()[0] ?? null,
  };
};

const toMessage = async ({ store }: Services, intent: Intent): Promise<z.input<typeof messageView>> => {
  const person = intent.personId === null ? null : await store.people.get(intent.personId);
  const { id, kind, state, trouble, reason, attempts, createdAt, endedAt, facts, handled } = intent;
  const events = [
    { at: createdAt, what: 'written' as const },
    ...facts.map(({ at, type }) => ({ at, what: type })),
    ...handled.map(({ at, what }) => ({ at, what })),
    ...(endedAt ? [{ at: endedAt, what: 'ended' as const }] : []),
  ];
  return {
    intentId: id,
    kind,
    state,
    trouble,
    reason,
    attempts,
    newcomerId: person?.newcomerId ?? null,
    mentorId: person?.mentorId ?? null,
    otherChannel: person !== null && person.otherContactHashes.length > 0,
    events: events.toSorted((a, b) => (a.at < b.at ? -1 : 1)),
    maySendAgain: maySendAgain(intent),
    mayGiveUp: mayGiveUp(intent),
  };
};

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
    handle: async ({ services }) => ok(await toHealth(services)),
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
      return intent ? ok(await toMessage(services, intent)) : { problem: 'not-found' };
    },
  }),

  sendMessageAgain: route({
    method: 'post',
    path: '/desk/messages/{intentId}/send-again',
    summary: 'Send a message that did not arrive once more',
    access: 'coordinator',
    params,
    body: handBody,
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
    body: handBody,
    answer: doneView,
    status: 200,
    problems: ['invalid-request', 'not-found', 'not-in-this-state', 'busy'],
    handle: async ({ services, visitor, params, body }) =>
      answerOf(await giveUp(services, params.intentId, { by: caller(visitor).id, ...body })),
  }),
};
