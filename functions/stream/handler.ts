import type { Log } from '../services.ts';
import { type Letter, letterOf, type QueueName, queueNames } from './roads.ts';

/** Changes of the table as its stream tells them, as far as they are read here. */
export type StreamEvent = {
  readonly Records: readonly {
    readonly dynamodb?:
      | { readonly SequenceNumber?: string | undefined; readonly NewImage?: unknown }
      | undefined;
  }[];
};

/** Which records should come again. Lambda goes on from the first of them. */
export type StreamAnswer = { readonly batchItemFailures: readonly { readonly itemIdentifier: string }[] };

/**
 * Puts bodies on a queue, up to ten at once.
 * @returns for each of them whether the queue has it.
 * @throws if nothing is known of any.
 */
export type SendLetters = (queue: QueueName, bodies: readonly string[]) => Promise<readonly boolean[]>;

type StreamServices = { readonly send: SendLetters; readonly log: Log };
type Numbered = Letter & { readonly sequenceNumber: string };

/** What SQS takes in one call. */
const lettersAtOnce = 10;

const numbered = (record: StreamEvent['Records'][number]): Numbered[] => {
  const letter = letterOf(record.dynamodb?.NewImage);
  return letter ? [{ ...letter, sequenceNumber: record.dynamodb?.SequenceNumber ?? '' }] : [];
};

/** Sends what is meant for one queue. @returns what the queue has not taken. */
const sendTo = async (
  queue: QueueName,
  letters: readonly Numbered[],
  { send, log }: StreamServices,
): Promise<Numbered[]> => {
  const left: Numbered[] = [];
  for (let first = 0; first < letters.length; first += lettersAtOnce) {
    const some = letters.slice(first, first + lettersAtOnce);
    try {
      const taken = await send(
        queue,
        some.map(({ body }) => body),
      );
      left.push(...some.filter((_, index) => !taken[index]));
    } catch (error) {
      log('stream-send-failed', { queue, error: error instanceof Error ? error.name : 'unknown' });
      left.push(...some);
    }
  }
  return left;
};

/**
 * The stream's reader: puts the ids of what changed on the queues of those who work it. A queue that cannot be reached holds
 * up no other one: everything is tried, and what was not taken comes again, with what follows it. So a worker may be told
 * twice, which its conditional claim makes harmless.
 * @returns the records that no queue has taken.
 */
export const handleStream = async (
  { Records }: StreamEvent,
  services: StreamServices,
): Promise<StreamAnswer> => {
  const letters = Records.flatMap(numbered);
  const left = await Promise.all(
    queueNames.map((name) =>
      sendTo(
        name,
        letters.filter(({ queue }) => queue === name),
        services,
      ),
    ),
  );
  return { batchItemFailures: left.flat().map(({ sequenceNumber }) => ({ itemIdentifier: sequenceNumber })) };
};
