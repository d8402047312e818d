import { Agent, createServer, request as httpRequest } from 'node:http';
import { host, listen } from '#functions/local/ports.ts';

/*
 * Stands before the embedded DynamoDB and counts what a bundle consumes. The bundle stays as it is deployed: each request is
 * made to ask for its consumed capacity on the way, and the answer is read on the way back.
 */

/** Consumed units of one operation, those of indexes included. */
export type Consumed = { calls: number; readUnits: number; writeUnits: number };

/** A meter, and where to send requests: `/site` behind it counts for the function `site`. */
export type TableMeter = {
  readonly endpoint: string;
  /** By function, then by operation. */
  readonly consumed: Map<string, Map<string, Consumed>>;
  readonly stop: () => Promise<void>;
};

type Capacity = {
  readonly CapacityUnits?: number;
  readonly ReadCapacityUnits?: number;
  readonly WriteCapacityUnits?: number;
};

const reads = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan', 'TransactGetItems']);

/** Starts a meter in front of a database. */
export const startTableMeter = async (databaseEndpoint: string): Promise<TableMeter> => {
  const target = new URL(databaseEndpoint);
  const agent = new Agent({ keepAlive: true });
  const consumed: TableMeter['consumed'] = new Map();

  const count = (
    who: string,
    operation: string,
    told: { ConsumedCapacity?: Capacity | Capacity[] },
  ): void => {
    const operations = consumed.get(who) ?? new Map<string, Consumed>();
    consumed.set(who, operations);
    const sum = operations.get(operation) ?? { calls: 0, readUnits: 0, writeUnits: 0 };
    operations.set(operation, sum);
    sum.calls += 1;
    for (const each of [told.ConsumedCapacity ?? []].flat())
      sum[reads.has(operation) ? 'readUnits' : 'writeUnits'] += each.CapacityUnits ?? 0;
  };

  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const operation = String(incoming.headers['x-amz-target']).split('.')[1] ?? '';
    const asked = JSON.parse(Buffer.concat(chunks).toString());
    const body = JSON.stringify({ ...asked, ReturnConsumedCapacity: 'INDEXES' });
    const headers = {
      ...incoming.headers,
      host: target.host,
      'content-length': String(Buffer.byteLength(body)),
    };
    const onward = httpRequest(
      { host: target.hostname, port: target.port, agent, method: 'POST', path: '/', headers },
      async (answer) => {
        const parts: Buffer[] = [];
        for await (const part of answer) parts.push(part as Buffer);
        const told = Buffer.concat(parts);
        count(incoming.url?.split('/')[1] ?? '', operation, JSON.parse(told.toString()));
        // The SDK checks the answer's sum.
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers).end(told);
      },
    );
    onward.on('error', () => outgoing.destroy());
    onward.end(body);
  });
  const port = await listen(server, 0);
  return {
    endpoint: `http://${host}:${port}`,
    consumed,
    stop: async () => {
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
