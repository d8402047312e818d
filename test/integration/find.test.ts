import { expect, test } from 'vitest';
import type * as z from 'zod';
import { keys } from '#functions/data/keys.ts';
import { createClient, createTable } from '#functions/data/table-client.ts';
import type { foundView } from '#shared/http/people-views.ts';
import { days, seconds } from '#shared/time.ts';
import { mentorForm, newcomerForm } from '../support/forms.ts';
import { freshTable, useTable } from '../support/table.ts';
import { type Browser, createWorld } from '../support/world.ts';

const table = useTable();

/** What the search of a coordinator's browser answers to a text. */
const finding =
  (desk: Browser) =>
  async (text: string): Promise<z.infer<typeof foundView>> =>
    (await desk.ask('GET', `/desk/find?q=${encodeURIComponent(text)}`)).body;

test('somebody is found by a part of their name, whatever the marks on it, or by their reference; an unconfirmed form is not', async () => {
  const world = await createWorld(table);
  const desk = await world.coordinator();
  // Names that are no words of a reference: those are found as well, and drawn by chance.
  const ironbark = await world.mentor('Ironbark', { by: desk });
  const poplar = await world.newcomer('Poplar');
  await world.browser().ask('POST', '/newcomers', { body: newcomerForm('Poplarina') });
  const find = finding(desk);
  const { reference } = (await world.services.store.newcomers.get(poplar.id))!;
  const found = { kind: 'newcomer', id: poplar.id, name: 'Poplar', state: 'waiting', reference };
  expect(await find(' popl')).toEqual({ found: [found], cut: false });
  expect(await find(reference.toUpperCase())).toEqual({ found: [found], cut: false });
  expect(await find(reference.slice(1))).toEqual({ found: [found], cut: false });
  expect((await find('ÍRÓNB')).found).toMatchObject([
    { kind: 'mentor', id: ironbark.id, name: 'Ironbark', state: 'approved' },
  ]);
  expect((await find('')).found).toEqual([]);
  expect((await find('nobody of that name')).found).toEqual([]);
});

test('a search shows the newest twenty-five, and says that there may be more', async () => {
  const world = await createWorld(table);
  const desk = await world.coordinator();
  const find = finding(desk);
  for (let index = 0; index < 26; index += 1) {
    await world.newcomer(`Ironbark${index}`);
    await world.pass(seconds);
  }
  const { found, cut } = await find('ironbark');
  expect(cut).toBe(true);
  expect(found.map(({ name }) => name)).toEqual(
    Array.from({ length: 25 }, (_, index) => `Ironbark${25 - index}`),
  );
  expect(await find('ironbark25')).toMatchObject({ found: [{ name: 'Ironbark25' }], cut: false });
});

test('a name is found among the newest thousand people, a whole reference among everybody', async () => {
  const own = await freshTable(table);
  const world = await createWorld(own, { ownTable: true });
  const desk = await world.coordinator();
  const find = finding(desk);
  const poplar = await world.newcomer('Poplar');
  const { newcomers, people } = world.services.store;
  const { reference } = (await newcomers.get(poplar.id))!;
  expect(await find('poplar')).toMatchObject({ found: [{ id: poplar.id }], cut: false });
  const { personId } = (await newcomers.get((await world.newcomer('Cedar')).id))!;
  const { wrappedKey, contact } = (await people.get(personId))!;
  const later = Array.from({ length: 1_000 }, (_, index) => ({
    ...keys.directory('2026-06-01T00:00:00.000Z', `person_later${index}`),
    ...{ type: 'directory-line', id: personId, wrappedKey, contact, newcomerId: null, mentorId: null },
  }));
  const client = createClient(own.endpoint);
  const raw = createTable(client, own.environment.TABLE_NAME!, () => 0);
  await Promise.all(later.map((item) => raw.put(item)));
  client.destroy();
  expect(await find('poplar')).toEqual({ found: [], cut: true });
  expect(await find(reference)).toMatchObject({ found: [{ id: poplar.id, name: 'Poplar' }], cut: false });
});

test('a coordinator whose own form is not confirmed yet is not found by it', async () => {
  const world = await createWorld(table);
  const desk = await world.coordinator();
  const form = newcomerForm('Ironbark');
  await world.browser().ask('POST', '/newcomers', { body: form });
  expect((await desk.ask('POST', '/coordinators', { body: form.contact })).status).toBe(201);
  expect(await finding(desk)('ironbark')).toEqual({ found: [], cut: false });
});

test('whoever takes another name, or another role, is found by it, and by the old name no more', async () => {
  const world = await createWorld(table);
  const find = finding(await world.coordinator());
  const poplar = await world.newcomer('Poplar');
  const again = newcomerForm('Poplar');
  const contact = { ...again.contact, name: 'Juniperus' };
  await world.browser().ask('POST', '/newcomers', { body: { ...again, contact } });
  expect((await poplar.ask('POST', '/me/resubmissions/newcomer/use')).status).toBe(200);
  expect(await find('poplar')).toEqual({ found: [], cut: false });
  expect((await find('juniperus')).found).toMatchObject([{ kind: 'newcomer', id: poplar.id }]);
  const volunteering = mentorForm('Poplar');
  await world.browser().ask('POST', '/mentors', {
    body: { ...volunteering, contact: { ...volunteering.contact, name: 'Juniperus' } },
  });
  expect((await poplar.ask('POST', '/me/resubmissions/mentor/use')).status).toBe(200);
  expect((await find('juniperus')).found).toMatchObject([
    { kind: 'newcomer', id: poplar.id, state: 'waiting' },
    { kind: 'mentor', state: 'applied' },
  ]);
});

test('a coordinator who never came and is none any more leaves the directory after seven days, as they leave the table', async () => {
  const world = await createWorld(table);
  const desk = await world.coordinator();
  const body = newcomerForm('Ironbark').contact;
  expect((await desk.ask('POST', '/coordinators', { body })).status).toBe(201);
  const { people } = world.services.store;
  const { id } = (await people.findByAddress(world.services.vault.contactHash(body.email)))!;
  const isThere = async (): Promise<boolean> => {
    for await (const page of people.directory()) if (page.some((line) => line.id === id)) return true;
    return false;
  };
  expect(await isThere()).toBe(true);
  expect((await desk.ask('DELETE', `/coordinators/${id}`)).status).toBe(200);
  expect(await isThere()).toBe(true);
  await world.pass(7 * days);
  expect(await isThere()).toBe(false);
});
