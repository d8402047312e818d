import { Stack, type StackProps } from 'aws-cdk-lib';
import { type CfnStage, HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { AlarmBell } from './constructs/alarm-bell.ts';
import { Budget } from './constructs/budget.ts';
import { createDashboard } from './constructs/dashboard.ts';
import { OriginSecrets } from './constructs/origin-secrets.ts';
import { watchPromises } from './constructs/promises.ts';
import { QueueWorker } from './constructs/queue-worker.ts';
import { ScheduledWorker } from './constructs/scheduled-worker.ts';
import { ServiceFunction, type ServiceFunctionProps } from './constructs/service-function.ts';
import { StreamReader } from './constructs/stream-reader.ts';
import type { DataStack } from './data-stack.ts';
import { letThrough } from './let-through.ts';
import type { MailStack } from './mail-stack.ts';
import type { Stage } from './stages.ts';
import { undone } from './undone.ts';

/** Mail workers at once, of each queue: SQS's least. What SES allows in a second is shared out among them. */
const mailWorkersOfAQueue = 2;

type Parts = { readonly data: DataStack; readonly mail: MailStack; readonly stage: Stage };

/** What works: the site's function behind an HTTP API, the workers behind stream, queues and schedule, and what watches them. */
export class ServiceStack extends Stack {
  readonly api: HttpApi;
  readonly originSecrets: OriginSecrets;
  readonly #parts: Parts;
  readonly #bell: AlarmBell;

  constructor(scope: Construct, id: string, { data, mail, stage, ...props }: StackProps & Parts) {
    super(scope, id, props);
    this.#parts = { data, mail, stage };
    this.#bell = new AlarmBell(this, 'Alarms', {
      to: stage.alarmsTo ?? stage.coordinators[0]!,
      key: data.serviceKey,
      prefix: `alongside-${stage.name}`,
    });
    this.originSecrets = new OriginSecrets(this, 'Origin', {
      key: data.serviceKey,
      numbers: stage.originSecrets,
    });

    const site = this.#siteFunction();
    const sender = this.#mailFunction();
    const teller = this.#mailEventsFunction();
    const clock = this.#clockFunction();
    const round = this.#roundFunction();

    const urgent = this.#queue('UrgentMail', sender, { batchSize: 1, workersMax: mailWorkersOfAQueue });
    const normal = this.#queue('NormalMail', sender, { batchSize: 4, workersMax: mailWorkersOfAQueue });
    const told = this.#queue('MailNews', teller, { batchSize: 10, workersMax: 2 });
    const rounds = this.#queue('Rounds', round, { batchSize: 1, workersMax: 2 });
    const stream = this.#streamFunction({ urgentMail: urgent, normalMail: normal, rounds });
    new StreamReader(this, 'Stream', {
      reader: stream,
      data,
      queues: [urgent, normal, rounds],
      undone: { bell: this.#bell, ...undone.Stream },
    });
    mail.events.addSubscription(
      new SqsSubscription(told.queue as IQueue, { deadLetterQueue: told.deadLetters as IQueue }),
    );
    new ScheduledWorker(this, 'EveryMinute', {
      worker: clock,
      everyMinutes: 1,
      undone: { bell: this.#bell, ...undone.EveryMinute },
    });

    this.api = this.#httpApi(site);
    const watched = { bell: this.#bell, stage: stage.name, api: this.api };
    const functions = { site, stream, mail: sender, mailEvents: teller, clock, round };
    watchPromises(this, { ...watched, logs: Object.values(functions).map(({ logGroup }) => logGroup) });
    createDashboard(this, { ...watched, functions, queues: { urgent, normal, told, rounds } });
    new Budget(this, 'Budget', {
      dollars: stage.monthlyBudgetDollars,
      to: stage.alarmsTo ?? stage.coordinators[0]!,
    });
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

  #siteFunction(): ServiceFunction {
    const { data } = this.#parts;
    const site = this.#function('Site', {
      folder: 'site',
      description: 'Pages and JSON API, one Hono app.',
      memoryMegabytes: 1_024,
      timeoutSeconds: 15,
      originSecrets: this.originSecrets.arns,
    });
    data.allowItems(site.role!, { kind: 'everything' });
    data.allowPeopleKey(site.role!, ['open', 'make']);
    return site;
  }

  /** The only one that can send mail, and only from its own address. */
  #mailFunction(): ServiceFunction {
    const { data, mail, stage } = this.#parts;
    const sender = this.#function('Mail', {
      folder: 'mail',
      description: 'Writes and sends each message once.',
      memoryMegabytes: 512,
      // One call of SES ends after 13 s at the latest, and a batch holds four.
      timeoutSeconds: 60,
      environment: {
        MAIL_FROM: mail.from,
        SES_CONFIGURATION_SET: mail.configurationSet.configurationSetName,
        SES_CALLS_PER_SECOND: String(stage.mailPerSecond / (2 * mailWorkersOfAQueue)),
      },
    });
    data.allowItems(sender.role!, {
      kind: 'named',
      reads: ['INTENT', 'PERSON', 'ADDRESS', 'NEWCOMER', 'MENTOR', 'MATCH', 'CHALLENGE', 'DRAFT'],
      writes: ['INTENT'],
    });
    data.allowPeopleKey(sender.role!, ['open']);
    mail.allowSending(sender.role!, stage.domain);
    return sender;
  }

  #mailEventsFunction(): ServiceFunction {
    const teller = this.#function('MailEvents', {
      folder: 'mail-events',
      description: 'Writes down what SES tells of each message.',
      memoryMegabytes: 512,
      timeoutSeconds: 30,
    });
    this.#parts.data.allowItems(teller.role!, {
      kind: 'named',
      reads: ['INTENT'],
      writes: ['INTENT', 'ADDRESS'],
    });
    return teller;
  }

  #clockFunction(): ServiceFunction {
    const { data, stage } = this.#parts;
    const clock = this.#function('Clock', {
      folder: 'clock',
      description: 'Every minute: what is due takes its next step.',
      memoryMegabytes: 512,
      timeoutSeconds: 55,
      environment: { STAGE: stage.name },
    });
    data.allowItems(clock.role!, { kind: 'steps' });
    // For the first coordinator, whom it makes; it can open nobody's.
    data.allowPeopleKey(clock.role!, ['make']);
    return clock;
  }

  #roundFunction(): ServiceFunction {
    const round = this.#function('Round', {
      folder: 'round',
      description: 'Works out the best proposals for everyone who waits.',
      memoryMegabytes: 1_769,
      timeoutSeconds: 300,
    });
    this.#parts.data.allowItems(round.role!, { kind: 'steps' });
    return round;
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

  #queue(
    id: Exclude<keyof typeof undone, 'EveryMinute' | 'Stream'>,
    worker: ServiceFunction,
    size: { batchSize: number; workersMax: number },
  ): QueueWorker {
    return new QueueWorker(this, id, { worker, ...size, undone: { bell: this.#bell, ...undone[id] } });
  }

  /** A function with the settings that all of them read, and the right to read its keys. */
  #function(
    id: string,
    {
      originSecrets,
      ...props
    }: Omit<ServiceFunctionProps, 'environment' | 'environmentKey'> & {
      environment?: Record<string, string>;
      originSecrets?: readonly string[];
    },
  ): ServiceFunction {
    const { data, stage } = this.#parts;
    const { domain, coordinators, community } = stage;
    const made = new ServiceFunction(this, id, {
      ...props,
      environmentKey: data.serviceKey,
      environment: {
        TABLE_NAME: data.table.tableName,
        PUBLIC_ORIGIN: `https://${domain}`,
        SECRET_IDS: this.toJsonString({
          ...data.secretIds,
          ...(originSecrets && { origin: originSecrets }),
        }),
        KMS_KEY_ID: data.peopleKey.keyArn,
        COORDINATORS: coordinators.join(','),
        ...(community && { COMMUNITY: JSON.stringify(community) }),
        ...props.environment,
      },
    });
    data.allowReadingSecrets(made.role!, originSecrets);
    return made;
  }
}
