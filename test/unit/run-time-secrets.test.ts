import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { withSecrets } from '#functions/vault/run-time-secrets.ts';
import { secretsSchema } from '#functions/vault/secrets.ts';
import { startSecretsManager, type TestSecretsManager } from '#test/support/secrets-manager.ts';

const value = (letter: string): string => letter.repeat(43);
const kept = {
  'arn:hash': value('h'),
  'arn:tokens': value('t'),
  'arn:one': value('1'),
  'arn:odd': 'canary-7',
};
let manager: TestSecretsManager;

beforeAll(async () => {
  manager = await startSecretsManager(kept);
  for (const [name, text] of Object.entries({
    AWS_ENDPOINT_URL_SECRETS_MANAGER: manager.endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  }))
    vi.stubEnv(name, text);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await manager.stop();
});

const ids = (more: object = {}) => JSON.stringify({ contactHash: 'arn:hash', tokens: 'arn:tokens', ...more });

describe('withSecrets()', () => {
  test('asks for each secret once and makes keys of them', async () => {
    const { SECRETS, TABLE_NAME } = await withSecrets({ TABLE_NAME: 't', SECRET_IDS: ids() });
    expect(secretsSchema.parse(JSON.parse(SECRETS ?? ''))).toEqual({
      contactHash: `${value('h')}=`,
      tokens: `${value('t')}=`,
    });
    expect(TABLE_NAME).toBe('t');
    expect(manager.asked.splice(0).sort()).toEqual(['arn:hash', 'arn:tokens']);
  });

  test('gives the site its origin secret too', async () => {
    const { SECRETS } = await withSecrets({ SECRET_IDS: ids({ origin: ['arn:one'] }) });
    expect(secretsSchema.parse(JSON.parse(SECRETS ?? '')).origin).toEqual([value('1')]);
  });

  test('leaves one machine’s keys as they are, and asks nobody', async () => {
    manager.asked.length = 0;
    const environment = { SECRETS: '{"contactHash":"…"}', SECRET_IDS: ids() };
    expect(await withSecrets(environment)).toBe(environment);
    expect(manager.asked).toEqual([]);
  });

  test('refuses a secret that is not there, and one of another shape without showing it', async () => {
    await expect(withSecrets({ SECRET_IDS: ids({ tokens: 'arn:none' }) })).rejects.toThrow();
    const odd = withSecrets({ SECRET_IDS: ids({ tokens: 'arn:odd' }) });
    await expect(odd).rejects.toThrow(/43 letters/);
    await expect(odd).rejects.not.toThrow(/canary-7/);
  });
});
