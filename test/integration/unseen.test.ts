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

test('a link of a match that is over says so to whoever knew of it, and is not there for anybody else', async () => {
  const world = await createWorld(table);
  const desk = await world.coordinator();
  const mentor = await world.mentor('Maple', { by: desk });
  const newcomer = await world.newcomer('Wren');
  const stranger = await world.newcomer('Finch');
  const offer = async (): Promise<string> => {
    const body = { mentorId: mentor.id, note: 'They asked for each other.' };
    const proposed = await desk.ask('POST', `/newcomers/${newcomer.id}/proposals`, { body });
    await desk.ask('POST', `/matches/${proposed.body.matchId}/approve`);
    await world.pass(31 * seconds);
    return proposed.body.matchId;
  };
  const statusFor = async (matchId: string) => {
    const asked = [mentor, newcomer, stranger].map((each) => each.ask('GET', `/me/matches/${matchId}`));
    return (await Promise.all(asked)).map(({ status }) => status);
  };

  const ended = await offer();
  expect(await statusFor(ended)).toEqual([200, 404, 404]);
  await mentor.ask('POST', `/me/matches/${ended}/accept`);
  await newcomer.ask('POST', `/me/matches/${ended}/accept`);
  expect(await statusFor(ended)).toEqual([200, 200, 404]);
  await newcomer.ask('POST', `/me/matches/${ended}/end`, { body: { reason: 'finished' } });
  expect(await statusFor(ended)).toEqual([409, 409, 404]);

  const other = await world.newcomer('Heron');
  const proposed = await desk.ask('POST', `/newcomers/${other.id}/proposals`, {
    body: { mentorId: mentor.id },
  });
  const declined = proposed.body.matchId;
  await desk.ask('POST', `/matches/${declined}/approve`);
  await world.pass(31 * seconds);
  await mentor.ask('POST', `/me/matches/${declined}/decline`);
  expect((await mentor.ask('GET', `/me/matches/${declined}`)).status).toBe(409);
  expect((await other.ask('GET', `/me/matches/${declined}`)).status).toBe(404);
});
