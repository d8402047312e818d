import { expect, test } from 'vitest';
import type { MatchId, NewcomerId } from '#shared/ids.ts';
import { endReasons } from '#shared/life/match.ts';
import { hours, seconds } from '#shared/time.ts';
import { useTable } from '../support/table.ts';
import { createWorld } from '../support/world.ts';

/*
 * What the end of a match means for the newcomer: a place in the line is theirs to give up, and nobody else's.
 */

const table = useTable();

const introduce = async () => {
  const world = await createWorld(table);
  const desk = await world.coordinator();
  const mentor = await world.mentor('Maple', { by: desk });
  const newcomer = await world.newcomer('Wren');
  const before = (await newcomer.ask('GET', '/me')).body.request;
  await world.pass(3 * hours);
  const body = { mentorId: mentor.id };
  const proposed = await desk.ask('POST', `/newcomers/${newcomer.id}/proposals`, { body });
  const matchId: MatchId = proposed.body.matchId;
  await desk.ask('POST', `/matches/${matchId}/approve`);
  await world.pass(31 * seconds);
  for (const who of [mentor, newcomer])
    expect((await who.ask('POST', `/me/matches/${matchId}/accept`)).status).toBe(200);
  return { world, desk, mentor, newcomer, matchId, before };
};

test.each(endReasons)(
  'a mentor who ends it (%s) leaves the newcomer waiting, with their place',
  async (reason) => {
    const { world, mentor, newcomer, matchId, before } = await introduce();
    await mentor.ask('POST', `/me/matches/${matchId}/end`, { body: { reason } });
    const me = (await newcomer.ask('GET', '/me')).body;
    expect(me.request).toMatchObject({ state: 'waiting', waitingSince: before.waitingSince });
    // That it is over is all that the newcomer learns.
    const gone = await newcomer.ask('GET', `/me/matches/${matchId}`);
    const history = (await newcomer.ask('GET', '/me/history')).body;
    for (const each of [me, gone.body, history]) expect(JSON.stringify(each)).not.toContain(`:"${reason}"`);
    const { store } = world.services;
    expect(await store.newcomers.get(newcomer.id as NewcomerId)).toMatchObject({ bereftOfMatch: true });
    expect(await store.matches.get(matchId)).toMatchObject({ endReason: reason, closedBy: 'mentor' });
  },
);

test('a coordinator who ends it as finished leaves them waiting too', async () => {
  const { desk, newcomer, matchId, before } = await introduce();
  await desk.ask('POST', `/matches/${matchId}/end`, { body: { reason: 'finished' } });
  const { request } = (await newcomer.ask('GET', '/me')).body;
  expect(request).toMatchObject({ state: 'waiting', waitingSince: before.waitingSince });
});

test('only their own “we have done it” finishes a newcomer', async () => {
  const { newcomer, matchId } = await introduce();
  await newcomer.ask('POST', `/me/matches/${matchId}/end`, { body: { reason: 'finished' } });
  expect((await newcomer.ask('GET', '/me')).body.request.state).toBe('closed');
});
