import { type CfnElement, Duration, Stack } from 'aws-cdk-lib';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { letThrough } from '../let-through.ts';
import { createDeadLetters, type Undone } from './dead-letters.ts';
import type { ServiceFunction } from './service-function.ts';

/** A function that is called at a fixed pace. A call that fails is not tried again: the next one does its work. */
export class ScheduledWorker extends Construct {
  readonly deadLetters: Queue;

  constructor(
    scope: Construct,
    id: string,
    { worker, everyMinutes, undone }: { worker: ServiceFunction; everyMinutes: number; undone: Undone },
  ) {
    super(scope, id);
    this.deadLetters = createDeadLetters(this, 'DeadLetters', undone);
    letThrough(this.deadLetters, {
      'AwsSolutions-SQS3':
        'These are dead letters themselves: those of the schedule and of the function’s asynchronous calls, which the rule does not see.',
    });
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
    const stack = Stack.of(this);
    letThrough(stack, {
      [`AwsSolutions-IAM5[Resource::<${stack.getLogicalId(worker.node.defaultChild as CfnElement)}.Arn>:*]`]:
        'The schedule’s role may call this one function, in whichever version; that is how CDK writes it.',
    });
  }
}
