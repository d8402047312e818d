import { describe, expect, test } from 'vitest';
import { handleMail, type MailServices } from '#functions/mail/handler.ts';
import { createSender } from '#functions/mail/sender.ts';
import { newChallenge } from '#functions/steps/sign-in.ts';
import type { IntentId } from '#shared/ids.ts';
import type { Intent } from '#shared/life/message.ts';
import { intentIdOf } from '#shared/life/new-message.ts';
import { settleMessage, unknownMilliseconds } from '#shared/life/settle-message.ts';
import { createCast } from '#test/support/cast.ts';
import { useSes } from '#test/support/mail.ts';
import { servicesOn, useTable } from '#test/support/table.ts';

const table = useTable();
const ses = useSes();

/** A clock that only a test moves. */
const createClock = () => {
  let at = Date.parse('2026-03-10T19:10:00.000Z');
  return {
    now: () => new Date(at).toISOString(),
    pass: (milliseconds: number) => {
      at += milliseconds;
    },
  };
};

const setUp = (overrides: Partial<MailServices> = {}) => {
  const clock = createClock();
  const lines: string[] = [];
  const log: MailServices['log'] = (event, facts) => lines.push(JSON.stringify({ event, ...facts }));
  const services = servicesOn(table, { now: clock.now, log });
  const worker: MailServices = { ...services, sender: ses.sender, ...overrides };
  ses.behaviour = 'accept';
  const deliver = (...ids: readonly IntentId[]) =>
    handleMail(
      { Records: ids.map((intentId, i) => ({ messageId: `r${i}`, body: JSON.stringify({ intentId }) })) },
      worker,
    );
  const intentNow = async (id: IntentId): Promise<Intent> => {
    const intent = await services.store.intents.get(id);
    if (!intent) throw new Error('The intent is gone.');
    return intent;
  };
  /** What the clock does with one message. */
  const settle = async (id: IntentId): Promise<Intent> => {
    const intent = await intentNow(id);
    const settled = settleMessage(intent, clock.now());
    if (settled) await services.store.intents.move(intent, settled.event, settled.patch);
    return intentNow(id);
  };
  return { clock, services, worker, deliver, intentNow, settle, lines, cast: createCast(services) };
};

/** A mentor with an open offer, and the message that tells them. */
const withOffer = async (setting: ReturnType<typeof setUp>) => {
  const { newcomer } = await setting.cast.newcomer();
  const { mentor, person, address } = await setting.cast.mentor();
  const match = await setting.cast.match(newcomer, mentor);
  const intent = await setting.cast.message({
    kind: 'offer-mentor',
    personId: person.id,
    matchId: match.id,
    cause: match.id,
  });
  return { intent, match, mentor, newcomer, address };
};

