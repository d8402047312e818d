import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { readBuiltSite } from '../../infra/built-site.ts';
import { createDeployment } from '../../infra/deployment.ts';
import { requireStage } from '../../infra/stages.ts';
import {
  type FunctionName,
  functionLimits,
  type LocalDeployment,
  startDeployment,
} from '../support/lambda/deployment.ts';
import { createPlay, type Played } from './cost-play.ts';
import prices from './prices.json' with { type: 'json' };
import { type Row, report, row } from './rows.ts';

/*
 * What it costs: `npm run cost` plays people from sign-up to their first call through the deployable bundles, counts what AWS
 * would bill, and multiplies by `prices.json`. `npm run cost -- 10` plays ten weeks. No free allowance is taken off; what they
 * would take off stands beside it.
 */

const root = fileURLToPath(new URL('../..', import.meta.url));
const weeks = Number(process.argv[2] ?? 2);
const newcomersAWeek = 20;
const introductions = 1_000;

/** What the run cannot know, each on the dear side. */
const assumed = {
  /** Every visit and every message finds its function asleep; from `docs/bench/cold.json`. */
  coldStarts: 'every visit and every message',
  /** A vCPU is what 1,769 MB get; with less memory a call takes longer in proportion. */
  fullCpuMegabytes: 1_769,
  /** Kilobytes of a dynamic answer over the wire, and built files of a browser that comes for the first time. */
  kilobytesOfAnAnswer: 4,
  builtFilesOfABrowser: 12,
  kilobytesOfBuiltFiles: 60,
  kilobytesOfAMail: 12,
  logBytesOfACall: 600,
  /** SES tells of each message that it was sent and delivered. */
  eventsOfAMail: 2,
  minutesOfAMonth: 43_800,
  /** Lambda reads an idle queue with five connections, each waiting 20 s. */
  readsOfAnIdleQueue: (5 * 43_800 * 60) / 20,
  /** A Pipe asks each shard four times a second; a quiet table has at least one. */
  readsOfAnIdlePipe: 4 * 60 * 43_800,
  /** Table, history and indexes of a small community. */
  gigabytesKept: 0.1,
} as const;

type Line = { readonly what: string; readonly dollars: number; readonly how: string };

const functions = Object.keys(functionLimits) as FunctionName[];

const coldMilliseconds = (name: FunctionName): number => {
  const rows = JSON.parse(readFileSync(`${root}docs/bench/cold.json`, 'utf8')) as Row[];
  const found = rows.find((each) => each.name.startsWith(`${name}: process start`));
  if (!found) throw new Error(`docs/bench/cold.json does not know ${name}: npm run bench:cold measures it.`);
  return found.value;
};

/** Billed gigabyte-seconds of a call that took so long with a whole CPU. */
const gigabyteSeconds = (name: FunctionName, milliseconds: number): number => {
  const { memoryMegabytes } = functionLimits[name];
  const slower = Math.max(1, assumed.fullCpuMegabytes / memoryMegabytes);
  return ((milliseconds * slower) / 1_000) * (memoryMegabytes / 1_024);
};

const unitsOf = (deployment: LocalDeployment): { reads: number; writes: number } => {
  const all = [...deployment.consumed.values()].flatMap((operations) => [...operations.values()]);
  return {
    reads: all.reduce((sum, { readUnits }) => sum + readUnits, 0),
    writes: all.reduce((sum, { writeUnits }) => sum + writeUnits, 0),
  };
};

const millions = (count: number): string => `${(count / 1e6).toFixed(3)} M`;
const thousands = (count: number): string => Math.round(count).toLocaleString('en-US');

type Resource = { readonly Type: string; readonly Properties: Readonly<Record<string, unknown>> };

/** Every resource of the example stage's templates. */
const synthesised = (): Resource[] => {
  const { context } = JSON.parse(readFileSync(`${root}cdk.json`, 'utf8'));
  const app = new App({ context: { ...context, 'aws:cdk:bundling-stacks': [] } });
  const stacks = createDeployment(app, requireStage('example'), readBuiltSite(`${root}dist/site`));
  return Object.values(stacks).flatMap((stack) =>
    Object.values(Template.fromStack(stack).toJSON().Resources as Record<string, Resource>),
  );
};

