import { createSecretKey } from 'node:crypto';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { securityHeaders } from '#functions/api/pipeline.ts';
import { createClient } from '#functions/data/table-client.ts';
import { openBytes, sealBytes } from '#functions/vault/key-service.ts';
import { seconds } from '#shared/time.ts';
import { mentorForm, newcomerForm } from '../support/forms.ts';
import { freshTable, useTable } from '../support/table.ts';
import { createWorld } from '../support/world.ts';

const table = useTable();

/** Text that must stand nowhere but where it belongs. */
const canary = (what: string): string => `canary-${what}-7f3a`;

/** Every item of a table, as text. */
const everything = async (endpoint: string, tableName: string): Promise<string[]> => {
  const client = DynamoDBDocumentClient.from(createClient(endpoint));
  const items: string[] = [];
  for await (const page of paginateScan({ client }, { TableName: tableName })) {
    items.push(...(page.Items ?? []).map((item) => JSON.stringify(item)));
  }
  client.destroy();
  return items;
};

test('names, addresses, phones, free text, codes and tokens are nowhere in the table or the log in plain text', async () => {
  const own = await freshTable(table);
  const world = await createWorld(own, { ownTable: true });
  const desk = await world.coordinator();
  const secrets: string[] = [];
  const guests = [world.browser(), world.browser()] as const;
  const draftText = canary('draft');
  await guests[0].ask('POST', '/drafts', {
    body: { kind: 'newcomer', locale: 'en', fields: { name: draftText } },
  });
  const forms = [
    {
      ...newcomerForm('Wren'),
      contact: {
        name: canary('name-n'),
        email: `${canary('mail-n')}@example.org`,
        phone: '+12025550143',
        other: canary('other-n'),
      },
      note: canary('note'),
      doNotMatch: ['canary-foe@example.org', '+12025550199'],
    },
    {
      ...mentorForm('Maple'),
      contact: { name: canary('name-m'), email: `${canary('mail-m')}@example.org`, phone: '+12025550144' },
      texts: { about: canary('about'), boundaries: canary('boundaries'), note: canary('mentor-note') },
    },
  ] as const;
  const paths = ['/newcomers', '/mentors'] as const;
  const ids: string[] = [];
  for (const [index, guest] of guests.entries()) {
    expect((await guest.ask('POST', paths[index]!, { body: forms[index] })).status).toBe(201);
    secrets.push(world.codeFor(guest), (guest.cookies.get('__Host-pending') ?? '').split('.')[1] ?? '');
    const me = await world.confirm(guest);
    ids.push(me.request?.id ?? me.mentoring?.id ?? '');
    secrets.push(guest.cookies.get('__Host-session') ?? '');
  }
  await desk.ask('POST', `/mentors/${ids[1]}/verdict`, { body: { verdict: 'approve' } });
  const proposed = await desk.ask('POST', `/newcomers/${ids[0]}/proposals`, {
    body: { mentorId: ids[1], note: canary('why') },
  });
  expect(proposed.status).toBe(201);
  await desk.ask('POST', `/matches/${proposed.body.matchId}/approve`);
  await world.pass(31 * seconds);
  await guests[1].ask('POST', `/me/matches/${proposed.body.matchId}/accept`);
  await guests[0].ask('POST', `/me/matches/${proposed.body.matchId}/accept`);
  await guests[0].ask('POST', '/newcomers', {
    rawBody: `{"${canary('broken')}`,
    headers: { 'content-type': 'application/json' },
  });

  const items = await everything(own.endpoint, own.environment.TABLE_NAME!);
  expect(items.length).toBeGreaterThan(30);
  const kept = items.join('\n');
  for (const word of ['canary', '2025550143', '2025550144', '2025550199', ...secrets]) {
    expect(word.length).toBeGreaterThan(5);
    expect(kept).not.toContain(word);
    expect(world.logged.join('\n')).not.toContain(word);
  }
  // The same words do reach those who may read them.
  expect(JSON.stringify((await guests[0].ask('GET', '/me')).body)).toContain(canary('name-m'));
});

