import { describe, expect, test } from 'vitest';
import { createServiceKeys } from '#functions/data/service-keys.ts';
import { createClient, createTable } from '#functions/data/table-client.ts';
import { createServices } from '#functions/services.ts';
import { createLocalKeyService } from '#functions/vault/key-service.ts';
import { openServiceKey, withServiceKeys } from '#functions/vault/service-keys.ts';
import { freshTable, useTable } from '#test/support/table.ts';

/*
 * Our own keys: made once, wrapped in the table, opened by whoever may.
 */

const table = useTable();
const keyService = createLocalKeyService(Buffer.alloc(32, 7));

/** Keys of a table of its own, and who asks for them. */
const setUp = async () => {
  const { endpoint, environment } = await freshTable(table);
  const kept = createServiceKeys(createTable(createClient(endpoint), environment.TABLE_NAME ?? '', () => 0));
  return { kept, open: (name: 'contactHash' | 'tokens') => openServiceKey(name, { kept, keyService }) };
};

describe('openServiceKey()', () => {
  test('makes a key once: whoever comes at the same time, or later, has the same', async () => {
    const { open } = await setUp();
    const first = await Promise.all([open('tokens'), open('tokens'), open('tokens')]);
    expect(first[0]).toHaveLength(32);
    for (const key of [...first, await open('tokens')]) expect(key).toEqual(first[0]);
  });

  test('each key is another, and the table has none of them as it is', async () => {
    const { kept, open } = await setUp();
    const [tokens, contactHash] = [await open('tokens'), await open('contactHash')];
    expect(tokens).not.toEqual(contactHash);
    for (const key of [tokens, contactHash])
      expect(await kept.get('tokens')).not.toContain(key.toString('base64').slice(0, 20));
  });

  test('a wrapped key under another’s name does not open', async () => {
    const { kept, open } = await setUp();
    await open('tokens');
    expect(await kept.add('contactHash', (await kept.get('tokens'))!)).toBe(true);
    await expect(open('contactHash')).rejects.toThrow();
  });

  test('whoever may not make a key fails, and makes none', async () => {
    const { kept } = await setUp();
    const mayOnlyOpen = { ...keyService, generate: () => Promise.reject(new Error('AccessDenied')) };
    await expect(openServiceKey('tokens', { kept, keyService: mayOnlyOpen })).rejects.toThrow('AccessDenied');
    expect(await kept.get('tokens')).toBeNull();
  });
});

describe('withServiceKeys()', () => {
  test('leaves one machine’s keys as they are, and a function that needs none', async () => {
    const local = { SECRETS: '{"tokens":"…"}', KEYS: 'tokens' };
    expect(await withServiceKeys(local)).toBe(local);
    const none = { TABLE_NAME: 'table' };
    expect(await withServiceKeys(none)).toBe(none);
  });

  test('refuses a name that is no key', async () => {
    await expect(
      withServiceKeys({ KEYS: 'tokens,master', TABLE_NAME: 'table', KMS_KEY_ID: 'key' }),
    ).rejects.toThrow(/KEYS/);
  });
});

test('a function without a key says so, and hashes with nothing else', () => {
  const { vault, tokens } = createServices({
    TABLE_NAME: 'table',
    DYNAMODB_ENDPOINT: 'http://localhost:1',
    PUBLIC_ORIGIN: 'https://alongside.example.org',
    KMS_KEY_ID: 'key',
  });
  expect(() => vault.contactHash('wren@example.org')).toThrow(/hashes of addresses/);
  expect(() => tokens.codeOf('challenge_a')).toThrow(/codes and links/);
});
