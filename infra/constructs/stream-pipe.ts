import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnPipe } from 'aws-cdk-lib/aws-pipes';
import { Construct } from 'constructs';
import type { DataStack } from '../data-stack.ts';
import type { StreamRoad } from '../stream-roads.ts';
import type { QueueWorker } from './queue-worker.ts';

/** Changes that SQS takes in one call. */
const batchSize = 10;

/** A Pipe from the table's stream to a worker's queue; of the whole item only its id goes on. */
export class StreamPipe extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { data, road, to }: { data: DataStack; road: StreamRoad; to: QueueWorker },
  ) {
    super(scope, id);
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('pipes.amazonaws.com') });
    data.allowReadingStream(role);
    role.addToPolicy(
      new PolicyStatement({
        actions: ['sqs:SendMessage'],
        resources: [to.queue.queueArn, to.deadLetters.queueArn],
      }),
    );
    const pipe = new CfnPipe(this, 'Pipe', {
      roleArn: role.roleArn,
      source: data.streamArn,
      sourceParameters: {
        dynamoDbStreamParameters: {
          // Workers are idempotent; reading again from the beginning is safer than missing what was just written.
          startingPosition: 'TRIM_HORIZON',
          batchSize,
          maximumRetryAttempts: 10,
          onPartialBatchItemFailure: 'AUTOMATIC_BISECT',
          deadLetterConfig: { arn: to.deadLetters.queueArn },
        },
        filterCriteria: { filters: [{ pattern: patternOf(road) }] },
      },
      target: to.queue.queueArn,
      targetParameters: { inputTemplate: `{"${road.idField}": <$.dynamodb.NewImage.id.S>}` },
    });
    // A pipe is tried out when it is made: its role must be able to by then.
    pipe.node.addDependency(role);
  }
}

const patternOf = ({ newImage }: StreamRoad): string =>
  JSON.stringify({
    dynamodb: {
      NewImage: Object.fromEntries(Object.entries(newImage).map(([name, values]) => [name, { S: values }])),
    },
  });
