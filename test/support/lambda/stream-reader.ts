import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams';
import type { StreamChange } from './events.ts';

/** Reads a table's stream when asked to, from its beginning: what was written before an answer came is in the next reading. */
export const createStreamReader = (endpoint: string, streamArn: string) => {
  const client = new DynamoDBStreamsClient({
    endpoint,
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const iterators = new Map<string, string | undefined>();

  const listShards = async (): Promise<void> => {
    const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn: streamArn }));
    for (const { ShardId } of StreamDescription?.Shards ?? []) {
      if (!ShardId || iterators.has(ShardId)) continue;
      const { ShardIterator } = await client.send(
        new GetShardIteratorCommand({ StreamArn: streamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' }),
      );
      iterators.set(ShardId, ShardIterator);
    }
  };

  return {
    /** Everything that has changed since the last reading, in order; what was removed is left out. */
    read: async (): Promise<StreamChange[]> => {
      await listShards();
      const changes: StreamChange[] = [];
      for (const [shardId, iterator] of iterators) {
        let next = iterator;
        for (let full = true; full && next; ) {
          const { Records = [], NextShardIterator } = await client.send(
            new GetRecordsCommand({ ShardIterator: next, Limit: 1_000 }),
          );
          for (const { dynamodb } of Records)
            if (dynamodb?.NewImage)
              changes.push({ sequenceNumber: dynamodb.SequenceNumber ?? '', image: dynamodb.NewImage });
          full = Records.length === 1_000;
          next = NextShardIterator;
        }
        iterators.set(shardId, next);
      }
      return changes;
    },
    close: () => client.destroy(),
  };
};
