import { expect, test } from 'vitest';
import { runClock } from '#functions/clock/run.ts';
import { createStore } from '#functions/data/store.ts';
import { createClient, createTable, type Table } from '#functions/data/table-client.ts';
import { sesEvent } from '#functions/local/ses-events.ts';
import { handleMail } from '#functions/mail/handler.ts';
import { handleMailEvents } from '#functions/mail-events/handler.ts';
import type { Figures } from '#functions/metrics.ts';
import { handleRound } from '#functions/round/handler.ts';
import { workOutInThread } from '#functions/round/in-thread.ts';
import type { Services } from '#functions/services.ts';
import { newChallenge } from '#functions/steps/sign-in.ts';
import { withWarmPool } from '#functions/steps/warm-pool.ts';
import type { IntentId } from '#shared/ids.ts';
import { roundSchema } from '#shared/life/round.ts';
import { hours, plus } from '#shared/time.ts';
import { createCast } from '#test/support/cast.ts';
import { useSes } from '#test/support/mail.ts';
import { freshTable, servicesOn, type TestTable, useTable } from '#test/support/table.ts';
import { type Statement, synthesise } from '#test/support/templates.ts';

/*
 * The rights of the two mail functions are enough: they work on a table that refuses what their roles in the template do
 * not allow, as DynamoDB would.
 */

const table = useTable();
const ses = useSes();

const statements = (role: string): Statement[] =>
  synthesise()
    .ofType('AWS::IAM::Policy')
    .filter(([id]) => id.startsWith(`${role}Role`))
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement);

