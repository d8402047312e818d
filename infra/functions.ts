import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ServiceFunction, type ServiceFunctionProps } from './constructs/service-function.ts';
import type { DataStack } from './data-stack.ts';
import type { MailStack } from './mail-stack.ts';
import type { Stage } from './stages.ts';

/** Mail workers at once, of each of the two queues: SQS's least. What SES allows in a second is shared out among them. */
export const mailWorkersOfAQueue = 2;

/** Whose keys the vault asks for, as `functions/vault` names them to KMS. */
const people = ['person_*', 'draft_*'];

type Parts = { readonly data: DataStack; readonly mail: MailStack; readonly stage: Stage };

/** The functions that have the table: each with the items and the keys that its work needs, and no others. */
export const createFunctions = (scope: Construct, parts: Parts, originSecrets: readonly string[]) => ({
  site: siteFunction(scope, parts, originSecrets),
  mail: mailFunction(scope, parts),
  mailEvents: mailEventsFunction(scope, parts),
  clock: clockFunction(scope, parts),
  round: roundFunction(scope, parts),
});

const siteFunction = (scope: Construct, parts: Parts, originSecrets: readonly string[]): ServiceFunction => {
  const { data } = parts;
  const site = functionOnTable(scope, 'Site', {
    parts,
    folder: 'site',
    description: 'Pages and JSON API, one Hono app.',
    memoryMegabytes: 1_024,
    timeoutSeconds: 15,
    environment: {
      KEYS: 'contactHash,tokens',
      // Short pauses rather than few (docs/decisions/0029).
      NODE_OPTIONS: '--max-semi-space-size=8',
      ORIGIN_SECRETS: Stack.of(scope).toJsonString(originSecrets),
    },
    // CloudFront's own settings hold the secrets; here they are sealed.
    environmentKey: data.key,
  });
  const keys = [...people, 'key:contactHash', 'key:tokens'];
  data.allowItems(site.role!, { kind: 'everything' });
  data.allowKeys(site.role!, { open: keys, make: keys });
  return site;
};

/** The only one that can send mail, and only from its own address. */
const mailFunction = (scope: Construct, parts: Parts): ServiceFunction => {
  const { data, mail, stage } = parts;
  const sender = functionOnTable(scope, 'Mail', {
    parts,
    folder: 'mail',
    description: 'Writes and sends each message once.',
    memoryMegabytes: 512,
    // One call of SES ends after 13 s at the latest, and a batch holds four.
    timeoutSeconds: 60,
    environment: {
      KEYS: 'tokens',
      MAIL_FROM: mail.from,
      SES_CONFIGURATION_SET: mail.configurationSet.configurationSetName,
      SES_CALLS_PER_SECOND: String(stage.mailPerSecond / (2 * mailWorkersOfAQueue)),
    },
  });
  data.allowItems(sender.role!, {
    kind: 'named',
    reads: ['INTENT', 'PERSON', 'ADDRESS', 'NEWCOMER', 'MENTOR', 'MATCH', 'CHALLENGE', 'DRAFT', 'KEY'],
    writes: ['INTENT'],
  });
  data.allowKeys(sender.role!, { open: [...people, 'key:tokens'] });
  mail.allowSending(sender.role!, stage.domain);
  return sender;
};

const mailEventsFunction = (scope: Construct, parts: Parts): ServiceFunction => {
  const { data } = parts;
  const teller = functionOnTable(scope, 'MailEvents', {
    parts,
    folder: 'mail-events',
    description: 'Writes down what SES tells of each message.',
    memoryMegabytes: 512,
    timeoutSeconds: 30,
    environment: { KEYS: 'contactHash' },
  });
  data.allowItems(teller.role!, {
    kind: 'named',
    reads: ['INTENT', 'KEY'],
    writes: ['INTENT', 'ADDRESS'],
  });
  data.allowKeys(teller.role!, { open: ['key:contactHash'] });
  return teller;
};

const clockFunction = (scope: Construct, parts: Parts): ServiceFunction => {
  const { data, stage } = parts;
  const clock = functionOnTable(scope, 'Clock', {
    parts,
    folder: 'clock',
    description: 'Every minute: what is due takes its next step.',
    memoryMegabytes: 512,
    timeoutSeconds: 55,
    environment: {
      KEYS: 'contactHash',
      STAGE: stage.name,
      COORDINATORS: stage.coordinators.join(','),
    },
    // It holds coordinators' addresses: whoever may look at a function's settings must not see them.
    environmentKey: data.key,
  });
  data.allowItems(clock.role!, { kind: 'steps' });
  // A key for the first coordinator, whom it makes, and the first key of hashes; it can open nobody's.
  data.allowKeys(clock.role!, { open: ['key:contactHash'], make: ['person_*', 'key:contactHash'] });
  return clock;
};

/** Has the table and no key at all. */
const roundFunction = (scope: Construct, parts: Parts): ServiceFunction => {
  const round = functionOnTable(scope, 'Round', {
    parts,
    folder: 'round',
    description: 'Works out the best proposals for everyone who waits.',
    memoryMegabytes: 1_769,
    timeoutSeconds: 300,
  });
  parts.data.allowItems(round.role!, { kind: 'steps' });
  return round;
};

/** A function with the settings that all of these read. */
const functionOnTable = (
  scope: Construct,
  id: string,
  {
    parts,
    environment,
    ...props
  }: Omit<ServiceFunctionProps, 'environment'> & {
    parts: Parts;
    environment?: Readonly<Record<string, string>>;
  },
): ServiceFunction => {
  const { data, stage } = parts;
  const { domain, community } = stage;
  return new ServiceFunction(scope, id, {
    ...props,
    environment: {
      TABLE_NAME: data.table.tableName,
      PUBLIC_ORIGIN: `https://${domain}`,
      KMS_KEY_ID: data.key.keyArn,
      ...(community && { COMMUNITY: JSON.stringify(community) }),
      ...environment,
    },
  });
};
