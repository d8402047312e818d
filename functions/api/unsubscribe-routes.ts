import * as z from 'zod';
import { doneView } from '#shared/http/answers.ts';
import { update } from '#shared/life/decision.ts';
import { declinable, type MessageKind, messageKinds } from '#shared/life/message.ts';
import type { Person } from '#shared/people/person.ts';
import type { Services } from '../services.ts';
import { missing, step } from '../steps/step.ts';
import { ok, route } from './route.ts';
import { answerOf } from './step-answer.ts';

const params = z.object({ token: z.string().max(300) });
const kindSchema = z.enum(messageKinds);

/** What a mail's token stops; null if it is not ours, or of a kind that nobody can do without. */
const readToken = (
  { tokens }: Services,
  token: string,
): { personId: Person['id']; kind: MessageKind } | null => {
  const declined = tokens.declineOf(token);
  const kind = kindSchema.safeParse(declined?.kind);
  return declined && kind.success && declinable.has(kind.data)
    ? { personId: declined.personId, kind: kind.data }
    : null;
};

const decline = (services: Services, personId: Person['id'], kind: MessageKind) =>
  step<never>(services, { kind: 'system' }, async () => {
    const person = await services.store.people.get(personId);
    if (!person) return missing;
    if (person.declinedKinds.includes(kind)) return { ok: true, decision: {} };
    const declinedKinds = [...person.declinedKinds, kind];
    return { ok: true, decision: { people: [update(person, 'decline', { declinedKinds })] } };
  });

/** Stopping one kind of message from a mail, without signing in (RFC 8058). */
export const unsubscribeRoutes = {
  getUnsubscribe: route({
    method: 'get',
    path: '/unsubscribe/{token}',
    summary: 'Which kind of message the link would stop; changes nothing',
    access: 'anyone',
    params,
    answer: z.object({ kind: kindSchema }),
    status: 200,
    problems: ['not-found'],
    handle: async ({ services, params }) => {
      const read = readToken(services, params.token);
      return read ? ok({ kind: read.kind }) : { problem: 'not-found' };
    },
  }),

  unsubscribe: route({
    method: 'post',
    path: '/unsubscribe/{token}',
    summary: 'Stop one kind of message; a mail program may ask for it in one press, from anywhere',
    access: 'anyone',
    params,
    answer: doneView,
    status: 200,
    problems: ['not-found', 'busy'],
    handle: async ({ services, params }) => {
      const read = readToken(services, params.token);
      if (!read) return { problem: 'not-found' };
      return answerOf(await decline(services, read.personId, read.kind));
    },
  }),
};
