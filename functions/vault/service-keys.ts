import * as z from 'zod';
import { createServiceKeys, type ServiceKeyName, serviceKeyNames } from '../data/service-keys.ts';
import { createClient, createTable } from '../data/table-client.ts';
import { createKmsKeyService, type KeyService } from './key-service.ts';
import type { Secrets } from './secrets.ts';

type KeptKeys = ReturnType<typeof createServiceKeys>;
type Environment = Readonly<Record<string, string | undefined>>;

/** What a function on AWS says of the keys that it is given. */
export const keysEnvironmentSchema = z.object({
  /** Names of our own keys that it may open, with commas; none if it needs none. */
  KEYS: z
    .string()
    .transform((list) => list.split(',').filter((name) => name !== ''))
    .pipe(z.array(z.enum(serviceKeyNames))),
  TABLE_NAME: z.string().min(1),
  KMS_KEY_ID: z.string().min(1),
  DYNAMODB_ENDPOINT: z.url().optional(),
});

/**
 * Opens one of our own keys, and makes it if there is none yet: the first who needs it, in the first minute of a deployment.
 * The key service binds it to its name, as it binds a person's key to the person.
 * @throws if this function may not open it, or may not make one.
 */
export const openServiceKey = async (
  name: ServiceKeyName,
  { kept, keyService }: { kept: KeptKeys; keyService: KeyService },
): Promise<Buffer> => {
  const owner = `key:${name}`;
  const known = await kept.get(name);
  if (known) return keyService.unwrap(known, owner);
  const { plain, wrapped } = await keyService.generate(owner);
  if (await kept.add(name, wrapped)) return plain;
  // Another function was faster.
  const theirs = await kept.get(name);
  if (!theirs) throw new Error(`The key “${name}” is neither there nor can it be made.`);
  return keyService.unwrap(theirs, owner);
};

/**
 * Fills `SECRETS` in with the keys that `KEYS` names, once per start of a function: they stand in no setting that someone
 * could read. An environment that has `SECRETS` already, as on one machine, is left as it is.
 */
export const withServiceKeys = async (environment: Environment): Promise<Environment> => {
  if (environment.SECRETS !== undefined || environment.KEYS === undefined) return environment;
  const { KEYS, TABLE_NAME, KMS_KEY_ID, DYNAMODB_ENDPOINT } = keysEnvironmentSchema.parse(environment);
  const client = createClient(DYNAMODB_ENDPOINT);
  const kept = createServiceKeys(createTable(client, TABLE_NAME, () => Date.now() / 1_000));
  const keyService = createKmsKeyService(KMS_KEY_ID);
  const opened = await Promise.all(
    KEYS.map(async (name) => {
      const key = await openServiceKey(name, { kept, keyService });
      return [name, key.toString('base64')] as const;
    }),
  );
  return { ...environment, SECRETS: JSON.stringify(Object.fromEntries(opened) satisfies Partial<Secrets>) };
};
