import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { DataStack } from '../data-stack.ts';
import { letThrough } from '../let-through.ts';
import { patternOf, streamFilters } from '../stream-filters.ts';
import { createDeadLetters, type Undone } from './dead-letters.ts';
import type { QueueWorker } from './queue-worker.ts';
import type { ServiceFunction } from './service-function.ts';

/** Changes that one call is given. */
const batchSize = 100;

/**
 * How long a change is tried. Those behind it wait so long, codes among them, and after a minute the clock has written the
 * work anew: that change stands in the stream too.
 */
const maxRecordAge = Duration.minutes(2);

/** A function that reads the table's stream and puts what it finds on queues. Lambda's own reading of a stream is free. */
export class StreamReader extends Construct {
  constructor(
    scope: Construct,
    id: string,
    {
      reader,
      data,
      queues,
      undone,
    }: { reader: ServiceFunction; data: DataStack; queues: readonly QueueWorker[]; undone: Undone },
  ) {
    super(scope, id);
    data.allowReadingStream(reader.role!);
    reader.role!.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['sqs:SendMessage'],
        resources: queues.map(({ queue }) => queue.queueArn),
      }),
    );
    const deadLetters = createDeadLetters(this, 'DeadLetters', undone);
    letThrough(deadLetters, {
      'AwsSolutions-SQS3':
        'These are dead letters themselves: those of the stream’s mapping, which the rule does not see.',
    });
    new EventSourceMapping(this, 'Mapping', {
      target: reader,
      eventSourceArn: data.streamArn,
      // What was written before is the clock's: a mapping that is made anew must not tell of yesterday.
      startingPosition: StartingPosition.LATEST,
      batchSize,
      filters: streamFilters.map((filter) => ({ pattern: patternOf(filter) })),
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      maxRecordAge,
      onFailure: new SqsDlq(deadLetters as IQueue),
    });
  }
}
