import { readFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { readBuiltSite } from '../../infra/built-site.ts';
import { stacksToDeploy } from '../../infra/deploy/checks.ts';
import { createDeployment } from '../../infra/deployment.ts';
import { requireStage } from '../../infra/stages.ts';
import type { LocalDeployment } from '../support/lambda/deployment.ts';
import {
  assumed,
  gigabyteSeconds,
  gigabyteSecondsOf,
  type Line,
  line,
  millions,
  root,
  tableCallsOf,
  thousands,
  unitsOf,
} from './cost-reckoning.ts';
import prices from './prices.json' with { type: 'json' };

type Resource = { readonly Type: string; readonly Properties: Readonly<Record<string, unknown>> };

/** Resources of the example stage, of the stacks that are deployed and of those that must be asked for. */
export const synthesised = (): { deployed: Resource[]; apart: Resource[] } => {
  const { context } = JSON.parse(readFileSync(`${root}cdk.json`, 'utf8'));
  const app = new App({ context: { ...context, 'aws:cdk:bundling-stacks': [] } });
  const stage = requireStage('example');
  const stacks = Object.values(createDeployment(app, stage, readBuiltSite(`${root}dist/site`)));
  const names = new Set(stacksToDeploy(stage));
  const of = (wanted: boolean) =>
    stacks
      .filter(({ stackName }) => names.has(stackName) === wanted)
      .flatMap((stack) =>
        Object.values(Template.fromStack(stack).toJSON().Resources as Record<string, Resource>),
      );
  return { deployed: of(true), apart: of(false) };
};

/** An idle minute: the clock's time, warm, and what it consumes, on average over two hours of its own. */
export const measureTick = async (deployment: LocalDeployment) => {
  const before = unitsOf(deployment);
  const times: number[] = [];
  const calls = 120;
  let figures = 0;
  const measured = async () => (await deployment.logged()).filter((each) => each.includes('"_aws"')).length;
  const linesBefore = await measured();
  const tableCalls = tableCallsOf(deployment, 'clock');
  for (let call = 0; call < calls; call += 1) times.push((await deployment.tick()).cpuMilliseconds);
  figures = ((await measured()) - linesBefore) / calls;
  const after = unitsOf(deployment);
  return {
    cpuMilliseconds: times.reduce((total, each) => total + each, 0) / calls,
    tableCalls: (tableCallsOf(deployment, 'clock') - tableCalls) / calls,
    reads: (after.reads - before.reads) / calls,
    writes: (after.writes - before.writes) / calls,
    linesOfFigures: figures,
  };
};

/** Metrics that an alarm watches: each is billed. */
const metricsOf = ({ Properties }: Resource): number => {
  const { Metrics } = Properties as { Metrics?: { MetricStat?: unknown }[] };
  return Metrics ? Metrics.filter(({ MetricStat }) => MetricStat).length : 1;
};

/** Whether a mapping reads a queue; of a stream Lambda's reading is free. */
const isOfQueue = ({ Properties }: Resource): boolean =>
  !JSON.stringify(Properties.EventSourceArn).includes('StreamArn');

/** What an idle month costs at list prices: what stands, and what runs without anybody. */
export const linesOfIdleMonth = (
  resources: readonly Resource[],
  tick: Awaited<ReturnType<typeof measureTick>>,
): Line[] => {
  const of = (type: string): Resource[] => resources.filter(({ Type }) => Type === type);
  const count = (type: string): number => of(type).length;
  const keys = count('AWS::KMS::Key');
  const secrets = count('AWS::SecretsManager::Secret');
  const alarms = of('AWS::CloudWatch::Alarm').reduce((total, alarm) => total + metricsOf(alarm), 0);
  const mappings = of('AWS::Lambda::EventSourceMapping');
  const queues = mappings.filter(isOfQueue).length;
  const streams = mappings.length - queues;
  const pipes = count('AWS::Pipes::Pipe');
  const ticks = assumed.minutesOfAMonth;
  const looks = assumed.hoursOfAMonth;
  const tickTime =
    ticks * gigabyteSecondsOf('clock', tick.cpuMilliseconds, tick.tableCalls * assumed.millisecondsOfACall);
  const lookTime = looks * gigabyteSeconds(256, 0, assumed.canaryMilliseconds);
  // The clock and each mapping of the stream use the table's key all the time.
  const openings = (1 + streams) * assumed.tableKeyOpeningsOfAMonth;
  const { kms, sqs, cloudWatch, lambda, dynamo } = prices;
  return [
    line('KMS keys', keys, kms.keyMonth, `${keys}; each of its first two yearly rotations adds a dollar`),
    line('KMS calls', openings, kms.request, `${thousands(openings)}, by DynamoDB for the table's key`),
    line('secrets', secrets, prices.secrets.secretMonth, `${secrets}, between CloudFront and the function`),
    line(
      'queues, read while idle (SQS)',
      queues * assumed.readsOfAnIdleQueue,
      sqs.request,
      `${queues} mappings, ${millions(queues * assumed.readsOfAnIdleQueue)} reads`,
    ),
    line('stream, read by Lambda', streams, 0, `${streams} mapping; ${pipes} Pipes`),
    line('alarms', alarms, cloudWatch.alarmMetricMonth, `${alarms} metrics watched`),
    line(
      'metrics from logs',
      Math.round(tick.linesOfFigures),
      cloudWatch.metricMonth,
      `${Math.round(tick.linesOfFigures)} that is told every minute; trouble only while there is some`,
    ),
    line(
      'dashboards',
      count('AWS::CloudWatch::Dashboard'),
      cloudWatch.dashboardMonth,
      `${count('AWS::CloudWatch::Dashboard')} deployed unless asked for`,
    ),
    line(
      'clock, time',
      tickTime,
      lambda.gigabyteSecondArm,
      `${thousands(ticks)} calls of ${tick.cpuMilliseconds.toFixed(1)} ms and ${tick.tableCalls.toFixed(1)} calls of the table, ${thousands(tickTime)} GB-s`,
    ),
    line('clock, calls', ticks, lambda.request + prices.scheduler.invocation, `${thousands(ticks)} calls`),
    line(
      'clock, table',
      ticks,
      tick.reads * dynamo.readUnit + tick.writes * dynamo.writeUnit,
      `${tick.reads.toFixed(1)} read units, ${tick.writes.toFixed(2)} write units a call`,
    ),
    line(
      'canary',
      looks,
      lambda.request +
        prices.scheduler.invocation +
        (lookTime / looks) * lambda.gigabyteSecondArm +
        5 * (prices.cloudFront.httpsRequest + prices.apiGateway.request) +
        gigabyteSecondsOf('site', 1_000) * lambda.gigabyteSecondArm,
      `${thousands(looks)} looks at five pages, with the site's own time`,
    ),
    line(
      'logs',
      ((ticks + looks * 4) * assumed.logBytesOfACall) / 1e9,
      cloudWatch.logGigabyte,
      'start and report lines of clock, canary and site',
    ),
    line(
      'table, kept and backed up',
      assumed.gigabytesKept,
      dynamo.gigabyteMonth + dynamo.recoveryGigabyteMonth,
      `${assumed.gigabytesKept} GB`,
    ),
    line(
      'DNS zones',
      count('AWS::Route53::HostedZone'),
      prices.route53.zoneMonth,
      `${count('AWS::Route53::HostedZone')} made here; a domain's own zone is 0.50 if it is in Route 53`,
    ),
  ];
};

/** What stands apart: the firewall, and the dashboard where a stage asks for it. */
export const linesApart = ({ deployed, apart }: ReturnType<typeof synthesised>): Line[] => {
  const acls = deployed.filter(({ Type }) => Type === 'AWS::WAFv2::WebACL');
  const rules = acls.reduce((total, { Properties }) => total + (Properties.Rules as unknown[]).length, 0);
  const dashboards = apart.filter(({ Type }) => Type === 'AWS::CloudWatch::Dashboard').length;
  return [
    line('firewall (WAF)', acls.length, prices.waf.aclMonth, `${acls.length} list`),
    line('firewall, rules', rules, prices.waf.ruleMonth, `${rules} rules`),
    line(
      'dashboard',
      dashboards,
      prices.cloudWatch.dashboardMonth,
      `${dashboards}, if the stage asks for it and the account has three already`,
    ),
  ];
};

/** What the allowances that never end would take off an idle month, in an account that has nothing else in it. */
export const freeOfIdle = (lines: readonly Line[]): number => {
  const of = (what: string): number => lines.find((each) => each.what === what)?.dollars ?? 0;
  const free = prices.alwaysFree;
  return (
    Math.min(of('queues, read while idle (SQS)'), free.sqsRequests * prices.sqs.request) +
    Math.min(of('alarms'), free.alarmMetrics * prices.cloudWatch.alarmMetricMonth) +
    Math.min(of('metrics from logs'), free.metrics * prices.cloudWatch.metricMonth) +
    Math.min(of('KMS calls'), free.kmsRequests * prices.kms.request) +
    Math.min(of('logs'), free.logGigabytes * prices.cloudWatch.logGigabyte) +
    of('clock, time') +
    of('clock, calls')
  );
};
