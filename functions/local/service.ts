import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { removeExpired } from '#functions/data/local-expiry.ts';
import { ensureLocalTable } from '#functions/data/local-table.ts';
import { createClient, createTable } from '#functions/data/table-client.ts';
import { createSender } from '#functions/mail/sender.ts';
import { createServices, type Services } from '#functions/services.ts';
import { ensureCoordinators } from '#functions/steps/coordinators.ts';
import { withWarmPool } from '#functions/steps/warm-pool.ts';
import { createLocalClock, type LocalClock } from './clock.ts';
import { createClockPage } from './clock-page.ts';
import type { Closing } from './closing.ts';
import { demoCoordinators, loadDemo } from './demo.ts';
import { startDevSite } from './dev-site.ts';
import { type Database, startDatabase } from './dynoxide.ts';
import { createInbox } from './inbox.ts';
import { takeLock } from './lock.ts';
import { createLogFile } from './log-file.ts';
import type { StartOptions } from './options.ts';
import { host, listen } from './ports.ts';
import { readOrMakeSecrets } from './secrets-file.ts';
import { createLocalSes } from './ses.ts';
import { createSesSwitches, type SesSwitches } from './ses-switches.ts';
import { buildSite, createSite } from './site.ts';
import { startTimer } from './timer.ts';
import { type SesEvents, startWorkers } from './workers.ts';

const tableName = 'alongside';
const mailFrom = 'alongside@example.org';
const expiryMilliseconds = 10 * 60_000;

/** The whole service, running. */
export type Service = {
  /** Where the site is, such as `http://localhost:4321`. */
  readonly origin: string;
  /** Whether the demo community is in it. */
  readonly demo: boolean;
  /** Resolves when the database has ended though nobody asked it to. */
  readonly databaseEnded: Promise<void>;
};

/** Where a start tells what it does: a line, or a line that takes the place of the one before. */
export type Telling = { readonly say: (line: string) => void; readonly progress: (line: string) => void };

/** What every part of one start is given. */
type Start = StartOptions & { readonly root: string; readonly closing: Closing; readonly telling: Telling };

type Server = ReturnType<typeof createAdaptorServer>;

const closeServer = (server: Server): Promise<unknown> => {
  const closed = new Promise((resolve) => server.close(resolve));
  if ('closeAllConnections' in server) server.closeAllConnections();
  return closed;
};

/** A server whose answers can be given later: its port is taken at once, so that a taken one is known at once. */
const openSite = async ({ port, dev, closing }: Start) => {
  // Astro's own server listens in development; only make sure that it can.
  const site = { fetch: async (): Promise<Response> => new Response('Starting …', { status: 503 }) } as Pick<
    Hono,
    'fetch'
  >;
  const server = createAdaptorServer({ fetch: (request, env) => site.fetch(request, env) });
  const taken = await listen(server as Parameters<typeof listen>[0], port);
  if (dev) await closeServer(server);
  else closing.add(() => closeServer(server));
  return {
    port: taken,
    serve: (app: Hono) => {
      site.fetch = app.fetch;
    },
  };
};

const openSes = async (
  { dataFolder, closing }: Start,
  { now, sesEvents, switches }: Pick<LocalClock, 'now'> & { sesEvents: SesEvents; switches: SesSwitches },
): Promise<string> => {
  const app = createLocalSes({
    folder: dataFolder,
    now,
    switches,
    onEvent: (envelope) => sesEvents.tell(envelope),
  });
  const ses = createAdaptorServer({ fetch: app.fetch });
  const port = await listen(ses as Parameters<typeof listen>[0], 0);
  closing.add(() => closeServer(ses));
  return `http://${host}:${port}`;
};

/** Starts the database and makes its table; what a demo load left half done when it was killed is thrown away first. */
const openTable = async ({ dataFolder, closing }: Start) => {
  const file = join(dataFolder, 'table.db');
  const loading = join(dataFolder, 'demo-loading');
  if (existsSync(loading))
    for (const ending of ['', '-wal', '-shm']) rmSync(`${file}${ending}`, { force: true });
  rmSync(loading, { force: true });
  const database = await startDatabase(file);
  closing.add(() => database.stop());
  const client = createClient(database.endpoint);
  const streamArn = await ensureLocalTable(client, tableName);
  return { database, client, streamArn, loading };
};

