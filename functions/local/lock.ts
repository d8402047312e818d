import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { commandOf, endProcess, isAlive } from './processes.ts';
import { StartRefusal } from './refusal.ts';

/*
 * One data folder, one service. The lock is SQLite's own exclusive lock on `.data/lock`: the system gives it up when the
 * process dies, however it dies, so that no stale lock has to be judged by its age. Beside it, `.data/processes.json` says
 * who holds it, and which embedded database belongs to it: that one outlives a parent that was killed.
 */

const holderSchema = z.object({
  pid: z.number().int(),
  address: z.string().optional(),
  database: z.number().int().optional(),
});
type Holder = z.infer<typeof holderSchema>;

/** A data folder that is ours until we release it. */
export type Lock = {
  /** Adds to what others are told about us. */
  readonly note: (facts: Partial<Holder>) => void;
  readonly release: () => void;
};

const readHolder = (path: string): Holder | null => {
  try {
    return holderSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
};

const lockFile = (path: string): DatabaseSync | null => {
  const database = new DatabaseSync(path);
  try {
    database.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE');
    return database;
  } catch (error) {
    database.close();
    if (/locked|busy/i.test(String(error))) return null;
    throw error;
  }
};

/** Ends the database that a killed service left behind, if that process still is what it was. */
const reclaimOrphan = async (holder: Holder | null, folder: string): Promise<boolean> => {
  const pid = holder?.database;
  if (pid === undefined || !isAlive(pid)) return false;
  const command = commandOf(pid);
  if (!command?.includes('dynoxide') || !command.includes(folder)) return false;
  await endProcess(pid);
  return true;
};

/**
 * Takes a data folder, and makes it if it is not there (readable by its owner only).
 * @throws StartRefusal if another service uses it.
 */
export const takeLock = async (folder: string): Promise<Lock & { readonly reclaimed: boolean }> => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const processesFile = join(folder, 'processes.json');
  const database = lockFile(join(folder, 'lock'));
  const earlier = readHolder(processesFile);
  if (!database) {
    const who = earlier ? ` (process ${earlier.pid}${earlier.address ? `, ${earlier.address}` : ''})` : '';
    throw new StartRefusal(
      `The data folder ${folder} is in use by another start${who}. Stop that one, or choose another folder with --data.`,
    );
  }
  const reclaimed = await reclaimOrphan(earlier, folder);
  let holder: Holder = { pid: process.pid };
  const write = (): void => writeFileSync(processesFile, JSON.stringify(holder), { mode: 0o600 });
  write();
  return {
    reclaimed,
    note: (facts) => {
      holder = { ...holder, ...facts };
      write();
    },
    release: () => {
      rmSync(processesFile, { force: true });
      database.close();
    },
  };
};
