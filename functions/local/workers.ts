import { handleClock } from '#functions/clock/handler.ts';
import { handleMail } from '#functions/mail/handler.ts';
import type { Sender } from '#functions/mail/sender.ts';
import { handleMailEvents } from '#functions/mail-events/handler.ts';
import { handleRound } from '#functions/round/handler.ts';
import { workOutInThread } from '#functions/round/in-thread.ts';
import type { Services } from '#functions/services.ts';
import { handleStream, type SendLetters } from '#functions/stream/handler.ts';
import type { QueueName } from '#functions/stream/roads.ts';
import { createLocalQueue, type LocalQueue } from './queue.ts';
import { startStreamLoop } from './stream-loop.ts';
import { startTimer } from './timer.ts';

/** Where the local SES tells what became of a message: nowhere, until the worker of its events is there. */
export type SesEvents = { tell: (envelope: object) => void };

const clockMilliseconds = 1_000;

/**
 * Starts everything that works without being asked: the stream's reader, the mail and round
 * workers behind its queues, and the clock.
 * @returns how to stop: resolves when what was in hand has ended.
 */
export const startWorkers = async (
  services: Services,
  {
    endpoint,
    streamArn,
    sender,
    sesEvents,
  }: { endpoint: string; streamArn: string; sender: Sender; sesEvents: SesEvents },
): Promise<() => Promise<void>> => {
  const { log } = services;
  const mail = {
    handle: (event: Parameters<typeof handleMail>[0]) => handleMail(event, { ...services, sender }),
    log,
  };
  const events = createLocalQueue('mail-events', {
    handle: (event) => handleMailEvents(event, services),
    log,
  });
  sesEvents.tell = (envelope) => events.send(JSON.stringify(envelope));
  const queues: Readonly<Record<QueueName, LocalQueue>> = {
    urgentMail: createLocalQueue('mail-urgent', mail),
    normalMail: createLocalQueue('mail-normal', mail),
    rounds: createLocalQueue('rounds', {
      handle: (event) => handleRound(event, { ...services, workOut: workOutInThread }),
      log,
    }),
  };
  const send: SendLetters = async (queue, bodies) => {
    for (const body of bodies) queues[queue].send(body);
    return bodies.map(() => true);
  };
  const stopStream = await startStreamLoop({
    endpoint,
    streamArn,
    handle: (event) => handleStream(event, { send, log }),
    log,
  });
  const stopClock = startTimer('clock', {
    job: () => handleClock(services),
    everyMilliseconds: clockMilliseconds,
    log,
  });
  return async () => {
    await Promise.all([stopClock(), stopStream()]);
    await Promise.all([events, ...Object.values(queues)].map((queue) => queue.stop()));
  };
};
