import { expect, test } from 'vitest';
import { type Resource, type Statement, synthesise } from '#test/support/templates.ts';

/*
 * Who may do what: every role's rights, compared with a table. A right that is not in it fails, and so does a row without
 * its right.
 */

const { ofType } = synthesise();

/** A resource in short: `Table`, `Table/index/byDue`, `identity/alongside.example.org`. */
const short = (resource: unknown): string => {
  if (typeof resource === 'string') return resource;
  const value = resource as Record<string, unknown>;
  if ('Fn::ImportValue' in value)
    return String(value['Fn::ImportValue'])
      .replace(/^.*:ExportsOutput(Ref|FnGetAtt)/, '')
      .replace(/[0-9A-F]{8}.*$/, '');
  if ('Ref' in value)
    return String(value.Ref)
      .replace(/[0-9A-F]{8}$/, '')
      .replace(/^AWS::.*$/, '');
  if ('Fn::GetAtt' in value) return String((value['Fn::GetAtt'] as string[])[0]).replace(/[0-9A-F]{8}$/, '');
  const [glue, parts] = value['Fn::Join'] as [string, unknown[]];
  return parts
    .map(short)
    .join(glue)
    .replace(/^arn::.*?::?(?=identity|configuration-set)/, '');
};

const conditionOf = (condition: Statement['Condition']): string => {
  if (!condition) return '';
  const keys = Object.values(condition).flatMap((each) => Object.entries(each as Record<string, unknown>));
  return keys
    .map(([key, value]) =>
      key === 'dynamodb:LeadingKeys'
        ? ` if ${[value].flat().join(' ')}`
        : key === 'kms:ViaService'
          ? ` via ${String(value).split('.')[0]}`
          : key === 'kms:EncryptionContext:owner'
            ? ` of ${[value].flat().join(' ')}`
            : key === 'ses:FromAddress'
              ? ` from ${JSON.stringify(value).includes('@alongside.example.org') || 'imported'}`
              : '',
    )
    .join('');
};

const rowsOf = ({ Properties }: Resource): string[] =>
  (Properties.PolicyDocument.Statement as Statement[]).flatMap(({ Effect, Action, Resource, Condition }) =>
    [Action]
      .flat()
      .map(
        (action) => `${Effect} ${action} ${[Resource].flat().map(short).join(' ')}${conditionOf(Condition)}`,
      ),
  );

const rights = Object.fromEntries(
  ofType('AWS::IAM::Policy').map(([id, policy]) => [
    id.replace(/(DefaultPolicy)?[0-9A-F]{8}$/, ''),
    rowsOf(policy).sort(),
  ]),
);

/** The table's key is used through DynamoDB alone. */
const tableKey = ['Decrypt', 'DescribeKey', 'Encrypt', 'GenerateDataKey', 'ReEncryptFrom', 'ReEncryptTo'].map(
  (action) => `Allow kms:${action} Key via dynamodb`,
);
const ownLog = (name: string) =>
  ['CreateLogStream', 'PutLogEvents'].map((action) => `Allow logs:${action} ${name}Logs`);
const people = 'person_* draft_*';
const open = (owners: string) => `Allow kms:Decrypt Key of ${owners}`;
const make = (owners: string) => `Allow kms:GenerateDataKey Key of ${owners}`;
const queues = (...names: string[]) =>
  ['ChangeMessageVisibility', 'DeleteMessage', 'GetQueueAttributes', 'GetQueueUrl', 'ReceiveMessage'].map(
    (action) => `Allow sqs:${action} ${names.join(' ')}`,
  );
