import { expect, test } from 'vitest';
import type { NewcomerId } from '#shared/ids.ts';
import { nextUpdateAt } from '#shared/life/person-decisions.ts';
import { days, daysBetween, plus, seconds } from '#shared/time.ts';
import { useTable } from '../support/table.ts';
import { createWorld } from '../support/world.ts';

/*
 * “No silence”: whoever waits hears of us after three days, after seven, and then every two weeks, as long as they wait.
 */

const table = useTable();

const setUp = async () => {
  const world = await createWorld(table);
  const desk = await world.coordinator();
  const newcomer = await world.newcomer('Wren');
  const { store } = world.services;
  /** The days of waiting on which updates were written, of everything that is on its way. */
  const written = async (since: string) =>
    (await store.intents.allByState('pending'))
      .filter(({ kind, personId }) => kind === 'newcomer-update' && personId === newcomer.me.id)
      .map(({ createdAt }) => Math.round(daysBetween(since, createdAt)))
      .sort((a, b) => a - b);
  /** Lets time pass, and the clock look after each of these spans, in days. */
  const passDays = async (...spans: number[]) => {
    for (const span of spans) await world.pass(span * days);
  };
  const read = async () => (await store.newcomers.get(newcomer.id as NewcomerId))!;
  return { world, desk, newcomer, written, passDays, read };
};

test.each([
  [0, 3],
  [2.9, 3],
  [3, 7],
  [6, 7],
  [7, 21],
  [20.9, 21],
  [21, 35],
  [36, 49],
  [400, 413],
])('after %s days of waiting the next update comes on day %i', (waited, day) => {
  const waitingSince = '2026-05-11T14:00:00.000Z';
  expect(nextUpdateAt({ waitingSince }, plus(waitingSince, waited * days))).toBe(
    plus(waitingSince, day * days),
  );
});

test('updates go on as long as somebody waits, and end when they leave', async () => {
  const { world, newcomer, written, passDays, read } = await setUp();
  const since = world.services.now();
  await passDays(2, 1, 4, 13, 1, 14, 5);
  expect(await written(since)).toEqual([3, 7, 21, 35]);
  Object.assign(newcomer, await world.signIn(newcomer.email));
  await newcomer.ask('POST', '/me/request/withdraw');
  await passDays(9, 14);
  expect(await written(since)).toEqual([3, 7, 21, 35]);
  expect((await read()).dueAt).toBeNull();
});

test('a late clock writes once, and whoever asks again is told by their new days', async () => {
  const { world, newcomer, written, read } = await setUp();
  const since = world.services.now();
  await world.pass(25 * days);
  expect(await written(since)).toEqual([25]);
  Object.assign(newcomer, await world.signIn(newcomer.email));
  await newcomer.ask('POST', '/me/request/withdraw');
  await newcomer.ask('POST', '/me/request/resume');
  expect(await read()).toMatchObject({ updatesSent: [], dueAt: plus(world.services.now(), 3 * days) });
  await world.pass(3 * days);
  expect(await written(since)).toEqual([25, 28]);
});

test('with an open match nothing is written; once it is over the days go on, and who is finished hears no more', async () => {
  const { world, desk, newcomer, written, passDays, read } = await setUp();
  const since = world.services.now();
  const mentor = await world.mentor('Maple', { by: desk });
  const introduce = async (note: string | null) => {
    const body = { mentorId: mentor.id, note };
    Object.assign(desk, await world.signIn('coordinator@example.org'));
    const { matchId } = (await desk.ask('POST', `/newcomers/${newcomer.id}/proposals`, { body })).body;
    await desk.ask('POST', `/matches/${matchId}/approve`);
    await world.pass(31 * seconds);
    for (const who of [mentor, newcomer]) {
      Object.assign(who, await world.signIn(who.email));
      expect((await who.ask('POST', `/me/matches/${matchId}/accept`)).status).toBe(200);
    }
    return (reason: string) => newcomer.ask('POST', `/me/matches/${matchId}/end`, { body: { reason } });
  };
  const end = await introduce(null);
  await passDays(3, 5);
  expect(await written(since)).toEqual([]);
  Object.assign(newcomer, await world.signIn(newcomer.email));
  expect((await end('try-someone-else')).status).toBe(200);
  await passDays(13, 1);
  expect(await written(since)).toEqual([21]);
  const finish = await introduce('They asked for each other.');
  expect((await finish('finished')).status).toBe(200);
  expect((await read()).dueAt).toBeNull();
  await passDays(14, 6);
  expect(await written(since)).toEqual([21]);
});
