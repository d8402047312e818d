import { fileURLToPath } from 'node:url';
import { createClosing } from './closing.ts';
import { demoCoordinators } from './demo.ts';
import { readOptions, usage } from './options.ts';
import { StartRefusal } from './refusal.ts';
import { type Service, startService, type Telling } from './service.ts';

/*
 * What `npm start` runs: the whole service on one machine, until Ctrl-C.
 */

const root = fileURLToPath(new URL('../..', import.meta.url));
const begun = performance.now();
const closing = createClosing();

/** Seconds since the start: all times that are told begin there, for much is done side by side. */
const sinceStart = (): string => ((performance.now() - begun) / 1_000).toFixed(1);

const telling: Telling = {
  say: (line) => console.log(`${line} (${sinceStart()} s after the start)`),
  // On a terminal the line is written over; a file would only fill with them.
  progress: (line) => {
    if (process.stdout.isTTY) process.stdout.write(`\r${line}\x1b[K\r`);
  },
};

let ending = false;
/** Ends everything, once; asked a second time, at once. */
const end = async (code: number): Promise<void> => {
  if (ending) process.exit(code || 1);
  ending = true;
  await closing.close();
  process.exit(code);
};

const refuse = async (error: unknown): Promise<void> => {
  console.error(error instanceof StartRefusal ? error.message : error);
  await end(1);
};

/**
 * npm hands a SIGTERM to its shell, which ends without a word to us. So under npm the service ends when its parent does,
 * and a test run that was killed leaves nothing behind.
 */
const endWithParent = (): void => {
  const parent = process.ppid;
  if (!process.env.npm_lifecycle_event) return;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    void end(0);
  }, 250);
  watch.unref();
};

const greet = ({ origin }: Service): void => {
  const coordinator = demoCoordinators[0].email;
  console.log(`
  Alongside   ${origin}
  Inbox       ${origin}/_local/inbox   every mail that the service sends lands here
  Desk        sign in at ${origin}/in as ${coordinator}, with the code from the inbox

  Ready in ${sinceStart()} s. Ctrl-C ends it; what was entered is kept.
`);
};

const main = async (): Promise<void> => {
  const options = readOptions(process.argv.slice(2), root);
  if (!options) return console.log(usage);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0));
  process.on('uncaughtException', (error) => void refuse(error));
  process.on('unhandledRejection', (error) => void refuse(error));
  endWithParent();
  const service = await startService({ ...options, root, closing, telling });
  greet(service);
  await service.databaseEnded;
  if (!ending)
    await refuse(
      new StartRefusal('The embedded database has ended by itself. Start again; nothing is lost.'),
    );
};

await main().catch(refuse);
