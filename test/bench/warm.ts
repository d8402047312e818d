import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { handle } from 'hono/aws-lambda';
import { apiGatewayEvent } from '../support/lambda/events.ts';
import { percentile, type Row, report, row } from './rows.ts';
import { gatherCast } from './warm/cast.ts';
import { threadWork } from './warm/processor-clock.ts';
import { openWarmSite } from './warm/site.ts';
import { type Visit, visitsOf } from './warm/visits.ts';

/*
 * How long a warm site takes to answer: `npm run bench:warm` calls the site's function in this process, as Lambda would, for
 * every kind of page and every answer of the API, with the demo community in a real embedded database. Each is opened once a
 * turn, so that whatever else the machine does falls on all alike.
 *
 * Two figures are held against targets. The time until the answer is there is what counts, and means something only on a
 * machine that does nothing else. The work for it is the processor time of our thread and of the database together, without
 * the time for which they stood ready and others had the processor: about the time of a quiet machine on which nothing goes
 * on at once. A crowded machine makes it larger too (by a third at ten waiting for each processor), never smaller. Our
 * thread's part of it is told apart: that is the answer without the database.
 */

const turns = Number(process.argv[2] ?? 300);
const warmUpTurns = Math.min(50, turns);
const mostMilliseconds = 25;
const mostWithoutDatabase = 5;

/** One answer: milliseconds until it was there, of our thread's and the database's work, and requests to the database. */
type Sample = {
  readonly time: number;
  readonly own: number;
  readonly work: number;
  readonly requests: number;
};

const folder = mkdtempSync(join(tmpdir(), 'alongside-warm-'));
const site = await openWarmSite(join(folder, 'table.db'));
const hello = handle(new Hono().get('*', (c) => c.html('<!doctype html><title>Hello</title><p>Hello')));

const measure = async (act: () => Promise<unknown>): Promise<Sample> => {
  const requests = site.requests();
  const database = site.databaseWork();
  const before = threadWork();
  const started = performance.now();
  await act();
  const time = performance.now() - started;
  const own = threadWork() - before;
  return { time, own, work: own + site.databaseWork() - database, requests: site.requests() - requests };
};

const open = async ({ name, path, cookies, status }: Visit): Promise<void> => {
  const accept = path.startsWith('/api/') ? 'application/json' : 'text/html';
  const { statusCode } = await site.ask({ path, cookies, headers: { accept, 'accept-encoding': 'gzip' } });
  if (statusCode !== status) throw new Error(`${name} answered ${statusCode}.`);
};

const openHello = () => hello(apiGatewayEvent({ path: '/' }) as unknown as Parameters<typeof hello>[0]);

/** Opens everything in turn, and keeps what was measured once all is warm. */
const measureAll = async (visits: readonly Visit[]) => {
  const acts = new Map<string, () => Promise<unknown>>([
    ['hello', openHello],
    ...visits.map((visit) => [visit.name, () => open(visit)] as const),
  ]);
  const samples = new Map([...acts.keys()].map((name): [string, Sample[]] => [name, []]));
  for (let turn = -warmUpTurns; turn < turns; turn += 1) {
    for (const [name, act] of acts) {
      const sample = await measure(act);
      if (turn >= 0) samples.get(name)?.push(sample);
    }
  }
  return samples;
};

const rowsOf = (name: string, samples: readonly Sample[], peer: readonly Sample[]): Row[] => {
  const at = (of: readonly Sample[], figure: keyof Sample, share: number): number =>
    percentile(
      of.map((sample) => sample[figure]),
      share,
    );
  const requests = at(samples, 'requests', 0.5);
  const most = requests > 0 ? mostMilliseconds : mostWithoutDatabase;
  const rows = (['time', 'work', ...(requests > 0 ? (['own'] as const) : [])] as const).flatMap((figure) =>
    [0.5, 0.99].map((share) =>
      row(`${name}, ${figure}, p${share * 100}`, {
        value: at(samples, figure, share),
        unit: 'ms',
        most,
        peer: { name: `bare Hono page, p${share * 100}`, value: at(peer, figure, share) },
      }),
    ),
  );
  return [...rows, row(`${name}, requests to the database`, { value: requests, unit: 'requests', most: 15 })];
};

try {
  const samples = await measureAll(visitsOf(await gatherCast(site)));
  const peer = samples.get('hello') ?? [];
  samples.delete('hello');
  report(
    [...samples].flatMap(([name, of]) => rowsOf(name, of, peer)),
    'docs/bench/warm.json',
  );
} finally {
  await site.close();
  rmSync(folder, { recursive: true, force: true });
}
