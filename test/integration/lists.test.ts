import { expect, test } from 'vitest';
import { keys } from '#functions/data/keys.ts';
import type { Newcomer } from '#shared/people/newcomer.ts';
import { days, minutes, seconds } from '#shared/time.ts';
import { createCast } from '../support/cast.ts';
import { newcomerForm } from '../support/forms.ts';
import { useTable } from '../support/table.ts';
import { createWorld } from '../support/world.ts';

const table = useTable();

test('a list comes in pages, longest wait first, with everyone once and nobody twice', async () => {
  const world = await createWorld(table);
  const ids: string[] = [];
  for (let index = 0; index < 28; index += 1) {
    ids.push((await world.newcomer(`Bird${String(index).padStart(2, '0')}`)).id);
    await world.pass(seconds);
  }
  const desk = await world.coordinator();
  const seen: string[] = [];
  let pages = 0;
  let cursor: string | null = '';
  while (cursor !== null) {
    const { body } = await desk.ask('GET', `/newcomers?state=waiting${cursor && `&cursor=${cursor}`}`);
    seen.push(...body.items.map(({ id }: { id: string }) => id));
    cursor = body.cursor;
    pages += 1;
  }
  expect(seen).toEqual(ids);
  expect(pages).toBe(2);
});

test('approved mentors come in pages in the order of their applications, though their list is spread', async () => {
  const world = await createWorld(table);
  const cast = createCast(world.services);
  const ids: string[] = [];
  for (let index = 0; index < 53; index += 1) {
    ids.push((await cast.mentor()).mentor.id);
    await world.pass(seconds);
  }
  const desk = await world.coordinator();
  const seen: string[] = [];
  const sizes: number[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const { body } = await desk.ask('GET', `/mentors?state=approved${cursor && `&cursor=${cursor}`}`);
    seen.push(...body.items.map(({ id }: { id: string }) => id));
    sizes.push(body.items.length);
    cursor = body.cursor;
  }
  expect(seen).toEqual(ids);
  expect(sizes).toEqual([25, 25, 3]);
  const forged = Buffer.from(JSON.stringify({ pk: 'PERSON#person_x' })).toString('base64url');
  expect((await desk.ask('GET', `/mentors?state=approved&cursor=${forged}`)).body).toEqual({
    items: [],
    cursor: null,
  });
});

test('a form that was never confirmed is not there after seven days, though the table still holds it, and its address is free again', async () => {
  const world = await createWorld(table);
  const { store } = world.services;
  const guest = world.browser();
  await guest.ask('POST', '/newcomers', { body: newcomerForm('Wren') });
  const before = await store.newcomers.allByState('unverified');
  expect(before).toHaveLength(1);
  await world.pass(7 * days + seconds);
  expect(await store.newcomers.allByState('unverified')).toEqual([]);
  expect(await store.newcomers.get(before[0]!.id)).toBeNull();
  expect((await world.browser().ask('POST', '/newcomers', { body: newcomerForm('Wren') })).status).toBe(201);
});

test('entities of several kinds are read together, by id: each once, and without what is not there', async () => {
  const world = await createWorld(table);
  const { store } = world.services;
  const [wren, heron] = [await world.newcomer('Wren'), await world.mentor('Heron')];
  const newcomer = (await store.newcomers.get(wren.id))!;
  const found = await store.together({
    newcomers: [newcomer.id, newcomer.id],
    mentors: [heron.id],
    people: [newcomer.personId],
    matches: [world.services.newId('match')],
  });
  expect([...found.newcomers.values()]).toEqual([newcomer]);
  expect([...found.mentors.keys()]).toEqual([heron.id]);
  expect([...found.people.values()]).toEqual([await store.people.get(newcomer.personId)]);
  expect(found.matches.size).toBe(0);
});

test('lists that are only counted bring just that of each, and of everyone', async () => {
  const world = await createWorld(table);
  const { store } = world.services;
  const desk = await world.coordinator();
  const heron = await world.mentor('Heron', { by: desk, capacity: 3 });
  const wren = await world.newcomer('Wren');
  await desk.ask('POST', `/newcomers/${wren.id}/proposals`, { body: { mentorId: heron.id } });
  const [match] = await store.matches.allByState('proposed');
  expect(await store.lines.matches('proposed')).toEqual([
    {
      id: match!.id,
      state: 'proposed',
      newcomerId: wren.id,
      mentorId: heron.id,
      newcomerPersonId: match!.newcomerPersonId,
      mentorPersonId: match!.mentorPersonId,
      offerVisibleAt: null,
      introducedAt: null,
    },
  ]);
  expect(await store.lines.matchesNow([match!.id, world.services.newId('match')])).toEqual(
    await store.lines.matches('proposed'),
  );
});

test('who has waited longest and who applied first are told in lines, so many at most', async () => {
  const world = await createWorld(table);
  const { store } = world.services;
  const applied: string[] = [];
  const waiting: Newcomer[] = [];
  for (const number of [1, 2, 3]) {
    applied.push((await world.mentor(`Maple${number}`)).id);
    const { id } = await world.newcomer(`Wren${number}`);
    waiting.push((await store.newcomers.get(id))!);
    await world.pass(minutes);
  }
  const known = new Set(waiting.map(({ id }) => id));
  const lines = (await store.lines.waiting(100)).filter(({ id }) => known.has(id));
  expect(lines).toEqual(
    waiting.map(({ id, personId, waitingSince }) => ({ id, personId, waitingSince, proposedMatchId: null })),
  );
  const applicants = (await store.lines.applicants(100)).map(({ id }) => id);
  expect(applicants.filter((id) => applied.includes(id))).toEqual(applied);
  expect([await store.lines.waiting(2), await store.lines.applicants(2)].map(({ length }) => length)).toEqual(
    [2, 2],
  );
});

test('a newcomer’s file is the newcomer with their pairs and changes, as each is read alone', async () => {
  const world = await createWorld(table);
  const { store } = world.services;
  const desk = await world.coordinator();
  const heron = await world.mentor('Heron', { by: desk });
  const wren = await world.newcomer('Wren');
  const { body } = await desk.ask('POST', `/newcomers/${wren.id}/proposals`, {
    body: { mentorId: heron.id },
  });
  await desk.ask('POST', `/matches/${body.matchId}/reject`, { body: { reason: 'not-a-fit' } });
  const file = await store.newcomers.file(wren.id);
  const newcomer = (await store.newcomers.get(wren.id))!;
  expect(file).toEqual({
    newcomer,
    pairs: await store.newcomers.pairs(newcomer.id),
    changes: await store.history.changes(keys.newcomer(newcomer.id).pk),
  });
  expect([file!.pairs.length, file!.changes.length > 1]).toEqual([1, true]);
  expect(await store.newcomers.file(world.services.newId('newcomer'))).toBeNull();
  const told = (await desk.ask('GET', `/newcomers/${wren.id}`)).body;
  expect(told.pairs).toMatchObject([{ mentorId: heron.id, name: 'Heron', outcome: 'rejected' }]);
});
