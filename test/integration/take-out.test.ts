import { expect, test } from 'vitest';
import type { MatchId, MentorId } from '#shared/ids.ts';
import { seconds } from '#shared/time.ts';
import { useTable } from '../support/table.ts';
import { type Browser, createWorld } from '../support/world.ts';

/*
 * A coordinator takes a mentor out of the pool: at once, with all that the mentor holds, and for good.
 */

const table = useTable();

const setUp = async () => {
  const world = await createWorld(table);
  const desk = await world.coordinator();
  const mentor = await world.mentor('Maple', { by: desk, capacity: 3 });
  const offer = async (newcomer: { id: string }): Promise<MatchId> => {
    const body = { mentorId: mentor.id };
    const proposed = await desk.ask('POST', `/newcomers/${newcomer.id}/proposals`, { body });
    await desk.ask('POST', `/matches/${proposed.body.matchId}/approve`);
    await world.pass(31 * seconds);
    return proposed.body.matchId;
  };
  const takeOut = (by: Browser = desk, reason = 'worry') =>
    by.ask('POST', `/mentors/${mentor.id}/take-out`, { body: { reason } });
  const { store } = world.services;
  const messagesTo = async (person: { me: { id: string } }) =>
    (await store.intents.allByState('pending'))
      .filter(({ personId, kind }) => personId === person.me.id && kind !== 'confirm')
      .map(({ kind }) => kind);
  return { world, desk, mentor, offer, takeOut, store, messagesTo };
};

test('whom a coordinator takes out of the pool holds nothing any more, and whoever knew of a match is told that it is over', async () => {
  const { world, desk, mentor, offer, takeOut, store, messagesTo } = await setUp();
  const introduced = await world.newcomer('Wren');
  const matchId = await offer(introduced);
  await mentor.ask('POST', `/me/matches/${matchId}/accept`);
  await introduced.ask('POST', `/me/matches/${matchId}/accept`);
  const unaware = await world.newcomer('Lark');
  const offered = await offer(unaware);
  const { waitingSince } = (await introduced.ask('GET', '/me')).body.request;

  expect((await takeOut()).status).toBe(200);
  expect(await store.mentors.get(mentor.id as MentorId)).toMatchObject({
    state: 'declined',
    takenOutFor: 'worry',
    active: 0,
    reserved: 0,
    openMatchIds: [],
    dueAt: null,
  });
  expect(await store.matches.get(matchId)).toMatchObject({ state: 'ended', closedBy: null });
  expect(await store.matches.get(offered)).toMatchObject({ state: 'cancelled', closedBy: null });
  const { request } = (await introduced.ask('GET', '/me')).body;
  expect(request).toMatchObject({ state: 'waiting', waitingSince });
  expect((await introduced.ask('GET', `/me/matches/${matchId}`)).status).toBe(409);
  expect(await messagesTo(introduced)).toContain('ended');
  expect(await messagesTo(unaware)).toEqual([]);
  // One message, about their place; none for each match that has ended with it.
  const told = await messagesTo(mentor);
  expect(told.filter((kind) => kind === 'mentor-declined')).toHaveLength(1);
  expect(told).not.toContain('ended');
  expect(told).not.toContain('still-looking');

  const page = (await desk.ask('GET', `/mentors/${mentor.id}`)).body;
  expect(page).toMatchObject({ state: 'declined', takenOutFor: 'worry' });
  expect(page.changes.at(-1)).toMatchObject({ actor: 'coordinator', event: 'take-out', to: 'declined' });
  // The reason is the coordinators'.
  expect(JSON.stringify((await mentor.ask('GET', '/me')).body)).not.toContain('worry');
  expect(JSON.stringify((await mentor.ask('GET', '/me/history')).body)).not.toContain('worry');
});

test('the pool forgets them, a pair with them is not proposed, and they do not come back by themselves', async () => {
  const { world, desk, mentor, takeOut } = await setUp();
  const newcomer = await world.newcomer('Wren');
  const candidates = async (): Promise<string[]> =>
    (await desk.ask('GET', `/newcomers/${newcomer.id}/candidates`)).body.candidates.map(
      (each: { mentor: { id: string } }) => each.mentor.id,
    );
  expect(await candidates()).toContain(mentor.id);
  await takeOut();
  expect(await candidates()).not.toContain(mentor.id);
  const body = { mentorId: mentor.id };
  expect((await desk.ask('POST', `/newcomers/${newcomer.id}/proposals`, { body })).status).toBe(404);
  expect((await mentor.ask('POST', '/me/mentoring/resume')).status).toBe(409);
  expect((await mentor.ask('POST', '/me/mentoring/heartbeat')).status).toBe(409);
});

test('a mentor on a break can be taken out; an applicant, and whoever has left, cannot; nobody but a coordinator may', async () => {
  const { world, desk, mentor, takeOut } = await setUp();
  expect((await takeOut(mentor)).status).toBe(404);
  await mentor.ask('POST', '/me/mentoring/pause', { body: {} });
  expect((await takeOut(desk, 'not a reason')).status).toBe(400);
  expect((await takeOut()).status).toBe(200);
  expect((await takeOut()).status).toBe(409);
  const applicant = await world.mentor('Alder');
  const body = { reason: 'other' };
  expect((await desk.ask('POST', `/mentors/${applicant.id}/take-out`, { body })).status).toBe(409);
});
