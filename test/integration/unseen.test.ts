import { expect, test } from 'vitest';
import { seconds } from '#shared/time.ts';
import { useTable } from '../support/table.ts';
import { createWorld } from '../support/world.ts';

const table = useTable();

test('a newcomer never learns that a mentor was asked and said no: not from their page, not from their history', async () => {
  const world = await createWorld(table);
  const desk = await world.coordinator();
  const mentor = await world.mentor('Maple', { by: desk });
  const newcomer = await world.newcomer('Wren');
  const seen = async () => {
    const [me, history] = [await newcomer.ask('GET', '/me'), await newcomer.ask('GET', '/me/history')];
    const { state } = me.body.request;
    return { state, matches: me.body.matches, changes: history.body.changes };
  };
  const before = await seen();
  expect(before.state).toBe('waiting');
  expect(before.changes.length).toBeGreaterThan(0);

  const proposed = await desk.ask('POST', `/newcomers/${newcomer.id}/proposals`, {
    body: { mentorId: mentor.id },
  });
  const { matchId } = proposed.body;
  expect(await seen()).toEqual(before);
  await desk.ask('POST', `/matches/${matchId}/approve`);
  await world.pass(31 * seconds);
  expect((await desk.ask('GET', `/newcomers/${newcomer.id}`)).body.state).toBe('in-match');
  expect(await seen()).toEqual(before);
  expect((await mentor.ask('POST', `/me/matches/${matchId}/decline`)).status).toBe(200);
  expect(await seen()).toEqual(before);

  // The mentor's own answer is theirs to see, and so is the coordinator's yes to their application.
  const own: { event: string }[] = (await mentor.ask('GET', '/me/history')).body.changes;
  expect(own.map(({ event }) => event)).toEqual(expect.arrayContaining(['approve', 'mentor-decline']));
});
