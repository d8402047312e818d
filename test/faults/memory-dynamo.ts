import { tableDefinition } from '#functions/data/table.ts';
import { conditionHolds } from './condition.ts';

/*
 * As much of DynamoDB as messages need, in memory, at the wire: it answers the SDK's own requests. Ten times as fast as a
 * process beside us, which is what ten thousand schedules need. The kills run against the embedded database.
 */

type Value = { readonly S?: string; readonly N?: string };
/** An item as it goes over the wire. */
export type WireItem = Record<string, Value>;
type Put = {
  Item: WireItem;
  ConditionExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Record<string, Value>;
};
type Conditioned = Omit<Put, 'Item'>;
type Answer = { readonly status: number; readonly body: object };

const nameOf = (key: WireItem): string => `${key.pk?.S}\n${key.sk?.S}`;
const plain = (value: Value | undefined): string | number | undefined =>
  value?.N === undefined ? value?.S : Number(value.N);

const holds = (item: WireItem | undefined, input: Conditioned): boolean =>
  !input.ConditionExpression ||
  conditionHolds(input.ConditionExpression, {
    attribute: (name) =>
      plain(item?.[name.startsWith('#') ? (input.ExpressionAttributeNames?.[name] ?? '') : name]),
    value: (name) => plain(input.ExpressionAttributeValues?.[name]),
  });

const failure = (type: string, more: object = {}): Answer => ({
  status: 400,
  body: { __type: `com.amazonaws.dynamodb.v20120810#${type}`, message: type, ...more },
});

type QueryInput = {
  IndexName?: string;
  KeyConditionExpression: string;
  ExpressionAttributeNames: Record<string, string>;
  ExpressionAttributeValues: Record<string, Value>;
  Limit?: number;
};

const queryIn = (items: Iterable<WireItem>, input: QueryInput): WireItem[] => {
  const index = tableDefinition.indexes.find(({ name }) => name === input.IndexName) ?? tableDefinition;
  const [partition, sort] = [
    input.ExpressionAttributeValues[':pk']?.S,
    input.ExpressionAttributeValues[':sk']?.S,
  ];
  const byPrefix = input.KeyConditionExpression.includes('begins_with');
  const found: WireItem[] = [];
  for (const item of items) {
    const at = item[index.sortKey]?.S;
    if (item[index.partitionKey]?.S !== partition || at === undefined) continue;
    if (sort === undefined || (byPrefix ? at.startsWith(sort) : at <= sort)) found.push(item);
  }
  found.sort((a, b) => (a[index.sortKey]!.S! < b[index.sortKey]!.S! ? -1 : 1));
  return found.slice(0, input.Limit);
};

/** A table in memory. `onWrite` is its stream: it sees each item as it is written. */
export const createMemoryDynamo = (onWrite: (item: WireItem) => void) => {
  const items = new Map<string, WireItem>();
  const tokens = new Set<string>();
  const put = (item: WireItem): void => {
    items.set(nameOf(item), item);
    onWrite(item);
  };

  const transact = (input: {
    ClientRequestToken?: string;
    TransactItems: Record<string, unknown>[];
  }): Answer => {
    // The same token within ten minutes is the same transaction.
    if (input.ClientRequestToken && tokens.has(input.ClientRequestToken)) return { status: 200, body: {} };
    const writes = input.TransactItems.map((write) => {
      const [verb, body] = Object.entries(write)[0] as [string, Put & { Key?: WireItem }];
      return { verb, body, ok: holds(items.get(nameOf(body.Item ?? body.Key!)), body) };
    });
    if (writes.some(({ ok }) => !ok))
      return failure('TransactionCanceledException', {
        CancellationReasons: writes.map(({ ok }) => ({ Code: ok ? 'None' : 'ConditionalCheckFailed' })),
      });
    for (const { verb, body } of writes) {
      if (verb === 'Put') put(body.Item);
      else if (verb === 'Delete') items.delete(nameOf(body.Key!));
    }
    if (input.ClientRequestToken) tokens.add(input.ClientRequestToken);
    return { status: 200, body: {} };
  };

  // biome-ignore lint/suspicious/noExplicitAny: the wire's own shapes; what is not understood throws.
  const operations: Record<string, (input: any) => Answer> = {
    GetItem: (input) => ({ status: 200, body: { Item: items.get(nameOf(input.Key)) } }),
    BatchGetItem: (input: { RequestItems: Record<string, { Keys: WireItem[] }> }) => ({
      status: 200,
      body: {
        Responses: Object.fromEntries(
          Object.entries(input.RequestItems).map(([table, { Keys }]) => [
            table,
            Keys.flatMap((key) => items.get(nameOf(key)) ?? []),
          ]),
        ),
        UnprocessedKeys: {},
      },
    }),
    PutItem: (input: Put) => {
      if (!holds(items.get(nameOf(input.Item)), input)) return failure('ConditionalCheckFailedException');
      put(input.Item);
      return { status: 200, body: {} };
    },
    Query: (input: QueryInput) => ({ status: 200, body: { Items: queryIn(items.values(), input) } }),
    TransactWriteItems: transact,
  };

  return {
    items,
    /** Answers a request of the SDK; is its `requestHandler`. */
    handle: async (request: { headers: Record<string, string>; body?: unknown }) => {
      const operation = request.headers['x-amz-target']?.split('.')[1] ?? '';
      const answer = operations[operation];
      if (!answer) throw new Error(`The memory table has no ${operation}.`);
      const { status, body } = answer(JSON.parse(new TextDecoder().decode(request.body as Uint8Array)));
      return {
        response: {
          statusCode: status,
          headers: { 'content-type': 'application/x-amz-json-1.0' },
          body: new Uint8Array(Buffer.from(JSON.stringify(body))),
        },
      };
    },
  };
};
