import { randomBytes } from 'node:crypto';

const key = (): string => randomBytes(32).toString('base64');

/** The environment of a function against an embedded database. */
export const testEnvironment = (endpoint: string): Record<string, string> => ({
  TABLE_NAME: 'alongside',
  DYNAMODB_ENDPOINT: endpoint,
  PUBLIC_ORIGIN: 'https://alongside.example.org',
  SECRETS: JSON.stringify({ contactHash: key(), tokens: key(), master: key() }),
  COORDINATORS: 'coordinator@example.org',
});