describe('a pending message', () => {
  test('is sent, marked accepted with the id that SES gave, and lies in the folder', async () => {
    const setting = setUp();
    const { intent, address, match } = await withOffer(setting);
    expect(await setting.deliver(intent.id)).toEqual({ batchItemFailures: [] });
    const [mail, ...others] = await ses.mailTo(address);
    expect(others).toEqual([]);
    expect(mail?.subject).toBe('Someone new for you');
    expect(mail?.tags).toEqual({ intent: intent.id });
    expect(mail?.links).toEqual([`https://alongside.example.org/my/matches/${match.id}`]);
    expect(await setting.intentNow(intent.id)).toMatchObject({
      state: 'accepted',
      sesMessageId: mail?.id,
      dueAt: null,
      endedAt: setting.clock.now(),
      attempts: 1,
    });
  });

  test('is sent once, however often its record comes', async () => {
    const setting = setUp();
    const { intent, address } = await withOffer(setting);
    await setting.deliver(intent.id, intent.id, intent.id);
    await setting.deliver(intent.id);
    expect(await ses.mailTo(address)).toHaveLength(1);
  });

  test('is sent once by ten workers at once', async () => {
    const setting = setUp();
    const { intent, address } = await withOffer(setting);
    await Promise.all(Array.from({ length: 10 }, () => setting.deliver(intent.id)));
    expect(await ses.mailTo(address)).toHaveLength(1);
    expect((await setting.intentNow(intent.id)).state).toBe('accepted');
  });

  test('waits for its time', async () => {
    const setting = setUp();
    const { intent, address } = await withOffer(setting);
    const later = await setting.services.store.intents.move(intent, 'claim');
    if (!later) throw new Error('The message could not be claimed.');
    const notBefore = new Date(Date.parse(setting.clock.now()) + 30_000).toISOString();
    await setting.services.store.intents.move(later, 'retry', { notBefore });
    await setting.deliver(intent.id);
    expect(await ses.mailTo(address)).toEqual([]);
    setting.clock.pass(30_000);
    await setting.deliver(intent.id);
    expect(await ses.mailTo(address)).toHaveLength(1);
  });

  test('that is not there, or a record that makes no sense, harms nobody else in the batch', async () => {
    const setting = setUp();
    const { intent, address } = await withOffer(setting);
    const records = [
      { messageId: 'a', body: 'no JSON' },
      { messageId: 'b', body: JSON.stringify({ intentId: 'intent_gone0gone0gone0' }) },
      { messageId: 'c', body: JSON.stringify({ intentId: intent.id }) },
    ];
    expect(await handleMail({ Records: records }, setting.worker)).toEqual({
      batchItemFailures: [{ itemIdentifier: 'a' }],
    });
    expect(await ses.mailTo(address)).toHaveLength(1);
  });
});

describe('what no longer makes sense is cancelled, with its reason', () => {
  const moved = async (
    patch: Parameters<ReturnType<typeof createCast>['match']>[2],
    kind: Intent['kind'],
  ) => {
    const setting = setUp();
    const { newcomer } = await setting.cast.newcomer();
    const { mentor, person, address } = await setting.cast.mentor();
    const match = await setting.cast.match(newcomer, mentor, patch);
    const message = { kind, personId: person.id, matchId: match.id, cause: match.id };
    const intent = await setting.cast.message(message);
    await setting.deliver(intent.id);
    expect(await ses.mailTo(address)).toEqual([]);
    return setting.intentNow(intent.id);
  };
  const over = '2026-03-10T19:00:00.000Z';

  test.each([
    ['an offer that the mentor has answered', { state: 'offered-to-newcomer' }, 'offer-mentor'],
    ['an offer taken back', { state: 'proposed' }, 'offer-mentor'],
    ['an offer whose time is over', { offerExpiresAt: over }, 'offer-mentor'],
    ['a reminder of an answered offer', { state: 'introduced' }, 'reminder'],
    ['an introduction of a match that has ended', { state: 'ended' }, 'introduction'],
    ['an introduction while a concern is open', { state: 'held' }, 'introduction'],
    ['a question after those who have connected', { state: 'connected' }, 'check-in'],
    ['news of an end that was none', { state: 'connected' }, 'ended'],
  ] as const)('%s', async (_, patch, kind) => {
    expect(await moved(patch, kind)).toMatchObject({
      state: 'cancelled',
      reason: 'match-moved-on',
      dueAt: null,
    });
  });

  test('“a quick update” to someone who waits no more', async () => {
    const setting = setUp();
    const { person, address } = await setting.cast.newcomer({ newcomer: { state: 'in-match' } });
    const intent = await setting.cast.message({ kind: 'newcomer-update', personId: person.id });
    await setting.deliver(intent.id);
    expect(await setting.intentNow(intent.id)).toMatchObject({ reason: 'newcomer-moved-on' });
    expect(await ses.mailTo(address)).toEqual([]);
  });

  test('“still OK for you?” that has been answered', async () => {
    const setting = setUp();
    const heartbeatAskedAt = '2026-03-10T18:00:00.000Z';
    const { person } = await setting.cast.mentor({ mentor: { heartbeatAskedAt } });
    const intent = await setting.cast.message({ kind: 'heartbeat', personId: person.id });
    await setting.deliver(intent.id);
    expect(await setting.intentNow(intent.id)).toMatchObject({ reason: 'answered-already' });
  });

  test('a message to someone who is gone', async () => {
    const setting = setUp();
    const personId = setting.services.newId('person');
    const intent = await setting.cast.message({ kind: 'ended', personId });
    await setting.deliver(intent.id);
    expect(await setting.intentNow(intent.id)).toMatchObject({
      state: 'cancelled',
      reason: 'recipient-gone',
    });
  });
});