const steps = [
  ...['BatchGetItem', 'ConditionCheckItem', 'GetItem', 'PutItem'].map(
    (action) => `Allow dynamodb:${action} Table`,
  ),
  'Allow dynamodb:Query Table Table/index/byDue Table/index/byState',
];
const table: Readonly<Record<string, readonly string[]>> = {
  SiteRole: [
    ...steps,
    'Allow dynamodb:DeleteItem Table',
    'Allow dynamodb:UpdateItem Table',
    ...tableKey,
    open(`${people} key:contactHash key:tokens`),
    make(`${people} key:contactHash key:tokens`),
    ...ownLog('Site'),
  ],
  MailRole: [
    'Allow dynamodb:GetItem Table if INTENT#* PERSON#* ADDRESS#* NEWCOMER#* MENTOR#* MATCH#* CHALLENGE#* DRAFT#* KEY#*',
    'Allow dynamodb:PutItem Table if INTENT#*',
    ...tableKey,
    open(`${people} key:tokens`),
    ...ownLog('Mail'),
    ...queues('NormalMailQueue', 'UrgentMailQueue'),
    'Allow ses:SendRawEmail configuration-set/ConfigurationSet identity/alongside.example.org from true',
  ],
  MailEventsRole: [
    'Allow dynamodb:GetItem Table if INTENT#* KEY#*',
    'Allow dynamodb:PutItem Table if INTENT#* ADDRESS#*',
    ...tableKey,
    open('key:contactHash'),
    ...ownLog('MailEvents'),
    ...queues('MailNewsQueue'),
  ],
  ClockRole: [
    ...steps,
    ...tableKey,
    // A key for the first coordinator, and the first key of hashes; it opens nobody's.
    open('key:contactHash'),
    make('person_* key:contactHash'),
    ...ownLog('Clock'),
    ...['GetQueueAttributes', 'GetQueueUrl', 'SendMessage'].map(
      (action) => `Allow sqs:${action} EveryMinuteDeadLetters`,
    ),
  ],
  RoundRole: [...steps, ...tableKey, ...ownLog('Round'), ...queues('RoundsQueue')],
  // It has no item but what the stream shows it, and no key but the stream's.
  StreamReaderRole: [
    ...['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'].map(
      (action) => `Allow dynamodb:${action} Table`,
    ),
    'Allow kms:Decrypt Key via dynamodb',
    'Allow sqs:SendMessage NormalMailQueue RoundsQueue UrgentMailQueue',
    ...['GetQueueAttributes', 'GetQueueUrl', 'SendMessage'].map(
      (action) => `Allow sqs:${action} StreamDeadLetters`,
    ),
    ...ownLog('StreamReader'),
  ],
  // In whichever version: how CDK writes it, and let through with that reason.
  SchedulerRoleForTarget5a088b: [
    'Allow lambda:InvokeFunction Clock Clock:*',
    'Allow sqs:SendMessage EveryMinuteDeadLetters',
  ],
  // It asks from outside, as anyone may.
  CanaryRole: [
    ...ownLog('Canary'),
    ...['GetQueueAttributes', 'GetQueueUrl', 'SendMessage'].map(
      (action) => `Allow sqs:${action} EveryHourDeadLetters`,
    ),
  ],
  SchedulerRoleForTarget4f5c00: [
    'Allow lambda:InvokeFunction Canary Canary:*',
    'Allow sqs:SendMessage EveryHourDeadLetters',
  ],
};

test('there are as many roles as the table has', () => {
  expect(Object.keys(rights).sort()).toEqual(Object.keys(table).sort());
  expect(ofType('AWS::IAM::Role')).toHaveLength(Object.keys(table).length);
});

test.each(Object.keys(table))('%s may do exactly what the table says', (role) => {
  expect(rights[role]).toEqual([...(table[role] ?? [])].sort());
});

test('no role may do “everything of a kind”, or anything to everything; nothing comes from elsewhere', () => {
  const statements = ofType('AWS::IAM::Policy').flatMap(
    ([, { Properties }]) => Properties.PolicyDocument.Statement as Statement[],
  );
  expect(statements.length).toBeGreaterThan(30);
  for (const { Action, Resource } of statements) {
    expect([Action].flat().filter((action) => action.includes('*'))).toEqual([]);
    expect([Resource].flat()).not.toContain('*');
  }
  for (const [, { Properties }] of ofType('AWS::IAM::Role')) {
    expect(Properties.ManagedPolicyArns ?? []).toEqual([]);
    expect(Properties.Policies ?? []).toEqual([]);
  }
});

test('only the mail worker can send mail; only it and the site can open what is sealed', () => {
  const may = (pattern: RegExp) =>
    Object.keys(rights).filter((role) => rights[role]?.some((right) => pattern.test(right)));
  expect(may(/ ses:/)).toEqual(['MailRole']);
  expect(may(/kms:Decrypt Key of .*person_/).sort()).toEqual(['MailRole', 'SiteRole']);
  // One key: whoever uses it by itself does so for owners that are named, and everyone else through the table only.
  expect(may(/kms:\w+ Key(?! (via|of) )/)).toEqual([]);
  expect(may(/key:tokens/).sort()).toEqual(['MailRole', 'SiteRole']);
  expect(may(/dynamodb:Scan/)).toEqual([]);
  expect(may(/secretsmanager:/)).toEqual([]);
});

test('a right too many shows', () => {
  const planted: Resource = {
    Type: 'AWS::IAM::Policy',
    Properties: {
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Action: ['dynamodb:Scan'],
            Resource: { 'Fn::GetAtt': ['TableCD117FA1', 'Arn'] },
          },
        ],
      },
    },
  };
  expect(rowsOf(planted)).toEqual(['Allow dynamodb:Scan Table']);
  expect([...(rights.RoundRole ?? []), ...rowsOf(planted)].sort()).not.toEqual(
    [...(table.RoundRole ?? [])].sort(),
  );
});
