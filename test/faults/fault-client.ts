import { AsyncLocalStorage } from 'node:async_hooks';
import {
  DynamoDBClient,
  type DynamoDBClientConfig,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import type { Task, Turns, Verdict } from './turns.ts';

/** Which task is calling: the SDK knows nothing of ours. */
export const acting = new AsyncLocalStorage<Task>();

const attemptsMax = 3;

/** The SDK's own retries without their pauses: time in a schedule is not real. */
const retryStrategy = {
  mode: 'standard',
  acquireInitialRetryToken: async () => ({ getRetryCount: () => 0, getRetryDelay: () => 0, count: 0 }),
  refreshRetryTokenForRetry: async (token: { count?: number }, { errorType }: { errorType: string }) => {
    const count = (token.count ?? 0) + 1;
    if (errorType === 'CLIENT_ERROR' || count >= attemptsMax) throw new Error('no more');
    return { getRetryCount: () => count, getRetryDelay: () => 0, count };
  },
  recordSuccess: () => {},
};

const errorOf = (verdict: Verdict, label: string): Error => {
  const named = (name: string, status: number, retryable: boolean): Error =>
    Object.assign(new Error(name), {
      name,
      $metadata: { httpStatusCode: status },
      ...(retryable && { $retryable: {} }),
    });
  if (verdict === 'throttle') return named('ThrottlingException', 400, true);
  if (verdict !== 'conflict') return named('TimeoutError', 500, true);
  return label === 'TransactWriteItems'
    ? new TransactionCanceledException({
        $metadata: {},
        message: 'conflict',
        CancellationReasons: [{ Code: 'TransactionConflict' }],
      })
    : named('TransactionConflictException', 400, false);
};

/**
 * A client of DynamoDB each of whose requests waits for its turn, and may fail before it is sent, after it was done, come
 * twice, be throttled or meet a transaction: inside the SDK's own retries, as in life.
 */
export const createFaultClient = (turns: Turns, config: DynamoDBClientConfig): DynamoDBClient => {
  const client = new DynamoDBClient({
    region: 'local',
    endpoint: 'http://127.0.0.1:1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    retryStrategy: retryStrategy as never,
    // Nobody looks at signatures here, and they would be a tenth of the time.
    signer: { sign: async (request) => request },
    ...config,
  });
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const task = acting.getStore();
      if (!task) return next(args);
      const label = String(context.commandName ?? '').replace('Command', '');
      return turns.call({ task, label, fail: (verdict) => errorOf(verdict, label) }, () => next(args));
    },
    { step: 'finalizeRequest', priority: 'low', name: 'faults' },
  );
  return client;
};
