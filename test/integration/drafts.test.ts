import { expect, test } from 'vitest';
import { days, hours } from '#shared/time.ts';
import { useTable } from '../support/table.ts';
import { createWorld, type World } from '../support/world.ts';

const table = useTable();

const begin = async (world: World, fields: Record<string, string> = {}) => {
  const guest = world.browser();
  const told = await guest.ask('POST', '/drafts', { body: { kind: 'newcomer', locale: 'en', fields } });
  expect(told.status).toBe(201);
  return guest;
};

test('what was typed is kept exactly as it was typed, even what no form would take', async () => {
  const world = await createWorld(table);
  const typed = { name: '  <b>Wren</b>\u202e {{7*7}} ', email: 'not an address' };
  const guest = await begin(world, typed);
  expect((await guest.ask('GET', '/drafts/current')).body.fields).toEqual(typed);
});

test('two tabs that save at once both keep what they typed', async () => {
  const world = await createWorld(table);
  const guest = await begin(world);
  const saves = ['one', 'two', 'three', 'four'].map((name) =>
    guest.ask('PATCH', '/drafts/current', { body: { fields: { [name]: name } } }),
  );
  for (const { status } of await Promise.all(saves)) expect(status).toBe(200);
  expect((await guest.ask('GET', '/drafts/current')).body.fields).toEqual({
    one: 'one',
    two: 'two',
    three: 'three',
    four: 'four',
  });
});

test('a draft is over after two hours without a change, and kept for seven days once its link is asked for', async () => {
  const world = await createWorld(table);
  const short = await begin(world);
  await world.pass(2 * hours);
  expect((await short.ask('GET', '/drafts/current')).status).toBe(404);

  const long = await begin(world, { name: 'Wren' });
  expect(
    (await long.ask('POST', '/drafts/current/link', { body: { email: 'wren@example.org' } })).status,
  ).toBe(202);
  await world.pass(6 * days);
  const token = long.cookies.get('__Host-draft') ?? '';
  const phone = world.browser();
  expect((await phone.ask('POST', '/drafts/resumptions', { body: { token } })).body.fields).toEqual({
    name: 'Wren',
  });
  expect((await phone.ask('GET', '/drafts/current')).status).toBe(200);
  expect(
    (await world.browser().ask('POST', '/drafts/resumptions', { body: { token: `${token.slice(0, -1)}x` } }))
      .status,
  ).toBe(404);
});

test('a draft speaks the language of the page that saved it last, and its mail does too', async () => {
  const world = await createWorld(table);
  const guest = await begin(world, { name: 'Wren' });
  const saved = await guest.ask('PATCH', '/drafts/current', {
    body: { fields: { at: 'name' }, locale: 'es' },
  });
  expect(saved.body.locale).toBe('es');
  await guest.ask('PATCH', '/drafts/current', { body: { fields: { at: 'reach' } } });
  expect((await guest.ask('GET', '/drafts/current')).body.locale).toBe('es');
  const body = { email: 'wren@example.org', locale: 'en' };
  expect((await guest.ask('POST', '/drafts/current/link', { body })).status).toBe(202);
  expect((await guest.ask('GET', '/drafts/current')).body.locale).toBe('en');
});

test('a draft that is dropped is gone, in its browser and for whoever has its link', async () => {
  const world = await createWorld(table);
  const guest = await begin(world, { name: 'Wren' });
  const token = guest.cookies.get('__Host-draft') ?? '';
  expect((await guest.ask('DELETE', '/drafts/current')).status).toBe(200);
  expect(guest.cookies.get('__Host-draft') ?? '').toBe('');
  const again = await world.browser().ask('POST', '/drafts/resumptions', { body: { token } });
  expect(again.status).toBe(404);
  expect((await guest.ask('DELETE', '/drafts/current')).status).toBe(200);
});

test('field names and sizes have bounds', async () => {
  const world = await createWorld(table);
  const guest = await begin(world);
  for (const fields of [
    { __proto__x: 'a' },
    { '../x': 'a' },
    { long: 'x'.repeat(2_001) },
    { list: Array(201).fill('a') },
  ]) {
    expect((await guest.ask('PATCH', '/drafts/current', { body: { fields } })).status).toBe(400);
  }
});