const loadDemoInto = async (
  {
    services,
    table,
    loading,
  }: { services: Services; table: ReturnType<typeof createTable>; loading: string },
  { say, progress }: Telling,
): Promise<void> => {
  writeFileSync(loading, '');
  await loadDemo(services, {
    table,
    onProgress: (share) => progress(`demo community: ${Math.round(share * 100)} %`),
  });
  rmSync(loading);
  say('demo community: 60 mentors, 140 newcomers');
};

const environmentOf = (
  start: Start,
  { database, origin, ses }: { database: Database; origin: string; ses: string },
) => ({
  TABLE_NAME: tableName,
  DYNAMODB_ENDPOINT: database.endpoint,
  PUBLIC_ORIGIN: origin,
  SECRETS: JSON.stringify(readOrMakeSecrets(start.dataFolder)),
  COORDINATORS: demoCoordinators.map(({ email }) => email).join(','),
  MAIL_FROM: mailFrom,
  SES_ENDPOINT: ses,
});

const localPagesOf = (
  { dataFolder }: Start,
  { clock, switches, origin }: { clock: LocalClock; switches: SesSwitches; origin: string },
): Hono =>
  new Hono()
    .route('/ses', switches.pages)
    .route('/', createClockPage(clock, origin))
    .route('/', createInbox({ folder: dataFolder, now: clock.now }));

/**
 * Starts the whole service: database, mail, workers, clock and site, and the demo community in an empty folder.
 * Whatever was begun, also when it fails half way, is undone by `closing`.
 * @throws StartRefusal for what a person can mend: a taken port, a folder in use, a site that does not build.
 */
export const startService = async (start: Start): Promise<Service> => {
  const { dataFolder, root, dev, closing, telling } = start;
  const lock = await takeLock(dataFolder);
  closing.add(lock.release);
  if (lock.reclaimed)
    telling.say('an earlier start was killed; its database has been ended, nothing is lost');
  const site = await openSite(start);
  const origin = `http://localhost:${site.port}`;
  lock.note({ address: origin });
  const built = dev ? Promise.resolve() : buildSite(root);
  // Waited for below; a failure before that must not count as unheeded.
  built.catch(() => {});
  const isNew = !existsSync(join(dataFolder, 'table.db')) || existsSync(join(dataFolder, 'demo-loading'));
  const { database, client, streamArn, loading } = await openTable(start);
  if (database.pid !== undefined) lock.note({ database: database.pid });
  const clock = createLocalClock(dataFolder);
  const sesEvents: SesEvents = { tell: () => {} };
  const switches = createSesSwitches();
  const ses = await openSes(start, { now: clock.now, sesEvents, switches });
  const environment = environmentOf(start, { database, origin, ses });
  const services = withWarmPool(
    createServices(environment, { now: clock.now, log: createLogFile(dataFolder) }),
  );
  const table = createTable(client, tableName, () => Date.parse(clock.now()) / 1_000);
  if (isNew && !start.empty) await loadDemoInto({ services, table, loading }, telling);
  await ensureCoordinators(services);
  await built;
  const sender = createSender(environment);
  closing.add(await startWorkers(services, { endpoint: database.endpoint, streamArn, sender, sesEvents }));
  closing.add(
    startTimer('expiry', {
      job: () => removeExpired(client, tableName, Date.parse(clock.now()) / 1_000),
      everyMilliseconds: expiryMilliseconds,
      log: services.log,
    }),
  );
  const localPages = localPagesOf(start, { clock, switches, origin });
  if (dev) closing.add(await startDevSite(root, { port: site.port, services, localPages }));
  else site.serve(await createSite(root, { services, localPages }));
  return { origin, demo: isNew && !start.empty, databaseEnded: database.ended };
};
