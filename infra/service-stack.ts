import { Stack, type StackProps } from 'aws-cdk-lib';
import { type CfnStage, HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { AlarmBell } from './constructs/alarm-bell.ts';
import { Budget } from './constructs/budget.ts';
import type { Undone } from './constructs/dead-letters.ts';
import { OriginSecrets } from './constructs/origin-secrets.ts';
import { watchPromises } from './constructs/promises.ts';
import { QueueWorker } from './constructs/queue-worker.ts';
import { ScheduledWorker } from './constructs/scheduled-worker.ts';
import { ServiceFunction } from './constructs/service-function.ts';
import { StreamReader } from './constructs/stream-reader.ts';
import type { DataStack } from './data-stack.ts';
import { createFunctions, mailWorkersOfAQueue } from './functions.ts';
import { letThrough } from './let-through.ts';
import type { MailStack } from './mail-stack.ts';
import type { Stage } from './stages.ts';
import { undone } from './undone.ts';

/** SES tells twice of each message within seconds, and nobody waits for it: both go in one call. */
const newsSeconds = 20;

type Parts = { readonly data: DataStack; readonly mail: MailStack; readonly stage: Stage };

/** What works: the site's function behind an HTTP API, the workers behind stream, queues and schedule, and what watches them. */
export class ServiceStack extends Stack {
  readonly api: HttpApi;
  readonly originSecrets: OriginSecrets;
  readonly functions: Readonly<Record<string, ServiceFunction>>;
  readonly queues: Readonly<Record<string, QueueWorker>>;
  readonly #bell: AlarmBell;

  constructor(scope: Construct, id: string, { data, mail, stage, ...props }: StackProps & Parts) {
    super(scope, id, props);
    this.#bell = new AlarmBell(this, 'Alarms', {
      to: stage.alarmsTo ?? stage.coordinators[0]!,
      key: data.key,
      prefix: `alongside-${stage.name}`,
    });
    this.originSecrets = new OriginSecrets(this, 'Origin', {
      key: data.key,
      numbers: stage.originSecrets,
    });

    const {
      site,
      mail: sender,
      mailEvents,
      clock,
      round,
    } = createFunctions(this, { data, mail, stage }, this.originSecrets.taken);

    const urgent = this.#queue('UrgentMail', sender, { batchSize: 1, workersMax: mailWorkersOfAQueue });
    const normal = this.#queue('NormalMail', sender, { batchSize: 4, workersMax: mailWorkersOfAQueue });
    const told = this.#queue('MailNews', mailEvents, {
      batchSize: 10,
      workersMax: 2,
      batchSeconds: newsSeconds,
    });
    const rounds = this.#queue('Rounds', round, { batchSize: 1, workersMax: 2 });
    const stream = this.#streamFunction({ urgentMail: urgent, normalMail: normal, rounds });
    new StreamReader(this, 'Stream', {
      reader: stream,
      data,
      queues: [urgent, normal, rounds],
      undone: this.#undone('Stream'),
    });
    mail.events.addSubscription(
      new SqsSubscription(told.queue as IQueue, { deadLetterQueue: told.deadLetters as IQueue }),
    );
    const canary = this.#canaryFunction(stage);
    new ScheduledWorker(this, 'EveryMinute', {
      worker: clock,
      everyMinutes: 1,
      undone: this.#undone('EveryMinute'),
    });
    new ScheduledWorker(this, 'EveryHour', {
      worker: canary,
      everyMinutes: 60,
      undone: this.#undone('EveryHour'),
    });

    this.api = this.#httpApi(site);
    this.functions = { site, stream, mail: sender, mailEvents, clock, round, canary };
    this.queues = { urgent, normal, told, rounds };
    watchPromises(this, {
      bell: this.#bell,
      stage: stage.name,
      api: this.api,
      logs: Object.values(this.functions).map(({ logGroup }) => logGroup),
    });
    new Budget(this, 'Budget', {
      dollars: stage.monthlyBudgetDollars,
      to: stage.alarmsTo ?? stage.coordinators[0]!,
    });
  }

  /** Every alarm. */
  get alarms(): readonly Alarm[] {
    return this.#bell.alarms;
  }

  #httpApi(site: ServiceFunction): HttpApi {
    const api = new HttpApi(this, 'Api', {
      description: 'Everything that no built file answers; reached through CloudFront.',
      defaultIntegration: new HttpLambdaIntegration('Site', site),
    });
    // More than a community asks for, and less than a flood costs.
    const all = api.defaultStage?.node.defaultChild as CfnStage;
    letThrough(api, {
      'AwsSolutions-APIG4':
        'Public pages and forms are for everyone; who may do what is decided route by route, inside the function.',
      'AwsSolutions-APIG1':
        'An access log holds network addresses and paths of people in recovery. The function logs what is needed, without them.',
    });
    all.defaultRouteSettings = { throttlingRateLimit: 100, throttlingBurstLimit: 200 };
    return api;
  }

  /** Has neither the table nor a key: it takes what Lambda reads for it, and writes to three queues. */
  #streamFunction(queues: Readonly<Record<string, QueueWorker>>): ServiceFunction {
    return new ServiceFunction(this, 'StreamReader', {
      folder: 'stream',
      description: 'Puts the ids of what has changed on the queues of those who work it.',
      memoryMegabytes: 256,
      timeoutSeconds: 30,
      environment: {
        QUEUE_URLS: this.toJsonString(
          Object.fromEntries(Object.entries(queues).map(([name, { queue }]) => [name, queue.queueUrl])),
        ),
      },
    });
  }

  /** Has no right to anything: it asks from outside, as anyone may. */
  #canaryFunction({ domain }: Stage): ServiceFunction {
    return new ServiceFunction(this, 'Canary', {
      folder: 'canary',
      description: 'Every hour: looks at the site as a stranger would.',
      memoryMegabytes: 256,
      timeoutSeconds: 30,
      environment: { PUBLIC_ORIGIN: `https://${domain}` },
    });
  }

  #queue(
    id: 'UrgentMail' | 'NormalMail' | 'MailNews' | 'Rounds',
    worker: ServiceFunction,
    size: { batchSize: number; workersMax: number; batchSeconds?: number },
  ): QueueWorker {
    return new QueueWorker(this, id, { worker, ...size, undone: this.#undone(id) });
  }

  #undone(id: keyof typeof undone): Undone {
    return { bell: this.#bell, ...undone[id] };
  }
}
