import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ensureLocalTable } from '#functions/data/local-table.ts';
import { createClient } from '#functions/data/table-client.ts';
import { createLocalClock } from '#functions/local/clock.ts';
import { startDatabase } from '#functions/local/dynoxide.ts';
import { takeLock } from '#functions/local/lock.ts';
import { isAlive } from '#functions/local/processes.ts';
import { StartRefusal } from '#functions/local/refusal.ts';
import { readOrMakeSecrets } from '#functions/local/secrets-file.ts';
import { createServices } from '#functions/services.ts';
import { testEnvironment } from '#test/support/environment.ts';

const storeOn = (endpoint: string) => createServices(testEnvironment(endpoint)).store;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'alongside-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('takeLock()', () => {
  test('refuses a folder in use, names who uses it, and gives it after release', async () => {
    const lock = await takeLock(folder);
    lock.note({ address: 'http://localhost:4321' });
    await expect(takeLock(folder)).rejects.toThrow(StartRefusal);
    await expect(takeLock(folder)).rejects.toThrow(`process ${process.pid}, http://localhost:4321`);
    lock.release();
    (await takeLock(folder)).release();
  });

  test('a process that was killed holds nothing, and the database it left behind is ended', async () => {
    // Another process takes the folder, starts its database, and is killed before it could clean up.
    const program = `
      import { takeLock } from '#functions/local/lock.ts';
      import { startDatabase } from '#functions/local/dynoxide.ts';
      const lock = await takeLock(process.argv[1]);
      const database = await startDatabase(process.argv[1] + '/table.db');
      lock.note({ database: database.pid });
      console.log(database.pid);
      setInterval(() => {}, 1000);`;
    const holder = spawn(process.execPath, ['--input-type=module-typescript', '-e', program, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const orphan = Number(await new Promise((resolve) => holder.stdout.once('data', resolve)));
    await expect(takeLock(folder)).rejects.toThrow('in use');
    holder.kill('SIGKILL');
    await new Promise((resolve) => holder.once('exit', resolve));
    expect(isAlive(orphan)).toBe(true);
    const lock = await takeLock(folder);
    expect([lock.reclaimed, isAlive(orphan)]).toEqual([true, false]);
    lock.release();
  });

  test('never ends a process that only has the number of an old database', async () => {
    const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    writeFileSync(join(folder, 'processes.json'), JSON.stringify({ pid: 1, database: stranger.pid }));
    const lock = await takeLock(folder);
    expect([lock.reclaimed, isAlive(stranger.pid!)]).toEqual([false, true]);
    lock.release();
    stranger.kill('SIGKILL');
  });
});

describe('startDatabase()', () => {
  test('keeps what was written across a kill', async () => {
    const file = join(folder, 'table.db');
    const first = await startDatabase(file);
    await ensureLocalTable(createClient(first.endpoint), 'alongside');
    await storeOn(first.endpoint).people.suppress('hash', 'bounce', '2026-11-22T12:00:00.000Z');
    process.kill(first.pid!, 'SIGKILL');
    await first.ended;
    const second = await startDatabase(file);
    expect(await storeOn(second.endpoint).people.isSuppressed('hash')).toBe(true);
    await second.stop();
    expect(isAlive(second.pid!)).toBe(false);
  });
});

describe('readOrMakeSecrets()', () => {
  test('makes keys once, for their owner only, and refuses a damaged file instead of making new ones', () => {
    const secrets = readOrMakeSecrets(folder);
    expect(readOrMakeSecrets(folder)).toEqual(secrets);
    expect(new Set(Object.values(secrets)).size).toBe(3);
    if (process.platform !== 'win32') expect(statSync(join(folder, 'keys.json')).mode & 0o777).toBe(0o600);
    writeFileSync(join(folder, 'keys.json'), '{');
    expect(() => readOrMakeSecrets(folder)).toThrow(StartRefusal);
  });
});

describe('createLocalClock()', () => {
  test('moves forward and does not fall back at the next start', () => {
    const clock = createLocalClock(folder);
    const before = Date.parse(clock.now());
    clock.advance(3_600);
    expect(Date.parse(clock.now()) - before).toBeGreaterThanOrEqual(3_600_000);
    expect(createLocalClock(folder).aheadSeconds()).toBe(3_600);
  });
});
