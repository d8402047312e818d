import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import * as z from 'zod';
import type { IntentId } from '#shared/ids.ts';
import { emailSchema } from '#shared/people/contact.ts';
import { createPace } from './pace.ts';

/** What only the mail function reads from its environment. */
export const mailEnvironmentSchema = z.object({
  /** The address that sends; its domain is verified with SES. */
  MAIL_FROM: emailSchema,
  /** SES configuration set that publishes what became of a message. */
  SES_CONFIGURATION_SET: z.string().min(1).optional(),
  /** Address of a local SES; absent on AWS. */
  SES_ENDPOINT: z.url().optional(),
  /** Calls in a second that one worker may make: what SES allows the account, divided by the workers that may run at once. */
  SES_CALLS_PER_SECOND: z.coerce.number().positive().default(Number.POSITIVE_INFINITY),
});

/**
 * What became of one call to SES. `not-sent`: certainly not, try again later. `refused`: this message will never be taken.
 * `unknown`: the answer was lost, and SES may have sent it.
 */
export type SendResult =
  | { readonly outcome: 'accepted'; readonly sesMessageId: string }
  | { readonly outcome: 'not-sent' | 'refused' | 'unknown'; readonly reason: string };

/** One finished MIME message on its way out. */
export type Outgoing = { readonly intentId: IntentId; readonly to: string; readonly raw: Uint8Array };

/** The one door to SES. */
export type Sender = {
  readonly from: string;
  /** Resolves when this worker may call again. Waited for before anything is marked, so that no lease runs out here. */
  readonly ready: () => Promise<void>;
  /** Calls SES once, and never throws: what went wrong is the result. */
  readonly send: (message: Outgoing) => Promise<SendResult>;
};

const connectionTimeoutMilliseconds = 3_000;
/** Far less than a claim's lease, so that a call in hand never outlives it. */
const requestTimeoutMilliseconds = 10_000;

/** Errors of SES v1 and of the network after which nothing has been sent, and nothing is wrong with the message. */
const notSent: ReadonlySet<string> = new Set([
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'LimitExceededException',
  'ServiceUnavailable',
  'ServiceUnavailableException',
  'AccountSendingPausedException',
  'ConfigurationSetSendingPausedException',
  'ConfigurationSetDoesNotExist',
  'ConfigurationSetDoesNotExistException',
  'MailFromDomainNotVerifiedException',
  'CredentialsProviderError',
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

const failureSchema = z.object({
  name: z.string().catch('unknown'),
  code: z.string().optional().catch(undefined),
  $metadata: z.object({ httpStatusCode: z.number().optional() }).optional().catch(undefined),
});

/** Judges a failed call: only what is certain is called certain. */
export const judge = (error: unknown): Exclude<SendResult, { outcome: 'accepted' }> => {
  const { name, code, $metadata } = failureSchema.catch({ name: 'unknown' }).parse(error);
  const status = $metadata?.httpStatusCode;
  const reason = code ?? name;
  if (notSent.has(name) || (code !== undefined && notSent.has(code))) return { outcome: 'not-sent', reason };
  // 403: our own rights; 429 and 503: not now. Nothing was sent, and the message is not at fault.
  if (status === 403 || status === 429 || status === 503) return { outcome: 'not-sent', reason };
  if (status !== undefined && status >= 400 && status < 500) return { outcome: 'refused', reason };
  return { outcome: 'unknown', reason };
};

const createClient = (endpoint: string | undefined): SESClient =>
  new SESClient({
    // A second attempt could be a second message.
    maxAttempts: 1,
    requestHandler: {
      connectionTimeout: connectionTimeoutMilliseconds,
      requestTimeout: requestTimeoutMilliseconds,
      throwOnRequestTimeout: true,
      // A socket kept from an earlier call may be dead after Lambda slept; its reset would leave us not knowing.
      httpAgent: { keepAlive: false },
      httpsAgent: { keepAlive: false },
    },
    ...(endpoint && {
      endpoint,
      region: 'local',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    }),
  });

/** Opens the door to SES, as the environment says. */
export const createSender = (environment: Record<string, string | undefined>): Sender => {
  const {
    MAIL_FROM: from,
    SES_CONFIGURATION_SET,
    SES_ENDPOINT,
    SES_CALLS_PER_SECOND,
  } = mailEnvironmentSchema.parse(environment);
  const client = createClient(SES_ENDPOINT);
  const pace = createPace(SES_CALLS_PER_SECOND);
  return {
    from,
    ready: pace.take,
    send: async ({ intentId, to, raw }) => {
      try {
        const { MessageId } = await client.send(
          new SendRawEmailCommand({
            Source: from,
            Destinations: [to],
            RawMessage: { Data: raw },
            Tags: [{ Name: 'intent', Value: intentId }],
            ...(SES_CONFIGURATION_SET && { ConfigurationSetName: SES_CONFIGURATION_SET }),
          }),
        );
        return MessageId
          ? { outcome: 'accepted', sesMessageId: MessageId }
          : { outcome: 'unknown', reason: 'no-message-id' };
      } catch (error) {
        return judge(error);
      }
    },
  };
};
