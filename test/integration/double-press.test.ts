import { expect, test } from 'vitest';
import * as z from 'zod';
import { createClient } from '#functions/api/client.ts';
import { deskMatchRoutes } from '#functions/api/desk-match-routes.ts';
import { identify } from '#functions/api/pipeline.ts';
import { type Answer, route } from '#functions/api/route.ts';
import type { Services } from '#functions/services.ts';
import { useTable } from '../support/table.ts';
import { type Browser, createWorld } from '../support/world.ts';

/*
 * A button that makes something is pressed twice: the page that the second press opens shows what the first one did.
 */

const table = useTable();

const pagesOf = async (services: Services, { cookies }: Browser) => {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const request = new Request(services.origin, { headers: { cookie } });
  return createClient({ services, visitor: await identify(services, request, '203.0.113.7') });
};

/**
 * Two presses of a button whose first one takes long: until somebody has asked for the key so many times.
 * @param answers what the first call answers, and the second.
 */
const pressTwice = async (asked: number, answers: readonly Answer<{ call: number }>[]) => {
  const world = await createWorld(table);
  const begun = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  const { store } = world.services;
  let asks = 0;
  const begin: typeof store.idempotency.begin = async (...key) => {
    const standing = await store.idempotency.begin(...key);
    asks += 1;
    if (asks === asked) gate.resolve();
    return standing;
  };
  let calls = 0;
  const slow = route({
    method: 'post',
    path: '/slow',
    summary: 'Slow',
    access: 'anyone',
    answer: z.object({ call: z.number() }),
    status: 201,
    problems: ['busy'],
    creates: true,
    handle: async () => {
      calls += 1;
      const answer = answers[calls - 1]!;
      begun.resolve();
      await gate.promise;
      return answer;
    },
  });
  const services = { ...world.services, store: { ...store, idempotency: { ...store.idempotency, begin } } };
  const api = await pagesOf(services, world.browser());
  const press = () => api(slow, { idempotencyKey: 'one-form' });
  const first = press();
  await begun.promise;
  const [one, two] = await Promise.all([first, press()]);
  return { one, two, calls };
};

test('two presses of “Propose” open the same proposal, and there is one', async () => {
  const world = await createWorld(table);
  const desk = await world.coordinator();
  const mentor = await world.mentor('Maple', { by: desk });
  const newcomer = await world.newcomer('Wren');
  const api = await pagesOf(world.services, desk);
  const press = () =>
    api(deskMatchRoutes.proposeMatch, {
      params: { newcomerId: newcomer.id },
      body: { mentorId: mentor.id, note: null },
      idempotencyKey: 'one-form',
    });
  const [first, second] = await Promise.all([press(), press()]);
  expect(first).toMatchObject({ ok: true });
  expect(second).toEqual(first);
  expect((await desk.ask('GET', '/matches?state=proposed')).body.items).toHaveLength(1);
});

test('the second press waits for the first, and is answered as it was', async () => {
  const { one, two, calls } = await pressTwice(4, [{ status: 201, body: { call: 1 } }]);
  expect(one).toMatchObject({ ok: true, body: { call: 1 } });
  expect(two).toEqual(one);
  expect(calls).toBe(1);
});

test('if the first press has changed nothing, the second does what it asked for', async () => {
  const { one, two } = await pressTwice(2, [{ problem: 'busy' }, { status: 201, body: { call: 2 } }]);
  expect(one).toMatchObject({ ok: false });
  expect(two).toMatchObject({ ok: true, body: { call: 2 } });
});