describe('sign-in codes', () => {
  const ask = async (setting: ReturnType<typeof setUp>, verified: boolean) => {
    const { person, address } = await setting.cast.newcomer({ verified });
    const { addressHash } = person;
    const challenge = () =>
      newChallenge(setting.services, { personId: person.id, addressHash, kind: 'sign-in' });
    const write = async ({ message, writes }: ReturnType<typeof newChallenge>): Promise<IntentId> => {
      const occasion = { actor: { kind: 'system' }, now: setting.clock.now() } as const;
      await setting.services.store.commit({ messages: [message] }, occasion, writes);
      return intentIdOf(message);
    };
    return { address, send: () => write(challenge()) };
  };

  test('go to an address that is not confirmed yet, with code and link of their challenge', async () => {
    const setting = setUp();
    const { address, send } = await ask(setting, false);
    const id = await send();
    await setting.deliver(id);
    const [mail] = await ses.mailTo(address);
    const { challengeId } = await setting.intentNow(id);
    if (!challengeId) throw new Error('The code belongs to no challenge.');
    const { tokens } = setting.services;
    expect(mail?.code).toBe(tokens.codeOf(challengeId));
    const token = decodeURIComponent(new URL(mail?.links[0] ?? '').hash.slice(1));
    expect(tokens.idOf('challenge', token)).toBe(challengeId);
  });

  test('are not sent once a newer one was asked for, or once expired', async () => {
    const setting = setUp();
    const { address, send } = await ask(setting, true);
    const older = await send();
    const newer = await send();
    await setting.deliver(older);
    expect(await setting.intentNow(older)).toMatchObject({ state: 'cancelled', reason: 'challenge-over' });
    setting.clock.pass(11 * 60_000);
    await setting.deliver(newer);
    expect(await setting.intentNow(newer)).toMatchObject({ state: 'cancelled', reason: 'challenge-over' });
    expect(await ses.mailTo(address)).toEqual([]);
  });
});

describe('addresses', () => {
  test('that are not confirmed get nothing but what they just asked for', async () => {
    const setting = setUp();
    const { person, address } = await setting.cast.newcomer({ verified: false });
    const intent = await setting.cast.message({ kind: 'newcomer-update', personId: person.id });
    await setting.deliver(intent.id);
    expect(await setting.intentNow(intent.id)).toMatchObject({ reason: 'address-unconfirmed' });
    expect(await ses.mailTo(address)).toEqual([]);
  });

  test('that are suppressed get nothing', async () => {
    const setting = setUp();
    const { person, address } = await setting.cast.newcomer();
    await setting.services.store.people.suppress(person.addressHash, 'bounce', setting.clock.now());
    const intent = await setting.cast.message({ kind: 'newcomer-update', personId: person.id });
    await setting.deliver(intent.id);
    expect(await setting.intentNow(intent.id)).toMatchObject({
      state: 'suppressed',
      reason: 'address-suppressed',
    });
    expect(await ses.mailTo(address)).toEqual([]);
  });
});

