import { expect, test } from 'vitest';
import { sesEvent } from '#functions/local/ses-events.ts';
import { handleMail } from '#functions/mail/handler.ts';
import { handleMailEvents } from '#functions/mail-events/handler.ts';
import type { Intent, MailFact } from '#shared/life/message.ts';
import { createCast } from '#test/support/cast.ts';
import { useSes } from '#test/support/mail.ts';
import { useTable } from '#test/support/table.ts';
import { createWorld } from '#test/support/world.ts';

const table = useTable();
const ses = useSes();

const setUp = async () => {
  ses.behaviour = 'accept';
  const world = await createWorld(table);
  const { services } = world;
  const desk = await world.coordinator();
  const { person, address } = await createCast(services).newcomer({
    person: { otherContactHashes: ['a phone'] },
  });
  const write = () => createCast(services).message({ kind: 'newcomer-update', personId: person.id });
  const send = (id: Intent['id']) =>
    handleMail(
      { Records: [{ messageId: 'r', body: JSON.stringify({ intentId: id }) }] },
      { ...services, sender: ses.sender },
    );
  const sentAs = async (id: Intent['id']) => (await services.store.intents.get(id))?.sesMessageId ?? '';
  const tell = async (id: Intent['id'], type: MailFact['type'], earlier?: string) => {
    const sesMessageId = earlier ?? (await sentAs(id));
    const event = sesEvent({ type, intentId: id, sesMessageId, address });
    await handleMailEvents({ Records: [{ messageId: 'e', body: JSON.stringify(event) }] }, services);
  };
  const press = (id: string, what: string, reason = 'mailbox-mended') =>
    desk.ask('POST', `/desk/messages/${id}/${what}`, { body: { reason } });
  const look = async (id: string) => (await desk.ask('GET', `/desk/messages/${id}`)).body;
  return { services, desk, address, write, send, sentAs, tell, press, look };
};

test('a bounced message stands on Today with its life; sent again it goes out once more, and is done', async () => {
  const { desk, address, write, send, sentAs, tell, press, look } = await setUp();
  const { id } = await write();
  await send(id);
  await tell(id, 'sent');
  await tell(id, 'bounced');
  const today = (await desk.ask('GET', '/desk/today')).body;
  expect(today.undelivered).toMatchObject([
    { intentId: id, state: 'bounced', name: 'Robin', otherChannel: true, mentorId: null },
  ]);
  const life = await look(id);
  expect(life).toMatchObject({ trouble: 'bounced', otherChannel: true, maySendAgain: true, mayGiveUp: true });
  // SES's own clock is older here than ours: the mark still comes before the news of it.
  expect(life.events.map(({ what }: { what: string }) => what)).toEqual(
    expect.arrayContaining(['written', 'ended', 'sent', 'bounced']),
  );
  const at = (what: string) => life.events.findIndex((event: { what: string }) => event.what === what);
  expect(at('ended')).toBeLessThan(at('sent'));
  expect(at('sent')).toBeLessThan(at('bounced'));
  const first = await sentAs(id);
  expect((await press(id, 'send-again')).status).toBe(200);
  // News of the first sending does not stop the second.
  await tell(id, 'delayed', first);
  await send(id);
  expect(await ses.mailTo(address)).toHaveLength(2);
  expect(await look(id)).toMatchObject({ state: 'accepted', trouble: null, maySendAgain: false });
  expect((await press(id, 'send-again')).status).toBe(409);
  expect((await desk.ask('GET', '/desk/today')).body.undelivered).toEqual([]);
});

test('a message given up leaves the list, and one whose owner complained is never sent again', async () => {
  const { desk, write, send, tell, press, look } = await setUp();
  const { id } = await write();
  await send(id);
  await tell(id, 'complained');
  expect((await press(id, 'send-again')).status).toBe(409);
  expect((await press(id, 'give-up', 'told-another-way')).status).toBe(200);
  expect((await look(id)).events).toContainEqual({
    at: expect.any(String),
    what: 'given-up',
    reason: 'told-another-way',
  });
  expect((await desk.ask('GET', '/desk/today')).body.undelivered).toEqual([]);
  const next = await write();
  await send(next.id);
  expect(await look(next.id)).toMatchObject({
    state: 'suppressed',
    reason: 'address-suppressed',
    complained: true,
    maySendAgain: false,
    mayGiveUp: true,
  });
  expect((await press(next.id, 'send-again')).status).toBe(409);
  // What is held back reaches nobody either, so it stands where somebody sees it.
  const { body } = await desk.ask('GET', '/desk/mail');
  expect(body).toMatchObject({ heldBack: 1, needing: [{ intentId: next.id, state: 'suppressed' }] });
  expect((await desk.ask('GET', '/desk/today')).body.undelivered).toMatchObject([{ state: 'suppressed' }]);
});

