import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { decodeCursor, encodeCursor } from './cursor.ts';
import type { Key } from './keys.ts';
import { type IndexName, tableDefinition } from './table.ts';
import type { Item, Page } from './table-client.ts';
import { fromWire, sendRead, toWire, type WireItem, type WireKey } from './wire.ts';

/** Most keys of one request (BatchGetItem). */
const batchMax = 100;

/** What a query takes: a partition, of the table or an index, and the part of it that is wanted. */
export type Query = {
  readonly index?: IndexName | undefined;
  readonly partition: string;
  readonly prefix?: string;
  readonly to?: string;
  /** Only what stands behind this in order. */
  readonly after?: string | undefined;
  readonly limit?: number;
  /** Only these attributes of each item. */
  readonly only?: readonly string[] | undefined;
  readonly newestFirst?: boolean;
  readonly cursor?: string | undefined;
};

/** The one condition on the sort key that a query may have. */
const rangeOf = ({ prefix, to, after }: Query): { range: string; sort?: string } => {
  if (prefix !== undefined) return { range: ' AND begins_with(#sk, :sk)', sort: prefix };
  if (to !== undefined) return { range: ' AND #sk <= :sk', sort: to };
  return after === undefined ? { range: '' } : { range: ' AND #sk > :sk', sort: after };
};

/** Says which attributes are wanted, by number: a name may be a reserved word. Whether an item has expired always is. */
const projectionOf = (only: readonly string[] | undefined) => {
  const read = only ? [...only, tableDefinition.timeToLiveAttribute] : [];
  return {
    projection: only && { ProjectionExpression: read.map((_, i) => `#read${i}`).join() },
    names: Object.fromEntries(read.map((name, i) => [`#read${i}`, name])),
  };
};

/** The key conditions of a query, or null if its cursor was made for another one. */
const conditionsOf = (query: Query) => {
  const { index: indexName, partition, only, cursor } = query;
  const index = tableDefinition.indexes.find((each) => each.name === indexName);
  const { partitionKey: pk, sortKey: sk } = index ?? tableDefinition;
  const { range, sort } = rangeOf(query);
  const { projection, names } = projectionOf(only);
  const start = cursor ? decodeCursor(cursor) : undefined;
  if (start === null || (start && start[pk] !== partition)) return null;
  return {
    ...(index ? { IndexName: index.name } : { ConsistentRead: true }),
    KeyConditionExpression: `#pk = :pk${range}`,
    ...projection,
    ExpressionAttributeNames: {
      '#pk': pk,
      ...(range && { '#sk': sk }),
      ...names,
    },
    ExpressionAttributeValues: toWire({ ':pk': partition, ...(sort !== undefined && { ':sk': sort }) }),
    ...(start && { ExclusiveStartKey: toWire(start) }),
  };
};

/** The reading verbs. Reads are consistent; reads of an index cannot be. */
export const createReads = (client: DynamoDBClient, name: string, nowSeconds: () => number) => {
  // DynamoDB deletes expired items late: until then they are not there for us.
  const alive = (items: readonly WireItem[] | undefined): Item[] => {
    const now = nowSeconds();
    return (items ?? []).map(fromWire).filter((item): item is Item => {
      const expires = item[tableDefinition.timeToLiveAttribute];
      return typeof expires !== 'number' || expires > now;
    });
  };

  const query = async (input: Query): Promise<Page<Item>> => {
    const conditions = conditionsOf(input);
    if (!conditions) return { items: [], cursor: null };
    const answer = await sendRead(client, 'Query', {
      TableName: name,
      ...conditions,
      ...(input.limit && { Limit: input.limit }),
      ScanIndexForward: !input.newestFirst,
    });
    return {
      items: alive(answer.Items),
      cursor: encodeCursor(answer.LastEvaluatedKey && fromWire(answer.LastEvaluatedKey)),
    };
  };

  const readBatch = async (batch: readonly WireKey[], only?: readonly string[]): Promise<Item[]> => {
    const { projection, names } = projectionOf(only);
    const projected = projection && { ...projection, ExpressionAttributeNames: names };
    const found: Item[] = [];
    for (let left = batch; left.length > 0; ) {
      const answer = await sendRead(client, 'BatchGetItem', {
        RequestItems: { [name]: { Keys: [...left], ConsistentRead: true, ...projected } },
      });
      found.push(...alive(answer.Responses?.[name]));
      left = answer.UnprocessedKeys?.[name]?.Keys ?? [];
    }
    return found;
  };

  return {
    get: async (key: Key): Promise<Item | null> => {
      const { Item } = await sendRead(client, 'GetItem', {
        TableName: name,
        Key: toWire(key),
        ConsistentRead: true,
      });
      return alive(Item && [Item])[0] ?? null;
    },

    /** These items, or `only` these attributes of each, in no order; those that do not exist are left out. */
    getMany: async (wanted: readonly Key[], only?: readonly string[]): Promise<Item[]> => {
      const batches: WireKey[][] = [];
      for (let start = 0; start < wanted.length; start += batchMax)
        batches.push(wanted.slice(start, start + batchMax).map(toWire));
      return (await Promise.all(batches.map((batch) => readBatch(batch, only)))).flat();
    },

    query,

    /** How many a query would find, over all its pages; what has expired and is not deleted yet counts. */
    count: async ({ index, partition }: Pick<Query, 'index' | 'partition'>): Promise<number> => {
      let counted = 0;
      let ExclusiveStartKey: WireKey | undefined;
      do {
        const answer = await sendRead(client, 'Query', {
          TableName: name,
          ...conditionsOf({ index, partition }),
          Select: 'COUNT',
          ExclusiveStartKey,
        });
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