describe('when SES', () => {
  test('is down, the message goes back to pending and is sent later', async () => {
    const setting = setUp();
    const { intent, address } = await withOffer(setting);
    const sender = createSender({
      MAIL_FROM: 'no-reply@mail.example.org',
      SES_ENDPOINT: 'http://127.0.0.1:9',
    });
    const record = { messageId: 'r', body: JSON.stringify({ intentId: intent.id }) };
    await handleMail({ Records: [record] }, { ...setting.worker, sender });
    const waiting = await setting.intentNow(intent.id);
    expect(waiting).toMatchObject({ state: 'pending', reason: 'ECONNREFUSED', leaseUntil: null });
    expect(waiting.dueAt).toBe(waiting.notBefore);
    expect(waiting.notBefore > setting.clock.now()).toBe(true);
    setting.clock.pass(5_000);
    await setting.deliver(intent.id);
    expect(await ses.mailTo(address)).toHaveLength(1);
    expect(await setting.intentNow(intent.id)).toMatchObject({
      state: 'accepted',
      attempts: 2,
      reason: null,
    });
  });

  test.each([
    [{ status: 400, code: 'Throttling' }, 'pending'],
    [{ status: 503, code: 'ServiceUnavailable' }, 'pending'],
    [{ status: 403, code: 'AccessDenied' }, 'pending'],
    [{ status: 400, code: 'MessageRejected' }, 'failed'],
    [{ status: 500, code: 'InternalFailure' }, 'unknown'],
    ['hang-up', 'unknown'],
  ] as const)('answers %j, the message is %s', async (behaviour, state) => {
    const setting = setUp();
    const { intent, address } = await withOffer(setting);
    ses.behaviour = behaviour;
    const before = ses.requests;
    await setting.deliver(intent.id);
    // One call, whatever comes of it.
    expect(ses.requests).toBe(before + 1);
    expect(await setting.intentNow(intent.id)).toMatchObject({ state, leaseUntil: null });
    expect(await ses.mailTo(address)).toEqual([]);
    if (state === 'failed')
      expect(await setting.intentNow(intent.id)).toMatchObject({ reason: 'MessageRejected', dueAt: null });
  });

  test('hangs up after accepting, nothing is sent again until 15 minutes have passed without news', async () => {
    const setting = setUp();
    const { intent, address } = await withOffer(setting);
    ses.behaviour = 'accept-and-hang-up';
    await setting.deliver(intent.id);
    expect(await ses.mailTo(address)).toHaveLength(1);
    expect((await setting.intentNow(intent.id)).state).toBe('unknown');
    ses.behaviour = 'accept';
    await setting.deliver(intent.id);
    setting.clock.pass(unknownMilliseconds - 1);
    expect((await setting.settle(intent.id)).state).toBe('unknown');
    expect(await ses.mailTo(address)).toHaveLength(1);
    setting.clock.pass(1);
    expect((await setting.settle(intent.id)).state).toBe('pending');
    await setting.deliver(intent.id);
    expect((await setting.intentNow(intent.id)).state).toBe('accepted');
    expect(await ses.mailTo(address)).toHaveLength(2);
  });
});

test('a worker that dies after its claim loses nothing: the clock gives the message to the next', async () => {
  const setting = setUp();
  const { intent, address } = await withOffer(setting);
  await setting.services.store.intents.move(intent, 'claim', {
    leaseUntil: new Date(Date.parse(setting.clock.now()) + 60_000).toISOString(),
    attempts: 1,
  });
  await setting.deliver(intent.id);
  expect((await setting.settle(intent.id)).state).toBe('claimed');
  setting.clock.pass(60_000);
  expect((await setting.settle(intent.id)).state).toBe('pending');
  setting.clock.pass(5_000);
  await setting.deliver(intent.id);
  expect(await ses.mailTo(address)).toHaveLength(1);
});

