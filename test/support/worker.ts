import type { QueueAnswer, QueueEvent } from '#functions/local/queue.ts';

/** A worker that looks at each message's body alone. */
export const createQueueWorker =
  (work: (body: string) => 'done' | 'fail') =>
  async (event: QueueEvent): Promise<QueueAnswer> => ({
    batchItemFailures: event.Records.filter(({ body }) => work(body) === 'fail').map(({ messageId }) => ({
      itemIdentifier: messageId,
    })),
  });

/** Waits until something holds; looks every 5 ms. @throws after ten seconds. */
export const until = async (holds: () => boolean): Promise<void> => {
  const end = performance.now() + 10_000;
  while (!holds()) {
    if (performance.now() > end) throw new Error('It did not come to pass within ten seconds.');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};
