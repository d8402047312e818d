import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { ensureLocalTable } from '#functions/data/local-table.ts';
import { createClient } from '#functions/data/table-client.ts';
import { startDatabase } from '#functions/local/dynoxide.ts';
import { createOutbox } from '#functions/local/outbox.ts';
import { host, listen } from '#functions/local/ports.ts';
import { type ReadMail, readMail } from '#functions/local/read-mail.ts';
import { createLocalSes } from '#functions/local/ses.ts';
import { testEnvironment } from '../environment.ts';
import { siteNodeOptions } from '../node-options.ts';
import {
  apiGatewayEvent,
  originSecret,
  passesFilter,
  type QueueMessage,
  type SiteRequest,
  type StreamChange,
  schedulerEvent,
  sqsEvent,
  streamEvent,
} from './events.ts';
import { type Invocation, type LocalFunction, startFunction } from './function.ts';
import { startLocalKms } from './local-kms.ts';
import { startLocalSqs } from './local-sqs.ts';
import { createStreamReader } from './stream-reader.ts';
import { startTableMeter } from './table-meter.ts';

/*
 * Everything that is deployed, on this machine: the bundles of `dist/functions` in processes of their own, fed by the events
 * that AWS would send, on the embedded DynamoDB, a local SES and a local KMS.
 */

/** The functions, with the memory and time that their stack gives them. */
export const functionLimits = {
  site: { memoryMegabytes: 1_024, timeoutSeconds: 15 },
  mail: { memoryMegabytes: 512, timeoutSeconds: 60 },
  'mail-events': { memoryMegabytes: 512, timeoutSeconds: 30 },
  clock: { memoryMegabytes: 512, timeoutSeconds: 55 },
  round: { memoryMegabytes: 1_769, timeoutSeconds: 300 },
  stream: { memoryMegabytes: 256, timeoutSeconds: 30 },
} as const;
export type FunctionName = keyof typeof functionLimits;

const queueNames = ['urgentMail', 'normalMail', 'rounds', 'mailEvents'] as const;
type QueueName = (typeof queueNames)[number];

/** The queues: whom they feed, and how many messages at once. */
const queues: Readonly<Record<QueueName, { readonly to: FunctionName; readonly batchSize: number }>> = {
  urgentMail: { to: 'mail', batchSize: 1 },
  normalMail: { to: 'mail', batchSize: 4 },
  rounds: { to: 'round', batchSize: 1 },
  mailEvents: { to: 'mail-events', batchSize: 10 },
};
/** Changes that one call of the stream's reader is given, and how often they are tried before they are left to the clock. */
const changesAtOnce = 100;
const streamTriesMax = 5;
const receivesMax = 5;

/** What the site answers, unpacked. */
export type SiteAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly body: string;
};

/** A running deployment. */
export type LocalDeployment = Awaited<ReturnType<typeof startDeployment>>;

/** Environment of each function, as the service stack sets it, and the local addresses beside it. */
const environmentsOf = (
  shared: Readonly<Record<string, string>>,
  {
    table,
    ses,
    queueUrls,
    coordinators,
  }: { table: string; ses: string; queueUrls: string; coordinators: string },
): Record<FunctionName, Record<string, string>> => {
  const of = (name: FunctionName) => ({ ...shared, DYNAMODB_ENDPOINT: `${table}/${name}` });
  return {
    site: {
      ...of('site'),
      KEYS: 'contactHash,tokens',
      NODE_OPTIONS: siteNodeOptions.join(' '),
      ORIGIN_SECRETS: JSON.stringify([originSecret]),
    },
    mail: { ...of('mail'), KEYS: 'tokens', MAIL_FROM: 'alongside@alongside.example.org', SES_ENDPOINT: ses },
    'mail-events': { ...of('mail-events'), KEYS: 'contactHash' },
    clock: { ...of('clock'), KEYS: 'contactHash', COORDINATORS: coordinators },
    round: of('round'),
    stream: { QUEUE_URLS: queueUrls },
  };
};