/** Whether functions take their keys from Secrets Manager when they start. */
const readsSecrets = (resources: readonly Resource[]): boolean =>
  resources.some(
    ({ Type, Properties }) =>
      Type === 'AWS::Lambda::Function' &&
      JSON.stringify(Properties.Environment ?? {}).includes('"SECRET_IDS"'),
  );

/** What the played people cost, for a thousand introductions. */
const linesOfPlay = (deployment: LocalDeployment, played: Played, resources: readonly Resource[]): Line[] => {
  const factor = introductions / played.connected;
  const calls = (name: FunctionName) => deployment.invocations.filter((each) => each.name === name);
  const mails = deployment.mailCount();
  const siteCalls = calls('site').length;
  const events = mails * assumed.eventsOfAMail;
  // A queue that is worked at once hands each message on by itself.
  const workerCalls = mails + events + calls('clock').length + calls('round').length;
  const cold: Record<FunctionName, number> = {
    site: played.visits,
    mail: mails,
    // Both events of a mail come within seconds.
    'mail-events': mails,
    clock: 0,
    round: calls('round').length,
    stream: mails,
  };
  const coldStarts = functions.reduce((sum, name) => sum + cold[name], 0);
  const compute = functions.reduce((sum, name) => {
    const warm = calls(name).reduce((total, { milliseconds }) => total + milliseconds, 0);
    return sum + gigabyteSeconds(name, warm + cold[name] * coldMilliseconds(name));
  }, 0);
  const { reads, writes } = unitsOf(deployment);
  // A function that was asleep remembers no data key: two for each visit, one for each message, and its own settings.
  const kms = deployment.kmsCalls.GenerateDataKey + played.visits * 2 + mails + coldStarts;
  // Where keys are read at run time, each start reads two of them, and KMS opens each.
  const secretReads = readsSecrets(resources) ? coldStarts * 2 : 0;
  const pipeRequests = mails + calls('round').length;
  const sqs = (pipeRequests + events) * 3;
  const requests = siteCalls + played.browsers * assumed.builtFilesOfABrowser;
  const gigabytesOut =
    (siteCalls * assumed.kilobytesOfAnAnswer + played.browsers * assumed.kilobytesOfBuiltFiles) / 1e6;
  const logs = ((siteCalls + workerCalls) * assumed.logBytesOfACall) / 1e9;
  const line = (what: string, count: number, price: number, how: string): Line => ({
    what,
    dollars: count * factor * price,
    how,
  });
  return [
    line('mails (SES)', mails, prices.ses.message, `${thousands(mails * factor)} messages`),
    line(
      'mails, bytes (SES)',
      (mails * assumed.kilobytesOfAMail) / 1e6,
      prices.ses.gigabyteOut,
      `${assumed.kilobytesOfAMail} KB each`,
    ),
    line('table, written', writes, prices.dynamo.writeUnit, `${millions(writes * factor)} write units`),
    line('table, read', reads, prices.dynamo.readUnit, `${millions(reads * factor)} read units`),
    line(
      'functions, time',
      compute,
      prices.lambda.gigabyteSecondArm,
      `${thousands(compute * factor)} GB-s, ${thousands(coldStarts * factor)} cold starts in them`,
    ),
    line(
      'functions, calls',
      siteCalls + workerCalls,
      prices.lambda.request,
      `${thousands((siteCalls + workerCalls) * factor)} calls`,
    ),
    line('HTTP API', siteCalls, prices.apiGateway.request, `${thousands(siteCalls * factor)} requests`),
    line(
      'CloudFront, requests',
      requests,
      prices.cloudFront.httpsRequest,
      `${thousands(requests * factor)} requests`,
    ),
    line(
      'CloudFront, bytes',
      gigabytesOut,
      prices.cloudFront.gigabyteOut,
      `${(gigabytesOut * factor).toFixed(2)} GB`,
    ),
    line(
      'KMS calls',
      kms + secretReads,
      prices.kms.request,
      `${thousands((kms + secretReads) * factor)} calls`,
    ),
    line(
      'secrets, read at each start',
      secretReads,
      prices.secrets.request,
      `${thousands(secretReads * factor)} reads`,
    ),
    line('queues (SQS)', sqs, prices.sqs.request, `${thousands(sqs * factor)} requests`),
    line('events of SES (SNS)', events, prices.sns.publish, `${thousands(events * factor)} events`),
    line('Pipes', pipeRequests, prices.pipes.request, `${thousands(pipeRequests * factor)} requests`),
    line('logs', logs, prices.cloudWatch.logGigabyte, `${(logs * factor).toFixed(3)} GB`),
  ];
};

