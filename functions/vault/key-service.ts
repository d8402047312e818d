import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { DecryptCommand, GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms';

/**
 * Makes and unwraps data keys of 32 bytes. `owner` (a person's or draft's id) is bound to the wrapped key: unwrapping for
 * anyone else fails.
 */
export type KeyService = {
  readonly generate: (owner: string) => Promise<{ plain: Buffer; wrapped: string }>;
  /** @throws if the wrapped key was made for another owner or was changed. */
  readonly unwrap: (wrapped: string, owner: string) => Promise<Buffer>;
};

/** Wraps with a master key from a local file (AES-256-GCM, the owner as associated data). */
export const createLocalKeyService = (master: Buffer): KeyService => {
  const key = createSecretKey(master);
  return {
    generate: async (owner) => {
      const plain = randomBytes(32);
      return { plain, wrapped: sealBytes(key, plain, `key:${owner}`) };
    },
    unwrap: async (wrapped, owner) => openBytes(key, wrapped, `key:${owner}`),
  };
};

/** Wraps with a KMS key, the owner as encryption context. */
export const createKmsKeyService = (keyId: string, client = new KMSClient({})): KeyService => ({
  generate: async (owner) => {
    const answer = await client.send(
      new GenerateDataKeyCommand({ KeyId: keyId, KeySpec: 'AES_256', EncryptionContext: { owner } }),
    );
    if (!answer.Plaintext || !answer.CiphertextBlob) throw new Error('KMS answered without a data key.');
    return {
      plain: Buffer.from(answer.Plaintext),
      wrapped: Buffer.from(answer.CiphertextBlob).toString('base64'),
    };
  },
  unwrap: async (wrapped, owner) => {
    const answer = await client.send(
      new DecryptCommand({
        KeyId: keyId,
        CiphertextBlob: Buffer.from(wrapped, 'base64'),
        EncryptionContext: { owner },
      }),
    );
    if (!answer.Plaintext) throw new Error('KMS answered without a data key.');
    return Buffer.from(answer.Plaintext);
  },
});

/** Seals bytes: 12 bytes nonce, 16 bytes tag, ciphertext, in base64. The same label must be given to open them. */
export const sealBytes = (key: KeyObject, plain: Buffer, label: string): string => {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(label));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
};

/** @throws if key or label differ, or a bit was changed. */
export const openBytes = (key: KeyObject, sealed: string, label: string): Buffer => {
  const bytes = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
    .setAAD(Buffer.from(label))
    .setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
};
