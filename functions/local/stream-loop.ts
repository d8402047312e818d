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

/** The texts of an item's new image: all that the Pipes' filters look at. */
export type Image = Readonly<Record<string, string | undefined>>;

/** One road out of the stream, as a Pipe is on AWS: what it takes, and where that goes. */
export type Road = {
  readonly accepts: (image: Image) => boolean;
  readonly send: (image: Image) => void;
};

const idleMilliseconds = 100;
const troubleMilliseconds = 1_000;
/** How long the list of shards is trusted. */
const shardsMilliseconds = 10_000;

const imageOf = (record: _Record): Image | null => {
  const image = record.dynamodb?.NewImage;
  return image ? Object.fromEntries(Object.entries(image).map(([name, value]) => [name, value.S])) : null;
};

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
 * Reads the table's stream and sends what its roads accept, as EventBridge Pipes do on AWS. It begins with what is
 * written after it was started: what was written before and not worked is found by the clock.
 * @returns how to stop.
 */
export const startStreamLoop = async ({
  endpoint,
  streamArn,
  roads,
  log,
}: {
  endpoint: string;
  streamArn: string;
  roads: readonly Road[];
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
      for (const record of records) {
        const image = imageOf(record);
        if (image) for (const road of roads) if (road.accepts(image)) road.send(image);
      }
      return records.length > 0 ? 0 : idleMilliseconds;
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
