import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { afterAll, describe, expect, test } from 'vitest';
import { securityHeaders } from '#functions/api/pipeline.ts';
import { tableDefinition } from '#functions/data/table.ts';
import { mailEnvironmentSchema } from '#functions/mail/sender.ts';
import { environmentSchema } from '#functions/services.ts';
import { askedFor, messageKinds, messageStates } from '#shared/life/message.ts';
import { roundStates } from '#shared/life/round.ts';
import { readBuiltSite } from '../../../infra/built-site.ts';
import { createDeployment } from '../../../infra/deployment.ts';
import { requireStage } from '../../../infra/stages.ts';

/*
 * What the templates say, without bundling anything: the stacks are made once, from a small built site.
 */

// biome-ignore lint/suspicious/noExplicitAny: a template is whatever CloudFormation takes.
type Resource = { Type: string; Properties: any; DeletionPolicy?: string; UpdateReplacePolicy?: string };

const folder = mkdtempSync(join(tmpdir(), 'alongside-infra-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
for (const file of [
  'server/entry.mjs',
  'client/index.html',
  'client/how.html',
  'client/es.html',
  'client/es/how.html',
  'client/problem/fault.html',
  'client/favicon.svg',
  'client/_astro/page.css',
  'client/fonts/literata.woff2',
]) {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), '');
}

const { context } = JSON.parse(readFileSync('cdk.json', 'utf8'));
const newApp = () => new App({ context: { ...context, 'aws:cdk:bundling-stacks': [] } });
const stacks = createDeployment(newApp(), requireStage('example'), readBuiltSite(folder));
const templates = {
  data: Template.fromStack(stacks.data).toJSON().Resources as Record<string, Resource>,
  service: Template.fromStack(stacks.service).toJSON().Resources as Record<string, Resource>,
  site: Template.fromStack(stacks.site).toJSON().Resources as Record<string, Resource>,
};
const all = Object.entries({ ...templates.data, ...templates.service, ...templates.site });
const ofType = (type: string): [string, Resource][] => all.filter(([, { Type }]) => Type === type);
const only = (type: string): Resource => {
  const found = ofType(type);
  expect(found).toHaveLength(1);
  return found[0]![1];
};

type Statement = { Effect: string; Action: string | string[]; Resource: unknown };
/** What each role is allowed, by the name of the policy's role. */
const allowed = ofType('AWS::IAM::Policy').map(([id, { Properties }]) => ({
  id,
  statements: (Properties.PolicyDocument.Statement as Statement[]).filter(({ Effect }) => Effect === 'Allow'),
}));
const actionsOf = (prefix: string): string[] =>
  allowed
    .filter(({ id }) => id.startsWith(`${prefix}Role`))
    .flatMap(({ statements }) => statements.flatMap(({ Action }) => Action));

