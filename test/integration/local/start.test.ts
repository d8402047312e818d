import { readFileSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { demoPeople } from '#functions/local/demo-people.ts';
import { isAlive } from '#functions/local/processes.ts';
import { buildSite } from '#functions/local/site.ts';
import { createInboxReader, moveClock, type StartedProcess, spawnStart } from '#test/support/service.ts';
import { until } from '#test/support/worker.ts';

/*
 * `npm start` as a person meets it: as a process of its own.
 */

const root = join(import.meta.dirname, '../../..');
const folders: string[] = [];
const started: StartedProcess[] = [];

const newFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'alongside-start-'));
  folders.push(folder);
  return folder;
};

const start = (folder: string, ...args: string[]): StartedProcess => {
  const process = spawnStart(['--data', folder, ...args]);
  started.push(process);
  return process;
};

const databaseOf = (folder: string): number =>
  JSON.parse(readFileSync(join(folder, 'processes.json'), 'utf8')).database;

beforeAll(() => buildSite(root), 120_000);
afterEach(async () => {
  for (const { child, ended } of started.splice(0)) {
    child.kill('SIGTERM');
    await ended;
  }
});
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describe('npm start', () => {
  test('tells in one line that its port is taken, and leaves nothing behind', async () => {
    const first = start(await newFolder(), '--empty', '--port', '0');
    const port = new URL(await first.ready).port;
    const second = start(await newFolder(), '--empty', '--port', port);
    expect(await second.ended).toBe(1);
    expect(second.output()).toMatch(/^Port \d+ is taken\. .*\n$/);
  });

  test('tells in one line that its data folder is in use, and by whom', async () => {
    const folder = await newFolder();
    const first = start(folder, '--empty', '--port', '0');
    const origin = await first.ready;
    const second = start(folder, '--empty', '--port', '0');
    expect(await second.ended).toBe(1);
    expect(second.output()).toMatch(/^The data folder .* is in use by another start \(process \d+, .*\n$/);
    expect(second.output()).toContain(origin);
  });

  test.each([['--port', 'x'], ['--nonsense']])('says what it takes instead of “%s”', async (...args) => {
    const refused = start(await newFolder(), ...args);
    expect(await refused.ended).toBe(1);
    expect(refused.output()).toContain('npm start -- [--empty]');
    expect(refused.output()).not.toMatch(/^\s+at /m);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)(
    '%s ends it and every child within two seconds',
    async (signal) => {
      const folder = await newFolder();
      const service = start(folder, '--empty', '--port', '0');
      await service.ready;
      const database = databaseOf(folder);
      expect(isAlive(database)).toBe(true);
      const asked = performance.now();
      service.child.kill(signal);
      expect(await service.ended).toBe(0);
      expect(performance.now() - asked).toBeLessThan(2_000);
      expect(isAlive(database)).toBe(false);
    },
  );

  test('killed the moment a form is acknowledged, it has lost nothing at the next start: the mail still comes', async () => {
    const folder = await newFolder();
    const first = start(folder, '--empty', '--port', '0');
    const origin = await first.ready;
    const { application } = demoPeople(Date.now()).newcomers[0]!;
    const response = await fetch(`${origin}/api/newcomers`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify(application),
    });
    first.child.kill('SIGKILL');
    expect(response.status).toBe(201);
    await first.ended;
    const second = start(folder, '--port', '0');
    const again = await second.ready;
    // Wherever the kill met the worker: leases end after a minute, a lost answer is settled after fifteen.
    await moveClock(again, 120);
    await moveClock(again, 1_000);
    const mail = await createInboxReader(again).nextMail(application.contact.email);
    expect(mail.code).toMatch(/^\d{8}$/);
  });

  test('stops when its database is killed, and says so', async () => {
    const folder = await newFolder();
    const service = start(folder, '--empty', '--port', '0');
    await service.ready;
    process.kill(databaseOf(folder), 'SIGKILL');
    expect(await service.ended).toBe(1);
    expect(service.output()).toContain('The embedded database has ended by itself');
  });

  test('a demo load that was killed half way begins anew, and is whole', async () => {
    const folder = await newFolder();
    const first = start(folder, '--port', '0');
    await until(() => {
      try {
        return readFileSync(join(folder, 'demo-loading')).length === 0;
      } catch {
        return false;
      }
    });
    first.child.kill('SIGKILL');
    await first.ended;
    const second = start(folder, '--port', '0');
    await second.ready;
    expect(second.output()).toContain('demo community: 60 mentors, 140 newcomers');
  });
});
