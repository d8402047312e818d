import { describe, expect, test } from 'vitest';
import { securityHeaders } from '#functions/api/pipeline.ts';
import { canaryEnvironmentSchema } from '#functions/canary/handler.ts';
import { clockEnvironmentSchema } from '#functions/clock/run.ts';
import { tableDefinition } from '#functions/data/table.ts';
import { mailEnvironmentSchema } from '#functions/mail/sender.ts';
import { environmentSchema } from '#functions/services.ts';
import { originHeader } from '#functions/site/origin-check.ts';
import { streamEnvironmentSchema } from '#functions/stream/queues.ts';
import { letterOf, queueNames } from '#functions/stream/roads.ts';
import { keysEnvironmentSchema } from '#functions/vault/service-keys.ts';
import { messageKinds, messageStates } from '#shared/life/message.ts';
import { roundStates } from '#shared/life/round.ts';
import { nodeOptionsOf } from '#test/support/node-options.ts';
import { newApp, type Resource, type Statement, synthesise } from '#test/support/templates.ts';
import { readBuiltSite } from '../../../infra/built-site.ts';
import { createDeployment } from '../../../infra/deployment.ts';
import { requireStage } from '../../../infra/stages.ts';

/*
 * What the templates say, without bundling anything: the stacks are made once, from a small built site.
 */

const { stacks, templates, ofType, only } = synthesise();

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
        Projection: { ProjectionType: index.projection },
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
    expect(Object.entries(templates.data.Resources).map(([id, { Type }]) => [id, Type])).toEqual([
      ['Key961B73FD', 'AWS::KMS::Key'],
      ['TableCD117FA1', 'AWS::DynamoDB::Table'],
    ]);
    for (const { DeletionPolicy, UpdateReplacePolicy } of Object.values(templates.data.Resources))
      expect([DeletionPolicy, UpdateReplacePolicy]).toEqual(['Retain', 'Retain']);
  });
});

/** The properties of the mapping that reads the table's stream. */
const isOfStream = ({ EventSourceArn }: Resource['Properties']): boolean =>
  JSON.stringify(EventSourceArn).includes('StreamArn');
const streamMapping = () =>
  ofType('AWS::Lambda::EventSourceMapping').find(([, { Properties }]) => isOfStream(Properties))![1]
    .Properties;

/** The function of a name. */
const functionNamed = (name: string): Resource =>
  ofType('AWS::Lambda::Function').find(([id]) => id.replace(/[0-9A-F]{8}$/, '') === name)![1];

