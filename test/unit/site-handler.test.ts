import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { securityHeaders } from '#functions/api/pipeline.ts';
import { createSiteHandler, type Render, viewerAddress } from '#functions/site/handler.ts';
import { createOriginCheck, originCheckOf } from '#functions/site/origin-check.ts';

type Handler = ReturnType<typeof createSiteHandler>;
type Answer = {
  statusCode: number;
  body: string;
  isBase64Encoded: boolean;
  cookies?: string[];
  headers: Record<string, string>;
};

/** Calls the handler as an HTTP API does. */
const call = async (
  handler: Handler,
  {
    method = 'GET',
    path = '/',
    query = '',
    headers = {},
    cookies,
    body = null,
  }: {
    method?: string;
    path?: string;
    query?: string;
    headers?: Record<string, string>;
    cookies?: string[];
    body?: string | null;
  },
): Promise<Answer> => {
  const host = 'abc.execute-api.us-east-1.amazonaws.com';
  const event = {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: query,
    headers: { host, 'x-origin-secret': secret, ...headers },
    ...(cookies && { cookies }),
    requestContext: { http: { method, path }, domainName: host },
    body: body && Buffer.from(body).toString('base64'),
    isBase64Encoded: body !== null,
  };
  return (await handler(event as never, {} as never)) as unknown as Answer;
};

const logged: unknown[][] = [];
const secret = 'aB3'.repeat(15).slice(0, 43);
const services = { log: (...line: unknown[]) => logged.push(line) } as never;

describe('viewerAddress()', () => {
  test.each([
    ['198.51.100.10:46532', '198.51.100.10'],
    ['2001:db8:85a3:8d3:1319:8a2e:370:7348:443', '2001:db8:85a3:8d3:1319:8a2e:370:7348'],
    ['[2001:db8::1]:46532', '2001:db8::1'],
    [undefined, '0.0.0.0'],
    ['', '0.0.0.0'],
  ])('of %s is %s', (header, address) => expect(viewerAddress(header)).toBe(address));
});

describe('what did not come through CloudFront', () => {
  const calls: string[] = [];
  const render: Render = async (_, { address }) => {
    calls.push(address);
    return new Response('ok');
  };
  const forged = { 'cloudfront-viewer-address': '198.51.100.10:46532' };

  test.each([
    ['no secret', ''],
    ['a wrong one', 'x'.repeat(43)],
    ['a part of it', secret.slice(0, 42)],
    ['it twice', `${secret}, ${secret}`],
  ])('with %s is refused, and nothing of it is read', async (_, header) => {
    const handler = createSiteHandler(render, services, createOriginCheck([secret]));
    const answer = await call(handler, { headers: { ...forged, 'x-origin-secret': header } });
    expect([answer.statusCode, answer.body]).toEqual([403, '']);
    expect(answer.headers).toMatchObject(securityHeaders);
    expect(calls).toEqual([]);
  });

  test('while the secret changes, both are right', async () => {
    const handler = createSiteHandler(render, services, createOriginCheck(['y'.repeat(43), secret]));
    for (const header of [secret, 'y'.repeat(43)])
      expect((await call(handler, { headers: { ...forged, 'x-origin-secret': header } })).body).toBe('ok');
    expect(calls.splice(0)).toEqual(['198.51.100.10', '198.51.100.10']);
  });

  test('a function on AWS without a secret does not even start', () => {
    expect(() => originCheckOf({})).toThrow(/ORIGIN_SECRETS/);
    expect(() => originCheckOf({ ORIGIN_SECRETS: '[]' })).toThrow(/ORIGIN_SECRETS/);
    expect(originCheckOf({ ORIGIN_SECRETS: JSON.stringify([secret]) })(undefined)).toBe(false);
  });
});

describe('createSiteHandler()', () => {
  test('gives the site the request and the address that CloudFront saw, whatever the client says of itself', async () => {
    const seen: unknown[] = [];
    const render: Render = async (request, context) => {
      const { pathname, search } = new URL(request.url);
      seen.push(request.method, pathname + search, request.headers.get('cookie'), await request.text());
      seen.push(context.address, context.services === services);
      return new Response('ok');
    };
    await call(createSiteHandler(render, services, createOriginCheck([secret])), {
      method: 'POST',
      path: '/apply',
      query: 'step=2',
      headers: { 'cloudfront-viewer-address': '198.51.100.10:46532', 'x-forwarded-for': '203.0.113.9' },
      cookies: ['__Host-draft=a', '__Host-pending=b'],
      body: 'name=Robin',
    });
    expect(seen).toEqual([
      'POST',
      '/apply?step=2',
      '__Host-draft=a; __Host-pending=b',
      'name=Robin',
      '198.51.100.10',
      true,
    ]);
  });

  test('hands on every cookie, and compresses for whoever can read it', async () => {
    const page = '<p>two lines that meet</p>'.repeat(100);
    const render: Render = async () => {
      const response = new Response(page, { headers: { 'content-type': 'text/html' } });
      response.headers.append('set-cookie', '__Host-session=a; Secure');
      response.headers.append('set-cookie', '__Host-pending=; Max-Age=0');
      return response;
    };
    const handler = createSiteHandler(render, services, createOriginCheck([secret]));
    const answer = await call(handler, { headers: { 'accept-encoding': 'gzip, br' } });
    expect(answer.cookies).toEqual(['__Host-session=a; Secure', '__Host-pending=; Max-Age=0']);
    expect(answer.headers['content-encoding']).toBe('gzip');
    expect(answer.isBase64Encoded).toBe(true);
    expect(gunzipSync(Buffer.from(answer.body, 'base64')).toString()).toBe(page);
    expect((await call(handler, {})).body).toBe(page);
  });

  test.each([
    ['gzip', true],
    ['br, GZIP;q=0.5', true],
    ['gzip;q=0', false],
    ['br, gzip; q=0.0', false],
    ['x-gzip', false],
    ['', false],
  ])('whoever accepts “%s” gets it compressed: %s', async (accepted, isCompressed) => {
    const render: Render = async () =>
      new Response('x'.repeat(2_000), { headers: { 'content-type': 'application/json' } });
    const handler = createSiteHandler(render, services, createOriginCheck([secret]));
    const answer = await call(handler, { headers: { 'accept-encoding': accepted } });
    expect(answer.isBase64Encoded).toBe(isCompressed);
    expect(answer.headers.vary).toBe('accept-encoding');
  });

  test('leaves alone what is short, and what is compressed already', async () => {
    const short: Render = async () => new Response('{}', { headers: { 'content-type': 'application/json' } });
    const kept: Render = async () =>
      new Response(gzipSync('x'.repeat(9_000)), {
        headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      });
    const ask = (render: Render) =>
      call(createSiteHandler(render, services, createOriginCheck([secret])), {
        headers: { 'accept-encoding': 'gzip' },
      });
    expect((await ask(short)).body).toBe('{}');
    expect(gunzipSync(Buffer.from((await ask(kept)).body, 'base64')).toString()).toBe('x'.repeat(9_000));
  });

  test('a fault answers 500 without saying what, and its words are not logged', async () => {
    const render: Render = async () => {
      throw new TypeError('not an address:\nrobin@example.org');
    };
    const answer = await call(createSiteHandler(render, services, createOriginCheck([secret])), {});
    expect(answer.statusCode).toBe(500);
    expect(JSON.stringify([answer, logged])).not.toContain('robin');
    expect(logged).toHaveLength(1);
  });
});
