import { createHash } from 'node:crypto';
import {
  type AttributeValue,
  BatchWriteItemCommand,
  type DynamoDBClient,
  paginateScan,
} from '@aws-sdk/client-dynamodb';

/*
 * A whole table as lines, in the form in which DynamoDB exports to S3 (`{"Item":{…}}`, DYNAMODB_JSON), and back. For backups
 * and the restore drill only: no request and no worker reads like this.
 */

/** What a table holds: how many items of each type, and one fingerprint of them all, whatever their order. */
export type Contents = { readonly counts: Readonly<Record<string, number>>; readonly digest: string };

type RawItem = Record<string, AttributeValue>;

/** The same text for the same item, whatever the order of its attributes. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) =>
    each !== null && typeof each === 'object' && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );

const parseLine = (line: string): RawItem => (JSON.parse(line) as { Item: RawItem }).Item;

/** Every item of a table, one line each. */
export async function* exportLines(client: DynamoDBClient, TableName: string): AsyncGenerator<string> {
  for await (const { Items = [] } of paginateScan({ client }, { TableName, ConsistentRead: true }))
    for (const Item of Items) yield canonical({ Item });
}

const writesAtOnce = 25;
const attemptsMax = 10;

const writeBatch = async (client: DynamoDBClient, name: string, items: readonly RawItem[]): Promise<void> => {
  let left = { [name]: items.map((Item) => ({ PutRequest: { Item } })) };
  for (let attempt = 0; Object.keys(left).length > 0; attempt += 1) {
    if (attempt === attemptsMax) throw new Error('The table took some items not even after ten tries.');
    const { UnprocessedItems } = await client.send(new BatchWriteItemCommand({ RequestItems: left }));
    left = (UnprocessedItems ?? {}) as typeof left;
  }
};

/**
 * Writes exported lines into a table.
 * @returns how many there were.
 */
export const importLines = async (
  client: DynamoDBClient,
  name: string,
  lines: AsyncIterable<string> | Iterable<string>,
): Promise<number> => {
  let batch: RawItem[] = [];
  let total = 0;
  for await (const line of lines) {
    batch.push(parseLine(line));
    total += 1;
    if (batch.length < writesAtOnce) continue;
    await writeBatch(client, name, batch);
    batch = [];
  }
  if (batch.length > 0) await writeBatch(client, name, batch);
  return total;
};

/** What some lines hold. */
export const contentsOf = async (lines: AsyncIterable<string> | Iterable<string>): Promise<Contents> => {
  const counts: Record<string, number> = {};
  const hashes: string[] = [];
  for await (const line of lines) {
    const item = parseLine(line);
    const type = item.type?.S ?? 'unknown';
    counts[type] = (counts[type] ?? 0) + 1;
    hashes.push(createHash('sha256').update(canonical(item)).digest('hex'));
  }
  const digest = createHash('sha256').update(hashes.sort().join('\n')).digest('hex');
  return { counts: Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1))), digest };
};
