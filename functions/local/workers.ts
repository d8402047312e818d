import { handleClock } from '#functions/clock/handler.ts';
import { handleMail } from '#functions/mail/handler.ts';
import type { Sender } from '#functions/mail/sender.ts';
import { handleMailEvents } from '#functions/mail-events/handler.ts';
import { handleRound } from '#functions/round/handler.ts';
import { workOutInThread } from '#functions/round/in-thread.ts';
import type { Services } from '#functions/services.ts';
import { askedFor, type MessageKind } from '#shared/life/message.ts';
import { createLocalQueue } from './queue.ts';
import { type Image, type Road, startStreamLoop } from './stream-loop.ts';
import { startTimer } from './timer.ts';

/** Where the local SES tells what became of a message: nowhere, until the worker of its events is there. */
export type SesEvents = { tell: (envelope: object) => void };

const clockMilliseconds = 1_000;

const isPendingMail = ({ type, state }: Image): boolean => type === 'intent' && state === 'pending';
const isUrgent = ({ kind }: Image): boolean => askedFor.has(kind as MessageKind);

/**
 * Starts everything that works without being asked: the stream's roads to the mail and round workers, with the filters
 * that the Pipes have on AWS, and the clock.
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
  const urgent = createLocalQueue('mail-urgent', mail);
  const normal = createLocalQueue('mail-normal', mail);
  const events = createLocalQueue('mail-events', {
    handle: (event) => handleMailEvents(event, services),
    log,
  });
  sesEvents.tell = events.send;
  const rounds = createLocalQueue('rounds', {
    handle: (event) => handleRound(event, { ...services, workOut: workOutInThread }),
    log,
  });
  const roads: Road[] = [
    {
      accepts: (image) => isPendingMail(image) && isUrgent(image),
      send: ({ id }) => urgent.send({ intentId: id }),
    },
    {
      accepts: (image) => isPendingMail(image) && !isUrgent(image),
      send: ({ id }) => normal.send({ intentId: id }),
    },
    {
      accepts: ({ type, state }) => type === 'round' && (state === 'requested' || state === 'confirmed'),
      send: ({ id }) => rounds.send({ roundId: id }),
    },
  ];
  const stopStream = await startStreamLoop({ endpoint, streamArn, roads, log });
  const stopClock = startTimer('clock', {
    job: () => handleClock(services),
    everyMilliseconds: clockMilliseconds,
    log,
  });
  return async () => {
    await Promise.all([stopClock(), stopStream()]);
    await Promise.all([urgent, normal, events, rounds].map((queue) => queue.stop()));
  };
};
