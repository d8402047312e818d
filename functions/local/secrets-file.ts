import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as z from 'zod';
import { secretsSchema } from '#functions/vault/secrets.ts';
import { StartRefusal } from './refusal.ts';

/** One machine has all of them. */
const fileSchema = secretsSchema.required();
type Keys = z.infer<typeof fileSchema>;

const newKey = (): string => randomBytes(32).toString('base64');

/**
 * The keys of a data folder, `keys.json`: made on the first start, readable by their owner only. Without them nothing
 * that was sealed can ever be read again.
 * @throws StartRefusal if the file was damaged.
 */
export const readOrMakeSecrets = (folder: string): Keys => {
  const path = join(folder, 'keys.json');
  if (!existsSync(path)) {
    const secrets: Keys = { contactHash: newKey(), tokens: newKey(), master: newKey() };
    writeFileSync(path, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
    return secrets;
  }
  chmodSync(path, 0o600);
  try {
    return fileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    throw new StartRefusal(
      `${path} does not hold the keys of this data folder any more. Restore it, or begin anew with --data.`,
    );
  }
};