/** Metrics that an alarm watches: each is billed. */
const metricsOf = ({ Properties }: Resource): number => {
  const { Metrics } = Properties as { Metrics?: { MetricStat?: unknown }[] };
  return Metrics ? Metrics.filter(({ MetricStat }) => MetricStat).length : 1;
};

/** What an idle month costs: what stands, and what runs without anybody. WAF is apart. */
const linesOfIdleMonth = (
  resources: readonly Resource[],
  tick: { milliseconds: number; reads: number; writes: number },
): { idle: Line[]; firewall: Line[] } => {
  const of = (type: string): Resource[] => resources.filter(({ Type }) => Type === type);
  const count = (type: string): number => of(type).length;
  const line = (what: string, number: number, price: number, how: string): Line => ({
    what,
    dollars: number * price,
    how,
  });
  const keys = count('AWS::KMS::Key');
  const secrets = count('AWS::SecretsManager::Secret');
  const alarms = of('AWS::CloudWatch::Alarm').reduce((sum, alarm) => sum + metricsOf(alarm), 0);
  const dashboards = count('AWS::CloudWatch::Dashboard');
  const metrics = count('AWS::Logs::MetricFilter');
  const queues = count('AWS::Lambda::EventSourceMapping');
  const pipes = count('AWS::Pipes::Pipe');
  const ticks = assumed.minutesOfAMonth;
  const compute = ticks * gigabyteSeconds('clock', tick.milliseconds);
  const zones = count('AWS::Route53::HostedZone');
  const rules = of('AWS::WAFv2::WebACL').reduce(
    (sum, { Properties }) => sum + (Properties.Rules as unknown[]).length,
    0,
  );
  return {
    idle: [
      line(
        'stream, read by Pipes',
        pipes * assumed.readsOfAnIdlePipe,
        prices.dynamo.streamRead,
        `${pipes} Pipes, one shard, ${millions(pipes * assumed.readsOfAnIdlePipe)} reads`,
      ),
      line(
        'KMS keys',
        keys,
        prices.kms.keyMonth,
        `${keys} keys; each of the first two rotations adds a dollar a key`,
      ),
      line(
        'queues, read while idle (SQS)',
        queues * assumed.readsOfAnIdleQueue,
        prices.sqs.request,
        `${queues} mappings, ${millions(queues * assumed.readsOfAnIdleQueue)} reads`,
      ),
      line('secrets', secrets, prices.secrets.secretMonth, `${secrets} secrets`),
      line('alarms', alarms, prices.cloudWatch.alarmMetricMonth, `${alarms} metrics watched`),
      line('metrics from logs', metrics, prices.cloudWatch.metricMonth, `${metrics} metrics`),
      line('dashboards', dashboards, prices.cloudWatch.dashboardMonth, `${dashboards} dashboards`),
      line(
        'clock, time',
        compute,
        prices.lambda.gigabyteSecondArm,
        `${thousands(ticks)} calls of ${tick.milliseconds.toFixed(1)} ms, ${thousands(compute)} GB-s`,
      ),
      line(
        'clock, calls',
        ticks,
        prices.lambda.request + prices.scheduler.invocation,
        `${thousands(ticks)} calls`,
      ),
      line(
        'clock, table',
        ticks,
        tick.reads * prices.dynamo.readUnit + tick.writes * prices.dynamo.writeUnit,
        `${tick.reads.toFixed(1)} read units, ${tick.writes.toFixed(2)} write units a call`,
      ),
      line(
        'clock, logs',
        (ticks * assumed.logBytesOfACall) / 1e9,
        prices.cloudWatch.logGigabyte,
        'start and report lines',
      ),
      line(
        'table, kept and backed up',
        assumed.gigabytesKept,
        prices.dynamo.gigabyteMonth + prices.dynamo.recoveryGigabyteMonth,
        `${assumed.gigabytesKept} GB`,
      ),
      line('DNS zones', zones, prices.route53.zoneMonth, `${zones} zones`),
    ],
    firewall: [
      line(
        'firewall (WAF)',
        count('AWS::WAFv2::WebACL'),
        prices.waf.aclMonth,
        `${count('AWS::WAFv2::WebACL')} list`,
      ),
      line('firewall, rules', rules, prices.waf.ruleMonth, `${rules} rules`),
    ],
  };
};

