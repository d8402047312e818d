import { describe, expect, test } from 'vitest';
import { sesEvent, snsEnvelope } from '#functions/local/ses-events.ts';
import { handleMail, type MailServices } from '#functions/mail/handler.ts';
import { handleMailEvents } from '#functions/mail-events/handler.ts';
import type { Intent, MailFact } from '#shared/life/message.ts';
import { createCast } from '#test/support/cast.ts';
import { useSes } from '#test/support/mail.ts';
import { servicesOn, useTable } from '#test/support/table.ts';

const table = useTable();
const ses = useSes();

const setUp = () => {
  const lines: string[] = [];
  const log: MailServices['log'] = (event, facts) => lines.push(JSON.stringify({ event, ...facts }));
  const services = servicesOn(table, { now: () => '2026-03-10T19:10:00.000Z', log });
  ses.behaviour = 'accept';
  const tell = (...bodies: (object | string)[]) =>
    handleMailEvents(
      {
        Records: bodies.map((body, i) => ({
          messageId: `e${i}`,
          body: typeof body === 'string' ? body : JSON.stringify(body),
        })),
      },
      services,
    );
  const send = (id: Intent['id']) =>
    handleMail(
      { Records: [{ messageId: 'r', body: JSON.stringify({ intentId: id }) }] },
      { ...services, sender: ses.sender },
    );
  const intentNow = async (id: Intent['id']): Promise<Intent> => (await services.store.intents.get(id))!;
  const cast = createCast(services);
  const withMessage = async () => {
    const { person, address } = await cast.newcomer();
    const intent = await cast.message({ kind: 'newcomer-update', personId: person.id });
    return { intent, person, address };
  };
  return { services, tell, send, intentNow, cast, lines, withMessage };
};

const order: MailFact['type'][] = ['sent', 'delayed', 'delivered', 'bounced', 'complained', 'rejected'];

