import { expect, test } from 'vitest';
import { createStore } from '#functions/data/store.ts';
import { createClient, createTable, type Table } from '#functions/data/table-client.ts';
import { sesEvent } from '#functions/local/ses-events.ts';
import { handleMail } from '#functions/mail/handler.ts';
import { handleMailEvents } from '#functions/mail-events/handler.ts';
import type { Services } from '#functions/services.ts';
import { newChallenge } from '#functions/steps/sign-in.ts';
import type { IntentId } from '#shared/ids.ts';
import { createCast } from '#test/support/cast.ts';
import { useSes } from '#test/support/mail.ts';
import { servicesOn, useTable } from '#test/support/table.ts';
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
const servicesOf = (role: string, services: Services) => {
  const may = allows(role);
  const refused: string[] = [];
  const demand = (action: string, pk: string): void => {
    if (may(action, pk)) return;
    refused.push(`${action} ${pk.split('#')[0]}`);
    throw new Error('AccessDeniedException');
  };
  const inner = createTable(createClient(table.endpoint), 'alongside', () => Date.now() / 1_000);
  const none = (action: string) => async (): Promise<never> => {
    demand(action, '');
    throw new Error('not reached');
  };
  const guarded: Table = {
    ...inner,
    get: async (key) => {
      demand('GetItem', key.pk);
      return inner.get(key);
    },
    put: async (item, when) => {
      demand('PutItem', item.pk);
      return inner.put(item, when);
    },
    getMany: none('BatchGetItem'),
    query: none('Query'),
    queryAll: none('Query'),
    count: none('Query'),
    remove: none('DeleteItem'),
    update: none('UpdateItem'),
    transact: none('TransactWriteItems'),
  };
  return { services: { ...services, store: createStore(guarded) }, refused };
};

const everyKind = async (services: Services): Promise<IntentId[]> => {
  const cast = createCast(services);
  const { newcomer, person } = await cast.newcomer();
  const { mentor, person: other } = await cast.mentor();
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

test('a table that refuses shows: the worker of SES’s events may not read a person', async () => {
  const { services, refused } = servicesOf('MailEvents', servicesOn(table));
  await expect(services.store.people.get('person_x' as never)).rejects.toThrow(/AccessDenied/);
  await expect(services.store.intents.allByState('pending')).rejects.toThrow(/AccessDenied/);
  expect(refused).toEqual(['GetItem PERSON', 'Query ']);
});
