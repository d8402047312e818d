import { expect, test } from 'vitest';
import type { Intent, MessageEvent } from '#shared/life/message.ts';
import { seconds } from '#shared/time.ts';
import { createCast } from '#test/support/cast.ts';
import { useTable } from '#test/support/table.ts';
import { createWorld } from '#test/support/world.ts';

const table = useTable();

test('however many older messages are held back, one that failed stands first on Today', async () => {
  const world = await createWorld(table);
  const { intents } = world.services.store;
  const desk = await world.coordinator();
  const cast = createCast(world.services);
  const { person } = await cast.newcomer();
  const write = async (event: MessageEvent): Promise<Intent['id']> => {
    const { id } = await cast.message({ kind: 'newcomer-update', personId: person.id });
    const written = (await intents.get(id))!;
    expect(await intents.move(written, event, { dueAt: null })).not.toBeNull();
    return id;
  };
  for (let number = 0; number < 60; number += 1) await write('suppress');
  await world.pass(seconds);
  const failed = await write('fail');
  const { undelivered } = (await desk.ask('GET', '/desk/today')).body;
  expect(undelivered).toHaveLength(10);
  expect(undelivered.map(({ state }: { state: string }) => state)).toEqual([
    'failed',
    ...Array(9).fill('suppressed'),
  ]);
  expect(undelivered[0]).toMatchObject({ intentId: failed, name: 'Robin' });
  const { body } = await desk.ask('GET', '/desk/mail');
  expect(body).toMatchObject({ failed: 1, heldBack: 60 });
});
