import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { AlarmStatusWidget, Dashboard, GraphWidget, type IMetric, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { AlarmBell } from './alarm-bell.ts';
import { clockMetric } from './promises.ts';
import type { QueueWorker } from './queue-worker.ts';
import type { ServiceFunction } from './service-function.ts';

const graph = (title: string, left: IMetric[]): GraphWidget =>
  new GraphWidget({ title, left, width: 12, height: 6 });

/** One page that shows how the service does: alarms, site, mail, workers, queues. */
export const createDashboard = (
  scope: Construct,
  {
    bell,
    stage,
    api,
    functions,
    queues,
  }: {
    bell: AlarmBell;
    stage: string;
    api: HttpApi;
    functions: Readonly<Record<string, ServiceFunction>>;
    queues: Readonly<Record<string, QueueWorker>>;
  },
): void => {
  const period = Duration.minutes(5);
  const mail = (metricName: string) =>
    new Metric({ namespace: 'AWS/SES', metricName, statistic: 'Sum', period: Duration.hours(1) });
  new Dashboard(scope, 'Dashboard', {
    dashboardName: `alongside-${stage}`,
    widgets: [
      [new AlarmStatusWidget({ title: 'Promises', alarms: [...bell.alarms], width: 24, height: 4 })],
      [
        graph('Site: answers, faults', [api.metricCount({ period }), api.metricServerError({ period })]),
        graph('Site: time until an answer (99 of 100)', [api.metricLatency({ period, statistic: 'p99' })]),
      ],
      [
        graph('Mail: oldest that is late, in seconds', [clockMetric(stage, 'OldestUnfinishedMessage')]),
        graph('Mail: sent, arrived, bounced', [mail('Send'), mail('Delivery'), mail('Bounce')]),
      ],
      [
        graph(
          'Workers: faults',
          Object.entries(functions).map(([label, each]) => each.metricErrors({ period, label })),
        ),
        graph(
          'Queues: waiting',
          Object.entries(queues).map(([label, { queue }]) =>
            queue.metricApproximateNumberOfMessagesVisible({ period, label }),
          ),
        ),
      ],
    ],
  });
};
