import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { siteNodeOptions } from './node-options.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A mail in the local inbox, as `/_local/inbox.json` gives it. */
export type InboxMail = {
  readonly number: number;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The eight digits in it, if there are any. */
  readonly code: string | null;
  /** Every address in the text, in order. */
  readonly links: readonly string[];
  readonly attachments: readonly {
    readonly filename: string;
    readonly url: string;
    readonly text?: string;
  }[];
};

/** A process of `npm start` under test. */
export type StartedProcess = {
  readonly child: ChildProcess;
  /** Everything it has printed. */
  readonly output: () => string;
  /** Resolves with the exit code (null if a signal ended it). */
  readonly ended: Promise<number | null>;
  /** Resolves with the site's address when it says that it is ready. @throws if it ends before. */
  readonly ready: Promise<string>;
};

/** Runs what `npm start` runs, with these arguments. */
export const spawnStart = (args: readonly string[]): StartedProcess => {
  // Of the browser tests' own settings none may reach the service.
  const { NODE_OPTIONS: _, ...env } = process.env;
  const child = spawn(process.execPath, [...siteNodeOptions, 'functions/local/start.ts', ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  const ready = new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk;
      const address = /Alongside\s+(http:\/\/localhost:\d+)[\s\S]*Ready in/.exec(output)?.[1];
      if (address) resolve(address);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    ended.then((code) => reject(new Error(`npm start ended with ${code}:\n${output}`)));
  });
  ready.catch(() => {});
  return { child, output: () => output, ended, ready };
};

/** The whole service on a free port, with a data folder of its own. */
export type TestService = {
  readonly origin: string;
  /** Mails to an address, newest first. */
  readonly inbox: (to?: string) => Promise<InboxMail[]>;
  /**
   * Waits for a mail to an address that has not been given out yet.
   * @param about a part of its subject.
   * @throws after ten seconds, with the subjects that are there.
   */
  readonly nextMail: (to: string, about?: string | RegExp) => Promise<InboxMail>;
  /** Moves the service's clock forward. */
  readonly advance: (seconds: number) => Promise<void>;
  /** Makes the local SES behave as on a bad day, until it is told otherwise. */
  readonly tellSes: (switches: {
    answer: 'accept' | 'throttle' | 'refuse' | 'down' | 'hang-up';
  }) => Promise<void>;
  readonly stop: () => Promise<void>;
};

const mailWithinMilliseconds = 10_000;

/** Reads the inbox of a running service. */
export const createInboxReader = (origin: string): Pick<TestService, 'inbox' | 'nextMail'> => {
  const given = new Set<number>();
  const inbox = async (to = ''): Promise<InboxMail[]> => {
    const response = await fetch(`${origin}/_local/inbox.json?to=${encodeURIComponent(to)}`);
    return (await response.json()) as InboxMail[];
  };
  const nextMail = async (to: string, about: string | RegExp = ''): Promise<InboxMail> => {
    const until = performance.now() + mailWithinMilliseconds;
    while (performance.now() < until) {
      const mails = await inbox(to);
      const mail = mails
        .toReversed()
        .find(({ number, subject }) => !given.has(number) && subject.search(about) >= 0);
      if (mail) {
        given.add(mail.number);
        return mail;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const subjects = (await inbox(to)).map(({ subject }) => subject).join(' | ');
    throw new Error(`No new mail to ${to} about “${about}”; there are: ${subjects || 'none'}`);
  };
  return { inbox, nextMail };
};

/** Moves the clock of a running service forward. */
export const moveClock = async (origin: string, seconds: number): Promise<void> => {
  const response = await fetch(`${origin}/_local/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ seconds }),
  });
  if (!response.ok) throw new Error(`The clock was not moved: ${await response.text()}`);
};

const setSwitches = async (origin: string, switches: object): Promise<void> => {
  const response = await fetch(`${origin}/_local/ses/switches`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(switches),
  });
  if (!response.ok) throw new Error(`The local SES was not told: ${await response.text()}`);
};

/** Starts the whole service as a person would, and waits until it is ready. */
export const startTestService = async ({ demo = false } = {}): Promise<TestService> => {
  const folder = mkdtempSync(join(tmpdir(), 'alongside-e2e-'));
  const started = spawnStart(['--port', '0', '--data', folder, ...(demo ? [] : ['--empty'])]);
  const origin = await started.ready;
  return {
    origin,
    ...createInboxReader(origin),
    advance: (seconds) => moveClock(origin, seconds),
    tellSes: (switches) => setSwitches(origin, switches),
    stop: async () => {
      started.child.kill('SIGTERM');
      await started.ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