describe('an event of SES', () => {
  test.each(order)('“%s” settles a message whose answer was lost', async (type) => {
    const { withMessage, send, tell, intentNow } = setUp();
    const { intent, address } = await withMessage();
    ses.behaviour = 'accept-and-hang-up';
    await send(intent.id);
    expect((await intentNow(intent.id)).state).toBe('unknown');
    await tell(sesEvent({ type, intentId: intent.id, sesMessageId: 'ses-1', address }));
    expect(await intentNow(intent.id)).toMatchObject({
      state: 'accepted',
      sesMessageId: 'ses-1',
      dueAt: null,
    });
    ses.behaviour = 'accept';
    await send(intent.id);
    expect(await ses.mailTo(address)).toHaveLength(1);
  });

  test('that comes after the message was given back to be sent again still stops the second one', async () => {
    const { withMessage, send, tell, intentNow, services } = setUp();
    const { intent, address } = await withMessage();
    ses.behaviour = 'accept-and-hang-up';
    await send(intent.id);
    await services.store.intents.move(await intentNow(intent.id), 'retry', {});
    await tell(sesEvent({ type: 'delivered', intentId: intent.id, sesMessageId: 'ses-1', address }));
    ses.behaviour = 'accept';
    await send(intent.id);
    expect(await ses.mailTo(address)).toHaveLength(1);
  });

  test('that shuts an address off while its message is about to go again shows the first one, not one held back', async () => {
    const { withMessage, send, tell, intentNow, services } = setUp();
    const { intent, address, person } = await withMessage();
    ses.behaviour = 'accept-and-hang-up';
    await send(intent.id);
    await services.store.intents.move(await intentNow(intent.id), 'retry', {});
    // The worker of events has shut the address off and not yet written the fact down when the message is claimed.
    await services.store.people.suppress(person.addressHash, 'bounced', services.now());
    ses.behaviour = 'accept';
    await send(intent.id);
    expect((await intentNow(intent.id)).state).toBe('suppressed');
    await tell(sesEvent({ type: 'bounced', intentId: intent.id, sesMessageId: 'ses-1', address }));
    expect(await intentNow(intent.id)).toMatchObject({ state: 'accepted', trouble: 'bounced' });
    expect(await ses.mailTo(address)).toHaveLength(1);
  });

  test('is written down once, in any order, and “sent” never counts as delivered', async () => {
    const { withMessage, send, tell, intentNow } = setUp();
    const { intent, address } = await withMessage();
    await send(intent.id);
    const { sesMessageId } = await intentNow(intent.id);
    const body = (type: MailFact['type']) =>
      sesEvent({ type, intentId: intent.id, sesMessageId: sesMessageId ?? '', address });
    await tell(body('sent'), body('sent'));
    expect((await intentNow(intent.id)).facts.map(({ type }) => type)).toEqual(['sent']);
    await tell(body('delivered'), body('delayed'), body('sent'), body('delivered'));
    expect((await intentNow(intent.id)).facts.map(({ type }) => type)).toEqual([
      'sent',
      'delivered',
      'delayed',
    ]);
    expect((await intentNow(intent.id)).trouble).toBeNull();
  });

  test.each(['bounced', 'complained'] as const)(
    '“%s” stops mail to the address and shows on the desk',
    async (type) => {
      const { withMessage, send, tell, intentNow, services, cast } = setUp();
      const { intent, address, person } = await withMessage();
      await send(intent.id);
      await tell(sesEvent({ type, intentId: intent.id, sesMessageId: 'x', address: address.toUpperCase() }));
      expect(await services.store.people.isSuppressed(person.addressHash)).toBe(true);
      expect(await intentNow(intent.id)).toMatchObject({ state: 'accepted', trouble: type });
      expect((await services.store.intents.troubled()).map(({ id }) => id)).toContain(intent.id);
      const next = await cast.message({ kind: 'newcomer-update', personId: person.id });
      await send(next.id);
      expect((await intentNow(next.id)).state).toBe('suppressed');
    },
  );

  test('of a mailbox that is full today stops nothing', async () => {
    const { withMessage, send, tell, intentNow, services } = setUp();
    const { intent, address, person } = await withMessage();
    await send(intent.id);
    await tell(sesEvent({ type: 'soft-bounced', intentId: intent.id, sesMessageId: 'x', address }));
    expect(await services.store.people.isSuppressed(person.addressHash)).toBe(false);
    expect(await intentNow(intent.id)).toMatchObject({ trouble: null, facts: [{ type: 'soft-bounced' }] });
  });

  test('about what was sent before a coordinator sent it again settles nothing', async () => {
    const { withMessage, tell, intentNow, services } = setUp();
    const { intent, address } = await withMessage();
    await services.store.intents.note(intent, { earlierSesMessageIds: ['old'] });
    await tell(sesEvent({ type: 'delivered', intentId: intent.id, sesMessageId: 'old', address }));
    expect(await intentNow(intent.id)).toMatchObject({ state: 'pending', facts: [{ type: 'delivered' }] });
  });

  test('that makes no sense is dropped and counted, without its words', async () => {
    const { tell, lines } = setUp();
    const gone = 'intent_gone0gone0gone0';
    const bodies = [
      'no JSON',
      '{}',
      snsEnvelope('no JSON either'),
      snsEnvelope({ eventType: 'Open', mail: {} }),
      snsEnvelope({ eventType: 'Delivery', mail: { messageId: 5 } }),
      sesEvent({ type: 'sent', intentId: 'not ours', sesMessageId: 'x', address: 'robin@example.org' }),
      sesEvent({ type: 'bounced', intentId: gone, sesMessageId: 'x', address: 'robin@example.org' }),
    ];
    expect(await tell(...bodies)).toEqual({ batchItemFailures: [] });
    expect(lines.map((line) => JSON.parse(line).why)).toEqual([
      'malformed',
      'malformed',
      'malformed',
      'unknown-type',
      'malformed',
      'no-tag',
      'unknown-tag',
    ]);
    expect(lines.join()).not.toContain('robin');
  });

  test('comes again if the table is silent', async () => {
    const { withMessage, services } = setUp();
    const { intent, address } = await withMessage();
    const silent = { ...services.store.intents, get: () => Promise.reject(new Error('robin@example.org')) };
    const body = JSON.stringify(sesEvent({ type: 'sent', intentId: intent.id, sesMessageId: 'x', address }));
    const answer = await handleMailEvents(
      { Records: [{ messageId: 'e', body }] },
      { ...services, store: { ...services.store, intents: silent } },
    );
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'e' }] });
  });
});
