import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A local Secrets Manager. */
export type TestSecretsManager = {
  readonly endpoint: string;
  /** Ids that were asked for, oldest first. */
  readonly asked: string[];
  readonly stop: () => Promise<void>;
};

/** Starts a server that speaks as much of Secrets Manager as the functions use: `GetSecretValue` by id. */
export const startSecretsManager = async (
  values: Readonly<Record<string, string>>,
): Promise<TestSecretsManager> => {
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { SecretId } = JSON.parse(Buffer.concat(chunks).toString());
    const known = request.headers['x-amz-target'] === 'secretsmanager.GetSecretValue' && values[SecretId];
    asked.push(SecretId);
    response.writeHead(known ? 200 : 400, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(
      JSON.stringify(
        known ? { ARN: SecretId, SecretString: known } : { __type: 'ResourceNotFoundException', message: '' },
      ),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
