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

/** What a query takes: a partition, of the table or an index, and the part of it that is wanted. */
export type Query = {
  readonly index?: IndexName | undefined;
  readonly partition: string;
  readonly prefix?: string;
  readonly to?: string;
  /** Only what stands behind this in order. */
  readonly after?: string | undefined;
  readonly limit?: number;
  readonly newestFirst?: boolean;
  readonly cursor?: string | undefined;
};

/** The one condition on the sort key that a query may have. */
const rangeOf = ({ prefix, to, after }: Query): { range: string; sort?: string } => {
  if (prefix !== undefined) return { range: ' AND begins_with(#sk, :sk)', sort: prefix };
  if (to !== undefined) return { range: ' AND #sk <= :sk', sort: to };
  return after === undefined ? { range: '' } : { range: ' AND #sk > :sk', sort: after };
};

/** The key conditions of a query, or null if its cursor was made for another one. */
const conditionsOf = (query: Query) => {
  const { index: indexName, partition, cursor } = query;
  const index = tableDefinition.indexes.find((each) => each.name === indexName);
  const { partitionKey: pk, sortKey: sk } = index ?? tableDefinition;
  const { range, sort } = rangeOf(query);
  const start = cursor ? decodeCursor(cursor) : undefined;
  if (start === null || (start && start[pk] !== partition)) return null;
  return {
    ...(index ? { IndexName: index.name } : { ConsistentRead: true }),
    KeyConditionExpression: `#pk = :pk${range}`,
    ExpressionAttributeNames: { '#pk': pk, ...(range && { '#sk': sk }) },
    ExpressionAttributeValues: { ':pk': partition, ...(range && { ':sk': sort }) },
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

    /** Up to 100 items; those that do not exist are left out. */
    getMany: async (wanted: readonly Key[]): Promise<Item[]> => {
      const found: Item[] = [];
      let left: readonly Record<string, unknown>[] = wanted;
      while (left.length > 0) {
        const batch = left.slice(0, 100);
        const answer = await documents.send(
          new BatchGetCommand({ RequestItems: { [name]: { Keys: [...batch], ConsistentRead: true } } }),
        );
        found.push(...(answer.Responses?.[name] ?? []).map(alive).filter((item) => item !== null));
        left = [...(answer.UnprocessedKeys?.[name]?.Keys ?? []), ...left.slice(100)];
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
