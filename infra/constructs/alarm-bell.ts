import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';

/** One promise that can break, and how that shows. */
export type Promised = {
  readonly metric: IMetric;
  /** It rings at this value and above, or with `below` under it. */
  readonly threshold: number;
  readonly below?: boolean;
  /** Periods of the metric in a row; 1 unless told. */
  readonly periods?: number;
  /** No value at all rings too. */
  readonly silenceRings?: boolean;
  /** What it means for people, in one or two sentences. */
  readonly means: string;
};

/** Where alarms ring: one e-mail each, whose text says what it means for people and where to read on. */
export class AlarmBell extends Construct {
  readonly #topic: ITopic;
  readonly #prefix: string;
  readonly #alarms: Alarm[] = [];

  /** @param props.prefix of every alarm's name. */
  constructor(scope: Construct, id: string, { to, key, prefix }: { to: string; key: IKey; prefix: string }) {
    super(scope, id);
    this.#prefix = prefix;
    const topic = new Topic(this, 'Topic', { displayName: 'Alongside', masterKey: key, enforceSSL: true });
    topic.addSubscription(new EmailSubscription(to));
    this.#topic = topic as ITopic;
  }

  /** Every alarm so far. */
  get alarms(): readonly Alarm[] {
    return this.#alarms;
  }

  /** @param name the alarm's name and its heading in `docs/runbook.md`. */
  add(name: string, { metric, threshold, below, periods = 1, silenceRings, means }: Promised): void {
    const alarm = new Alarm(this, name, {
      alarmName: `${this.#prefix}-${name}`,
      alarmDescription: `${means} What to do: docs/runbook.md, “${name}”.`,
      metric,
      threshold,
      evaluationPeriods: periods,
      comparisonOperator: below
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: silenceRings ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(this.#topic));
    alarm.addOkAction(new SnsAction(this.#topic));
    this.#alarms.push(alarm);
  }
}
