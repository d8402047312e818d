import { Duration } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { createDeadLetters, type Undone } from './dead-letters.ts';
import type { ServiceFunction } from './service-function.ts';

/** Tries before a message goes to the dead letters; the clock finds the work again either way. */
const receivesMax = 5;

/** A queue that feeds a function, and the dead letters behind it. */
export class QueueWorker extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  /**
   * @param props.batchSize messages that one call is given; the function's timeout must be enough for all of them.
   * @param props.batchSeconds how long messages are gathered for one call, where nobody waits for it.
   * @param props.workersMax how many may work at once, at least 2 (SQS's own least).
   */
  constructor(
    scope: Construct,
    id: string,
    props: {
      worker: ServiceFunction;
      batchSize: number;
      workersMax: number;
      batchSeconds?: number;
      undone: Undone;
    },
  ) {
    super(scope, id);
    const { worker, batchSize, workersMax, batchSeconds = 0, undone } = props;
    this.deadLetters = createDeadLetters(this, 'DeadLetters', undone);
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // AWS's advice: six times the function's timeout.
      visibilityTimeout: Duration.seconds(6 * (worker.timeout?.toSeconds() ?? 30)),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: receivesMax },
    });
    worker.addEventSource(
      new SqsEventSource(this.queue, {
        batchSize,
        maxConcurrency: workersMax,
        ...(batchSeconds > 0 && { maxBatchingWindow: Duration.seconds(batchSeconds) }),
        reportBatchItemFailures: true,
      }),
    );
  }
}
