import { expect, test } from 'vitest';
import type { AnyRoute } from '#functions/api/route.ts';
import { routes } from '#functions/api/routes.ts';
import { wholeApi } from '#functions/api/whole-api.ts';
import { seconds } from '#shared/time.ts';
import { useTable } from '../support/table.ts';
import { type Browser, createWorld } from '../support/world.ts';

const table = useTable();
const all: [string, AnyRoute][] = Object.entries<AnyRoute>(routes);

/** Who may call a route, by what it declares; whoever is not named here may not. */
const mayCall: Record<string, readonly string[]> = {
  anyone: ['nobody', 'newcomer', 'mentor', 'coordinator'],
  'signed-in': ['newcomer', 'mentor', 'coordinator'],
  newcomer: ['newcomer'],
  mentor: ['mentor'],
  coordinator: ['coordinator'],
};

const pathOf = (route: AnyRoute): string =>
  route.path
    .replace('{matchId}', `match_${'0'.repeat(26)}`)
    .replace('{mentorId}', `mentor_${'0'.repeat(26)}`)
    .replace('{newcomerId}', `newcomer_${'0'.repeat(26)}`)
    .replace('{roundId}', `round_${'0'.repeat(26)}`)
    .replace('{personId}', `person_${'0'.repeat(26)}`)
    .replace('{token}', 'person_x.heartbeat.y')
    .replace('{intentId}', `intent_${'0'.repeat(26)}`)
    .replace('{role}', 'mentor');

test('every route × role: who is not named gets 401 or the same 404 as for what is not there', async () => {
  const world = await createWorld(table);
  const coordinator = await world.coordinator();
  const people: Record<string, () => Promise<Browser>> = {
    nobody: async () => world.browser(),
    newcomer: async () => world.newcomer('Wren'),
    mentor: async () => world.mentor('Maple', { by: coordinator }),
    coordinator: async () => coordinator,
  };
  let asked = 0;
  for (const [who, arrive] of Object.entries(people)) {
    const somebody = await arrive();
    const cookies = new Map(somebody.cookies);
    for (const [name, route] of all) {
      if (name === 'signOut') continue;
      // Each call begins with the same cookies, whatever the last one set.
      somebody.cookies.clear();
      for (const [cookie, value] of cookies) somebody.cookies.set(cookie, value);
      const told = await somebody.ask(
        route.method.toUpperCase(),
        pathOf(route),
        route.body ? { body: {} } : {},
      );
      asked += 1;
      const label = `${who} calls ${name}`;
      expect(mayCall[route.access], label).toBeDefined();
      if (mayCall[route.access]?.includes(who)) {
        expect(told.status, label).not.toBe(401);
        expect(told.status, label).toBeLessThan(500);
      } else if (who === 'nobody') expect(told.status, label).toBe(401);
      else {
        expect(told.status, label).toBe(404);
        expect(told.body.type, label).toBe('urn:alongside:problem:not-found');
      }
    }
  }
  expect(asked).toBe(4 * (all.length - 1));
  expect(all.length).toBeGreaterThan(50);
});

test("another's match answers exactly as one that does not exist, at every step of its life", async () => {
  const world = await createWorld(table);
  const desk = await world.coordinator();
  const mentor = await world.mentor('Maple', { by: desk });
  const newcomer = await world.newcomer('Wren');
  const strangers = [await world.newcomer('Robin'), await world.mentor('Alder', { by: desk }), desk];
  const { matchId } = (
    await desk.ask('POST', `/newcomers/${newcomer.id}/proposals`, { body: { mentorId: mentor.id } })
  ).body;
  const missing = `match_${'0'.repeat(26)}`;
  const steps = [
    () => desk.ask('POST', `/matches/${matchId}/approve`),
    () => world.pass(31 * seconds),
    () => mentor.ask('POST', `/me/matches/${matchId}/accept`),
    () => newcomer.ask('POST', `/me/matches/${matchId}/accept`),
    () => newcomer.ask('POST', `/me/matches/${matchId}/end`, { body: { reason: 'finished' } }),
  ];
  const calls = [
    ['GET', ''],
    ['POST', '/accept'],
    ['POST', '/decline'],
    ['POST', '/connected'],
    ['POST', '/end'],
  ] as const;
  let compared = 0;
  for (const step of steps) {
    for (const stranger of strangers) {
      for (const [method, action] of calls) {
        const ask = action === '/end' ? { body: { reason: 'other' } } : {};
        const real = await stranger.ask(method, `/me/matches/${matchId}${action}`, ask);
        const none = await stranger.ask(method, `/me/matches/${missing}${action}`, ask);
        expect([real.status, real.body]).toEqual([none.status, none.body]);
        expect(real.status).toBe(404);
        compared += 1;
      }
    }
    await step();
  }
  expect(compared).toBe(steps.length * strangers.length * calls.length);
});

test('the description holds every route that the app serves, and the app serves every route described', async () => {
  const world = await createWorld(table);
  const { body } = await world.browser().ask('GET', '/openapi.json');
  const described = Object.entries(body.paths).flatMap(([path, methods]) =>
    Object.keys(methods as object).map((method) => `${method} ${path}`),
  );
  const served = wholeApi.routes
    .filter(({ method, path }) => method !== 'ALL' && path.startsWith('/api/'))
    .map(
      ({ method, path }) =>
        `${method.toLowerCase()} ${path.slice('/api'.length).replaceAll(/:(\w+)/g, '{$1}')}`,
    );
  expect(described.sort()).toEqual([...new Set(served)].sort());
  expect(described).toHaveLength(all.length);
  expect(body.openapi).toBe('3.1.0');
  expect(body.paths['/newcomers'].post.requestBody.content['application/json'].schema.required).toContain(
    'contact',
  );
});
