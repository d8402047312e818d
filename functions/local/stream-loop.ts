import { setTimeout as pause } from 'node:timers/promises';
import {
  type _Record,
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  ExpiredIteratorException,
  GetRecordsCommand,
  GetShardIteratorCommand,
  TrimmedDataAccessException,
} from '@aws-sdk/client-dynamodb-streams';
import type { Log } from '#functions/services.ts';
import type { StreamAnswer, StreamEvent } from '#functions/stream/handler.ts';

const idleMilliseconds = 100;
const troubleMilliseconds = 1_000;
/** How long the list of shards is trusted. */
const shardsMilliseconds = 10_000;

const createReader = (client: DynamoDBStreamsClient, streamArn: string) => {
  const iterators = new Map<string, string | null>();
  let listedAt = Number.NEGATIVE_INFINITY;

  const iteratorOf = async (shardId: string, type: 'LATEST' | 'TRIM_HORIZON'): Promise<string | null> =>
    (
      await client.send(
        new GetShardIteratorCommand({ StreamArn: streamArn, ShardId: shardId, ShardIteratorType: type }),
      )
    ).ShardIterator ?? null;

  /** Shards that were there at the start are read from now on, later ones from their beginning. */
  const listShards = async (): Promise<void> => {
    const type = listedAt === Number.NEGATIVE_INFINITY ? 'LATEST' : 'TRIM_HORIZON';
    let after: string | undefined;
    do {
      const { StreamDescription: stream } = await client.send(
        new DescribeStreamCommand({ StreamArn: streamArn, ExclusiveStartShardId: after }),
      );
      for (const { ShardId: id } of stream?.Shards ?? [])
        if (id && !iterators.has(id)) iterators.set(id, await iteratorOf(id, type));
      after = stream?.LastEvaluatedShardId;
    } while (after);
    listedAt = performance.now();
  };

  const readShard = async (shardId: string, iterator: string): Promise<readonly _Record[]> => {
    try {
      const { Records = [], NextShardIterator } = await client.send(
        new GetRecordsCommand({ ShardIterator: iterator, Limit: 1_000 }),
      );
      iterators.set(shardId, NextShardIterator ?? null);
      return Records;
    } catch (error) {
      if (!(error instanceof ExpiredIteratorException || error instanceof TrimmedDataAccessException))
        throw error;
      iterators.set(shardId, await iteratorOf(shardId, 'LATEST'));
      return [];
    }
  };

  return {
    begin: listShards,
    /** Everything new, in order within each shard. */
    read: async (): Promise<readonly _Record[]> => {
      if (performance.now() - listedAt > shardsMilliseconds) await listShards();
      const records: _Record[] = [];
      for (const [shardId, iterator] of iterators)
        if (iterator) records.push(...(await readShard(shardId, iterator)));
      return records;
    },
  };
};

/**
 * Reads the table's stream and hands what has changed to its reader, as Lambda does on AWS, without a filter. It begins with
 * what is written after it was started: what was written before and not worked is found by the clock.
 * @returns how to stop.
 */
export const startStreamLoop = async ({
  endpoint,
  streamArn,
  handle,
  log,
}: {
  endpoint: string;
  streamArn: string;
  handle: (event: StreamEvent) => Promise<StreamAnswer>;
  log: Log;
}): Promise<() => Promise<void>> => {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBStreamsClient({ endpoint, region: 'local', credentials });
  const reader = createReader(client, streamArn);
  await reader.begin();
  let stopped = false;

  const turn = async (): Promise<number> => {
    try {
      const records = await reader.read();
      if (records.length === 0) return idleMilliseconds;
      // Queues in memory take everything; what a reader did not hand on would be the clock's, as on AWS after a while.
      await handle({ Records: records });
      return 0;
    } catch (error) {
      if (!stopped) log('stream-loop-failed', { error: error instanceof Error ? error.name : 'unknown' });
      return troubleMilliseconds;
    }
  };

  const loop = async (): Promise<void> => {
    while (!stopped) {
      const wait = await turn();
      if (wait > 0 && !stopped) await pause(wait);
    }
  };
  const running = loop();
  return async () => {
    stopped = true;
    await running;
    client.destroy();
  };
};
