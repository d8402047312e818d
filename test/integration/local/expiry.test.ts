import { expect, test } from 'vitest';
import { removeExpired } from '#functions/data/local-expiry.ts';
import { createClient } from '#functions/data/table-client.ts';
import { servicesOn, useTable } from '#test/support/table.ts';

const table = useTable();

test('removeExpired() deletes what is over, and nothing else', async () => {
  const client = createClient(table.endpoint);
  const { store } = servicesOn(table, { now: () => '2026-11-22T12:00:00.000Z' });
  await store.idempotency.begin('old', 'x', '2026-11-20T12:00:00.000Z');
  await store.idempotency.begin('new', 'x', '2026-11-22T11:00:00.000Z');
  await store.people.suppress('for-ever', 'bounce', '2026-01-01T00:00:00.000Z');
  const now = Date.parse('2026-11-22T12:00:00.000Z') / 1_000;
  expect(await removeExpired(client, 'alongside', now)).toBe(1);
  expect(await removeExpired(client, 'alongside', now)).toBe(0);
  expect(await store.idempotency.begin('new', 'x', '2026-11-22T11:00:00.000Z')).not.toBeNull();
  expect(await store.people.isSuppressed('for-ever')).toBe(true);
  client.destroy();
});
