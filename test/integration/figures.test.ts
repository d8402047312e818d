import { expect, test } from 'vitest';
import { days, hours, seconds } from '#shared/time.ts';
import { useTable } from '../support/table.ts';
import { createWorld, type World } from '../support/world.ts';

const table = useTable();

const introduce = async (world: World, count: number): Promise<void> => {
  const desk = await world.coordinator();
  const mentors = await Promise.all(
    Array.from({ length: Math.ceil(count / 5) }, (_, index) =>
      world.mentor(`Tree${index}`, { by: desk, capacity: 5 }),
    ),
  );
  const newcomers = await Promise.all(
    Array.from({ length: count }, (_, index) => world.newcomer(`Bird${index}`)),
  );
  await world.pass(2 * days - 31 * seconds);
  const back = await world.signIn('coordinator@example.org');
  const offers = [];
  for (const [index, newcomer] of newcomers.entries()) {
    const mentor = mentors[Math.floor(index / 5)]!;
    const { body } = await back.ask('POST', `/newcomers/${newcomer.id}/proposals`, {
      body: { mentorId: mentor.id },
    });
    await back.ask('POST', `/matches/${body.matchId}/approve`);
    offers.push({ id: body.matchId, newcomer, mentor });
  }
  await world.pass(31 * seconds);
  for (const { id, newcomer, mentor } of offers) {
    expect((await mentor.ask('POST', `/me/matches/${id}/accept`)).status).toBe(200);
    expect((await newcomer.ask('POST', `/me/matches/${id}/accept`)).status).toBe(200);
  }
};

test.each([
  { introduced: 9, told: null },
  { introduced: 10, told: 2 },
])('the usual wait is told from ten introductions on: $introduced', async ({ introduced, told }) => {
  const world = await createWorld(table);
  const wait = async () => (await world.browser().ask('GET', '/community')).body.usualWaitDays;
  expect(await wait()).toBeNull();
  await introduce(world, introduced);
  // Counted by the clock, once an hour.
  expect(await wait()).toBeNull();
  await world.pass(hours);
  expect(await wait()).toBe(told);
});
