import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '#functions/services.ts';

/** What a worker gets, in the shape of an SQS event as far as ours read it. */
export type QueueEvent = {
  readonly Records: readonly { readonly messageId: string; readonly body: string }[];
};

/** What a worker answers: the messages that should come again. */
export type QueueAnswer = { readonly batchItemFailures: readonly { readonly itemIdentifier: string }[] };

/** A queue in memory that hands its messages to a worker as SQS does, one batch at a time. */
export type LocalQueue = {
  readonly name: string;
  readonly send: (body: string) => void;
  /** Lets the batch in hand end and takes no more; what was left over is found by the clock. */
  readonly stop: () => Promise<void>;
};

type Message = { readonly messageId: string; readonly body: string; readonly receives: number };

const batchSize = 10;
/** After so many tries a message is left to the clock, as SQS would leave it to the dead-letter queue. */
const receivesMax = 5;

/**
 * Makes a queue for a worker.
 * @param firstRetryMilliseconds until a failed message comes again; doubles each time.
 */
export const createLocalQueue = (
  name: string,
  {
    handle,
    log,
    firstRetryMilliseconds = 200,
  }: { handle: (event: QueueEvent) => Promise<QueueAnswer>; log: Log; firstRetryMilliseconds?: number },
): LocalQueue => {
  const waiting: Message[] = [];
  const ending = new AbortController();
  let counter = 0;
  let running: Promise<void> | null = null;

  const work = async (batch: readonly Message[]): Promise<ReadonlySet<string>> => {
    try {
      const { batchItemFailures } = await handle({
        Records: batch.map(({ messageId, body }) => ({ messageId, body })),
      });
      return new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    } catch (error) {
      log('local-queue-worker-failed', {
        queue: name,
        error: error instanceof Error ? error.name : 'unknown',
      });
      return new Set(batch.map(({ messageId }) => messageId));
    }
  };

  const again = async (message: Message): Promise<void> => {
    const receives = message.receives + 1;
    if (receives >= receivesMax) return log('local-queue-gave-up', { queue: name, receives });
    try {
      await pause(firstRetryMilliseconds * 2 ** message.receives, undefined, { signal: ending.signal });
    } catch {
      return;
    }
    waiting.push({ ...message, receives });
    start();
  };

  const drain = async (): Promise<void> => {
    while (waiting.length > 0 && !ending.signal.aborted) {
      const batch = waiting.splice(0, batchSize);
      const failed = await work(batch);
      for (const message of batch) if (failed.has(message.messageId)) void again(message);
    }
  };

  const start = (): void => {
    running ??= drain().finally(() => {
      running = null;
    });
  };

  return {
    name,
    send: (body) => {
      counter += 1;
      waiting.push({ messageId: `${name}-${counter}`, body, receives: 0 });
      start();
    },
    stop: async () => {
      ending.abort();
      await running;
    },
  };
};
