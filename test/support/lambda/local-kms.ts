import { createSecretKey, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { host, listen } from '#functions/local/ports.ts';
import { openBytes, sealBytes } from '#functions/vault/key-service.ts';

/** A local KMS: the two calls that the product makes, over KMS's own protocol (AWS JSON 1.1). */
export type LocalKms = {
  readonly endpoint: string;
  /** How often each operation was called. */
  readonly calls: { GenerateDataKey: number; Decrypt: number };
  readonly stop: () => Promise<void>;
};

type Asked = { readonly CiphertextBlob?: string; readonly EncryptionContext?: Record<string, string> };

/** Starts one, with a key of its own that lives as long as it does. */
export const startLocalKms = async (): Promise<LocalKms> => {
  const master = createSecretKey(randomBytes(32));
  const calls = { GenerateDataKey: 0, Decrypt: 0 };
  const keyArn = 'arn:aws:kms:us-east-1:000000000000:key/local';

  const answer = (
    operation: string,
    { CiphertextBlob = '', EncryptionContext = {} }: Asked,
  ): object | null => {
    const label = JSON.stringify(EncryptionContext);
    if (operation === 'GenerateDataKey') {
      calls.GenerateDataKey += 1;
      const plain = randomBytes(32);
      return {
        KeyId: keyArn,
        Plaintext: plain.toString('base64'),
        CiphertextBlob: sealBytes(master, plain, label),
      };
    }
    if (operation !== 'Decrypt') return null;
    calls.Decrypt += 1;
    try {
      return { KeyId: keyArn, Plaintext: openBytes(master, CiphertextBlob, label).toString('base64') };
    } catch {
      return null;
    }
  };

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    const told = answer(operation, JSON.parse(Buffer.concat(chunks).toString()));
    response.writeHead(told ? 200 : 400, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(told ?? { __type: 'InvalidCiphertextException' }));
  });
  const port = await listen(server, 0);
  return {
    endpoint: `http://${host}:${port}`,
    calls,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
