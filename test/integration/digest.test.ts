import { expect, test } from 'vitest';
import { handleClock } from '#functions/clock/handler.ts';
import { grantCoordinator } from '#functions/steps/coordinators.ts';
import { days, hours } from '#shared/time.ts';
import { useTable } from '../support/table.ts';
import { createWorld, type World } from '../support/world.ts';

const table = useTable();

/** Seven in the morning of the example community, whose summer day has begun four hours after UTC's. */
const startAt = '2026-05-11T11:00:00.000Z';

const digests = async ({ services }: World) =>
  (await services.store.intents.allByState('pending')).filter(({ kind }) => kind === 'digest');

test('coordinators are told once, in the morning, how many things wait for them', async () => {
  const world = await createWorld(table, { startAt });
  await world.coordinator('first');
  await world.coordinator('second');
  await world.mentor('Alder');
  await world.mentor('Birch');
  await world.pass(30 * 60_000);
  expect(await digests(world)).toEqual([]);
  await world.pass(30 * 60_000);
  await Promise.all([handleClock(world.services), handleClock(world.services)]);
  const told = await digests(world);
  expect(told.map(({ count }) => count)).toEqual([2, 2]);
  expect(new Set(told.map(({ personId }) => personId)).size).toBe(2);
  await world.pass(9 * hours);
  expect(await digests(world)).toHaveLength(2);
  await world.pass(days);
  expect(await digests(world)).toHaveLength(4);
});

test('the number is that of Today’s list', async () => {
  const world = await createWorld(table, { startAt });
  const desk = await world.coordinator();
  await world.newcomer('Robin');
  await world.mentor('Alder');
  await world.pass(8 * days + hours);
  const back = await world.signIn('coordinator@example.org');
  const { body } = await back.ask('GET', '/desk/today');
  const listed = ['undelivered', 'noContact', 'waitingTooLong', 'proposals', 'toVet'].flatMap(
    (list) => body[list],
  );
  const newest = (await digests(world)).sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1))[0];
  expect(listed).toHaveLength(2);
  expect(newest?.count).toBe(2);
  expect((await desk.ask('GET', '/desk/today')).status).toBe(401);
});

test('nothing is written where nothing waits, to nobody who stopped it, and to nobody who has never signed in', async () => {
  const world = await createWorld(table, { startAt });
  await world.coordinator('present');
  await world.pass(2 * hours);
  expect(await digests(world)).toEqual([]);
  await world.mentor('Alder');
  const { services } = world;
  const [present] = await services.store.people.coordinators();
  await world.coordinator('willing');
  await grantCoordinator(services, { email: 'absent@example.org', name: 'absent', by: null });
  const token = services.tokens.declineTokenOf(present!.id, 'digest');
  expect((await world.browser().ask('POST', `/unsubscribe/${token}`)).status).toBe(200);
  await world.pass(days);
  const willing = await services.store.people.findByAddress(
    services.vault.contactHash('willing@example.org'),
  );
  expect((await digests(world)).map(({ personId }) => personId)).toEqual([willing?.id]);
});
