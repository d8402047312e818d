import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureLocalTable } from '#functions/data/local-table.ts';
import { createClient, createTable } from '#functions/data/table-client.ts';
import { type Database, startDatabase } from '#functions/local/dynoxide.ts';
import { startTableMeter, type TableMeter } from '#test/support/lambda/table-meter.ts';

/*
 * The cost rests on what the embedded database says it consumed: here that is held against DynamoDB's published rules.
 */

let database: Database;
let meter: TableMeter;

beforeAll(async () => {
  database = await startDatabase(null);
  const client = createClient(database.endpoint);
  await ensureLocalTable(client, 'alongside');
  client.destroy();
  meter = await startTableMeter(database.endpoint);
});
afterAll(async () => {
  await meter.stop();
  await database.stop();
});

const item = (id: string, listed: string) => ({
  pk: `THING#${id}`,
  sk: 'THING',
  gsi1pk: 'THING#waiting',
  gsi1sk: listed,
  gsi2pk: 'DUE#0',
  gsi2sk: listed,
  text: 'x'.repeat(2_500),
});

test('a meter counts units as DynamoDB bills them: by KB and index, twice in a transaction, four KB a read', async () => {
  const client = createClient(`${meter.endpoint}/site`);
  const table = createTable(client, 'alongside', () => 0);
  const sum = () => {
    const all = [...(meter.consumed.get('site')?.values() ?? [])];
    return {
      writes: all.reduce((total, { writeUnits }) => total + writeUnits, 0),
      reads: all.reduce((total, { readUnits }) => total + readUnits, 0),
    };
  };
  const costOf = async (work: Promise<unknown>) => {
    const before = sum();
    await work;
    const after = sum();
    return { writes: after.writes - before.writes, reads: after.reads - before.reads };
  };
  // 2.6 KB are three units, in the table and in the index that has whole items; the other has keys only.
  expect(await costOf(table.put(item('a', '1')))).toEqual({ writes: 3 + 3 + 1, reads: 0 });
  // Another place in an index is a removal and a writing there.
  expect(await costOf(table.put(item('a', '2')))).toEqual({ writes: 3 + 6 + 2, reads: 0 });
  // Nothing that an index holds has changed.
  expect(await costOf(table.put(item('a', '2')))).toEqual({ writes: 3, reads: 0 });
  expect(await costOf(table.transact([{ put: item('b', '1') }]))).toEqual({ writes: 6 + 3 + 1, reads: 0 });
  expect(await costOf(table.get({ pk: 'THING#a', sk: 'THING' }))).toEqual({ writes: 0, reads: 1 });
  // Two items of an index, 5.2 KB together, read without consistency: half of two units.
  expect(await costOf(table.queryAll({ index: 'byState', partition: 'THING#waiting' }))).toEqual({
    writes: 0,
    reads: 1,
  });
  client.destroy();
});
