import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort, host } from './ports.ts';
import { endProcess } from './processes.ts';
import { StartRefusal } from './refusal.ts';

/** An embedded DynamoDB that runs as a child of ours, or one that somebody else runs. */
export type Database = {
  readonly endpoint: string;
  /** Id of the child; absent if it is not ours. */
  readonly pid?: number;
  /** Resolves when the child has ended, asked or not. */
  readonly ended: Promise<void>;
  readonly stop: () => Promise<void>;
};

const readyWithinMilliseconds = 10_000;

/** The program of this platform, or null where there is no package for it. */
const findBinary = (): string | null => {
  try {
    const manifest = createRequire(import.meta.url).resolve(
      `@dynoxide/${process.platform}-${process.arch}/package.json`,
    );
    const binary = join(dirname(manifest), process.platform === 'win32' ? 'dynoxide.exe' : 'dynoxide');
    return existsSync(binary) ? binary : null;
  } catch {
    return null;
  }
};

const answers = async (endpoint: string): Promise<boolean> => {
  try {
    await fetch(endpoint, { signal: AbortSignal.timeout(1_000) });
    return true;
  } catch {
    return false;
  }
};

/** Waits until the child answers. @returns false if it ended before (its port was taken meanwhile, say). */
const isReady = async (endpoint: string, child: ChildProcess): Promise<boolean> => {
  const until = performance.now() + readyWithinMilliseconds;
  while (performance.now() < until) {
    if (child.exitCode !== null || child.signalCode !== null) return false;
    if (await answers(endpoint)) return true;
    await pause(10);
  }
  child.kill('SIGKILL');
  return false;
};

/** Starts the program once, on a port of its own. @returns null if it did not come up. */
const launch = async (binary: string, file: string | null): Promise<Database | null> => {
  const port = await freePort();
  const args = ['serve', '--host', host, '--port', String(port), ...(file ? ['--db-path', file] : [])];
  // In a process group of its own: Ctrl-C reaches us alone, and the database ends when nothing needs it any more.
  const child = spawn(binary, args, { detached: true, stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const endpoint = `http://${host}:${port}`;
  const pid = child.pid;
  if (pid === undefined || !(await isReady(endpoint, child))) return null;
  const killAtExit = (): void => {
    child.kill('SIGKILL');
  };
  process.once('exit', killAtExit);
  ended.then(() => process.off('exit', killAtExit));
  return { endpoint, pid, ended, stop: () => endProcess(pid) };
};

/**
 * Starts the embedded DynamoDB, or uses the one that `DYNAMODB_ENDPOINT` names where no program exists for this platform.
 * @param file where it keeps its data; null keeps it in memory.
 * @throws StartRefusal if there is neither.
 */
export const startDatabase = async (file: string | null): Promise<Database> => {
  const given = process.env.DYNAMODB_ENDPOINT;
  if (given) {
    if (!(await answers(given)))
      throw new StartRefusal(`DYNAMODB_ENDPOINT names ${given}, but nothing answers there.`);
    return { endpoint: given, ended: new Promise(() => {}), stop: async () => {} };
  }
  const binary = findBinary();
  if (!binary)
    throw new StartRefusal(
      `There is no embedded database for ${process.platform} ${process.arch}. Start one yourself (DynamoDB Local, say) and name it: ` +
        'DYNAMODB_ENDPOINT=http://localhost:8000 npm start',
    );
  // The free port may be taken between finding and using it.
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const database = await launch(binary, file);
    if (database) return database;
  }
  throw new StartRefusal(`The embedded database does not start (${binary}${file ? ` with ${file}` : ''}).`);
};