/** An environment as CloudFormation would fill it in. */
const environmentOf = ({ Properties }: Resource): Record<string, string> => {
  const filled = (value: unknown): string => {
    if (typeof value === 'string') return value;
    const joined = (value as { 'Fn::Join'?: [string, unknown[]] })['Fn::Join'];
    return joined ? joined[1].map(filled).join(joined[0]) : 'https://imported.example.org/';
  };
  return Object.fromEntries(
    Object.entries(Properties.Environment.Variables).map(([name, value]) => [name, filled(value)]),
  );
};
describe('functions', () => {
  const functions = ofType('AWS::Lambda::Function');

  test('are seven, on Node 24 and arm64, with logs of their own for 30 days', () => {
    expect(functions).toHaveLength(7);
    const logGroups = new Set<string>();
    for (const [, { Properties }] of functions) {
      expect(Properties.Runtime).toBe('nodejs24.x');
      expect(Properties.Architectures).toEqual(['arm64']);
      const logGroup: string = Properties.LoggingConfig.LogGroup.Ref;
      expect(templates.service.Resources[logGroup]?.Properties.RetentionInDays).toBe(30);
      logGroups.add(logGroup);
    }
    expect(logGroups.size).toBe(7);
  });

  test('each has a role of its own', () => {
    const roles = functions.map(([, { Properties }]) => Properties.Role['Fn::GetAtt'][0]);
    expect(new Set(roles).size).toBe(7);
  });

  /** The stream's reader and the canary have neither table nor keys. */
  const onTable = functions.filter(([id]) => !/^(StreamReader|Canary)/.test(id));

  test.each(onTable)('%s gets an environment that its own schemas accept', (id, resource) => {
    const environment = environmentOf(resource);
    const parsed = environmentSchema.parse(environment);
    expect(parsed.PUBLIC_ORIGIN).toBe('https://alongside.example.org');
    expect(parsed.KMS_KEY_ID).toBeDefined();
    const is = (name: string): boolean => id.replace(/[0-9A-F]{8}$/, '') === name;
    if (is('Mail')) mailEnvironmentSchema.parse(environment);
    else expect(environment.MAIL_FROM).toBeUndefined();
    // The alarms look where it measures.
    if (is('Clock')) expect(clockEnvironmentSchema.parse(environment)).toEqual({ STAGE: 'example' });
    else expect(environment.STAGE).toBeUndefined();
    // Coordinators' addresses, and what CloudFront shows: whoever may look at a function's settings must not see them.
    const isPrivate = environment.COORDINATORS !== undefined || environment.ORIGIN_SECRETS !== undefined;
    expect(isPrivate).toBe(is('Clock') || is('Site'));
    expect(resource.Properties.KmsKeyArn !== undefined).toBe(isPrivate);
  });

  test('the site runs with the options of node that it has on one machine and is measured with, others with none', () => {
    const { NODE_OPTIONS } = environmentOf(functionNamed('Site'));
    expect(NODE_OPTIONS).toMatch(/^--max-semi-space-size=\d+$/);
    for (const script of ['start', 'dev', 'bench:warm'] as const)
      expect(nodeOptionsOf(script)).toEqual([NODE_OPTIONS]);
    const optioned = functions.filter(([, resource]) => environmentOf(resource).NODE_OPTIONS !== undefined);
    expect(optioned).toHaveLength(1);
  });

  test('the canary gets an environment that its own schema accepts', () => {
    expect(canaryEnvironmentSchema.parse(environmentOf(functionNamed('Canary')))).toEqual({
      PUBLIC_ORIGIN: 'https://alongside.example.org',
    });
  });

  test('each is told which keys to open, and no key stands in its settings', () => {
    const keysOf = (resource: Resource) =>
      environmentOf(resource).KEYS === undefined
        ? null
        : keysEnvironmentSchema.parse(environmentOf(resource)).KEYS;
    expect(
      Object.fromEntries(functions.map(([id, each]) => [id.replace(/[0-9A-F]{8}$/, ''), keysOf(each)])),
    ).toEqual({
      Site: ['contactHash', 'tokens'],
      Mail: ['tokens'],
      MailEvents: ['contactHash'],
      Clock: ['contactHash'],
      Round: null,
      StreamReader: null,
      Canary: null,
    });
    for (const [, resource] of functions) expect(environmentOf(resource).SECRETS).toBeUndefined();
  });

  test('the mail workers together keep to what SES allows', () => {
    for (const mailPerSecond of [1, 14, 50]) {
      const stage = synthesise({ mailPerSecond });
      const mappings = stage
        .ofType('AWS::Lambda::EventSourceMapping')
        .filter(([, { Properties }]) => /^Mail[0-9A-F]{8}$/.test(Properties.FunctionName.Ref));
      expect(mappings).toHaveLength(2);
      const workers = mappings.reduce(
        (sum, [, { Properties }]) => sum + Properties.ScalingConfig.MaximumConcurrency,
        0,
      );
      const [, mail] = stage.ofType('AWS::Lambda::Function').find(([id]) => /^Mail[0-9A-F]{8}$/.test(id)) as [
        string,
        Resource,
      ];
      const each = mailEnvironmentSchema.parse(environmentOf(mail)).SES_CALLS_PER_SECOND;
      expect(workers * each).toBeCloseTo(mailPerSecond);
    }
  });
});

