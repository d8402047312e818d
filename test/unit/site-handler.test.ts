import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { createSiteHandler, type Render, viewerAddress } from '#functions/site/handler.ts';

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
    headers: { host, ...headers },
    ...(cookies && { cookies }),
    requestContext: { http: { method, path }, domainName: host },
    body: body && Buffer.from(body).toString('base64'),
    isBase64Encoded: body !== null,
  };
  return (await handler(event as never, {} as never)) as unknown as Answer;
};

const logged: unknown[][] = [];
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

describe('createSiteHandler()', () => {
  test('gives the site the request and the address that CloudFront saw, whatever the client says of itself', async () => {
    const seen: unknown[] = [];
    const render: Render = async (request, context) => {
      const { pathname, search } = new URL(request.url);
      seen.push(request.method, pathname + search, request.headers.get('cookie'), await request.text());
      seen.push(context.address, context.services === services);
      return new Response('ok');
    };
    await call(createSiteHandler(render, services), {
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
    const handler = createSiteHandler(render, services);
    const answer = await call(handler, { headers: { 'accept-encoding': 'gzip, br' } });
    expect(answer.cookies).toEqual(['__Host-session=a; Secure', '__Host-pending=; Max-Age=0']);
    expect(answer.headers['content-encoding']).toBe('gzip');
    expect(answer.isBase64Encoded).toBe(true);
    expect(gunzipSync(Buffer.from(answer.body, 'base64')).toString()).toBe(page);
    expect((await call(handler, {})).body).toBe(page);
  });

  test('a fault answers 500 without saying what, and its words are not logged', async () => {
    const render: Render = async () => {
      throw new TypeError('not an address:\nrobin@example.org');
    };
    const answer = await call(createSiteHandler(render, services), {});
    expect(answer.statusCode).toBe(500);
    expect(JSON.stringify([answer, logged])).not.toContain('robin');
    expect(logged).toHaveLength(1);
  });
});
