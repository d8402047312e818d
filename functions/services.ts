import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { type Community, communitySchema, exampleCommunity } from '#shared/community.ts';
import type { Id, IdPrefix, NewId } from '#shared/ids.ts';
import { emailSchema } from '#shared/people/contact.ts';
import type { Instant } from '#shared/time.ts';
import { createTokens, type Tokens } from './auth/tokens.ts';
import { createStore, type Store } from './data/store.ts';
import { createClient, createTable } from './data/table-client.ts';
import { json } from './json-text.ts';
import type { WarmPool } from './steps/warm-pool.ts';
import { createKmsKeyService, createLocalKeyService } from './vault/key-service.ts';
import { type Secrets, secretsSchema } from './vault/secrets.ts';
import { createVault, type Vault } from './vault/vault.ts';
import { writeLog } from './write-line.ts';

/** The environment that every function reads; what only one needs is in its own schema. */
export const environmentSchema = z.object({
  TABLE_NAME: z.string().min(1),
  /** Address of an embedded DynamoDB; absent on AWS. */
  DYNAMODB_ENDPOINT: z.url().optional(),
  /** Where people reach the site, such as `https://alongside.example.org`; no slash at its end. */
  PUBLIC_ORIGIN: z.url().transform((origin) => new URL(origin).origin),
  /** The keys that this function has, as JSON; on AWS they are filled in when it starts (`vault/service-keys.ts`). */
  SECRETS: json(secretsSchema).default({}),
  /** KMS key that wraps data keys; absent on one machine. */
  KMS_KEY_ID: z.string().optional(),
  COMMUNITY: json(communitySchema).optional(),
  /** Addresses of the coordinators that configuration names, with commas. */
  COORDINATORS: z
    .string()
    .default('')
    .transform((list) => list.split(',').filter((each) => each.trim() !== ''))
    .pipe(z.array(emailSchema)),
});

/** One line of the log: an event's name and plain facts, never personal data. */
export type Log = (event: string, facts?: Record<string, string | number | boolean>) => void;

/** What every function works with; built once, and handed on in the narrowest piece. */
export type BaseServices = {
  readonly now: () => Instant;
  readonly newId: NewId;
  readonly store: Store;
  readonly vault: Vault;
  readonly tokens: Tokens;
  readonly community: Community;
  readonly origin: string;
  /** Addresses of coordinators by configuration. */
  readonly coordinators: readonly string[];
  readonly log: Log;
};

/** The same with the pool, for functions that look for mentors: `withWarmPool` adds it. */
export type Services = BaseServices & {
  /** The store's approved mentors, remembered between requests. */
  readonly pool: WarmPool;
};

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** A new random id: 26 letters of 5 bits, 130 in all. */
export const randomId: NewId = <P extends IdPrefix>(prefix: P): Id<P> =>
  `${prefix}_${Array.from(randomBytes(26), (byte) => alphabet[byte % 32]).join('')}`;

const keyOf = (text: string | undefined): Buffer | null => (text ? Buffer.from(text, 'base64') : null);

const keyServiceOf = (secrets: Secrets, kmsKeyId: string | undefined) => {
  if (kmsKeyId) return createKmsKeyService(kmsKeyId);
  if (secrets.master) return createLocalKeyService(Buffer.from(secrets.master, 'base64'));
  throw new Error('Set KMS_KEY_ID, or a master key in SECRETS: without one nothing can be sealed.');
};

/**
 * Builds the services from the environment.
 * @param overrides clock, ids and log, for tests and one machine's movable clock.
 * @throws if the environment lacks something, naming it.
 */
export const createServices = (
  environment: Record<string, string | undefined>,
  overrides: Partial<Pick<Services, 'now' | 'newId' | 'log'>> = {},
): BaseServices => {
  const env = environmentSchema.parse(environment);
  const now = overrides.now ?? (() => new Date().toISOString());
  const table = createTable(
    createClient(env.DYNAMODB_ENDPOINT),
    env.TABLE_NAME,
    () => Date.parse(now()) / 1000,
  );
  return {
    now,
    newId: overrides.newId ?? randomId,
    store: createStore(table),
    vault: createVault(keyServiceOf(env.SECRETS, env.KMS_KEY_ID), keyOf(env.SECRETS.contactHash)),
    tokens: createTokens(keyOf(env.SECRETS.tokens)),
    community: env.COMMUNITY ?? exampleCommunity,
    origin: env.PUBLIC_ORIGIN,
    coordinators: env.COORDINATORS,
    log: overrides.log ?? writeLog,
  };
};
