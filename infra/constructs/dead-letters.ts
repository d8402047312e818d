import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { AlarmBell } from './alarm-bell.ts';

/** Where it rings when something could not be done: the alarm's name, and what it means for people. */
export type Undone = { readonly bell: AlarmBell; readonly alarm: string; readonly means: string };

/** A queue for what could not be done, kept for as long as SQS keeps anything: 14 days. It rings at the first one. */
export const createDeadLetters = (scope: Construct, id: string, { bell, alarm, means }: Undone): Queue => {
  const queue = new Queue(scope, id, {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
  });
  bell.add(alarm, {
    metric: queue.metricApproximateNumberOfMessagesVisible({
      period: Duration.minutes(5),
      statistic: 'Maximum',
    }),
    threshold: 1,
    means,
  });
  return queue;
};
