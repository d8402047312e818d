import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { handleClock } from '#functions/clock/handler.ts';
import { ensureLocalTable } from '#functions/data/local-table.ts';
import { createClient } from '#functions/data/table-client.ts';
import { startDatabase } from '#functions/local/dynoxide.ts';
import { host, listen } from '#functions/local/ports.ts';
import { createLocalSes } from '#functions/local/ses.ts';
import type { SesBehaviour } from '#functions/local/ses-switches.ts';
import { handleMailEvents } from '#functions/mail-events/handler.ts';
import { readSesEvent } from '#functions/mail-events/ses-event.ts';
import { createServices, type Services } from '#functions/services.ts';
import { withWarmPool } from '#functions/steps/warm-pool.ts';
import type { IntentId } from '#shared/ids.ts';
import type { Intent } from '#shared/life/message.ts';
import { minutes, seconds } from '#shared/time.ts';
import { createCast } from '#test/support/cast.ts';
import { testEnvironment } from '#test/support/environment.ts';
import { type Chance, createChance } from './chance.ts';
import { bundleWorker, createWorkerPool } from './worker-pool.ts';
import type { KillPoint } from './worker-process.ts';

/** What the kills came to. */
export type KillsOutcome = {
  readonly kills: number;
  readonly byPoint: Readonly<Record<string, number>>;
  readonly messages: number;
  readonly lost: number;
  readonly doubled: number;
  readonly doubledUnknowing: number;
  readonly violations: readonly string[];
};

type Sends = Map<string, { events: string[]; told: boolean; blameless: boolean }[]>;
type Pool = ReturnType<typeof createWorkerPool>;
type Stage = {
  readonly services: Services;
  readonly pool: Pool;
  readonly chance: Chance;
  readonly sends: Sends;
  readonly clock: { now: number };
};

const points: readonly KillPoint[] = ['after-claim', 'before-ses', 'after-ses', 'after-accept', null];

/** A local SES over HTTP that counts what it really sends, and now and then throttles or drops its answer. */
const openSes = async (folder: string, { chance, sends }: { chance: Chance; sends: Sends }) => {
  const app = createLocalSes({
    folder,
    now: () => new Date().toISOString(),
    behave: () =>
      chance.weighted<SesBehaviour>([
        [85, 'accept'],
        [8, 'accept-and-hang-up'],
        [7, { status: 400, code: 'Throttling' }],
      ]),
    onEvent: (envelope) => {
      const body = JSON.stringify(envelope);
      const told = readSesEvent(body);
      if (typeof told === 'string') return;
      const all = sends.get(told.intentId) ?? [];
      sends.set(told.intentId, all);
      if (told.fact.type === 'sent') {
        // SES's answer reached a worker that lived, or an event came: then this one should not have been.
        const blameless = all.every((earlier) => !earlier.told);
        all.push({ events: [body], told: false, blameless });
      } else all.at(-1)?.events.push(body);
    },
  });
  const server = createAdaptorServer({ fetch: app.fetch });
  const port = await listen(server as Parameters<typeof listen>[0], 0);
  const close = (): void => {
    server.close();
    if ('closeAllConnections' in server) server.closeAllConnections();
  };
  return { endpoint: `http://${host}:${port}`, close };
};

/** Brings the events of what was sent, unless this message is one of which nothing is ever told. */
const tellEvents = async (
  { services, sends }: Stage,
  id: IntentId,
  silent: ReadonlySet<string>,
): Promise<void> => {
  if (silent.has(id)) return;
  for (const send of sends.get(id) ?? []) {
    if (send.told) continue;
    send.told = true;
    const Records = send.events.map((body, i) => ({ messageId: String(i), body }));
    await handleMailEvents({ Records }, services);
  }
};

const isOver = ({ state }: Intent): boolean => !['pending', 'claimed', 'sending', 'unknown'].includes(state);

/** Takes a few messages through as many kills as come, until the clock has brought each to its end. */
const runMessages = async (stage: Stage, count: (point: string) => void): Promise<Intent[]> => {
  const { services, pool, chance, clock } = stage;
  const cast = createCast(services);
  const ids: IntentId[] = [];
  const silent = new Set<string>();
  for (let i = 0; i < 6; i += 1) {
    const { person } = await cast.newcomer();
    // Codes go again after a minute, all else after a quarter of an hour.
    const { id } = chance.is(0.3)
      ? await cast.code(person)
      : await cast.message({ kind: 'newcomer-update', personId: person.id });
    ids.push(id);
    if (chance.is(0.2)) silent.add(id);
  }
  for (let round = 0; round < 60; round += 1) {
    const intents = await services.store.intents.getMany(ids);
    if (intents.every(isOver)) return intents;
    const now = services.now();
    const ready = intents.filter(({ state, notBefore }) => state === 'pending' && notBefore <= now);
    await Promise.all(
      ready.map(async ({ id }) => {
        const point = round < 8 ? chance.pick(points) : null;
        const killAfter = point === null && round < 8 ? chance.between(0, 25) : null;
        if ((await pool.run({ ids: [id], now, die: point }, killAfter)) === 'killed')
          count(point ?? 'at-random');
        await tellEvents(stage, id, silent);
      }),
    );
    clock.now += chance.pick([6 * seconds, 61 * seconds, 16 * minutes]);
    await handleClock(services);
  }
  return services.store.intents.getMany(ids);
};

/** Kills the real worker process again and again, at named points and at random, until there were so many kills. */
export const runKills = async (
  wanted: number,
  { seed, onProgress = () => {} }: { seed: number; onProgress?: (kills: number) => void },
): Promise<KillsOutcome> => {
  const chance = createChance(seed);
  const sends: Sends = new Map();
  const folder = mkdtempSync(join(tmpdir(), 'alongside-kills-'));
  const database = await startDatabase(null);
  const client = createClient(database.endpoint);
  await ensureLocalTable(client, 'alongside');
  client.destroy();
  const ses = await openSes(folder, { chance, sends });
  const clock = { now: Date.parse('2026-03-10T19:00:00.000Z') };
  const env = {
    ...testEnvironment(database.endpoint),
    MAIL_FROM: 'no-reply@mail.example.org',
    SES_ENDPOINT: ses.endpoint,
  };
  const services = withWarmPool(
    createServices(env, { now: () => new Date(clock.now).toISOString(), log: () => {} }),
  );
  const pool = createWorkerPool(await bundleWorker(folder), env, { spare: 3 });
  const byPoint: Record<string, number> = {};
  let kills = 0;
  const count = (point: string): void => {
    kills += 1;
    byPoint[point] = (byPoint[point] ?? 0) + 1;
  };
  const ended: Intent[] = [];
  while (kills < wanted) {
    ended.push(...(await runMessages({ services, pool, chance, sends, clock }, count)));
    onProgress(kills);
  }
  await pool.stop();
  ses.close();
  await database.stop();
  rmSync(folder, { recursive: true, force: true });
  return { kills, byPoint, ...reckon(ended, sends) };
};

const reckon = (intents: readonly Intent[], sends: Sends) => {
  const twice = intents.flatMap(({ id }) => {
    const all = sends.get(id) ?? [];
    return all.length > 1 ? [all] : [];
  });
  return {
    messages: intents.length,
    lost: intents.filter(({ id, state }) => state === 'accepted' && !sends.get(id)?.length).length,
    doubled: twice.filter((all) => !all.every(({ blameless }) => blameless)).length,
    doubledUnknowing: twice.filter((all) => all.every(({ blameless }) => blameless)).length,
    violations: intents.filter((intent) => !isOver(intent)).map(({ id, state }) => `${id} stays ${state}`),
  };
};