describe('data', () => {
  test('the table is the one that functions/data/table.ts defines', () => {
    const { Properties: table } = only('AWS::DynamoDB::Table');
    const keySchema = (keys: { partitionKey: string; sortKey: string }) => [
      { AttributeName: keys.partitionKey, KeyType: 'HASH' },
      { AttributeName: keys.sortKey, KeyType: 'RANGE' },
    ];
    expect(table.KeySchema).toEqual(keySchema(tableDefinition));
    expect(table.GlobalSecondaryIndexes).toEqual(
      tableDefinition.indexes.map((index) => ({
        IndexName: index.name,
        KeySchema: keySchema(index),
        Projection: { ProjectionType: 'ALL' },
      })),
    );
    const names = [tableDefinition, ...tableDefinition.indexes].flatMap((keys) => [
      keys.partitionKey,
      keys.sortKey,
    ]);
    expect(table.AttributeDefinitions).toEqual(
      expect.arrayContaining(names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' }))),
    );
    expect(table.AttributeDefinitions).toHaveLength(names.length);
    expect(table.TimeToLiveSpecification).toEqual({
      AttributeName: tableDefinition.timeToLiveAttribute,
      Enabled: true,
    });
    expect(table.StreamSpecification).toEqual({ StreamViewType: tableDefinition.stream });
  });

  test('the table can be brought back, is not deleted, and is encrypted with our key', () => {
    const table = only('AWS::DynamoDB::Table');
    expect(table.Properties.PointInTimeRecoverySpecification).toEqual({
      PointInTimeRecoveryEnabled: true,
      RecoveryPeriodInDays: 35,
    });
    expect(table.Properties.DeletionProtectionEnabled).toBe(true);
    expect(table.Properties.SSESpecification).toMatchObject({ SSEEnabled: true, SSEType: 'KMS' });
    expect(stacks.data.terminationProtection).toBe(true);
  });

  test('whatever holds state keeps its logical id, and stays when its stack goes', () => {
    // Another id would make CloudFormation put an empty table beside the one with people in it.
    expect(Object.entries(templates.data).map(([id, { Type }]) => [id, Type])).toEqual([
      ['ServiceKey5A47A26D', 'AWS::KMS::Key'],
      ['PeopleKeyD4599107', 'AWS::KMS::Key'],
      ['ContactHashB6F872FB', 'AWS::SecretsManager::Secret'],
      ['Tokens1180AAEA', 'AWS::SecretsManager::Secret'],
      ['TableCD117FA1', 'AWS::DynamoDB::Table'],
    ]);
    for (const { DeletionPolicy, UpdateReplacePolicy } of Object.values(templates.data))
      expect([DeletionPolicy, UpdateReplacePolicy]).toEqual(['Retain', 'Retain']);
  });
});

describe('functions', () => {
  const functions = ofType('AWS::Lambda::Function');

  test('are four, on Node 24 and arm64, with logs of their own for 30 days', () => {
    expect(functions).toHaveLength(4);
    const logGroups = new Set<string>();
    for (const [, { Properties }] of functions) {
      expect(Properties.Runtime).toBe('nodejs24.x');
      expect(Properties.Architectures).toEqual(['arm64']);
      const logGroup: string = Properties.LoggingConfig.LogGroup.Ref;
      expect(templates.service[logGroup]?.Properties.RetentionInDays).toBe(30);
      logGroups.add(logGroup);
    }
    expect(logGroups.size).toBe(4);
  });

  test('each has a role of its own', () => {
    const roles = functions.map(([, { Properties }]) => Properties.Role['Fn::GetAtt'][0]);
    expect(new Set(roles).size).toBe(4);
  });

  /** An environment as CloudFormation would fill it in. */
  const environmentOf = ({ Properties }: Resource): Record<string, string> => {
    const filled = (value: unknown): string => {
      if (typeof value === 'string') return value;
      const joined = (value as { 'Fn::Join'?: [string, unknown[]] })['Fn::Join'];
      return joined ? joined[1].map(filled).join(joined[0]) : 'imported';
    };
    const secret = 'aB3'.repeat(15).slice(0, 43);
    return Object.fromEntries(
      Object.entries(Properties.Environment.Variables).map(([name, value]) => [
        name,
        filled(value).replaceAll(/\{\{resolve:secretsmanager:[^}]*\}\}/g, secret),
      ]),
    );
  };

  test.each(functions)('%s gets an environment that its own schema accepts', (id, resource) => {
    const environment = environmentOf(resource);
    const parsed = environmentSchema.parse(environment);
    expect(parsed.PUBLIC_ORIGIN).toBe('https://alongside.example.org');
    expect(parsed.KMS_KEY_ID).toBeDefined();
    expect(parsed.SECRETS.master).toBeUndefined();
    // It holds keys: whoever may look at a function's settings must not see them.
    expect(resource.Properties.KmsKeyArn).toBeDefined();
    if (id.startsWith('Mail')) mailEnvironmentSchema.parse(environment);
    else expect(environment.MAIL_FROM).toBeUndefined();
  });
});

describe('rights', () => {
  test('no role may do “everything of a kind”, or anything to everything', () => {
    expect(allowed.length).toBeGreaterThan(6);
    for (const { statements } of allowed)
      for (const { Action, Resource } of statements) {
        expect([Action].flat().filter((action) => action.includes('*'))).toEqual([]);
        expect([Resource].flat()).not.toContain('*');
      }
    for (const [, { Properties }] of ofType('AWS::IAM::Role')) {
      expect(Properties.ManagedPolicyArns ?? []).toEqual([]);
      expect(Properties.Policies ?? []).toEqual([]);
    }
  });

  test('only the mail worker can send mail', () => {
    expect(actionsOf('Mail').filter((action) => action.startsWith('ses:'))).toEqual(['ses:SendRawEmail']);
    const others = allowed.filter(({ id }) => !id.startsWith('MailRole'));
    expect(others.flatMap(({ statements }) => statements.flatMap(({ Action }) => Action))).not.toContainEqual(
      expect.stringMatching(/^ses:/),
    );
  });

  test('only the site makes data keys; the clock and rounds cannot open what is sealed', () => {
    const onPeopleKey = (prefix: string) =>
      allowed
        .filter(({ id }) => id.startsWith(`${prefix}Role`))
        .flatMap(({ statements }) => statements)
        .filter(({ Resource }) => JSON.stringify(Resource).includes('PeopleKey'))
        .flatMap(({ Action }) => Action);
    expect(onPeopleKey('Site').sort()).toEqual(['kms:Decrypt', 'kms:GenerateDataKey']);
    expect(onPeopleKey('Mail')).toEqual(['kms:Decrypt']);
    expect(onPeopleKey('Clock')).toEqual([]);
    expect(onPeopleKey('Round')).toEqual([]);
  });

  test('nobody scans the table', () => {
    for (const prefix of ['Site', 'Mail', 'Clock', 'Round']) {
      expect(actionsOf(prefix)).toContain('dynamodb:Query');
      expect(actionsOf(prefix)).not.toContain('dynamodb:Scan');
    }
  });
});

