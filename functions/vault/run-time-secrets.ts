import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';

/** Where the keys of a function are kept, as JSON in `SECRET_IDS`: addresses (ARNs) in Secrets Manager. */
export const secretIdsSchema = z.strictObject({
  contactHash: z.string().min(1),
  tokens: z.string().min(1),
  /** Between CloudFront and the site's function, all of which are taken; only that one has them. */
  origin: z.array(z.string().min(1)).min(1).optional(),
});

/** As `generateSecretString` makes them: 43 letters and digits, which with a `=` are 32 bytes in base64. */
const valueSchema = z.string().regex(/^[A-Za-z0-9]{43}$/, 'must be 43 letters and digits');

/**
 * Fills `SECRETS` in from Secrets Manager, once per start of a function: they stand in no setting that someone could read.
 * An environment that has `SECRETS` already, as on one machine, is left as it is.
 * @throws if a secret cannot be read or is none of ours; its value is in no message.
 */
export const withSecrets = async (
  environment: Record<string, string | undefined>,
): Promise<Record<string, string | undefined>> => {
  const { SECRETS, SECRET_IDS } = environment;
  if (SECRETS !== undefined || SECRET_IDS === undefined) return environment;
  const ids = secretIdsSchema.parse(JSON.parse(SECRET_IDS));
  const client = new SecretsManagerClient({});
  const read = async (SecretId: string): Promise<string> => {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId }));
    const value = valueSchema.safeParse(SecretString);
    if (!value.success) throw new TypeError('A secret is not 43 letters and digits.');
    return value.data;
  };
  const [contactHash, tokens, ...origin] = await Promise.all(
    [ids.contactHash, ids.tokens, ...(ids.origin ?? [])].map(read),
  );
  client.destroy();
  return {
    ...environment,
    SECRETS: JSON.stringify({
      contactHash: `${contactHash}=`,
      tokens: `${tokens}=`,
      ...(ids.origin && { origin }),
    }),
  };
};
