import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { createLocalSes } from '#functions/local/ses.ts';
import { readSesEvent } from '#functions/mail-events/ses-event.ts';
import { until } from '#test/support/worker.ts';

const folder = mkdtempSync(join(tmpdir(), 'alongside-ses-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const told: string[] = [];
const ses = createLocalSes({
  folder,
  now: () => '2026-03-10T19:10:00.000Z',
  onEvent: (envelope) => {
    const event = readSesEvent(JSON.stringify(envelope));
    told.push(typeof event === 'string' ? event : event.fact.type);
  },
});

const turn = (switches: object) =>
  ses.request('/switches', { method: 'PUT', body: JSON.stringify(switches) });

const send = (to = 'robin@example.org') =>
  ses.request('/', {
    method: 'POST',
    body: new URLSearchParams({
      Action: 'SendRawEmail',
      Source: 'alongside@example.org',
      'Destinations.member.1': to,
      'RawMessage.Data': Buffer.from('Subject: x\r\n\r\nx').toString('base64'),
      'Tags.member.1.Name': 'intent',
      'Tags.member.1.Value': 'intent_sample0sample0',
    }).toString(),
  });

beforeEach(async () => {
  told.length = 0;
  await turn({});
});

test.each([
  ['robin@example.org', ['sent', 'delivered']],
  ['bounce@simulator.amazonses.com', ['sent', 'bounced']],
  ['bounce+label@simulator.amazonses.com', ['sent', 'bounced']],
  ['complaint@simulator.amazonses.com', ['sent', 'delivered', 'complained']],
  ['suppressionlist@simulator.amazonses.com', ['sent', 'bounced']],
])('of a message to %s it tells %j', async (address, facts) => {
  expect((await send(address)).status).toBe(200);
  await until(() => told.length >= facts.length);
  expect(told).toEqual(facts);
});

test.each([
  [{ answer: 'throttle' }, 400, 'Throttling'],
  [{ answer: 'refuse' }, 400, 'MessageRejected'],
  [{ answer: 'down' }, 503, 'ServiceUnavailable'],
])('told %j, it answers %d %s and takes nothing', async (switches, status, code) => {
  expect((await turn(switches)).status).toBe(200);
  const response = await send();
  expect(response.status).toBe(status);
  expect(await response.text()).toContain(code);
  expect(told).toEqual([]);
});

test('it tells twice, in disorder, late or never, as told, and answers late', async () => {
  await turn({ events: 'twice' });
  await send();
  await until(() => told.length >= 4);
  expect(told).toEqual(['sent', 'delivered', 'sent', 'delivered']);
  told.length = 0;
  await turn({ events: 'in-disorder', eventsDelayMilliseconds: 30 });
  await send();
  expect(told).toEqual([]);
  await until(() => told.length >= 2);
  expect(told).toEqual(['delivered', 'sent']);
  told.length = 0;
  await turn({ events: 'never', delayMilliseconds: 30 });
  const started = performance.now();
  await send();
  expect(performance.now() - started).toBeGreaterThanOrEqual(25);
  expect(told).toEqual([]);
});

test('it takes no switch that it does not have', async () => {
  expect((await turn({ answer: 'sometimes' })).status).toBe(400);
  expect((await turn({ sendTo: 'everyone' })).status).toBe(400);
  expect(await (await ses.request('/switches')).json()).toMatchObject({ answer: 'accept' });
});
