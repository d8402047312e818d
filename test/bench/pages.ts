import { existsSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from '@playwright/test';
import { Hono } from 'hono';
import lighthouse from 'lighthouse';
import { createInboxReader, spawnStart } from '../support/service.ts';
import { addressesInMatch, signInAs } from '../support/visit.ts';
import { percentile, type Row, report, row } from './rows.ts';

/*
 * What a visitor waits for: `npm run bench:pages` weighs pages over the wire, times warm answers of a service with the
 * demo community, and asks Lighthouse about the public pages. The peer is a bare Hono server on the same machine.
 */

const publicPages = ['/', '/how', '/mentors', '/safety', '/urgent', '/privacy', '/accessibility', '/es'];
const newcomerPages = ['/', '/apply', '/volunteer', '/in', '/my'];
const warmPages = {
  newcomer: ['/apply', '/in', '/my', '/my/answers'],
  coordinator: ['/desk', '/desk/newcomers', '/desk/mentors', '/desk/matches'],
};
const samples = 300;
const debuggingPort = 9_333;

const chromePath = (): string => {
  const file = fileURLToPath(new URL('../../.tmp/chrome-path', import.meta.url));
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : (process.env.CHROME_PATH ?? '');
};

/** The cookies of a coordinator, and of a newcomer of the demo who was introduced to somebody. */
const signIn = async (browser: Browser, origin: string) => {
  const context = await browser.newContext();
  const service = { origin, ...createInboxReader(origin) };
  const cookies = async (): Promise<string> =>
    (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const [newcomerAddress] = await addressesInMatch(context, service, 'introduced');
  const coordinator = await cookies();
  await context.clearCookies();
  await signInAs(context, service, newcomerAddress ?? '');
  const newcomer = await cookies();
  await context.close();
  return { coordinator, newcomer };
};

/** Bytes over the wire for a page with everything that it loads, nothing cached. */
const weigh = async (browser: Browser, url: string, cookie: string): Promise<number> => {
  const context = await browser.newContext({ extraHTTPHeaders: cookie ? { cookie } : {} });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  let bytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await page.goto(url, { waitUntil: 'networkidle' });
  await context.close();
  return bytes;
};

/** Milliseconds of warm answers, one after another. */
const time = async (url: string, cookie: string): Promise<number[]> => {
  const times: number[] = [];
  for (let index = -30; index < samples; index += 1) {
    const started = performance.now();
    const response = await fetch(url, { headers: { cookie }, redirect: 'manual' });
    await response.arrayBuffer();
    if (response.status !== 200) throw new Error(`${url} answered ${response.status}.`);
    if (index >= 0) times.push(performance.now() - started);
  }
  return times;
};

const startPeer = async (): Promise<{ url: string; stop: () => void }> => {
  const { serve } = await import('@hono/node-server');
  const app = new Hono().get('/', (c) => c.html('<!doctype html><title>Peer</title><p>Hello'));
  return new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      resolve({ url: `http://127.0.0.1:${port}/`, stop: () => server.close() }),
    );
  });
};

/** Lighthouse's scores of one page; it looks once more where it could not measure one, which it tells by null. */
const scoresOf = async (url: string, isLast = false): Promise<{ id: string; score: number | null }[]> => {
  const result = await lighthouse(url, {
    port: debuggingPort,
    output: 'json',
    logLevel: 'error',
    onlyCategories: ['performance', 'accessibility', 'best-practices', 'seo'],
  });
  const scores = Object.values(result?.lhr.categories ?? {});
  return isLast || scores.every(({ score }) => score !== null) ? scores : scoresOf(url, true);
};

const lighthouseRows = async (origin: string): Promise<Row[]> => {
  const rows: Row[] = [];
  for (const path of publicPages) {
    for (const { id, score } of await scoresOf(`${origin}${path}`)) {
      rows.push(row(`Lighthouse ${id} ${path}`, { value: (score ?? 0) * 100, unit: 'points', least: 95 }));
    }
  }
  return rows;
};

const started = performance.now();
const data = '.tmp/bench-data';
// With the mails of an earlier run the oldest code would be tried first.
rmSync(data, { recursive: true, force: true });
const service = spawnStart(['--port', '0', '--data', data]);
const origin = await service.ready;
const rows: Row[] = [
  row('npm start with the demo, ready', { value: (performance.now() - started) / 1000, unit: 's', most: 10 }),
];
const browser = await chromium.launch({
  executablePath: chromePath(),
  args: [
    '--no-sandbox',
    '--disable-dev-shm-usage',
    '--disable-background-networking',
    `--remote-debugging-port=${debuggingPort}`,
  ],
});
try {
  const cookies = await signIn(browser, origin);
  for (const path of newcomerPages) {
    const bytes = await weigh(browser, `${origin}${path}`, path === '/my' ? cookies.newcomer : '');
    rows.push(row(`over the wire ${path}`, { value: bytes / 1024, unit: 'KB', most: 60 }));
  }
  rows.push(
    row('over the wire /desk', {
      value: (await weigh(browser, `${origin}/desk`, cookies.coordinator)) / 1024,
      unit: 'KB',
      most: 150,
    }),
  );
  const peer = await startPeer();
  const peerTimes = await time(peer.url, '');
  for (const role of ['newcomer', 'coordinator'] as const)
    for (const path of warmPages[role]) {
      const times = await time(`${origin}${path}`, cookies[role]);
      for (const share of [0.5, 0.99])
        rows.push(
          row(`warm ${path}, p${share * 100}`, {
            value: percentile(times, share),
            unit: 'ms',
            most: 25,
            peer: { name: `bare Hono page, p${share * 100}`, value: percentile(peerTimes, share) },
          }),
        );
    }
  peer.stop();
  rows.push(...(await lighthouseRows(origin)));
} finally {
  await browser.close();
  service.child.kill('SIGTERM');
  await service.ended;
}
report(rows, 'docs/bench/pages.json');
