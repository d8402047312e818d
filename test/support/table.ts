import { afterAll, beforeAll } from 'vitest';
import { ensureLocalTable } from '#functions/data/local-table.ts';
import { createClient } from '#functions/data/table-client.ts';
import { type Database, startDatabase } from '#functions/local/dynoxide.ts';
import { createServices, type Services } from '#functions/services.ts';
import { withWarmPool } from '#functions/steps/warm-pool.ts';
import { testEnvironment } from './environment.ts';

/** A table of one test file's own, in an embedded database that lives in memory. */
export type TestTable = {
  readonly endpoint: string;
  readonly streamArn: string;
  /** Environment from which services for this table are made. */
  readonly environment: Record<string, string>;
};

/**
 * Starts an embedded database before the tests of this file and ends it after them.
 * @returns where it is; read it inside tests only.
 */
export const useTable = (): TestTable => {
  let database: Database | undefined;
  const table = { endpoint: '', streamArn: '', environment: {} };
  beforeAll(async () => {
    database = await startDatabase(null);
    const client = createClient(database.endpoint);
    const streamArn = await ensureLocalTable(client, 'alongside');
    client.destroy();
    Object.assign(table, {
      endpoint: database.endpoint,
      streamArn,
      environment: testEnvironment(database.endpoint),
    });
  });
  afterAll(async () => {
    await database?.stop();
  });
  return table;
};

/** Services on a test's table, with a clock of the test's own and a log that keeps quiet. */
export const servicesOn = (
  table: TestTable,
  overrides: Partial<Pick<Services, 'now' | 'newId' | 'log'>> = {},
): Services => withWarmPool(createServices(table.environment, { log: () => {}, ...overrides }));

let tables = 0;

/** Another table in the same database, so that the worlds of one file do not meet. */
export const freshTable = async ({ endpoint, environment }: TestTable): Promise<TestTable> => {
  const name = `alongside-${++tables}`;
  const client = createClient(endpoint);
  const streamArn = await ensureLocalTable(client, name);
  client.destroy();
  return { endpoint, streamArn, environment: { ...environment, TABLE_NAME: name } };
};