describe('what is asynchronous', () => {
  const queues = ofType('AWS::SQS::Queue');

  test('every queue has its dead letters, and dead letters stay for 14 days', () => {
    const isDeadLetters = ([id]: [string, Resource]) => id.includes('DeadLetters');
    expect(queues.filter(isDeadLetters)).toHaveLength(4);
    for (const [, { Properties }] of queues.filter(isDeadLetters))
      expect(Properties.MessageRetentionPeriod).toBe(14 * 86_400);
    const working = queues.filter((queue) => !isDeadLetters(queue));
    expect(working).toHaveLength(3);
    for (const [, { Properties }] of working)
      expect(Properties.RedrivePolicy.deadLetterTargetArn['Fn::GetAtt'][0]).toContain('DeadLetters');
  });

  test('so has every pipe, the schedule, and what the schedule calls', () => {
    for (const [, { Properties }] of ofType('AWS::Pipes::Pipe'))
      expect(
        Properties.SourceParameters.DynamoDBStreamParameters.DeadLetterConfig.Arn['Fn::GetAtt'][0],
      ).toContain('DeadLetters');
    expect(only('AWS::Scheduler::Schedule').Properties.Target.DeadLetterConfig.Arn).toBeDefined();
    expect(
      only('AWS::Lambda::EventInvokeConfig').Properties.DestinationConfig.OnFailure.Destination,
    ).toBeDefined();
  });

  test('a worker tells which records failed, and has time before they come again', () => {
    const mappings = ofType('AWS::Lambda::EventSourceMapping');
    expect(mappings).toHaveLength(3);
    for (const [, { Properties }] of mappings) {
      expect(Properties.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
      const queue = templates.service[Properties.EventSourceArn['Fn::GetAtt'][0]]!;
      const worker = templates.service[Properties.FunctionName.Ref]!;
      expect(queue.Properties.VisibilityTimeout).toBeGreaterThanOrEqual(6 * worker.Properties.Timeout);
    }
  });

  test('the clock ticks every minute', () => {
    expect(only('AWS::Scheduler::Schedule').Properties.ScheduleExpression).toBe('rate(1 minute)');
  });
});

describe('the roads out of the stream', () => {
  type Rule = string | { 'anything-but': string[] };
  const pipes = ofType('AWS::Pipes::Pipe').map(([id, { Properties }]) => ({
    id,
    image: JSON.parse(Properties.SourceParameters.FilterCriteria.Filters[0].Pattern).dynamodb
      .NewImage as Record<string, { S: Rule[] }>,
    body: Properties.TargetParameters.InputTemplate as string,
  }));
  /** EventBridge's matching, as far as our patterns use it. */
  const roadsOf = (image: Record<string, string>): string[] =>
    pipes
      .filter((pipe) =>
        Object.entries(pipe.image).every(([name, { S }]) =>
          S.some((rule) =>
            typeof rule === 'string'
              ? image[name] === rule
              : image[name] !== undefined && !rule['anything-but'].includes(image[name]),
          ),
        ),
      )
      .map(({ id }) => id.replace(/Pipe[0-9A-F]{8}$/, ''));

  test('a pending message takes one of two, by whether its owner just asked for it', () => {
    for (const kind of messageKinds)
      for (const state of messageStates)
        expect(roadsOf({ type: 'intent', state, kind }), `${kind} ${state}`).toEqual(
          state !== 'pending' ? [] : [askedFor.has(kind) ? 'UrgentMail' : 'NormalMail'],
        );
  });

  test('a round that was asked for or confirmed takes the third', () => {
    for (const state of roundStates)
      expect(roadsOf({ type: 'round', state }), state).toEqual(
        state === 'requested' || state === 'confirmed' ? ['Rounds'] : [],
      );
  });

  test('nothing else takes any', () => {
    for (const type of ['person', 'newcomer', 'mentor', 'match', 'change', 'session'])
      for (const state of ['pending', 'requested', 'confirmed'])
        expect(roadsOf({ type, state, kind: 'sign-in' })).toEqual([]);
  });

  test('only the id goes on', () => {
    expect(pipes.map(({ body }) => body).sort()).toEqual([
      '{"intentId": <$.dynamodb.NewImage.id.S>}',
      '{"intentId": <$.dynamodb.NewImage.id.S>}',
      '{"roundId": <$.dynamodb.NewImage.id.S>}',
    ]);
  });
});

describe('the site', () => {
  const config = () => only('AWS::CloudFront::Distribution').Properties.DistributionConfig;

  test('built paths come from the bucket, everything else from the function, nothing of which is kept', () => {
    const behaviours: { PathPattern: string; FunctionAssociations?: unknown[] }[] = config().CacheBehaviors;
    expect(behaviours.map(({ PathPattern }) => PathPattern)).toEqual([
      '/',
      '/es',
      '/es/how',
      '/how',
      '/_astro/*',
      '/favicon.svg',
      '/fonts/*',
    ]);
    const pages = behaviours.filter(({ FunctionAssociations }) => FunctionAssociations?.length === 1);
    expect(pages.map(({ PathPattern }) => PathPattern)).toEqual(['/', '/es', '/es/how', '/how']);
    // The managed policy “CachingDisabled”.
    expect(config().DefaultCacheBehavior.CachePolicyId).toBe('4135ea2d-6df8-44a3-9df3-4b5a84be39ad');
    expect(config().CustomErrorResponses).toBeUndefined();
  });

  test.each([
    ['/', '/index.html'],
    ['/how', '/how.html'],
    ['/es', '/es.html'],
    ['/es/how', '/es/how.html'],
  ])('the page %s is the file %s', (uri, file) => {
    const code: string = only('AWS::CloudFront::Function').Properties.FunctionCode;
    const handler = new Function(`${code}; return handler;`)();
    expect(handler({ request: { uri } }).uri).toBe(file);
  });

  test('built files carry the very headers that the function sends', () => {
    const policy = only('AWS::CloudFront::ResponseHeadersPolicy').Properties.ResponseHeadersPolicyConfig;
    const security = policy.SecurityHeadersConfig;
    const { AccessControlMaxAgeSec, IncludeSubdomains } = security.StrictTransportSecurity;
    const custom: { Header: string; Value: string }[] = policy.CustomHeadersConfig.Items;
    expect({
      'content-security-policy': security.ContentSecurityPolicy.ContentSecurityPolicy,
      'strict-transport-security': `max-age=${AccessControlMaxAgeSec}${IncludeSubdomains ? '; includeSubDomains' : ''}`,
      'x-content-type-options': security.ContentTypeOptions.Override ? 'nosniff' : '',
      'x-frame-options': security.FrameOptions.FrameOption,
      'referrer-policy': security.ReferrerPolicy.ReferrerPolicy,
      ...Object.fromEntries(custom.map(({ Header, Value }) => [Header, Value])),
    }).toEqual(securityHeaders);
  });

  test('the function hears where a request came from, what it speaks, and its own host', () => {
    const { HeadersConfig, CookiesConfig, QueryStringsConfig } = only('AWS::CloudFront::OriginRequestPolicy')
      .Properties.OriginRequestPolicyConfig;
    expect(HeadersConfig.Headers).toEqual(
      expect.arrayContaining(['cloudfront-viewer-address', 'origin', 'sec-fetch-site', 'idempotency-key']),
    );
    expect(HeadersConfig.Headers).not.toContain('host');
    // CloudFront's quota for one policy.
    expect(HeadersConfig.Headers.length).toBeLessThanOrEqual(10);
    expect([CookiesConfig.CookieBehavior, QueryStringsConfig.QueryStringBehavior]).toEqual(['all', 'all']);
  });

  test('the bucket is closed to all but this distribution', () => {
    const bucket = only('AWS::S3::Bucket').Properties;
    expect(bucket.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    const statements: (Statement & { Condition?: unknown })[] =
      only('AWS::S3::BucketPolicy').Properties.PolicyDocument.Statement;
    const opened = statements.filter(({ Effect }) => Effect === 'Allow');
    expect(opened.map(({ Action }) => Action)).toEqual(['s3:GetObject']);
    expect(JSON.stringify(opened[0]?.Condition)).toContain('AWS:SourceArn');
  });

  test('a site with more paths than CloudFront takes is refused in words', () => {
    const pages = Array.from({ length: 30 }, (_, index) => `/page-${index}`);
    expect(() => createDeployment(newApp(), requireStage('example'), { pages, files: [] })).toThrow(
      /30 built paths/,
    );
  });

  test('a site that is not built is refused in words', () => {
    expect(() => readBuiltSite(join(folder, 'nowhere'))).toThrow(/npm run build/);
  });
});