const startSes = async (folder: string, onEvent: (envelope: object) => void) => {
  const app = createLocalSes({ folder, now: () => new Date().toISOString(), onEvent });
  const server = createAdaptorServer({ fetch: app.fetch });
  const port = await listen(server as Parameters<typeof listen>[0], 0);
  return {
    endpoint: `http://${host}:${port}`,
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
};

/** Starts everything; the functions start when they are called first, as on AWS. */
export const startDeployment = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'alongside-deployment-'));
  const database = await startDatabase(null);
  const client = createClient(database.endpoint);
  const streamArn = await ensureLocalTable(client, 'alongside');
  client.destroy();
  const stream = createStreamReader(database.endpoint, streamArn);
  const meter = await startTableMeter(database.endpoint);
  const kms = await startLocalKms();
  const sqs = await startLocalSqs(queueNames);
  const { waiting, send } = sqs;
  const deadLetters: QueueMessage[] = [];
  const ses = await startSes(folder, (envelope) => send('mailEvents', JSON.stringify(envelope)));
  const outbox = createOutbox(folder, () => new Date().toISOString());

  // On AWS keys are opened when a function starts, and coordinators are the clock's.
  const { SECRETS: _, COORDINATORS = '', ...plain } = testEnvironment(meter.endpoint);
  const environment: Record<string, string> = {
    ...plain,
    KMS_KEY_ID: 'arn:aws:kms:us-east-1:000000000000:key/local',
    AWS_ENDPOINT_URL_KMS: kms.endpoint,
  };
  const [urgentMail, normalMail, rounds] = queueNames.map(sqs.urlOf);
  const environments = environmentsOf(environment, {
    table: meter.endpoint,
    ses: ses.endpoint,
    queueUrls: JSON.stringify({ urgentMail, normalMail, rounds }),
    coordinators: COORDINATORS,
  });

  let clockOffset = 0;
  const running = new Map<FunctionName, Promise<LocalFunction>>();
  const invocations: ({ readonly name: FunctionName } & Omit<Invocation, 'answer'>)[] = [];
  const functionOf = (name: FunctionName): Promise<LocalFunction> => {
    const known = running.get(name);
    if (known) return known;
    const started = startFunction({
      folder: `dist/functions/${name}`,
      environment: environments[name],
      timeoutSeconds: functionLimits[name].timeoutSeconds,
      clockOffset: () => clockOffset,
    });
    running.set(name, started);
    return started;
  };
  const invoke = async (name: FunctionName, event: unknown): Promise<Invocation> => {
    const invocation = await (await functionOf(name)).invoke(event);
    const { answer: _, ...figures } = invocation;
    invocations.push({ name, ...figures });
    return invocation;
  };

  /** Hands one batch of a queue on; what the worker gives back comes again, and at last goes to the dead letters. */
  const deliver = async (name: QueueName): Promise<void> => {
    const { to, batchSize } = queues[name];
    const batch = waiting[name].splice(0, batchSize);
    const { answer } = await invoke(to, sqsEvent(name, batch));
    const { batchItemFailures } = answer as { batchItemFailures: { itemIdentifier: string }[] };
    const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    for (const message of batch.filter(({ messageId }) => failed.has(messageId))) {
      const again = { ...message, receives: message.receives + 1 };
      (again.receives > receivesMax ? deadLetters : waiting[name]).push(again);
    }
  };

  /** Hands a batch of changes to the stream's reader; from the first that it gives back on they come again. */
  const tell = async (batch: readonly StreamChange[]): Promise<void> => {
    let left = batch;
    for (let tries = 0; left.length > 0 && tries < streamTriesMax; tries += 1) {
      const { answer } = await invoke('stream', streamEvent(left));
      const { batchItemFailures } = answer as { batchItemFailures: { itemIdentifier: string }[] };
      const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      const first = left.findIndex(({ sequenceNumber }) => failed.has(sequenceNumber));
      left = first < 0 ? [] : left.slice(first);
    }
  };

  /** Lets the stream's reader carry what has changed to the queues. */
  const pump = async (): Promise<void> => {
    const changes = (await stream.read()).filter(passesFilter);
    for (let first = 0; first < changes.length; first += changesAtOnce)
      await tell(changes.slice(first, first + changesAtOnce));
  };

  /** Lets the stream's reader and the queues run until nothing is on its way. */
  const settle = async (): Promise<void> => {
    for (;;) {
      await pump();
      const busy = (Object.keys(queues) as QueueName[]).filter((name) => waiting[name].length > 0);
      if (busy.length === 0) return;
      for (const name of busy) while (waiting[name].length > 0) await deliver(name);
    }
  };

  const request = async (asked: SiteRequest): Promise<SiteAnswer> => {
    const { answer } = await invoke('site', apiGatewayEvent(asked));
    const { statusCode, headers, cookies, body, isBase64Encoded } = answer as {
      statusCode: number;
      headers: Record<string, string>;
      cookies?: string[];
      body: string;
      isBase64Encoded: boolean;
    };
    return {
      status: statusCode,
      headers,
      cookies: cookies ?? [],
      body: isBase64Encoded ? Buffer.from(body, 'base64').toString() : body,
    };
  };

  return {
    /** Address of the database itself, past the meter. */
    database: database.endpoint,
    /** What each function is given, with the addresses of one machine. */
    environments,
    origin: environment.PUBLIC_ORIGIN ?? '',
    request,
    invoke,
    pump,
    settle,
    send,
    /** What waits in each queue. */
    waiting,
    /** Every call so far. */
    invocations,
    /** Capacity that the functions consumed. */
    consumed: meter.consumed,
    /** Calls of KMS. */
    kmsCalls: kms.calls,
    deadLetters,
    /** Calls of SQS by the stream's reader, and messages that went through any queue's door. */
    queueCalls: sqs.calls,
    messages: sqs.sent,
    now: (): Date => new Date(Date.now() + clockOffset),
    /** Calls the clock, once; the first time it makes the coordinator of the settings. */
    tick: (): Promise<Invocation> => invoke('clock', schedulerEvent(new Date(Date.now() + clockOffset))),
    /** Moves every function's clock on and lets the clock work until nothing is due. */
    pass: async (milliseconds: number): Promise<void> => {
      clockOffset += milliseconds;
      for (let turn = 0; turn < 20; turn += 1) {
        const { answer } = await invoke('clock', schedulerEvent(new Date(Date.now() + clockOffset)));
        await settle();
        if ((answer as { looked: number }).looked === 0) return;
      }
    },
    /** Mail that SES has taken for an address, oldest first. */
    mailTo: async (address: string): Promise<ReadMail[]> => {
      const stored = outbox.list().flatMap((number) => outbox.get(number) ?? []);
      const own = stored.filter(({ destinations }) => destinations.includes(address));
      return (await Promise.all(own.map(readMail))).toReversed();
    },
    /** How many messages SES has taken. */
    mailCount: (): number => outbox.list().length,
    /** Every line that a function logged. */
    logged: async (): Promise<string[]> =>
      (await Promise.all([...running.values()])).flatMap((each) => [...each.logged]),
    stop: async (): Promise<void> => {
      await Promise.all([...running.values()].map(async (each) => (await each).stop()));
      stream.close();
      await Promise.all([meter.stop(), kms.stop(), sqs.stop(), ses.stop(), database.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