describe('what is asynchronous', () => {
  const queues = ofType('AWS::SQS::Queue');

  test('every queue has its dead letters, and dead letters stay for 14 days', () => {
    const isDeadLetters = ([id]: [string, Resource]) => id.includes('DeadLetters');
    expect(queues.filter(isDeadLetters)).toHaveLength(7);
    for (const [, { Properties }] of queues.filter(isDeadLetters))
      expect(Properties.MessageRetentionPeriod).toBe(14 * 86_400);
    const working = queues.filter((queue) => !isDeadLetters(queue));
    expect(working).toHaveLength(4);
    for (const [, { Properties }] of working)
      expect(Properties.RedrivePolicy.deadLetterTargetArn['Fn::GetAtt'][0]).toContain('DeadLetters');
  });

  test('so have the stream’s reader, the schedule, and what the schedule calls', () => {
    expect(streamMapping().DestinationConfig.OnFailure.Destination['Fn::GetAtt'][0]).toContain('DeadLetters');
    const schedules = ofType('AWS::Scheduler::Schedule');
    expect(schedules).toHaveLength(2);
    for (const [, { Properties }] of schedules) expect(Properties.Target.DeadLetterConfig.Arn).toBeDefined();
    const called = ofType('AWS::Lambda::EventInvokeConfig');
    expect(called).toHaveLength(2);
    for (const [, { Properties }] of called)
      expect(Properties.DestinationConfig.OnFailure.Destination).toBeDefined();
  });

  test('so has what SES tells: only its topic may write to the queue, and only SES to the topic', () => {
    const subscription = ofType('AWS::SNS::Subscription').find(
      ([, { Properties }]) => Properties.Protocol === 'sqs',
    )?.[1].Properties;
    expect(subscription.RedrivePolicy.deadLetterTargetArn).toBeDefined();
    const queue: string = subscription.Endpoint['Fn::GetAtt'][0];
    const writers = ofType('AWS::SQS::QueuePolicy')
      .filter(([, { Properties }]) => Properties.Queues[0].Ref === queue)
      .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement as Statement[])
      .filter(({ Effect }) => Effect === 'Allow');
    expect(writers).toHaveLength(1);
    expect(writers[0]).toMatchObject({
      Action: 'sqs:SendMessage',
      Condition: { ArnEquals: { 'aws:SourceArn': subscription.TopicArn } },
      Principal: { Service: 'sns.amazonaws.com' },
    });
    const { Resources } = templates.mail;
    const [topic] = Object.entries(Resources).find(([, { Type }]) => Type === 'AWS::SNS::Topic') ?? [];
    expect(JSON.stringify(subscription.TopicArn)).toContain(topic);
    expect(Resources[topic!]!.Properties.KmsMasterKeyId).toBeDefined();
    const publishers = Object.values(Resources)
      .filter(({ Type }) => Type === 'AWS::SNS::TopicPolicy')
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
      .filter(({ Effect }) => Effect === 'Allow');
    expect(publishers.map(({ Principal }) => Principal)).toEqual([{ Service: 'ses.amazonaws.com' }]);
    expect(JSON.stringify(publishers[0].Condition)).toContain('configuration-set/');
  });

  test('everything that carries something refuses what is not TLS', () => {
    const policies = ['SQS::Queue', 'SNS::Topic', 'S3::Bucket'].map((kind) => {
      const things = ofType(`AWS::${kind}`).length;
      const refusing = ofType(`AWS::${kind}Policy`).filter(([, { Properties }]) =>
        (Properties.PolicyDocument.Statement as Statement[]).some(
          ({ Effect, Condition }) =>
            Effect === 'Deny' && Condition?.Bool?.['aws:SecureTransport'] === 'false',
        ),
      ).length;
      return { kind, things, refusing };
    });
    expect(policies).toEqual([
      { kind: 'SQS::Queue', things: 11, refusing: 11 },
      { kind: 'SNS::Topic', things: 2, refusing: 2 },
      { kind: 'S3::Bucket', things: 1, refusing: 1 },
    ]);
  });

  test('a worker tells which records failed, and has time before they come again', () => {
    const mappings = ofType('AWS::Lambda::EventSourceMapping').filter(
      ([, { Properties }]) => !isOfStream(Properties),
    );
    expect(mappings).toHaveLength(4);
    for (const [, { Properties }] of mappings) {
      expect(Properties.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
      const queue = templates.service.Resources[Properties.EventSourceArn['Fn::GetAtt'][0]]!;
      const worker = templates.service.Resources[Properties.FunctionName.Ref]!;
      expect(queue.Properties.VisibilityTimeout).toBeGreaterThanOrEqual(6 * worker.Properties.Timeout);
    }
  });

  test('the clock ticks every minute, the canary every hour', () => {
    const paces = ofType('AWS::Scheduler::Schedule').map(([id, { Properties }]) => [
      id.replace(/Schedule[0-9A-F]{8}$/, ''),
      Properties.ScheduleExpression,
    ]);
    expect(Object.fromEntries(paces)).toEqual({ EveryMinute: 'rate(1 minute)', EveryHour: 'rate(1 hour)' });
  });
});

