import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
} from '@aws-sdk/lib-dynamodb';
import { decodeCursor, encodeCursor } from './cursor.ts';
import type { Key } from './keys.ts';
import { type IndexName, tableDefinition } from './table.ts';
import type { Item, Page } from './table-client.ts';

/** Most keys of one request (BatchGetItem). */
const batchMax = 100;

/** What a query takes: a partition, of the table or an index, and the part of it that is wanted. */
export type Query = {
  readonly index?: IndexName | undefined;
  readonly partition: string;
  readonly prefix?: string;
  readonly to?: string;
  readonly limit?: number;
  readonly newestFirst?: boolean;
  readonly cursor?: string | undefined;
};

/** The key conditions of a query, or null if its cursor was made for another one. */
const conditionsOf = ({ index: indexName, partition, prefix, to, cursor }: Query) => {
  const index = tableDefinition.indexes.find((each) => each.name === indexName);
  const { partitionKey: pk, sortKey: sk } = index ?? tableDefinition;
  const range =
    prefix !== undefined ? ' AND begins_with(#sk, :sk)' : to !== undefined ? ' AND #sk <= :sk' : '';
  const start = cursor ? decodeCursor(cursor) : undefined;
  if (start === null || (start && start[pk] !== partition)) return null;
  return {
    ...(index ? { IndexName: index.name } : { ConsistentRead: true }),
    KeyConditionExpression: `#pk = :pk${range}`,
    ExpressionAttributeNames: { '#pk': pk, ...(range && { '#sk': sk }) },
    ExpressionAttributeValues: { ':pk': partition, ...(range && { ':sk': prefix ?? to }) },
    ...(start && { ExclusiveStartKey: start }),
  };
};

/** The reading verbs. Reads are consistent; reads of an index cannot be. */
export const createReads = (documents: DynamoDBDocumentClient, name: string, nowSeconds: () => number) => {
  // DynamoDB deletes expired items late: until then they are not there for us.
  const alive = (item: Record<string, unknown> | undefined): Item | null => {
    const expires = item?.[tableDefinition.timeToLiveAttribute];
    return item && (typeof expires !== 'number' || expires > nowSeconds()) ? (item as Item) : null;
  };

  const query = async (input: Query): Promise<Page<Item>> => {
    const conditions = conditionsOf(input);
    if (!conditions) return { items: [], cursor: null };
    const answer = await documents.send(
      new QueryCommand({
        TableName: name,
        ...conditions,
        ...(input.limit && { Limit: input.limit }),
        ScanIndexForward: !input.newestFirst,
      }),
    );
    return {
      items: (answer.Items ?? []).map(alive).filter((item) => item !== null),
      cursor: encodeCursor(answer.LastEvaluatedKey),
    };
  };

  return {
    get: async (key: Key): Promise<Item | null> =>
      alive((await documents.send(new GetCommand({ TableName: name, Key: key, ConsistentRead: true }))).Item),

    /** These items, in no order; those that do not exist are left out. */
    getMany: async (wanted: readonly Key[]): Promise<Item[]> => {
      const found: Item[] = [];
      let left: readonly Record<string, unknown>[] = wanted;
      while (left.length > 0) {
        const batch = left.slice(0, batchMax);
        const answer = await documents.send(
          new BatchGetCommand({ RequestItems: { [name]: { Keys: [...batch], ConsistentRead: true } } }),
        );
        found.push(...(answer.Responses?.[name] ?? []).map(alive).filter((item) => item !== null));
        left = [...(answer.UnprocessedKeys?.[name]?.Keys ?? []), ...left.slice(batchMax)];
      }
      return found;
    },

    query,

    /** How many a query would find, over all its pages; what has expired and is not deleted yet counts. */
    count: async ({ index, partition }: Pick<Query, 'index' | 'partition'>): Promise<number> => {
      let counted = 0;
      let ExclusiveStartKey: Record<string, unknown> | undefined;
      do {
        const answer = await documents.send(
          new QueryCommand({
            TableName: name,
            ...conditionsOf({ index, partition }),
            Select: 'COUNT',
            ExclusiveStartKey,
          }),
        );
        counted += answer.Count ?? 0;
        ExclusiveStartKey = answer.LastEvaluatedKey;
      } while (ExclusiveStartKey);
      return counted;
    },

    /** All pages of a query. */
    queryAll: async (input: Query): Promise<Item[]> => {
      const items: Item[] = [];
      let cursor: string | undefined;
      do {
        const page = await query({ ...input, cursor });
        items.push(...page.items);
        cursor = page.cursor ?? undefined;
      } while (cursor);
      return items;
    },
  };
};
