import { expect, test } from 'vitest';
import { createLocalQueue } from '#functions/local/queue.ts';
import { startStreamLoop } from '#functions/local/stream-loop.ts';
import { servicesOn, useTable } from '#test/support/table.ts';
import { createQueueWorker, until } from '#test/support/worker.ts';

const table = useTable();

test('the stream loop hands on every change, in order, with its number', async () => {
  const { store } = servicesOn(table);
  const told: { image: Record<string, { S?: string }>; number: string | undefined }[] = [];
  const stop = await startStreamLoop({
    endpoint: table.endpoint,
    streamArn: table.streamArn,
    handle: async ({ Records }) => {
      for (const { dynamodb } of Records)
        told.push({
          image: dynamodb?.NewImage as Record<string, { S?: string }>,
          number: dynamodb?.SequenceNumber,
        });
      return { batchItemFailures: [] };
    },
    log: () => {},
  });
  const suppressions = () => told.filter(({ image }) => image.type?.S === 'suppression');
  const now = '2026-11-22T12:00:00.000Z';
  for (const name of ['a', 'b', 'c']) await store.people.suppress(name, `reason-${name}`, now);
  await until(() => suppressions().length >= 3);
  await stop();
  expect(suppressions().map(({ image }) => image.reason?.S)).toEqual(['reason-a', 'reason-b', 'reason-c']);
  expect(new Set(suppressions().map(({ number }) => number)).size).toBe(3);
});

test('a queue hands failed messages out again, and gives up after five tries', async () => {
  const given: string[] = [];
  const worker = createQueueWorker((body) => {
    given.push(body);
    return body.includes('bad') ? 'fail' : 'done';
  });
  const events: string[] = [];
  const queue = createLocalQueue('mail', {
    handle: worker,
    log: (event) => events.push(event),
    firstRetryMilliseconds: 1,
  });
  queue.send('good');
  queue.send('bad');
  await until(() => events.includes('local-queue-gave-up'));
  await queue.stop();
  expect(given.filter((body) => body.includes('good'))).toHaveLength(1);
  expect(given.filter((body) => body.includes('bad'))).toHaveLength(5);
});

test('a worker that throws gets the whole batch again', async () => {
  let calls = 0;
  const queue = createLocalQueue('mail', {
    handle: async () => {
      calls += 1;
      if (calls === 1) throw new Error('down');
      return { batchItemFailures: [] };
    },
    log: () => {},
    firstRetryMilliseconds: 1,
  });
  queue.send('one');
  await until(() => calls === 2);
  await queue.stop();
});