test('opening a private field is recorded before it is shown, and the person sees that somebody looked', async () => {
  const world = await createWorld(table);
  const desk = await world.coordinator();
  const wren = await world.newcomer('Wren');
  expect(JSON.stringify((await desk.ask('GET', `/newcomers/${wren.id}`)).body)).not.toContain(
    'wren@example.org',
  );
  const looked = await desk.ask('POST', `/newcomers/${wren.id}/looks`, { body: { what: 'contact' } });
  expect(looked.body.contact.email).toBe('wren@example.org');
  const history = (await wren.ask('GET', '/me/history')).body;
  expect(history.looks).toEqual([{ at: world.services.now(), what: 'contact' }]);
  expect(
    history.consents.map(({ purpose, given }: { purpose: string; given: boolean }) => [purpose, given]),
  ).toContainEqual(['matching', true]);
});

test('a sealed field opens only for its own person and field, and not after a changed bit', async () => {
  const world = await createWorld(table);
  const [wren, robin] = await Promise.all([
    world.services.vault.create('person_wren'),
    world.services.vault.create('person_robin'),
  ]);
  const sealed = wren.seal('contact', { name: 'Wren' });
  expect(wren.open('contact', sealed)).toEqual({ name: 'Wren' });
  expect(() => robin.open('contact', sealed)).toThrow();
  expect(() => wren.open('note', sealed)).toThrow();
  await expect(world.services.vault.unlock(wren.wrappedKey, 'person_robin')).rejects.toThrow();
  const key = createSecretKey(Buffer.alloc(32, 7));
  const text = sealBytes(key, Buffer.from('quiet heron'), 'a');
  const bytes = Buffer.from(text, 'base64');
  bytes[20] = (bytes[20] ?? 0) ^ 1;
  expect(openBytes(key, text, 'a').toString()).toBe('quiet heron');
  expect(() => openBytes(key, bytes.toString('base64'), 'a')).toThrow();
});

test('the headers forbid what is inline, foreign or framed', () => {
  expect(securityHeaders['content-security-policy']).toMatch(/^default-src 'none';/);
  expect(securityHeaders['content-security-policy']).not.toMatch(/unsafe|https?:|\*/);
  expect(securityHeaders['referrer-policy']).toBe('same-origin');
});

test('a form whose address was never confirmed is not there for coordinators', async () => {
  const world = await createWorld(table);
  const desk = await world.coordinator();
  const guest = world.browser();
  for (const [path, form] of [
    ['/newcomers', newcomerForm('Wren')],
    ['/mentors', mentorForm('Maple')],
  ] as const)
    expect((await guest.ask('POST', path, { body: form })).status).toBe(201);
  const { store } = world.services;
  const [newcomer] = await store.newcomers.allByState('unverified');
  const [mentor] = await store.mentors.allByState('unverified');
  for (const path of [`/newcomers/${newcomer!.id}`, `/mentors/${mentor!.id}`]) {
    expect((await desk.ask('GET', path)).status).toBe(404);
    expect((await desk.ask('POST', `${path}/looks`, { body: { what: 'contact' } })).status).toBe(404);
  }
  expect((await desk.ask('GET', `/newcomers/${newcomer!.id}/candidates`)).status).toBe(404);
  // Only if our message came back: then they may be reached another way, and nothing else of them is opened.
  const person = await store.people.get(newcomer!.personId);
  await store.people.suppress(person!.addressHash, 'bounced', world.services.now());
  const look = (what: string) => desk.ask('POST', `/newcomers/${newcomer!.id}/looks`, { body: { what } });
  expect((await look('note')).status).toBe(404);
  expect((await look('contact')).body.contact.name).toBe('Wren');
  // Whoever complained has our message, and wants nothing of us.
  await store.people.suppress(person!.addressHash, 'complained', world.services.now());
  expect((await look('contact')).status).toBe(404);
  expect((await desk.ask('GET', `/newcomers/${newcomer!.id}`)).status).toBe(404);
  expect((await desk.ask('GET', '/newcomers?state=unverified')).status).toBe(400);
  expect((await desk.ask('GET', '/mentors?state=unverified')).status).toBe(400);
});

