import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { type FunctionName, startDeployment } from '../support/lambda/deployment.ts';
import { apiGatewayEvent, schedulerEvent, sqsEvent, streamEvent } from '../support/lambda/events.ts';
import { type LocalFunction, startFunction } from '../support/lambda/function.ts';
import { percentile, type Row, report, row } from './rows.ts';

/*
 * How long somebody waits for a function that sleeps: `npm run bench:cold` starts each deployable bundle again and again, as
 * Lambda would, and measures from the start of the process to its first answer; then warm calls, memory and size. Beside it,
 * on the same machine and in turn with it, a bare Node that does nothing and a Hono bundle that says hello.
 */

const root = fileURLToPath(new URL('../..', import.meta.url));
const helloFolder = join(root, '.tmp/bench-hello');
const starts = 15;
const warmCalls = 300;
const functions = ['site', 'stream', 'mail', 'mail-events', 'clock', 'round'] as const;
const workerMost = 200;
const siteMost = 250;
const siteKilobytesMost = 1_200;

const message = (body: object) =>
  sqsEvent('queue', [{ messageId: 'message-1', body: JSON.stringify(body), receives: 1 }]);
const id = (prefix: string): string => `${prefix}_${'0'.repeat(26)}`;

/** A call of each that reads the table and finds nothing to do: what is measured is the function, not the work. */
const events: Readonly<Record<FunctionName, () => unknown>> = {
  site: () =>
    apiGatewayEvent({ path: '/in', headers: { accept: 'text/html', 'accept-encoding': 'gzip, br' } }),
  mail: () => message({ intentId: id('intent') }),
  'mail-events': () => message({ Type: 'Notification', Message: JSON.stringify(deliveryOf(id('intent'))) }),
  clock: () => schedulerEvent(new Date()),
  round: () => message({ roundId: id('round') }),
  // Its work is to send: it has a queue at hand.
  stream: () =>
    streamEvent([
      {
        sequenceNumber: '1',
        image: {
          type: { S: 'intent' },
          state: { S: 'pending' },
          kind: { S: 'sign-in' },
          id: { S: id('intent') },
        },
      },
    ]),
};

const deliveryOf = (intentId: string) => ({
  eventType: 'Delivery',
  mail: { timestamp: '2026-03-10T19:10:00.000Z', messageId: 'message', tags: { intent: [intentId] } },
  delivery: { timestamp: '2026-03-10T19:10:00.000Z' },
});

const folderBytes = (folder: string): number =>
  readdirSync(folder, { recursive: true })
    .map((file) => statSync(join(folder, String(file))))
    .reduce((sum, stat) => sum + (stat.isFile() ? stat.size : 0), 0);

/** Milliseconds in which a Node with nothing to do begins and ends. */
const bareNode = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(process.execPath, ['-e', '0'], { stdio: 'ignore', env: {} });
    child.once('error', reject);
    child.once('exit', () => resolve(performance.now() - started));
  });

const bundleHello = async (): Promise<void> => {
  rmSync(helloFolder, { recursive: true, force: true });
  mkdirSync(helloFolder, { recursive: true });
  await build({
    stdin: {
      contents: `import { Hono } from 'hono';
        import { handle } from 'hono/aws-lambda';
        const app = new Hono();
        app.get('*', (c) => c.html('<!doctype html><title>Hello</title><p>Hello'));
        export const handler = handle(app);`,
      resolveDir: root,
    },
    outfile: join(helloFolder, 'index.mjs'),
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
  });
};

type Start = { readonly first: number; readonly cpu: number; readonly rss: number };

type Subject = {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly event: () => unknown;
};

/** Starts it once: milliseconds to the first answer, those of the processor, and the memory at it. */
const startOnce = async ({ folder, environment, event }: Subject): Promise<Start> => {
  const started: LocalFunction = await startFunction({ folder, environment });
  const { rssBytes } = await started.invoke(event());
  const first = started.firstAnswer();
  await started.stop();
  return {
    first: first?.milliseconds ?? Number.NaN,
    cpu: first?.cpuMilliseconds ?? Number.NaN,
    rss: rssBytes,
  };
};

/** Warm calls, one after another: each one's milliseconds, and the memory after all of them. */
const callWarm = async ({
  folder,
  environment,
  event,
}: Subject): Promise<{ times: number[]; rss: number }> => {
  const started = await startFunction({ folder, environment });
  const times: number[] = [];
  let rss = 0;
  for (let index = -50; index < warmCalls; index += 1) {
    const { milliseconds, rssBytes } = await started.invoke(event());
    if (index >= 0) times.push(milliseconds);
    rss = rssBytes;
  }
  await started.stop();
  return { times, rss };
};

