import { Duration } from 'aws-cdk-lib';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { createDeadLetters } from './dead-letters.ts';
import type { ServiceFunction } from './service-function.ts';

/** A function that is called at a fixed pace. A call that fails is not tried again: the next one does its work. */
export class ScheduledWorker extends Construct {
  readonly deadLetters: Queue;

  constructor(
    scope: Construct,
    id: string,
    { worker, everyMinutes }: { worker: ServiceFunction; everyMinutes: number },
  ) {
    super(scope, id);
    this.deadLetters = createDeadLetters(this, 'DeadLetters');
    const maxEventAge = Duration.minutes(everyMinutes);
    worker.configureAsyncInvoke({
      retryAttempts: 0,
      maxEventAge,
      onFailure: new SqsDestination(this.deadLetters),
    });
    new Schedule(this, 'Schedule', {
      schedule: ScheduleExpression.rate(Duration.minutes(everyMinutes)),
      target: new LambdaInvoke(worker, { retryAttempts: 0, maxEventAge, deadLetterQueue: this.deadLetters }),
    });
  }
}
