import { expect, test } from 'vitest';
import { countedFor, createCounts } from '#functions/data/counts.ts';
import { indexKeys, listed } from '#functions/data/keys.ts';
import { ensureLocalTable } from '#functions/data/local-table.ts';
import { createClient, createTable } from '#functions/data/table-client.ts';
import { plus, seconds } from '#shared/time.ts';
import { useTable } from '../support/table.ts';
import { createWorld } from '../support/world.ts';

const table = useTable();

const at = '2026-03-10T10:00:00.000Z';

let added = 0;

/** A list into which items are put behind the back of what counts it. */
const useList = (tableName: string) => {
  const client = createClient(table.endpoint);
  const raw = createTable(client, tableName, () => Date.now() / 1_000);
  return {
    client,
    ...createCounts(raw),
    add: () => {
      added += 1;
      return raw.put({
        ...{ pk: `COUNTED#${added}`, sk: 'COUNTED' },
        ...listed(indexKeys.byState('newcomer', 'closed'), at, String(added)),
      });
    },
  };
};
const list = { newcomer: 'closed' } as const;

test('what somebody does shows in the desk’s numbers at once', async () => {
  const world = await createWorld(table);
  const desk = await world.coordinator();
  const waiting = async () => (await desk.ask('GET', '/desk/today')).body.counts.waiting;
  expect(await waiting()).toBe(0);
  const wren = await world.newcomer('Wren');
  await world.newcomer('Robin');
  expect(await waiting()).toBe(2);
  await wren.ask('POST', '/me/request/withdraw');
  expect(await waiting()).toBe(1);
});

test('a number is counted once in half a minute, and anew when the clock was set back', async () => {
  const { add, count } = useList('alongside');
  const before = await count(list, at);
  const told = [];
  for (const passed of [0, countedFor, countedFor + seconds, countedFor - seconds, countedFor + seconds]) {
    await add();
    told.push((await count(list, plus(at, passed))) - before);
  }
  expect(told).toEqual([0, 0, 3, 4, 4]);
  expect(await count({ match: 'held' }, at)).toBe(0);
});

test('a change forgets the numbers, also one that is just being counted', async () => {
  const { add, count, forget } = useList('alongside');
  const early = count(list, at);
  forget();
  const before = await early;
  await add();
  expect((await count(list, at)) - before).toBe(1);
  await add();
  forget();
  expect((await count(list, at)) - before).toBe(2);
});

test('a count that failed is not kept', async () => {
  const { client, add, count } = useList('later');
  await expect(count(list, at)).rejects.toThrow();
  await ensureLocalTable(client, 'later');
  await add();
  expect(await count(list, at)).toBe(1);
});