/** An idle minute: the clock's time, warm, and what it consumes, on average over an hour of its own. */
const measureTick = async (deployment: LocalDeployment) => {
  const before = unitsOf(deployment);
  const times: number[] = [];
  const calls = 120;
  for (let call = 0; call < calls; call += 1) times.push((await deployment.tick()).milliseconds);
  const after = unitsOf(deployment);
  return {
    milliseconds: times.reduce((sum, each) => sum + each, 0) / calls,
    reads: (after.reads - before.reads) / calls,
    writes: (after.writes - before.writes) / calls,
  };
};

const sum = (lines: readonly Line[]): number => lines.reduce((total, { dollars }) => total + dollars, 0);
const dollars = (amount: number): string => amount.toFixed(amount < 0.1 ? 4 : 2);

const table = (lines: readonly Line[]): string => {
  const total = sum(lines);
  const rows = lines
    .toSorted((a, b) => b.dollars - a.dollars)
    .map(
      ({ what, dollars: amount, how }) =>
        `| ${what} | ${dollars(amount)} | ${((100 * amount) / total).toFixed(1)} % | ${how} |`,
    );
  return [
    '| what | dollars | share | counted |',
    '| --- | --: | --: | --- |',
    ...rows,
    `| **all** | **${dollars(total)}** | | |`,
  ].join('\n');
};

/** What the allowances that never end would take off an idle month. */
const freeOfIdle = (lines: readonly Line[]): number => {
  const of = (what: string): number => lines.find((line) => line.what === what)?.dollars ?? 0;
  const free = prices.alwaysFree;
  return (
    Math.min(of('stream, read by Pipes'), free.streamReads * prices.dynamo.streamRead) +
    Math.min(of('queues, read while idle (SQS)'), free.sqsRequests * prices.sqs.request) +
    Math.min(of('alarms'), free.alarmMetrics * prices.cloudWatch.alarmMetricMonth) +
    Math.min(of('metrics from logs'), free.metrics * prices.cloudWatch.metricMonth) +
    Math.min(of('dashboards'), free.dashboards * prices.cloudWatch.dashboardMonth) +
    of('clock, time') +
    of('clock, calls')
  );
};

