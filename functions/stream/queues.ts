import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { json } from '../json-text.ts';
import type { SendLetters } from './handler.ts';
import { type QueueName, queueNames } from './roads.ts';

/** What the stream's reader reads from its environment. */
export const streamEnvironmentSchema = z.object({
  /** Address of each queue, as JSON. */
  QUEUE_URLS: json(z.record(z.enum(queueNames), z.url())),
});

/** The queues of this environment, on SQS. */
export const createQueues = (environment: Record<string, string | undefined>): SendLetters => {
  const urls: Readonly<Record<QueueName, string>> = streamEnvironmentSchema.parse(environment).QUEUE_URLS;
  const client = new SQSClient({});
  return async (queue, bodies) => {
    const { Successful = [] } = await client.send(
      new SendMessageBatchCommand({
        QueueUrl: urls[queue],
        Entries: bodies.map((MessageBody, index) => ({ Id: String(index), MessageBody })),
      }),
    );
    const taken = new Set(Successful.map(({ Id }) => Id));
    return bodies.map((_, index) => taken.has(String(index)));
  };
};
