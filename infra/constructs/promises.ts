import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { AlarmBell } from './alarm-bell.ts';

/** What the clock measures (`functions/clock`), under its stage. */
const clockMetrics = ['OldestUnfinishedMessage', 'UnknownMessages', 'FailedClockSteps'] as const;

/**
 * Turns of five in five minutes that told a figure, above which it counts as always there: the clock measures trouble only
 * while there is some, since each figure that is measured costs thirty cents a month. The fifth may fall into the next five.
 */
const nearlyEveryTurn = 4;

/** A figure of the clock, in five minutes. */
export const clockMetric = (
  stage: string,
  metricName: (typeof clockMetrics)[number],
  statistic: string,
): Metric =>
  new Metric({
    namespace: 'Alongside',
    metricName,
    dimensionsMap: { Stage: stage },
    statistic,
    period: Duration.minutes(5),
  });

/** Lines of every log that tell of a fault, counted together. */
const countFaults = (scope: Construct, stage: string, logs: readonly ILogGroup[]): Metric => {
  const metricNamespace = `Alongside/${stage}`;
  const metricName = 'FaultLines';
  logs.forEach((logGroup, index) => {
    new MetricFilter(scope, `FaultLines${index}`, {
      logGroup,
      metricNamespace,
      metricName,
      metricValue: '1',
      filterPattern: FilterPattern.any(
        FilterPattern.stringValue('$.event', '=', 'fault'),
        FilterPattern.stringValue('$.event', '=', '*-failed'),
      ),
    });
  });
  return new Metric({
    namespace: metricNamespace,
    metricName,
    statistic: 'Sum',
    period: Duration.minutes(5),
  });
};

const sesRate = (metricName: string): Metric =>
  new Metric({ namespace: 'AWS/SES', metricName, statistic: 'Average', period: Duration.hours(1) });

/** One alarm for each promise that no queue keeps by itself. */
export const watchPromises = (
  scope: Construct,
  { bell, stage, api, logs }: { bell: AlarmBell; stage: string; api: HttpApi; logs: readonly ILogGroup[] },
): void => {
  bell.add('mail-late', {
    metric: clockMetric(stage, 'OldestUnfinishedMessage', 'Maximum'),
    threshold: 30 * 60,
    periods: 2,
    means: 'A message that somebody waits for is more than half an hour late.',
  });
  bell.add('mail-unknown', {
    metric: clockMetric(stage, 'UnknownMessages', 'SampleCount'),
    threshold: nearlyEveryTurn,
    periods: 3,
    means:
      'For 15 minutes nobody has known whether a message went out: SES’s answer and its events are missing. It is sent again now, and may arrive twice.',
  });
  bell.add('clock-silent', {
    metric: clockMetric(stage, 'OldestUnfinishedMessage', 'SampleCount'),
    threshold: 1,
    below: true,
    periods: 2,
    silenceRings: true,
    means:
      'No turn of the clock has come to its end for ten minutes. Offers do not expire, reminders and check-ins are not written, stuck mail stays stuck.',
  });
  bell.add('clock-steps-failing', {
    metric: clockMetric(stage, 'FailedClockSteps', 'SampleCount'),
    threshold: nearlyEveryTurn,
    periods: 3,
    means:
      'For 15 minutes some step that is due has failed at every turn: one person or match does not move on.',
  });
  bell.add('bounces', {
    metric: sesRate('Reputation.BounceRate'),
    threshold: 0.05,
    means:
      'Five in a hundred messages of this AWS account do not arrive. SES stops all mail at about ten: then nobody can sign in.',
  });
  bell.add('complaints', {
    metric: sesRate('Reputation.ComplaintRate'),
    threshold: 0.001,
    means:
      'One in a thousand recipients pressed “spam”. SES stops all mail at about five in a thousand: then nobody can sign in.',
  });
  bell.add('site-faults', {
    metric: api.metricServerError({ statistic: 'Sum', period: Duration.minutes(5) }),
    threshold: 3,
    means:
      'Three or more pages or forms failed within five minutes: people see “something went wrong on our side”.',
  });
  bell.add('fault-lines', {
    metric: countFaults(scope, stage, logs),
    threshold: 3,
    periods: 2,
    means: 'The functions’ logs have told of faults for ten minutes. Some person’s step may hang.',
  });
  bell.add('throttled', {
    metric: new Metric({
      namespace: 'AWS/Lambda',
      metricName: 'Throttles',
      statistic: 'Sum',
      period: Duration.minutes(5),
    }),
    threshold: 5,
    periods: 2,
    means:
      'This AWS account runs as many functions at once as it may, and turns others away: people see errors, mail comes late.',
  });
};
