import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import type { Key } from './keys.ts';
import { type IndexName, tableDefinition } from './table.ts';

/** An item as the table holds it. */
export type Item = Record<string, unknown> & Key;

/** A condition of a write, as DynamoDB's expression with its names and values. */
export type Condition = {
  readonly expression: string;
  readonly names?: Record<string, string>;
  readonly values?: Record<string, unknown>;
};

/** One write of a transaction. */
export type Write =
  | { readonly put: Item; readonly when?: Condition }
  | { readonly remove: Key; readonly when?: Condition }
  | { readonly check: Key; readonly when: Condition };

/** A page of a list, and where the next one begins. */
export type Page<T> = { readonly items: T[]; readonly cursor: string | null };

/** A condition that the item does not exist yet. */
export const isNew: Condition = { expression: 'attribute_not_exists(pk)' };

/** The few verbs in which this room speaks to DynamoDB. */
export type Table = ReturnType<typeof createTable>;

const conditionOf = (when: Condition | undefined) =>
  when
    ? {
        ConditionExpression: when.expression,
        ...(when.names && { ExpressionAttributeNames: when.names }),
        ...(when.values && { ExpressionAttributeValues: when.values }),
      }
    : {};

/** An opaque cursor: the last key of a page. It grants nothing; what it leads to is authorised like any page. */
const encodeCursor = (key: Record<string, unknown> | undefined): string | null =>
  key ? Buffer.from(JSON.stringify(key)).toString('base64url') : null;

/** @returns the key, or null if the text is not a cursor that we made. */
const decodeCursor = (cursor: string): Record<string, string> | null => {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const valid =
      typeof key === 'object' && key !== null && Object.values(key).every((part) => typeof part === 'string');
    return valid ? (key as Record<string, string>) : null;
  } catch {
    return null;
  }
};

/** The client of DynamoDB that the product uses everywhere; `endpoint` for the embedded one. */
export const createClient = (endpoint: string | undefined): DynamoDBClient =>
  new DynamoDBClient(
    endpoint
      ? {
          endpoint,
          region: 'local',
          credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
          maxAttempts: 5,
        }
      : { maxAttempts: 5 },
  );

/** Binds the verbs to one table. Reads are consistent; reads of an index cannot be. */
export const createTable = (client: DynamoDBClient, name: string, nowSeconds: () => number) => {
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  // DynamoDB deletes expired items late: until then they are not there for us.
  const alive = (item: Record<string, unknown> | undefined): Item | null => {
    const expires = item?.[tableDefinition.timeToLiveAttribute];
    return item && (typeof expires !== 'number' || expires > nowSeconds()) ? (item as Item) : null;
  };
  const toInput = (write: Write): NonNullable<TransactWriteCommandInput['TransactItems']>[number] => {
    if ('put' in write) return { Put: { TableName: name, Item: write.put, ...conditionOf(write.when) } };
    if ('remove' in write)
      return { Delete: { TableName: name, Key: write.remove, ...conditionOf(write.when) } };
    return {
      ConditionCheck: {
        TableName: name,
        Key: write.check,
        ConditionExpression: '',
        ...conditionOf(write.when),
      },
    };
  };

  const query = async (input: {
    index?: IndexName;
    partition: string;
    from?: string;
    prefix?: string;
    to?: string;
    limit?: number;
    newestFirst?: boolean;
    cursor?: string | undefined;
  }): Promise<Page<Item>> => {
    const index = tableDefinition.indexes.find((each) => each.name === input.index);
    const [pk, sk] = index
      ? [index.partitionKey, index.sortKey]
      : [tableDefinition.partitionKey, tableDefinition.sortKey];
    const range =
      input.prefix !== undefined
        ? ' AND begins_with(#sk, :sk)'
        : input.to !== undefined
          ? ' AND #sk <= :sk'
          : '';
    const start = input.cursor ? decodeCursor(input.cursor) : undefined;
    if (start === null || (start && start[pk] !== input.partition)) return { items: [], cursor: null };
    const answer = await documents.send(
      new QueryCommand({
        TableName: name,
        ...(index ? { IndexName: index.name } : { ConsistentRead: true }),
        KeyConditionExpression: `#pk = :pk${range}`,
        ExpressionAttributeNames: { '#pk': pk, ...(range && { '#sk': sk }) },
        ExpressionAttributeValues: {
          ':pk': input.partition,
          ...(range && { ':sk': input.prefix ?? input.to }),
        },
        ...(input.limit && { Limit: input.limit }),
        ScanIndexForward: !input.newestFirst,
        ...(start && { ExclusiveStartKey: start }),
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

    /** All pages of a query. */
    queryAll: async (input: Parameters<typeof query>[0]): Promise<Item[]> => {
      const items: Item[] = [];
      let cursor: string | undefined;
      do {
        const page = await query({ ...input, cursor });
        items.push(...page.items);
        cursor = page.cursor ?? undefined;
      } while (cursor);
      return items;
    },

    /** @returns false if the condition did not hold. */
    put: async (item: Item, when?: Condition): Promise<boolean> =>
      held(documents.send(new PutCommand({ TableName: name, Item: item, ...conditionOf(when) }))),

    /** @returns false if the condition did not hold. */
    remove: async (key: Key, when?: Condition): Promise<boolean> =>
      held(documents.send(new DeleteCommand({ TableName: name, Key: key, ...conditionOf(when) }))),

    /** @returns the item after the update, or null if the condition did not hold. */
    update: async (
      key: Key,
      input: Pick<
        UpdateCommandInput,
        'UpdateExpression' | 'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
      >,
    ): Promise<Item | null> => {
      try {
        const answer = await documents.send(
          new UpdateCommand({ TableName: name, Key: key, ReturnValues: 'ALL_NEW', ...input }),
        );
        return (answer.Attributes as Item | undefined) ?? null;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return null;
        throw error;
      }
    },

    /**
     * All or nothing, at most 100 writes.
     * @returns false if a condition did not hold or another transaction was faster.
     */
    transact: async (writes: readonly Write[]): Promise<boolean> => {
      // A step that finds everything as it should be has nothing to write.
      if (writes.length === 0) return true;
      try {
        await documents.send(new TransactWriteCommand({ TransactItems: writes.map(toInput) }));
        return true;
      } catch (error) {
        if (!(error instanceof TransactionCanceledException)) throw error;
        const reasons = error.CancellationReasons?.map(({ Code }) => Code) ?? [];
        if (reasons.some((code) => code === 'ConditionalCheckFailed' || code === 'TransactionConflict'))
          return false;
        throw error;
      }
    },
  };
};

const held = async (write: Promise<unknown>): Promise<boolean> => {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};
