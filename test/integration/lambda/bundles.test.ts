import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sesEvent } from '#functions/local/ses-events.ts';
import { days, hours, seconds } from '#shared/time.ts';
import { mentorForm, newcomerForm } from '#test/support/forms.ts';
import { type DeployedBrowser, openDeployedBrowser } from '#test/support/lambda/browser.ts';
import { functionLimits } from '#test/support/lambda/deployment.ts';
import { passesFilter, sqsEvent, streamEvent } from '#test/support/lambda/events.ts';
import { startFunction } from '#test/support/lambda/function.ts';
import { useDeployment } from '#test/support/lambda/use-deployment.ts';

/*
 * The very bundles that are deployed, called as Lambda calls them.
 */

const deployment = useDeployment();

/** Signs in with the code that was mailed. */
const enterCode = async (browser: DeployedBrowser, email: string): Promise<void> => {
  await deployment.settle();
  const code = (await deployment.mailTo(email)).at(-1)?.code;
  expect((await browser.ask('POST', '/sessions', { code })).status).toBe(201);
};

const joinBy = async (
  path: string,
  form: ReturnType<typeof newcomerForm> | ReturnType<typeof mentorForm>,
) => {
  const browser = openDeployedBrowser(deployment);
  expect((await browser.ask('POST', path, form)).status).toBe(201);
  await enterCode(browser, form.contact.email);
  return browser;
};

const lastMail = async (email: string) => (await deployment.mailTo(email)).at(-1);

describe('the deployable bundles', () => {
  test('carry two people from their forms to an introduction and a call: pages, mail, events, clock and round', async () => {
    const newcomer = await joinBy('/newcomers', newcomerForm('Wren'));
    const mentor = await joinBy('/mentors', mentorForm('Maple'));
    const desk = openDeployedBrowser(deployment);
    expect((await desk.ask('POST', '/sign-in/codes', { email: 'coordinator@example.org' })).status).toBe(202);
    await enterCode(desk, 'coordinator@example.org');

    const { mentoring } = (await mentor.ask('GET', '/me')).body;
    expect((await desk.ask('POST', `/mentors/${mentoring.id}/verdict`, { verdict: 'approve' })).status).toBe(
      200,
    );
    await deployment.settle();

    const asked = await desk.ask('POST', '/rounds', {});
    expect(asked.status).toBe(202);
    await deployment.settle();
    const round = await desk.ask('GET', `/rounds/${asked.body.roundId}`);
    expect(round.body.state).toBe('previewed');
    expect((await desk.ask('POST', `/rounds/${asked.body.roundId}/confirm`)).status).toBeLessThan(300);
    await deployment.settle();
    const [proposed] = (await desk.ask('GET', '/matches?state=proposed')).body.items;
    expect((await desk.ask('POST', `/matches/${proposed.id}/approve`)).status).toBe(200);

    await deployment.pass(31 * seconds);
    expect((await mentor.open(`/my`)).body).toContain('<html');
    expect((await mentor.ask('POST', `/me/matches/${proposed.id}/accept`)).status).toBe(200);
    await deployment.settle();
    expect((await newcomer.ask('POST', `/me/matches/${proposed.id}/accept`)).status).toBe(200);
    await deployment.settle();

    for (const [email, other] of [
      ['wren@example.org', 'Maple'],
      ['maple@example.org', 'Wren'],
    ] as const) {
      const mail = await lastMail(email);
      expect(mail?.tags.intent).toMatch(/introduc/);
      expect(mail?.attachments.map(({ contentType }) => contentType)).toContain('text/calendar');
      const seen = await (email.startsWith('wren') ? newcomer : mentor).ask(
        'GET',
        `/me/matches/${proposed.id}`,
      );
      expect(seen.body.other.name).toBe(other);
    }

    await deployment.pass(48 * hours);
    expect((await newcomer.ask('POST', `/me/matches/${proposed.id}/connected`)).status).toBe(200);
    expect((await mentor.ask('GET', `/me/matches/${proposed.id}`)).body.state).toBe('connected');

    expect(deployment.deadLetters).toEqual([]);
    const used = new Set(deployment.invocations.map(({ name }) => name));
    expect([...used].sort()).toEqual(Object.keys(functionLimits).sort());
    // Newcomer, mentor and coordinator, and the service's own two.
    expect(deployment.kmsCalls.GenerateDataKey).toBe(5);
    const lines = (await deployment.logged()).join('\n');
    expect(lines).toContain('mail-accepted');
    // A word, not any four letters: those of a random id may spell one.
    expect(lines).not.toMatch(/\b(wren|maple)/i);
  });

  test('a page comes whole, compressed where asked for, with its headers; an address that is not there is 404', async () => {
    const visitor = openDeployedBrowser(deployment);
    const page = await visitor.open('/apply');
    expect(page.status).toBe(200);
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'/);
    expect(page.body).toMatch(/<form[^>]+method="post"/);
    const packed = await visitor.request('GET', '/apply', { headers: { 'accept-encoding': 'gzip' } });
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect((await visitor.open('/nothing-here')).status).toBe(404);
    // Samples of components stay on one machine.
    expect((await visitor.open('/look')).status).toBe(404);
  });

  test('one bad message of a batch comes back alone, and ends among the dead letters', async () => {
    const before = (await deployment.mailTo('wren@example.org')).length;
    const guest = openDeployedBrowser(deployment);
    await guest.ask('POST', '/sign-in/codes', { email: 'wren@example.org' });
    await deployment.pump();
    const good = deployment.waiting.urgentMail.splice(0);
    expect(good).toHaveLength(1);
    const bad = { messageId: 'bad', body: 'not JSON', receives: 1 };
    const { answer } = await deployment.invoke('mail', sqsEvent('urgentMail', [bad, ...good]));
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'bad' }] });
    expect(await deployment.mailTo('wren@example.org')).toHaveLength(before + 1);

    deployment.send('normalMail', 'not JSON');
    await deployment.settle();
    expect(deployment.deadLetters).toMatchObject([{ body: 'not JSON' }]);
    expect(await deployment.mailTo('wren@example.org')).toHaveLength(before + 1);
  });

  test('an event of SES that nobody can read is dropped, not tried again', async () => {
    const { answer } = await deployment.invoke(
      'mail-events',
      sqsEvent('mailEvents', [{ messageId: 'x', body: '{}', receives: 1 }]),
    );
    expect(answer).toEqual({ batchItemFailures: [] });
  });

  test('SES’s news opens the key of address hashes when an address is to be shut off, and not before', async () => {
    const about = {
      intentId: `intent_${'0'.repeat(26)}`,
      sesMessageId: 'ses-1',
      address: 'wren@example.org',
    };
    const news = (type: 'delivered' | 'bounced') =>
      sqsEvent('mailEvents', [
        { messageId: 'news', body: JSON.stringify(sesEvent({ type, ...about })), receives: 1 },
      ]);
    const opened = () => deployment.kmsCalls.Decrypt;
    const before = opened();
    await deployment.invoke('mail-events', news('delivered'));
    expect(opened()).toBe(before);
    await deployment.invoke('mail-events', news('bounced'));
    await deployment.invoke('mail-events', news('bounced'));
    expect(opened()).toBe(before + 1);
  });

  test('the clock asks a mentor whether they still can, a month later', async () => {
    await deployment.pass(31 * days);
    expect((await lastMail('maple@example.org'))?.tags.intent).toMatch(/heartbeat/);
  });
});

