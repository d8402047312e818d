import { Stack, type StackProps } from 'aws-cdk-lib';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { QueueWorker } from './constructs/queue-worker.ts';
import { ScheduledWorker } from './constructs/scheduled-worker.ts';
import { ServiceFunction, type ServiceFunctionProps } from './constructs/service-function.ts';
import { StreamPipe } from './constructs/stream-pipe.ts';
import type { DataStack } from './data-stack.ts';
import type { Stage } from './stages.ts';
import { streamRoads } from './stream-roads.ts';

/** What works: the site's function behind an HTTP API, and the workers behind stream, queues and schedule. */
export class ServiceStack extends Stack {
  readonly api: HttpApi;
  readonly #data: DataStack;
  readonly #stage: Stage;

  constructor(
    scope: Construct,
    id: string,
    { data, stage, ...props }: StackProps & { data: DataStack; stage: Stage },
  ) {
    super(scope, id, props);
    this.#data = data;
    this.#stage = stage;

    const site = this.#siteFunction();
    const mail = this.#mailFunction();
    const clock = this.#function('Clock', {
      folder: 'clock',
      description: 'Every minute: what is due takes its next step.',
      memoryMegabytes: 512,
      timeoutSeconds: 55,
    });
    const round = this.#function('Round', {
      folder: 'round',
      description: 'Works out the best proposals for everyone who waits.',
      memoryMegabytes: 1_769,
      timeoutSeconds: 300,
    });

    const urgent = new QueueWorker(this, 'UrgentMail', { worker: mail, batchSize: 1 });
    const normal = new QueueWorker(this, 'NormalMail', { worker: mail, batchSize: 4 });
    const rounds = new QueueWorker(this, 'Rounds', { worker: round, batchSize: 1 });
    new StreamPipe(this, 'UrgentMailPipe', { data, road: streamRoads.urgentMail, to: urgent });
    new StreamPipe(this, 'NormalMailPipe', { data, road: streamRoads.normalMail, to: normal });
    new StreamPipe(this, 'RoundsPipe', { data, road: streamRoads.rounds, to: rounds });
    new ScheduledWorker(this, 'EveryMinute', { worker: clock, everyMinutes: 1 });

    this.api = new HttpApi(this, 'Api', {
      description: 'Everything that no built file answers; reached through CloudFront.',
      defaultIntegration: new HttpLambdaIntegration('Site', site),
    });
  }

  #siteFunction(): ServiceFunction {
    const site = this.#function('Site', {
      folder: 'site',
      description: 'Pages and JSON API, one Hono app.',
      memoryMegabytes: 1_024,
      timeoutSeconds: 15,
    });
    this.#data.allowUnsealing(site.role!, { making: true });
    return site;
  }

  /** The only one that can send mail, and only from its own address. */
  #mailFunction(): ServiceFunction {
    const from = `alongside@${this.#stage.domain}`;
    const mail = this.#function('Mail', {
      folder: 'mail',
      description: 'Writes and sends each message once.',
      memoryMegabytes: 512,
      // One call of SES ends after 13 s at the latest, and a batch holds four.
      timeoutSeconds: 60,
      environment: { MAIL_FROM: from },
    });
    this.#data.allowUnsealing(mail.role!, { making: false });
    mail.addToRolePolicy(
      new PolicyStatement({
        actions: ['ses:SendRawEmail'],
        resources: [
          this.formatArn({ service: 'ses', resource: 'identity', resourceName: this.#stage.domain }),
        ],
        conditions: { StringEquals: { 'ses:FromAddress': from } },
      }),
    );
    return mail;
  }

  /** A function with the table and the settings that all of them read. */
  #function(
    id: string,
    props: Omit<ServiceFunctionProps, 'environment' | 'environmentKey'> & {
      environment?: Record<string, string>;
    },
  ): ServiceFunction {
    const { table, secrets, peopleKey, serviceKey } = this.#data;
    const { domain, coordinators, community } = this.#stage;
    const made = new ServiceFunction(this, id, {
      ...props,
      environmentKey: serviceKey,
      environment: {
        TABLE_NAME: table.tableName,
        PUBLIC_ORIGIN: `https://${domain}`,
        SECRETS: secrets,
        KMS_KEY_ID: peopleKey.keyArn,
        COORDINATORS: coordinators.join(','),
        ...(community && { COMMUNITY: JSON.stringify(community) }),
        ...props.environment,
      },
    });
    this.#data.allowReadingAndWriting(made.role!);
    return made;
  }
}