describe('the stream', () => {
  const filters = streamMapping().FilterCriteria.Filters.map(
    ({ Pattern }: { Pattern: string }) =>
      JSON.parse(Pattern).dynamodb.NewImage as Record<string, { S: string[] }>,
  );
  /** Lambda's matching, as far as our patterns use it. */
  const passes = (image: Record<string, string>): boolean =>
    filters.some((filter: Record<string, { S: string[] }>) =>
      Object.entries(filter).every(([name, { S }]) => S.includes(image[name] ?? '')),
    );
  const letter = (image: Record<string, string>) =>
    letterOf(Object.fromEntries(Object.entries({ id: 'id', ...image }).map(([name, S]) => [name, { S }])));

  test('its filter lets through exactly what its reader has a queue for', () => {
    let passed = 0;
    for (const type of ['intent', 'round', 'person', 'newcomer', 'mentor', 'match', 'change', 'session'])
      for (const state of [...messageStates, ...roundStates])
        for (const kind of messageKinds) {
          const image = { type, state, kind };
          expect(passes(image), JSON.stringify(image)).toBe(letter(image) !== null);
          if (passes(image)) passed += 1;
        }
    expect(passed).toBe(3 * messageKinds.length);
  });

  test('its reader knows every queue, by the environment that its own schema accepts', () => {
    const { QUEUE_URLS } = streamEnvironmentSchema.parse(environmentOf(functionNamed('StreamReader')));
    expect(Object.keys(QUEUE_URLS).sort()).toEqual([...queueNames].sort());
  });

  test('a change that no queue takes comes again for two minutes, by itself at last, and then rings', () => {
    expect(streamMapping()).toMatchObject({
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      BisectBatchOnFunctionError: true,
      MaximumRecordAgeInSeconds: 120,
      StartingPosition: 'LATEST',
    });
    // Within that time, as often as Lambda likes.
    expect(streamMapping().MaximumRetryAttempts).toBeUndefined();
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

  test('CloudFront shows the function that it is CloudFront, by a secret in no template', () => {
    const origins: { OriginCustomHeaders?: { HeaderName: string; HeaderValue: unknown }[] }[] =
      config().Origins;
    const sent = origins.flatMap(({ OriginCustomHeaders }) => OriginCustomHeaders ?? []);
    expect(sent.map(({ HeaderName }) => HeaderName)).toEqual([originHeader]);
    expect(JSON.stringify(sent[0]?.HeaderValue)).toMatch(/resolve:secretsmanager:.*SecretString/);
    const { OriginRequestPolicyConfig } = only('AWS::CloudFront::OriginRequestPolicy').Properties;
    expect(OriginRequestPolicyConfig.HeadersConfig.Headers).not.toContain(originHeader);
  });

  test('it speaks TLS 1.2 with the domain’s own certificate, and the firewall stands before it', () => {
    expect(config().ViewerCertificate).toMatchObject({
      MinimumProtocolVersion: 'TLSv1.2_2021',
      SslSupportMethod: 'sni-only',
    });
    expect(JSON.stringify(config().ViewerCertificate.AcmCertificateArn)).toContain('edge');
    expect(JSON.stringify(config().WebACLId)).toContain('edge');
    for (const { ViewerProtocolPolicy } of [config().DefaultCacheBehavior, ...config().CacheBehaviors])
      expect(ViewerProtocolPolicy).toBe('redirect-to-https');
  });

  test('while its secret changes, CloudFront sends the new one and the function takes both', () => {
    const changing = synthesise({ originSecrets: [2, 1] });
    const site = changing.ofType('AWS::Lambda::Function').find(([id]) => id.startsWith('Site'))![1];
    const ids = JSON.stringify(site.Properties.Environment.Variables.ORIGIN_SECRETS);
    const [first, second] = [ids.indexOf('OriginSecret2'), ids.indexOf('OriginSecret1')];
    expect(first).toBeGreaterThan(0);
    expect(second).toBeGreaterThan(first);
    const distribution = JSON.stringify(changing.only('AWS::CloudFront::Distribution').Properties);
    expect(distribution).toContain('OriginSecret2');
    expect(distribution).not.toContain('OriginSecret1');
  });

  test('a site with more paths than CloudFront takes is refused in words', () => {
    const pages = Array.from({ length: 30 }, (_, index) => `/page-${index}`);
    expect(() => createDeployment(newApp(), requireStage('example'), { pages, files: [] })).toThrow(
      /30 built paths/,
    );
  });

  test('a site that is not built is refused in words', () => {
    expect(() => readBuiltSite('nowhere')).toThrow(/npm run build/);
  });
});
