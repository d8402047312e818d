import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { AlarmStatusWidget, Dashboard, GraphWidget, type IMetric, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { clockMetric } from './constructs/promises.ts';
import type { ServiceStack } from './service-stack.ts';
import type { Stage } from './stages.ts';

const graph = (title: string, left: IMetric[]): GraphWidget =>
  new GraphWidget({ title, left, width: 12, height: 6 });

/**
 * One page that shows how the service does: alarms, site, mail, workers, queues. A stack of its own, deployed where the stage
 * asks for it: beyond an account's first three a dashboard costs as much as everything else that stands idle.
 */
export class DashboardStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { service, stage, ...props }: StackProps & { service: ServiceStack; stage: Stage },
  ) {
    super(scope, id, props);
    const { alarms, api, functions, queues } = service;
    const period = Duration.minutes(5);
    const mail = (metricName: string) =>
      new Metric({ namespace: 'AWS/SES', metricName, statistic: 'Sum', period: Duration.hours(1) });
    new Dashboard(this, 'Dashboard', {
      dashboardName: `alongside-${stage.name}`,
      widgets: [
        [new AlarmStatusWidget({ title: 'Promises', alarms: [...alarms], width: 24, height: 4 })],
        [
          graph('Site: answers, faults', [api.metricCount({ period }), api.metricServerError({ period })]),
          graph('Site: time until an answer (99 of 100)', [api.metricLatency({ period, statistic: 'p99' })]),
        ],
        [
          graph('Mail: oldest that is late, in seconds', [
            clockMetric(stage.name, 'OldestUnfinishedMessage', 'Maximum'),
          ]),
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
  }
}