const pageOf = (parts: { played: Played; lines: Line[]; idle: Line[]; firewall: Line[] }): string => {
  const { played, lines, idle, firewall } = parts;
  return `# Cost

US dollars in ${prices.region}, prices as of ${prices.asOf} (\`test/bench/prices.json\` has each with its source). \`npm run cost\` makes this page
and \`docs/bench/cost.json\`. No free allowance is taken off.

## 1,000 introductions, from sign-up to the first call

Played: ${played.people} people through the deployable bundles (forms screen by screen, ${played.visits} visits, every second person signing in anew at each), ${played.connected} newcomers of them
connected; multiplied to 1,000. Table units are what the embedded DynamoDB says it consumed, indexes included. It counts one write
unit per KB and index, doubles the table's own units in a transaction, and counts nothing for a transaction that was refused. Times are this machine's, stretched by
1,769 MB ÷ the function's memory; every visit and every message is reckoned with a cold start.

${table(lines)}

## An idle month

Counted from the synthesised templates, and from ${thousands(assumed.minutesOfAMonth)} calls of the clock.

${table(idle)}

With the allowances that never end: ${dollars(sum(idle) - freeOfIdle(idle))}. The firewall, apart: ${dollars(sum(firewall))}${firewall[0]?.dollars ? '' : ' (there is none in the templates)'}.

## What dominates, and what would help

- **Mails are about half of an introduction**, ten thousand a dollar. Only fewer messages would help, and each has its reason.
- **Writing is the next**: a message's item stands in both indexes, and each of its four states moves it in both. If what is claimed
  or being sent for a moment were found by its due time alone, a quarter of the mail function's units would go.
- **Pipes that poll are most of an idle month.** Only Lambda's own reads of a stream are free
  ([DynamoDB: stream usage](https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CostOptimization_StreamsUsage.html)); a Pipe asks four
  times a second and shard, and a table may begin with more than the one shard that is reckoned here. A shard also takes no more than
  two readers. One Lambda as the stream's reader, with the same filters on its event source mapping, would cost nothing while idle.
- **Queues are read while idle**: five connections each, about a quarter of a dollar a queue.
- **Secrets Manager** takes forty cents a secret and month, and half a cent for a thousand reads, should functions read them at each start;
  parameters of Systems Manager, sealed by the same key, are free.
- **Keys** cost a dollar each and month, whatever they do; calls of KMS hardly count, since data keys stay in memory for five minutes.
- **Alarms** cost ten cents each past the first ten.
`;
};

execFileSync(process.execPath, ['tools/build.ts', '--if-stale'], { cwd: root, stdio: 'inherit' });
const deployment = await startDeployment();
try {
  const play = createPlay(deployment);
  await play.begin();
  for (let week = 1; week <= weeks; week += 1) {
    const started = performance.now();
    await play.week(week, newcomersAWeek);
    console.log(
      `week ${week} of ${weeks}: ${play.played.connected} connected, ${((performance.now() - started) / 1_000).toFixed(0)} s`,
    );
  }
  const { played } = play;
  if (played.connected < 0.8 * weeks * newcomersAWeek || deployment.deadLetters.length > 0)
    throw new Error(
      `Only ${played.connected} were connected, ${deployment.deadLetters.length} messages were lost: nothing can be said.`,
    );
  const resources = synthesised();
  const lines = linesOfPlay(deployment, played, resources);
  const { idle, firewall } = linesOfIdleMonth(resources, await measureTick(deployment));
  const rows: Row[] = [
    row('1,000 introductions, sign-up to connected', { value: sum(lines), unit: 'US dollars', most: 2 }),
    ...lines.map(({ what, dollars: amount, how }) =>
      row(`1,000 introductions: ${what}`, { value: amount, unit: `US dollars (${how})`, most: 2 }),
    ),
    row('an idle month', { value: sum(idle), unit: 'US dollars', most: 5 }),
    row('an idle month, allowances that never end taken off', {
      value: sum(idle) - freeOfIdle(idle),
      unit: 'US dollars',
      most: 5,
    }),
    ...idle.map(({ what, dollars: amount, how }) =>
      row(`an idle month: ${what}`, { value: amount, unit: `US dollars (${how})`, most: 5 }),
    ),
    row('an idle month: the firewall, apart', { value: sum(firewall), unit: 'US dollars', most: 15 }),
  ];
  report(rows, 'docs/bench/cost.json');
  writeFileSync(`${root}docs/cost.md`, pageOf({ played, lines, idle, firewall }));
} finally {
  await deployment.stop();
}