describe('the Runtime API', () => {
  test('a bundle without its environment does not start, and says what it lacks', async () => {
    const clock = await startFunction({ folder: 'dist/functions/clock', environment: {} });
    await expect(clock.invoke({})).rejects.toThrow(/TABLE_NAME/);
    await clock.stop();
  });

  test('a handler that throws, dies or takes too long fails its call', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'alongside-function-'));
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      join(folder, 'index.mjs'),
      `export const handler = async ({ kind }) => {
        if (kind === 'throw') throw new RangeError('too far');
        if (kind === 'die') process.exit(3);
        if (kind === 'hang') await new Promise((resolve) => setTimeout(resolve, 60_000));
        return { kind };
      };`,
    );
    const start = () => startFunction({ folder, environment: {}, timeoutSeconds: 1 });
    const [throws, dies, hangs] = await Promise.all([start(), start(), start()]);
    await expect(throws.invoke({ kind: 'throw' })).rejects.toThrow('too far');
    expect((await throws.invoke({ kind: 'fine' })).answer).toEqual({ kind: 'fine' });
    await expect(dies.invoke({ kind: 'die' })).rejects.toThrow('ended (3)');
    await expect(hangs.invoke({ kind: 'hang' })).rejects.toThrow('timed out after 1 seconds');
    await Promise.all([throws, dies, hangs].map((each) => each.stop()));
    rmSync(folder, { recursive: true });
  });
});

describe('the stream’s filter', () => {
  test('calls the reader for messages that wait and rounds that somebody asked for, and for nothing else', () => {
    const change = (type: string, state: string) => ({ image: { type: { S: type }, state: { S: state } } });
    expect(passesFilter(change('intent', 'pending'))).toBe(true);
    expect(passesFilter(change('intent', 'accepted'))).toBe(false);
    expect(passesFilter(change('round', 'confirmed'))).toBe(true);
    expect(passesFilter(change('round', 'working'))).toBe(false);
    expect(passesFilter(change('match', 'pending'))).toBe(false);
    expect(passesFilter({ image: { type: { S: 'address' } } })).toBe(false);
  });

  test('the reader sends an id on and nothing else of the item', async () => {
    const image = {
      type: { S: 'intent' },
      state: { S: 'pending' },
      kind: { S: 'sign-in' },
      id: { S: 'intent_a' },
    };
    const before = deployment.waiting.urgentMail.length;
    const { answer } = await deployment.invoke('stream', streamEvent([{ sequenceNumber: '111', image }]));
    expect(answer).toEqual({ batchItemFailures: [] });
    const sent = deployment.waiting.urgentMail.splice(before);
    expect(sent.map(({ body }) => body)).toEqual(['{"intentId":"intent_a"}']);
  });

  test('what a queue that is gone cannot take comes again, and the other queues have theirs', async () => {
    const { QUEUE_URLS = '' } = deployment.environments.stream;
    const urls = JSON.parse(QUEUE_URLS) as Record<string, string>;
    const reader = await startFunction({
      folder: 'dist/functions/stream',
      environment: { QUEUE_URLS: JSON.stringify({ ...urls, rounds: `${urls.rounds}-gone` }) },
    });
    const of = (type: string, state: string, sequenceNumber: string) => ({
      sequenceNumber,
      image: { type: { S: type }, state: { S: state }, kind: { S: 'sign-in' }, id: { S: `${type}_a` } },
    });
    const event = streamEvent([of('round', 'requested', '7'), of('intent', 'pending', '8')]);
    const { answer } = await reader.invoke(event);
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '7' }] });
    expect(deployment.waiting.urgentMail.splice(0)).toHaveLength(1);
    expect(reader.logged.join('\n')).toContain('stream-send-failed');
    await reader.stop();
  });
});