test('a message held back because of a bounce goes out once a coordinator sends it again', async () => {
  const { address, write, send, tell, press, look } = await setUp();
  const first = await write();
  await send(first.id);
  await tell(first.id, 'bounced');
  const { id } = await write();
  await send(id);
  expect(await look(id)).toMatchObject({ state: 'suppressed', complained: false, maySendAgain: true });
  expect((await press(id, 'send-again', 'address-wrong')).status).toBe(400);
  expect((await press(id, 'send-again')).status).toBe(200);
  await send(id);
  expect(await ses.mailTo(address)).toHaveLength(2);
});

test('each hand on a message has reasons of its own, and what is not there cannot be handled', async () => {
  const { desk, write, press } = await setUp();
  const { id } = await write();
  const told = await press(id, 'give-up', 'never-arrived');
  expect(told).toMatchObject({ status: 400, body: { errors: [{ pointer: '/reason' }] } });
  expect((await press('intent_nobodysmessage', 'give-up', 'address-wrong')).status).toBe(404);
  expect((await desk.ask('GET', '/desk/messages/intent_nobodysmessage')).status).toBe(404);
  expect((await desk.ask('GET', '/desk/messages/nonsense')).status).toBe(404);
});

test('the list tells whose messages they are, and of a message for nobody that it is so', async () => {
  const { desk, services, write, send } = await setUp();
  ses.behaviour = { status: 400, code: 'MessageRejected' };
  const { id } = await write();
  await send(id);
  const draft = await createCast(services).message({ kind: 'draft-link', personId: null });
  await services.store.intents.move(draft, 'fail', { endedAt: services.now(), reason: 'unknown' });
  const { needing } = (await desk.ask('GET', '/desk/mail')).body;
  expect(needing).toHaveLength(2);
  expect(needing).toContainEqual(expect.objectContaining({ intentId: id, name: 'Robin', state: 'failed' }));
  expect(needing).toContainEqual({
    intentId: draft.id,
    kind: 'draft-link',
    state: 'failed',
    since: draft.createdAt,
    name: null,
    newcomerId: null,
    mentorId: null,
    otherChannel: false,
  });
  expect((await desk.ask('GET', `/desk/messages/${draft.id}`)).status).toBe(200);
});

test('a message that SES refuses is failed and shown until somebody gives it up', async () => {
  const { desk, write, send, press, look } = await setUp();
  const { id } = await write();
  ses.behaviour = { status: 400, code: 'MessageRejected' };
  await send(id);
  expect((await desk.ask('GET', '/desk/today')).body.undelivered).toMatchObject([
    { intentId: id, state: 'failed' },
  ]);
  expect((await desk.ask('GET', '/desk/mail')).body.failed).toBe(1);
  expect((await press(id, 'give-up', 'because I say so')).status).toBe(400);
  expect((await press(id, 'give-up', 'not-needed-any-more')).status).toBe(200);
  expect(await look(id)).toMatchObject({ state: 'cancelled', reason: 'given-up' });
  expect((await desk.ask('GET', '/desk/mail')).body.failed).toBe(0);
});

test('the health of the mail counts what went out, arrived, came back and waits', async () => {
  const { desk, services, write, send, tell } = await setUp();
  const before = (await desk.ask('GET', '/desk/mail')).body;
  const [one, two, three] = [await write(), await write(), await write()];
  await send(one.id);
  await tell(one.id, 'delivered');
  await send(two.id);
  await tell(two.id, 'bounced');
  const now = (await desk.ask('GET', '/desk/mail')).body;
  expect(now.lastDay).toEqual({
    accepted: before.lastDay.accepted + 2,
    delivered: 1,
    bounced: 1,
    suppressed: 0,
  });
  expect(now).toMatchObject({ waiting: before.waiting + 1, undelivered: 1, unknown: 0 });
  expect(now.oldestDueSince <= three.createdAt).toBe(true);
  expect(now.oldestDueSince <= services.now()).toBe(true);
});
