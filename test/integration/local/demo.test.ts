import { beforeAll, describe, expect, test } from 'vitest';
import { handleClock } from '#functions/clock/handler.ts';
import { keys } from '#functions/data/keys.ts';
import { createClient, createTable } from '#functions/data/table-client.ts';
import { demoCoordinators, loadDemo } from '#functions/local/demo.ts';
import type { Services } from '#functions/services.ts';
import { type MatchState, matchStates, placeOf } from '#shared/life/match.ts';
import { mentorStates } from '#shared/life/mentor.ts';
import { requestStates } from '#shared/life/request.ts';
import { servicesOn, useTable } from '#test/support/table.ts';

const table = useTable();
let services: Services;
const progress: number[] = [];

beforeAll(async () => {
  services = servicesOn(table);
  const client = createClient(table.endpoint);
  await loadDemo(services, {
    table: createTable(client, 'alongside', () => Date.now() / 1_000),
    onProgress: (share) => progress.push(share),
  });
  client.destroy();
});

const everyNewcomer = async () =>
  (await Promise.all(requestStates.map((state) => services.store.newcomers.allByState(state)))).flat();
const everyMentor = async () =>
  (await Promise.all(mentorStates.map((state) => services.store.mentors.allByState(state)))).flat();
const everyMatch = async () =>
  (await Promise.all(matchStates.map((state) => services.store.matches.allByState(state)))).flat();
const countBy = <T>(values: readonly T[], keyOf: (value: T) => string) =>
  Object.fromEntries([...Map.groupBy(values, keyOf)].map(([key, group]) => [key, group.length]));

describe('the loaded demo community', () => {
  test('has everyone, in every state that the desk should show', async () => {
    const [newcomers, mentors, matches] = await Promise.all([everyNewcomer(), everyMentor(), everyMatch()]);
    expect([newcomers.length, mentors.length]).toEqual([140, 60]);
    expect(countBy(mentors, ({ state }) => state)).toMatchObject({ applied: 6, approved: 47, paused: 3 });
    const waiting = newcomers.filter(({ state }) => state === 'waiting').length;
    expect(waiting).toBeGreaterThanOrEqual(95);
    const states: readonly MatchState[] = [
      'proposed',
      'offered-to-mentor',
      'offered-to-newcomer',
      'introduced',
      'connected',
      'declined',
      'ended',
    ];
    for (const state of states)
      expect(matches.filter((match) => match.state === state).length, state).toBeGreaterThan(0);
    expect(progress.at(-1)).toBe(1);
  });

  test('keeps what always holds: places counted, one open match, proposals that stand', async () => {
    const [newcomers, mentors, matches] = await Promise.all([everyNewcomer(), everyMentor(), everyMatch()]);
    for (const mentor of mentors) {
      const own = matches.filter(({ mentorId }) => mentorId === mentor.id);
      const held = own.filter(({ state }) => placeOf(state) !== 'none');
      expect(mentor.openMatchIds.toSorted()).toEqual(held.map(({ id }) => id).toSorted());
      expect(mentor.active).toBe(own.filter(({ state }) => placeOf(state) === 'active').length);
      expect(mentor.reserved).toBe(own.filter(({ state }) => placeOf(state) === 'reserved').length);
      expect(mentor.active + mentor.reserved).toBeLessThanOrEqual(mentor.answers.capacity);
    }
    for (const newcomer of newcomers) {
      const open = matches.filter(
        ({ newcomerId, state }) => newcomerId === newcomer.id && placeOf(state) !== 'none',
      );
      expect(open.map(({ id }) => id)).toEqual(newcomer.openMatchId ? [newcomer.openMatchId] : []);
      expect(newcomer.state === 'in-match').toBe(newcomer.openMatchId !== null);
    }
    expect(mentors.some((m) => m.active + m.reserved === m.answers.capacity)).toBe(true);
  });

  test('has its history: the changes of every match lead to its state', async () => {
    for (const match of await everyMatch()) {
      const changes = await services.store.history.changes(keys.match(match.id).pk);
      expect(changes).toHaveLength(match.version);
      expect(changes.at(-1)?.to).toBe(match.state);
      expect(changes.map(({ at }) => at)).toEqual(changes.map(({ at }) => at).toSorted());
    }
  });

  test('is sealed and can be opened, and the coordinators are known by their address', async () => {
    const { store, vault } = services;
    for (const { email, name } of demoCoordinators) {
      const person = await store.people.findByAddress(vault.contactHash(email));
      expect(person?.coordinatorSince).not.toBeNull();
      const ring = await vault.unlock(person!.wrappedKey, person!.id);
      expect(ring.open('contact', person!.contact)).toMatchObject({ name, email });
    }
  });

  test('brings no mail with it, and the clock finds nothing that is overdue', async () => {
    expect(await handleClock(services)).toEqual({ looked: 0, failed: 0 });
    expect(await services.store.intents.allByState('pending')).toEqual([]);
  });

  test('lists the longest waiting first, over the weeks in which they came', async () => {
    const { items } = await services.store.newcomers.listByState('waiting', { limit: 5 });
    const since = items.map(({ waitingSince }) => waitingSince);
    expect(since).toEqual(since.toSorted());
    expect(Date.now() - Date.parse(since[0]!)).toBeGreaterThan(7 * 86_400_000);
  });
});
