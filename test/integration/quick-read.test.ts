import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { createClient, createTable } from '#functions/data/table-client.ts';
import { host, listen } from '#functions/local/ports.ts';

/*
 * The quick road of reads, before a server that answers as DynamoDB might. The embedded database is what all other tests read
 * from on that road; it does not look at signatures.
 */

type Asked = { readonly headers: IncomingMessage['headers']; readonly body: string };
const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** A table behind a server; `answer` gets what is asked, and how often before. */
const tableBefore = async (answer: (response: ServerResponse, before: number) => void) => {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    asked.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
    answer(response, asked.length - 1);
  });
  const port = await listen(server, 0);
  stops.push(
    () => server.closeAllConnections(),
    () => server.close(),
  );
  const client = createClient(`http://${host}:${port}`);
  return { table: createTable(client, 'people', () => 0), asked };
};

const item = { pk: 'PERSON#1', sk: 'PERSON' };
const json = (response: ServerResponse, status: number, body: unknown) =>
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
const found = (response: ServerResponse) =>
  json(response, 200, { Item: { pk: { S: item.pk }, sk: { S: item.sk } } });
const isQuick = ({ headers }: Asked) => headers['amz-sdk-invocation-id'] === undefined;

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/** The signature that AWS reckons from a request (Signature Version 4). */
const signatureOf = ({ headers, body }: Asked, secret: string): string => {
  const { authorization = '' } = headers;
  const scope = /Credential=[^/]+\/([^,]+),/.exec(authorization)?.[1] ?? '';
  const signed = /SignedHeaders=([^,]+),/.exec(authorization)?.[1] ?? '';
  const lines = signed.split(';').map((name) => `${name}:${String(headers[name]).trim()}\n`);
  const canonical = ['POST', '/', '', lines.join(''), signed, sha256(body)].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(canonical)].join('\n');
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${secret}`);
  return hmac(key, toSign).toString('hex');
};

test('a read goes the quick road, signed as AWS reckons it', async () => {
  const { table, asked } = await tableBefore(found);
  expect(await table.get(item)).toEqual(item);
  expect(asked.map(isQuick)).toEqual([true]);
  const [{ headers, body }] = asked as [Asked];
  expect(headers['x-amz-target']).toBe('DynamoDB_20120810.GetItem');
  expect(JSON.parse(body)).toEqual({
    TableName: 'people',
    Key: { pk: { S: item.pk }, sk: { S: item.sk } },
    ConsistentRead: true,
  });
  expect(headers.authorization).toMatch(/Credential=local\/\d{8}\/local\/dynamodb\/aws4_request,/);
  expect(headers.authorization).toMatch(/SignedHeaders=[^,]*host[^,]*x-amz-date[^,]*x-amz-target/);
  expect(headers.authorization).toContain(`Signature=${signatureOf(asked[0]!, 'local')}`);
});

test('when the connection breaks, the SDK reads it after all', async () => {
  const { table, asked } = await tableBefore((response, before) =>
    before === 0 ? response.destroy() : found(response),
  );
  expect(await table.get(item)).toEqual(item);
  expect(asked.map(isQuick)).toEqual([true, false]);
});

test('a refusal is the SDK’s error, and what can be tried again is tried again', async () => {
  const gone = await tableBefore((response) =>
    json(response, 400, { __type: 'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException' }),
  );
  await expect(gone.table.get(item)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  expect(gone.asked.map(isQuick)).toEqual([true, false]);
  const busy = await tableBefore((response, before) =>
    before < 2
      ? json(response, 400, { __type: 'com.amazonaws.dynamodb.v20120810#ThrottlingException' })
      : found(response),
  );
  expect(await busy.table.get(item)).toEqual(item);
  expect(busy.asked.map(isQuick)).toEqual([true, false, false]);
});

test('what is written goes through the SDK', async () => {
  const { table, asked } = await tableBefore((response) => json(response, 200, {}));
  expect(await table.put({ ...item, type: 'person' })).toBe(true);
  expect(asked.map(isQuick)).toEqual([false]);
});
