import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  PutCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import type { Key } from './keys.ts';
import type { Condition, Item, Write } from './table-client.ts';

const conditionOf = (when: Condition | undefined) =>
  when
    ? {
        ConditionExpression: when.expression,
        ...(when.names && { ExpressionAttributeNames: when.names }),
        ...(when.values && { ExpressionAttributeValues: when.values }),
      }
    : {};

const held = async (write: Promise<unknown>): Promise<boolean> => {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};

/** The writing verbs. A condition that does not hold is an answer; only faults are thrown. */
export const createWrites = (documents: DynamoDBDocumentClient, name: string) => {
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

  return {
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
