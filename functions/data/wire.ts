import { json } from 'node:stream/consumers';
import {
  BatchGetItemCommand,
  type BatchGetItemCommandInput,
  type DynamoDBClient,
  GetItemCommand,
  type GetItemCommandInput,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { Key } from './keys.ts';
import { readQuickly } from './quick-read.ts';

/** A value as DynamoDB sends it. There are no sets and no binaries in this table. */
export type WireValue =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly BOOL: boolean }
  | { readonly NULL: true }
  | { readonly L: readonly WireValue[] }
  | { readonly M: WireItem };
export type WireItem = { readonly [name: string]: WireValue };

/** A key as DynamoDB sends and takes it: texts only. */
export type WireKey = Record<string, { S: string }>;

/** What the reading operations answer, as far as it is used. */
export type WireAnswer = {
  readonly Item?: WireItem;
  readonly Items?: readonly WireItem[];
  readonly Responses?: Readonly<Record<string, readonly WireItem[]>>;
  readonly UnprocessedKeys?: Readonly<Record<string, { readonly Keys: readonly WireKey[] }>>;
  readonly LastEvaluatedKey?: WireKey;
  readonly Count?: number;
};

type ReadCommand = GetItemCommand | BatchGetItemCommand | QueryCommand;
type Response = { readonly statusCode: number; body: unknown };
/** The stack of any command: where the middleware goes that all of them share. */
type AnyStack = DynamoDBClient['middlewareStack'];

const readBody = (body: unknown): Promise<unknown> | unknown =>
  body instanceof Uint8Array
    ? JSON.parse(Buffer.from(body).toString())
    : json(body as Parameters<typeof json>[0]);

/** Sends a reading command through the SDK, and reads its answer by itself. */
const sendThroughSdk = async (client: DynamoDBClient, command: ReadCommand): Promise<WireAnswer> => {
  let answer: WireAnswer = {};
  (command.middlewareStack as AnyStack).add(
    (next) => async (args) => {
      const result = await next(args);
      const response = result.response as Response;
      if (response.statusCode !== 200) return result;
      answer = (await readBody(response.body)) as WireAnswer;
      response.body = Buffer.from('{}');
      return result;
    },
    // Innermost: the SDK's own reading of the answer comes after, and finds nothing to do.
    { step: 'deserialize', priority: 'low', name: 'readAnswer' },
  );
  await (client.send as (command: ReadCommand) => Promise<unknown>).call(client, command);
  return answer;
};

/** The reading operations, and the command of each. */
const commands = { GetItem: GetItemCommand, BatchGetItem: BatchGetItemCommand, Query: QueryCommand };
type Inputs = {
  readonly GetItem: GetItemCommandInput;
  readonly BatchGetItem: BatchGetItemCommandInput;
  readonly Query: QueryCommandInput;
};

/**
 * Sends a read on the client's quick road, and reads its answer by itself: the SDK would walk over each attribute of each
 * item three times, by schema, into its own values and into ours. Where the quick road does not lead on, the SDK goes: it tries
 * again, and makes the errors.
 */
export const sendRead = async <O extends keyof Inputs>(
  client: DynamoDBClient,
  operation: O,
  input: Inputs[O],
): Promise<WireAnswer> => {
  const quick = await readQuickly(client, operation, input);
  if (quick) return JSON.parse(quick.toString());
  const Command = commands[operation] as new (input: Inputs[O]) => ReadCommand;
  return sendThroughSdk(client, new Command(input));
};

/** @throws TypeError for what this table never holds. */
const fromWireValue = (value: WireValue): unknown => {
  if ('S' in value) return value.S;
  if ('N' in value) return Number(value.N);
  if ('BOOL' in value) return value.BOOL;
  if ('NULL' in value) return null;
  if ('L' in value) return value.L.map(fromWireValue);
  if ('M' in value) return fromWire(value.M);
  throw new TypeError(`An attribute is of a type that is not used here: ${Object.keys(value).join()}.`);
};

/** An item as plain values. */
export const fromWire = (item: WireItem): Record<string, unknown> => {
  const plain: Record<string, unknown> = {};
  for (const name in item) plain[name] = fromWireValue(item[name]!);
  return plain;
};

/** Texts by name, such as a key, as DynamoDB takes them. */
export const toWire = (texts: Key | Readonly<Record<string, string>>): WireKey =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, { S: text }]));