/** What a role may do with an item: `GetItem INTENT#…`. */
const allows = (role: string) => {
  const all = statements(role);
  return (action: string, pk: string): boolean =>
    all.some(
      ({ Action, Condition }) =>
        [Action].flat().includes(`dynamodb:${action}`) &&
        [Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'] ?? '*']
          .flat()
          .some((pattern: string) => pk.startsWith(pattern.replace(/\*$/, ''))),
    );
};

/** Services whose table refuses what a role may not; `refused` says what that was. */
const servicesOf = (role: string, services: Services, { endpoint, environment }: TestTable = table) => {
  const may = allows(role);
  const refused: string[] = [];
  const demand = (action: string, pk: string): void => {
    if (may(action, pk)) return;
    refused.push(`${action} ${pk.split('#')[0]}`);
    throw new Error('AccessDeniedException');
  };
  const inner = createTable(
    createClient(endpoint),
    environment.TABLE_NAME ?? '',
    () => Date.parse(services.now()) / 1_000,
  );
  const actionOf = { put: 'PutItem', remove: 'DeleteItem', check: 'ConditionCheckItem' } as const;
  const guarded: Table = {
    get: async (key) => {
      demand('GetItem', key.pk);
      return inner.get(key);
    },
    getMany: async (keys) => {
      for (const { pk } of keys) demand('BatchGetItem', pk);
      return inner.getMany(keys);
    },
    query: async (input) => {
      demand('Query', input.partition);
      return inner.query(input);
    },
    queryAll: async (input) => {
      demand('Query', input.partition);
      return inner.queryAll(input);
    },
    count: async (input) => {
      demand('Query', input.partition);
      return inner.count(input);
    },
    put: async (item, when) => {
      demand('PutItem', item.pk);
      return inner.put(item, when);
    },
    remove: async (key, when) => {
      demand('DeleteItem', key.pk);
      return inner.remove(key, when);
    },
    update: async (key, input) => {
      demand('UpdateItem', key.pk);
      return inner.update(key, input);
    },
    transact: async (writes) => {
      for (const write of writes)
        if ('put' in write) demand(actionOf.put, write.put.pk);
        else if ('remove' in write) demand(actionOf.remove, write.remove.pk);
        else demand(actionOf.check, write.check.pk);
      return inner.transact(writes);
    },
  };
  return { services: withWarmPool({ ...services, store: createStore(guarded) }), refused };
};

const everyKind = async (services: Services): Promise<IntentId[]> => {
  const cast = createCast(services);
  const { newcomer, person } = await cast.newcomer();
  const { mentor, person: other } = await cast.mentor({ mentor: { reserved: 1, active: 1 } });
  const offered = await cast.match(newcomer, mentor);
  const met = await cast.match(newcomer, mentor, { state: 'introduced', introducedAt: services.now() });
  const challenge = newChallenge(services, {
    personId: person.id,
    addressHash: person.addressHash,
    kind: 'sign-in',
  });
  await services.store.commit(
    { messages: [challenge.message] },
    { actor: { kind: 'system' }, now: services.now() },
    challenge.writes,
  );
  const messages = [
    await cast.message({ kind: 'offer-mentor', personId: other.id, matchId: offered.id }),
    await cast.message({ kind: 'introduction', personId: person.id, matchId: met.id }),
    await cast.message({ kind: 'newcomer-update', personId: person.id }),
  ];
  const pending = await services.store.intents.allByState('pending');
  expect(pending.length).toBeGreaterThanOrEqual(messages.length + 1);
  return pending.map(({ id }) => id);
};

const records = (bodies: readonly object[]) => ({
  Records: bodies.map((body, index) => ({ messageId: `r${index}`, body: JSON.stringify(body) })),
});

test('the mail worker and the worker of SES’s events need nothing that their roles lack', async () => {
  const services = servicesOn(table);
  const ids = await everyKind(services);
  const mail = servicesOf('Mail', services);
  const answer = await handleMail(records(ids.map((intentId) => ({ intentId }))), {
    ...mail.services,
    sender: ses.sender,
  });
  expect(mail.refused).toEqual([]);
  expect(answer.batchItemFailures).toEqual([]);
  const states = await Promise.all(ids.map(async (id) => (await services.store.intents.get(id))?.state));
  expect(new Set(states)).toEqual(new Set(['accepted']));

  const events = servicesOf('MailEvents', services);
  const told = await handleMailEvents(
    records(
      (['delivered', 'bounced', 'complained'] as const).map((type, index) =>
        sesEvent({ type, intentId: ids[index]!, sesMessageId: 'ses-1', address: 'robin@example.org' }),
      ),
    ),
    events.services,
  );
  expect(events.refused).toEqual([]);
  expect(told.batchItemFailures).toEqual([]);
  expect(await services.store.people.isSuppressed(services.vault.contactHash('robin@example.org'))).toBe(
    true,
  );
});

test('the clock and the rounds take every step with rights to read and write, and none to delete', async () => {
  let now = '2026-05-11T14:00:00.000Z';
  const fresh = await freshTable(table);
  const logged: string[] = [];
  const log: Services['log'] = (event, facts) => logged.push(JSON.stringify({ event, ...facts }));
  const services = servicesOn(fresh, { now: () => now, log });
  const cast = createCast(services);
  for (let count = 0; count < 3; count += 1) {
    const due = { dueAt: now };
    const { newcomer } = await cast.newcomer({ newcomer: due });
    const { mentor } = await cast.mentor({ mentor: { ...due, reserved: 1, active: 1 } });
    await cast.match(newcomer, mentor, { ...due, offerExpiresAt: now });
    await cast.match(newcomer, mentor, { ...due, state: 'introduced', introducedAt: now });
  }
  await everyKind(services);
  const clock = servicesOf('Clock', services, fresh);
  const figures: Figures[] = [];
  for (const hoursOn of [1, 30, 24 * 40]) {
    now = plus(now, hoursOn * hours);
    await runClock(clock.services, (each) => figures.push(each));
  }
  expect(clock.refused).toEqual([]);
  expect(logged.filter((line) => line.includes('-failed'))).toEqual([]);
  expect(figures.map(({ FailedClockSteps }) => FailedClockSteps)).toEqual([undefined, undefined, undefined]);
  expect(await services.store.people.coordinators()).toHaveLength(1);

  const round = servicesOf('Round', services, fresh);
  const asked = roundSchema.parse({
    id: services.newId('round'),
    version: 1,
    state: 'requested',
    requestedBy: services.newId('person'),
    createdAt: now,
    dueAt: now,
  });
  await services.store.rounds.create(asked);
  const working = { ...round.services, workOut: workOutInThread };
  await handleRound(records([{ roundId: asked.id }]), working);
  const previewed = (await services.store.rounds.get(asked.id))!;
  await services.store.rounds.move(previewed, 'confirm', {});
  await handleRound(records([{ roundId: asked.id }]), working);
  expect(round.refused).toEqual([]);
  expect((await services.store.rounds.get(asked.id))?.state).toBe('stored');
});

test('a table that refuses shows: the worker of SES’s events may not read a person', async () => {
  const { services, refused } = servicesOf('MailEvents', servicesOn(table));
  await expect(services.store.people.get('person_x' as never)).rejects.toThrow(/AccessDenied/);
  await expect(services.store.intents.allByState('pending')).rejects.toThrow(/AccessDenied/);
  expect(refused).toEqual(['GetItem PERSON', 'Query INTENT']);
});
