import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { handleCanary } from '#functions/canary/handler.ts';

type Answer = { status?: number; body?: string; headers?: Record<string, string> };

const guard = { 'content-security-policy': "default-src 'none'" };
/** A site on which all is well. */
const well: Readonly<Record<string, Answer>> = {
  '/': { body: '<!doctype html><html lang="en">', headers: guard },
  '/es': { body: '<!doctype html><html lang="es">', headers: guard },
  '/apply': { body: '<form class="x" method="post">', headers: guard },
  '/api/health': { body: '{"ok":true}', headers: guard },
  '/api/community': { body: '{"name":"x","places":[]}', headers: guard },
};

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** Looks at a site that answers so. @returns what it came to, and what was asked and logged. */
const look = async (answers: Readonly<Record<string, Answer>>) => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const { status = 200, body = '', headers = {} } = answers[request.url ?? ''] ?? { status: 404 };
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(
    () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  );
  const faults: unknown[] = [];
  const outcome = await handleCanary({
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    log: (event, facts) => faults.push(`${event} ${facts?.fault}`),
  }).then(
    () => 'well',
    (error: Error) => error.message,
  );
  return { outcome, faults, asked };
};

describe('the canary', () => {
  test('is content with a site that answers, and only reads', async () => {
    const { outcome, faults, asked } = await look(well);
    expect([outcome, faults]).toEqual(['well', []]);
    expect(asked.sort()).toEqual(
      Object.keys(well)
        .map((path) => `GET ${path}`)
        .sort(),
    );
  });

  test.each<[string, string, Answer]>([
    ['a page that fails', '/apply answers 500', { status: 500 }],
    ['a page that says something else', '/apply says something else', { body: '<p>', headers: guard }],
    [
      'headers that are gone',
      '/apply comes without content-security-policy',
      { body: '<form method="post">' },
    ],
  ])('cries at %s, and says where', async (_, fault, answer) => {
    const { outcome, faults } = await look({ ...well, '/apply': answer });
    expect(outcome).toBe('1 of 5 looks at the site failed.');
    expect(faults).toEqual([`canary-failed ${fault}`]);
  });

  test('cries when nobody is there', async () => {
    const faults: unknown[] = [];
    const nobody = handleCanary({
      origin: 'http://127.0.0.1:9',
      log: (_, facts) => faults.push(facts?.fault),
    });
    await expect(nobody).rejects.toThrow('5 of 5');
    expect(faults).toHaveLength(5);
  });
});