test('of a newcomer who withdrew coordinators see the reference and the state, until they come back', async () => {
  const world = await createWorld(table);
  const desk = await world.coordinator();
  const mentor = await world.mentor('Maple', { by: desk });
  // A name that is no word of a reference: a mentor's, drawn by chance, would be found by it.
  const newcomer = await world.newcomer('Poplar', { pathways: ['smart'] });
  const { reference } = newcomer.me.request!;
  const path = `/newcomers/${newcomer.id}`;
  const pages = ['/newcomers?state=withdrawn', path, `${path}/candidates`, '/desk/find?q=Poplar'];
  const read = async (paths: readonly string[]) =>
    (await Promise.all(paths.map((each) => desk.ask('GET', each)))).map(({ body }) => JSON.stringify(body));
  await newcomer.ask('POST', '/me/request/withdraw');
  for (const body of await read([...pages, `/desk/find?q=${encodeURIComponent(reference)}`]))
    for (const told of ['Poplar', 'smart', 'phone', 'America/New_York']) expect(body).not.toContain(told);
  const withdrawn = { reference, name: reference, state: 'withdrawn' };
  expect((await desk.ask('GET', path)).body).toMatchObject({ ...withdrawn, answers: null, hasNote: false });
  expect((await desk.ask('GET', '/newcomers?state=withdrawn')).body.items).toMatchObject([withdrawn]);
  expect((await desk.ask('GET', '/desk/find?q=Poplar')).body.found).toEqual([]);
  const byReference = await desk.ask('GET', `/desk/find?q=${encodeURIComponent(reference)}`);
  expect(byReference.body.found).toMatchObject([withdrawn]);
  for (const what of ['contact', 'note'])
    expect((await desk.ask('POST', `${path}/looks`, { body: { what } })).status).toBe(404);
  expect((await desk.ask('GET', `${path}/candidates/${mentor.id}`)).status).toBe(404);

  await newcomer.ask('POST', '/me/request/resume');
  expect((await desk.ask('GET', path)).body).toMatchObject({ name: 'Poplar', state: 'waiting' });
  expect((await desk.ask('POST', `${path}/looks`, { body: { what: 'contact' } })).status).toBe(200);
});

test('an earlier match of somebody who withdrew tells neither reasons nor times', async () => {
  const world = await createWorld(table);
  const desk = await world.coordinator();
  const mentor = await world.mentor('Maple', { by: desk });
  const newcomer = await world.newcomer('Poplar', { pathways: ['smart'] });
  const body = { mentorId: mentor.id };
  const { matchId } = (await desk.ask('POST', `/newcomers/${newcomer.id}/proposals`, { body })).body;
  await desk.ask('POST', `/matches/${matchId}/reject`, { body: { reason: 'not-a-fit' } });
  const look = async () => {
    const { items } = (await desk.ask('GET', '/matches?state=rejected')).body;
    const inList = items.find(({ id }: { id: string }) => id === matchId);
    return { inList, alone: (await desk.ask('GET', `/matches/${matchId}`)).body };
  };
  const before = await look();
  expect([before.inList.result.eligible, before.alone.result.eligible]).toEqual([true, true]);
  expect(before.alone.sharedTime.minutes).toBeGreaterThan(0);
  await newcomer.ask('POST', '/me/request/withdraw');
  const after = await look();
  const untold = { result: null, together: [], newcomer: { pathways: [], timeZone: null } };
  expect(after.inList).toMatchObject(untold);
  expect(after.alone).toMatchObject({ ...untold, sharedTime: null, alternates: [], note: null });
});
