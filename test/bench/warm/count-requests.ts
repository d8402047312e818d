import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** Counts the requests that a client has sent. @returns how many so far. */
export const countRequests = (client: DynamoDBClient): (() => number) => {
  let requests = 0;
  client.middlewareStack.add(
    (next) => (args) => {
      requests += 1;
      return next(args);
    },
    { step: 'finalizeRequest', priority: 'low', name: 'countRequests' },
  );
  return () => requests;
};