test('a worker that wakes after its lease neither sends nor overwrites what others did', async () => {
  const setting = setUp();
  const { intent, address } = await withOffer(setting);
  const { store } = setting.services;
  // The clock takes the message back while this worker is still writing it.
  const slow: MailServices = {
    ...setting.worker,
    store: {
      ...store,
      people: {
        ...store.people,
        isSuppressed: async (hash) => {
          setting.clock.pass(61_000);
          await setting.settle(intent.id);
          return store.people.isSuppressed(hash);
        },
      },
    },
  };
  await handleMail({ Records: [{ messageId: 'r', body: JSON.stringify({ intentId: intent.id }) }] }, slow);
  expect(await ses.mailTo(address)).toEqual([]);
  expect((await setting.intentNow(intent.id)).state).toBe('pending');
});

describe('an introduction', () => {
  const introduce = async (traits: { sharedInbox?: boolean; contactInMail?: boolean }) => {
    const setting = setUp();
    const { newcomer, person, address } = await setting.cast.newcomer({
      name: 'Robin',
      person: {
        locale: 'es',
        wishes: { safeHours: null, sharedInbox: traits.sharedInbox ?? false, contactInMail: false },
      },
    });
    const { mentor } = await setting.cast.mentor({
      name: 'Dana',
      phone: '+12025550142',
      person: {
        timeZone: 'America/Denver',
        wishes: { safeHours: null, sharedInbox: false, contactInMail: traits.contactInMail ?? false },
      },
    });
    const match = await setting.cast.match(newcomer, mentor, {
      state: 'introduced',
      firstCall: { start: '2026-03-12T22:00:00.000Z', end: '2026-03-12T22:30:00.000Z' },
    });
    const intent = await setting.cast.message({
      kind: 'introduction',
      personId: person.id,
      matchId: match.id,
      cause: match.id,
    });
    await setting.deliver(intent.id);
    const [mail] = await ses.mailTo(address);
    return { mail, match };
  };

  test('names the other, suggests a call in both zones, and brings it as a file', async () => {
    const { mail, match } = await introduce({});
    expect(mail?.subject).toBe('Ya pueden ponerse en contacto');
    expect(mail?.text).toContain('Tú y Dana dijeron que sí.');
    expect(mail?.text).toMatch(/6:00–6:30.p\.m\. EDT[\s\S]*4:00–4:30.p\.m\. MDT/);
    expect(mail?.text).not.toContain('2025550142');
    expect(mail?.attachments[0]).toMatchObject({ filename: 'call.ics', contentType: 'text/calendar' });
    const calendar = Buffer.from(mail?.attachments[0]?.content ?? []).toString();
    expect(calendar).toContain(`UID:${match.id}@alongside\r\n`);
    expect(calendar).toContain('DTSTART;TZID=America/New_York:20260312T180000\r\n');
    expect(calendar).not.toContain('Dana');
  });

  test('holds contact details only where their owner wants that', async () => {
    const { mail } = await introduce({ contactInMail: true });
    expect(mail?.text).toContain('Teléfono: +12025550142');
  });

  test('tells a mailbox that others read nothing at all', async () => {
    const { mail } = await introduce({ contactInMail: true, sharedInbox: true });
    expect(mail?.text).not.toContain('Dana');
    expect(mail?.text).not.toContain('12025550142');
    expect(mail?.attachments).toEqual([]);
  });
});

test('a fault while writing gives the claim back, and no word of anyone reaches the log', async () => {
  const setting = setUp({
    tokens: {
      codeOf: () => {
        throw new TypeError('Robin, robin@example.org');
      },
    } as never,
  });
  const { person } = await setting.cast.newcomer();
  const { message, writes } = newChallenge(setting.services, {
    personId: person.id,
    addressHash: person.addressHash,
    kind: 'sign-in',
  });
  const occasion = { actor: { kind: 'system' }, now: setting.clock.now() } as const;
  await setting.services.store.commit({ messages: [message] }, occasion, writes);
  const id = intentIdOf(message);
  expect(await setting.deliver(id)).toEqual({ batchItemFailures: [] });
  expect(await setting.intentNow(id)).toMatchObject({ state: 'pending', reason: 'TypeError', attempts: 1 });
  expect(setting.lines.join()).not.toContain('Robin');
});