const median = (samples: readonly number[]): number => percentile(samples, 0.5);
const megabytes = (bytes: number): number => bytes / 1_048_576;

execFileSync(process.execPath, ['tools/build.ts', '--if-stale'], { cwd: root, stdio: 'inherit' });
await bundleHello();
const deployment = await startDeployment();
const direct = { DYNAMODB_ENDPOINT: deployment.database };
try {
  const subjects: Record<string, Subject> = {
    hello: { folder: helloFolder, environment: {}, event: events.site },
    ...Object.fromEntries(
      functions.map((name) => [
        name,
        {
          folder: `dist/functions/${name}`,
          // Straight to the database: the meter before it is for the cost.
          environment: { ...deployment.environments[name], ...(name !== 'stream' && direct) },
          event: events[name],
        },
      ]),
    ),
  };
  const bare: number[] = [];
  const cold = new Map<string, Start[]>(Object.keys(subjects).map((name) => [name, []]));
  // In turn, so that what else the machine does falls on all alike; the first turn warms the disk's cache.
  for (let turn = -1; turn < starts; turn += 1) {
    const milliseconds = await bareNode();
    if (turn >= 0) bare.push(milliseconds);
    for (const [name, subject] of Object.entries(subjects)) {
      const told = await startOnce(subject);
      if (turn >= 0) cold.get(name)?.push(told);
    }
  }
  const bareMedian = median(bare);
  const firsts = (name: string): number[] => (cold.get(name) ?? []).map(({ first }) => first);
  const helloMedian = median(firsts('hello'));
  const helloWarm = await callWarm(subjects.hello!);

  const rows: Row[] = [
    row('bare node -e 0, start to end, median', { value: bareMedian, unit: 'ms', most: 60 }),
    row('hello-world Hono, process start → first answer, median', {
      value: helloMedian,
      unit: 'ms',
      most: 120,
      peer: { name: 'bare node -e 0', value: bareMedian },
    }),
  ];
  for (const name of functions) {
    const most = name === 'site' ? siteMost : workerMost;
    const value = median(firsts(name));
    const warm = await callWarm(subjects[name]!);
    const bytes = folderBytes(join(root, 'dist/functions', name));
    rows.push(
      row(`${name}: process start → first answer, median of ${starts}`, {
        value,
        unit: 'ms',
        most,
        peer: { name: 'bare node -e 0', value: bareMedian },
      }),
      row(`${name}: the same beside hello-world`, {
        value,
        unit: 'ms',
        most,
        peer: { name: 'hello-world Hono', value: helloMedian },
      }),
      row(`${name}: processor's time until then, median`, {
        value: median((cold.get(name) ?? []).map(({ cpu }) => cpu)),
        unit: 'ms of one core, all threads',
        most: 2 * most,
        peer: {
          name: 'hello-world Hono',
          value: median((cold.get('hello') ?? []).map(({ cpu }) => cpu)),
        },
      }),
      ...([0.5, 0.99] as const).map((share) =>
        row(`${name}: warm call, p${share * 100}`, {
          value: percentile(warm.times, share),
          unit: 'ms',
          most: 25,
          peer: { name: `hello-world Hono, p${share * 100}`, value: percentile(helloWarm.times, share) },
        }),
      ),
      row(`${name}: memory at the first answer (RSS)`, {
        value: megabytes(median((cold.get(name) ?? []).map(({ rss }) => rss))),
        unit: 'MB',
        most: 128,
        peer: {
          name: 'hello-world Hono',
          value: megabytes(median((cold.get('hello') ?? []).map(({ rss }) => rss))),
        },
      }),
      row(`${name}: memory after ${warmCalls + 50} calls (RSS)`, {
        value: megabytes(warm.rss),
        unit: 'MB',
        most: 256,
        peer: { name: 'hello-world Hono', value: megabytes(helloWarm.rss) },
      }),
      row(`${name}: bundle`, {
        value: bytes / 1_000,
        unit: 'KB',
        most: name === 'site' ? siteKilobytesMost : 800,
        peer: { name: 'hello-world Hono', value: folderBytes(helloFolder) / 1_000 },
      }),
    );
  }
  report(rows, 'docs/bench/cold.json');
} finally {
  await deployment.stop();
}
