import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { epochSeconds, type Instant } from '#shared/time.ts';
import type { Key } from './keys.ts';
import { openQuickRoad } from './quick-read.ts';
import { tableDefinition } from './table.ts';
import { createReads } from './table-reads.ts';
import { createWrites } from './table-writes.ts';

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

/** The same for an item whose key can come again: one that has expired and is not deleted yet does not count. */
export const isNewOrExpired = (now: Instant): Condition => ({
  expression: `${isNew.expression} OR #ttl <= :nowSeconds`,
  names: { '#ttl': tableDefinition.timeToLiveAttribute },
  values: { ':nowSeconds': epochSeconds(now) },
});

/** The few verbs in which this room speaks to DynamoDB. */
export type Table = ReturnType<typeof createTable>;

/** The client of DynamoDB that the product uses everywhere; `endpoint` for the embedded one. */
export const createClient = (endpoint: string | undefined): DynamoDBClient => {
  const client = new DynamoDBClient(
    endpoint
      ? {
          endpoint,
          region: 'local',
          credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
          maxAttempts: 5,
        }
      : { maxAttempts: 5 },
  );
  // It copies every item for a log that nobody keeps, and that must not be kept.
  client.middlewareStack.remove('loggerMiddleware');
  openQuickRoad(client);
  return client;
};

/** Binds the verbs to one table. `nowSeconds`: an item whose time to live has passed is not there for us. */
export const createTable = (client: DynamoDBClient, name: string, nowSeconds: () => number) => {
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  return { ...createReads(client, name, nowSeconds), ...createWrites(documents, name) };
};
