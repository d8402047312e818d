import { type DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { tableDefinition } from './table.ts';

const { partitionKey, sortKey, timeToLiveAttribute } = tableDefinition;
const expression = '#expires < :now';
const names = { '#expires': timeToLiveAttribute };

/**
 * Deletes what has expired, as DynamoDB does by itself within days: an embedded database keeps it for ever. Reads do not
 * depend on it, they look at the time themselves.
 * @param nowSeconds since 1970.
 * @returns how many items went.
 */
export const removeExpired = async (
  client: DynamoDBClient,
  name: string,
  nowSeconds: number,
): Promise<number> => {
  const documents = DynamoDBDocumentClient.from(client);
  let removed = 0;
  let start: Record<string, never> | undefined;
  do {
    const page = await client.send(
      new ScanCommand({
        TableName: name,
        FilterExpression: expression,
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: { ':now': { N: String(nowSeconds) } },
        ExclusiveStartKey: start,
      }),
    );
    for (const item of page.Items ?? []) {
      const Key = { [partitionKey]: item[partitionKey]?.S, [sortKey]: item[sortKey]?.S };
      // It may have been given a longer life since the scan saw it.
      const still = {
        ConditionExpression: expression,
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: { ':now': nowSeconds },
      };
      try {
        await documents.send(new DeleteCommand({ TableName: name, Key, ...still }));
        removed += 1;
      } catch (error) {
        if (!(error instanceof Error && error.name === 'ConditionalCheckFailedException')) throw error;
      }
    }
    start = page.LastEvaluatedKey as typeof start;
  } while (start);
  return removed;
};
