import { describe, expect, test } from 'vitest';
import { handleStream, type SendLetters } from '#functions/stream/handler.ts';
import { letterOf, type QueueName } from '#functions/stream/roads.ts';
import { askedFor, messageKinds, messageStates } from '#shared/life/message.ts';
import { roundStates } from '#shared/life/round.ts';

const imageOf = (fields: Record<string, string>) =>
  Object.fromEntries(Object.entries({ id: 'id-1', ...fields }).map(([name, S]) => [name, { S }]));
const record = (number: number, fields: Record<string, string>) => ({
  dynamodb: { SequenceNumber: String(number), NewImage: imageOf({ id: `id-${number}`, ...fields }) },
});
const code = { type: 'intent', state: 'pending', kind: 'sign-in' };
const offer = { type: 'intent', state: 'pending', kind: 'offer-mentor' };
const round = { type: 'round', state: 'requested' };

/** Queues that take everything but what they are told to refuse; a refused queue is silent. */
const queuesThat = ({
  refuse = () => false,
  silent = [],
}: {
  refuse?: (body: string) => boolean;
  silent?: readonly QueueName[];
} = {}) => {
  const sent: { queue: QueueName; bodies: readonly string[] }[] = [];
  const send: SendLetters = async (queue, bodies) => {
    if (silent.includes(queue)) throw new TypeError('no answer');
    sent.push({ queue, bodies });
    return bodies.map((body) => !refuse(body));
  };
  const logged: string[] = [];
  return { sent, logged, services: { send, log: (event: string) => void logged.push(event) } };
};

describe('letterOf()', () => {
  test('a message that waits takes one of two roads, by whether its owner just asked for it', () => {
    for (const kind of messageKinds)
      for (const state of messageStates)
        expect(letterOf(imageOf({ type: 'intent', state, kind })), `${kind} ${state}`).toEqual(
          state === 'pending'
            ? { queue: askedFor.has(kind) ? 'urgentMail' : 'normalMail', body: '{"intentId":"id-1"}' }
            : null,
        );
  });

  test('a round that was asked for or confirmed takes the third', () => {
    for (const state of roundStates)
      expect(letterOf(imageOf({ type: 'round', state })), state).toEqual(
        state === 'requested' || state === 'confirmed'
          ? { queue: 'rounds', body: '{"roundId":"id-1"}' }
          : null,
      );
  });

  test('nothing else takes any: other kinds, what was removed, what nobody can read', () => {
    for (const type of ['person', 'newcomer', 'mentor', 'match', 'change', 'session'])
      expect(letterOf(imageOf({ type, state: 'pending', kind: 'sign-in' }))).toBeNull();
    for (const image of [undefined, null, {}, 'text', { type: { S: 'intent' } }, { type: 7, id: [] }])
      expect(letterOf(image)).toBeNull();
  });
});

describe('handleStream()', () => {
  test('puts each id on its queue, ten at once', async () => {
    const { sent, services } = queuesThat();
    const codes = Array.from({ length: 23 }, (_, index) => record(index, code));
    const event = { Records: [record(90, offer), ...codes, record(91, round), { dynamodb: {} }] };
    expect(await handleStream(event, services)).toEqual({ batchItemFailures: [] });
    const urgent = sent.filter(({ queue }) => queue === 'urgentMail').map(({ bodies }) => bodies);
    expect(urgent.map(({ length }) => length)).toEqual([10, 10, 3]);
    expect(urgent.flat()).toEqual(codes.map((_, index) => `{"intentId":"id-${index}"}`));
    expect(sent).toContainEqual({ queue: 'normalMail', bodies: ['{"intentId":"id-90"}'] });
    expect(sent).toContainEqual({ queue: 'rounds', bodies: ['{"roundId":"id-91"}'] });
  });

  test('only what a queue has not taken comes again', async () => {
    const { services } = queuesThat({ refuse: (body) => body.includes('id-2') });
    const event = { Records: [1, 2, 3].map((number) => record(number, code)) };
    expect(await handleStream(event, services)).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] });
  });

  test('a queue that cannot be reached keeps its own, and holds up no other', async () => {
    const { sent, logged, services } = queuesThat({ silent: ['rounds'] });
    const event = { Records: [record(1, round), record(2, code), record(3, offer)] };
    expect(await handleStream(event, services)).toEqual({ batchItemFailures: [{ itemIdentifier: '1' }] });
    expect(sent.map(({ queue }) => queue).sort()).toEqual(['normalMail', 'urgentMail']);
    expect(logged).toEqual(['stream-send-failed']);
  });

  test('what comes twice goes twice: the worker’s claim decides', async () => {
    const { sent, services } = queuesThat();
    await handleStream({ Records: [record(1, code)] }, services);
    await handleStream({ Records: [record(1, code)] }, services);
    expect(sent).toHaveLength(2);
  });
});
