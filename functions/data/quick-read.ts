import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/*
 * The quick road of a read (docs/decisions/0027). Where to, who is calling and the signature are the SDK's; but its pipeline of some
 * twenty steps, which makes them anew for each request, takes several times as long as the request itself.
 */

/** How long a quick read may take before the SDK is asked instead: many times what one takes. */
const patienceMilliseconds = 3_000;

/** Sends one reading request. @returns the body of the answer; null for any answer that is not a 200. */
export type QuickRead = (operation: string, input: unknown) => Promise<Buffer | null>;

type Headers = Record<string, string>;

/** Where the client's requests go. */
const endpointOf = async ({ config }: DynamoDBClient): Promise<URL> => {
  const given = await config.endpoint?.();
  if (given) return new URL(`${given.protocol}//${given.hostname}:${given.port ?? ''}${given.path}`);
  const { url } = config.endpointProvider({
    Region: await config.region(),
    UseDualStack: await config.useDualstackEndpoint(),
    UseFIPS: await config.useFipsEndpoint(),
  });
  return url;
};

const bodyOf = async (chunks: AsyncIterable<Buffer>): Promise<Buffer> => {
  const all: Buffer[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
};

/** Posts over connections that are kept. */
const createPost = ({ protocol, hostname, port, pathname: path }: URL) => {
  const isSecure = protocol === 'https:';
  const options = { keepAlive: true, maxSockets: 50 };
  const agent = isSecure ? new HttpsAgent(options) : new HttpAgent(options);
  const request = isSecure ? httpsRequest : httpRequest;
  return (headers: Headers, body: string): Promise<Buffer | null> =>
    new Promise((resolve, reject) => {
      const sent = request({ agent, hostname, port, path, method: 'POST', headers }, (answer) => {
        bodyOf(answer).then((text) => resolve(answer.statusCode === 200 ? text : null), reject);
      });
      sent.setTimeout(patienceMilliseconds, () => sent.destroy(new Error('No answer came in time.')));
      sent.on('error', reject);
      sent.end(body);
    });
};

const createRoad = async (client: DynamoDBClient): Promise<QuickRead> => {
  const endpoint = await endpointOf(client);
  const signer = await client.config.signer();
  const { protocol, hostname, port, host, pathname: path } = endpoint;
  const post = createPost(endpoint);
  return async (operation, input) => {
    const body = JSON.stringify(input);
    const request = {
      ...{ protocol, hostname, method: 'POST', path, query: {}, body },
      ...(port && { port: Number(port) }),
      headers: {
        host,
        'content-type': 'application/x-amz-json-1.0',
        'content-length': String(Buffer.byteLength(body)),
        'x-amz-target': `DynamoDB_20120810.${operation}`,
      },
    };
    return post((await signer.sign(request)).headers, body);
  };
};

const roads = new WeakMap<DynamoDBClient, () => Promise<QuickRead>>();

/** Opens the quick road for a client's reads. Nothing is asked or sent before the first of them. */
export const openQuickRoad = (client: DynamoDBClient): void => {
  let road: Promise<QuickRead> | null = null;
  roads.set(client, () => {
    road ??= createRoad(client);
    return road;
  });
};

/**
 * Reads on the client's quick road.
 * @returns the body of the answer; null if the client has no such road, or if anything went another way than well: then the SDK
 *   is to be asked, which tries again and says what was wrong.
 */
export const readQuickly = async (
  client: DynamoDBClient,
  operation: string,
  input: unknown,
): Promise<Buffer | null> => {
  const road = roads.get(client);
  if (!road) return null;
  try {
    return await (await road())(operation, input);
  } catch {
    return null;
  }
};
