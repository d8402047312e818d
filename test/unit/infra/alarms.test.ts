import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { synthesise } from '#test/support/templates.ts';

const { ofType, only } = synthesise();
const alarms = ofType('AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);
const nameOf = ({ AlarmName }: { AlarmName: string }): string => AlarmName.replace('alongside-example-', '');

test('there is one alarm for each promise', () => {
  expect(alarms.map(nameOf).sort()).toEqual([
    'bounces',
    'changes-not-carried',
    'clock-silent',
    'clock-steps-failing',
    'clock-turn-failed',
    'codes-not-carried',
    'complaints',
    'fault-lines',
    'mail-late',
    'mail-news-not-taken',
    'mail-not-carried',
    'mail-unknown',
    'round-not-worked',
    'site-faults',
    'site-not-reached',
    'throttled',
  ]);
});

test('every queue of dead letters has one, at the first', () => {
  const deadLetters = ofType('AWS::SQS::Queue')
    .map(([id]) => id)
    .filter((id) => id.includes('DeadLetters'));
  const watched = alarms
    .filter(({ MetricName }) => MetricName === 'ApproximateNumberOfMessagesVisible')
    .map(({ Dimensions, Threshold }) => {
      expect(Threshold).toBe(1);
      return Dimensions[0].Value['Fn::GetAtt'][0] as string;
    });
  expect(watched.sort()).toEqual(deadLetters.sort());
});

test.each(alarms.map((alarm) => [nameOf(alarm), alarm] as const))(
  '%s rings by e-mail, says what it means, and has its page in the runbook',
  (name, alarm) => {
    expect(alarm.AlarmActions).toHaveLength(1);
    expect(alarm.AlarmDescription.length).toBeGreaterThan(60);
    expect(alarm.AlarmDescription).toContain(`“${name}”`);
    const page = readFileSync('docs/runbook.md', 'utf8')
      .split(/^#+ /m)
      .find((each) => each.startsWith(`${name}\n`));
    // Its first three commands.
    expect(page?.match(/^(?:aws|npm) .+$/gm)?.length, `docs/runbook.md, “${name}”`).toBeGreaterThanOrEqual(3);
  },
);

test('a clock that says nothing rings too', () => {
  const silent = alarms.find((alarm) => nameOf(alarm) === 'clock-silent');
  expect(silent).toMatchObject({
    TreatMissingData: 'breaching',
    Statistic: 'SampleCount',
    ComparisonOperator: 'LessThanThreshold',
  });
});

test('the faults of every function’s log are counted', () => {
  const filters = ofType('AWS::Logs::MetricFilter').map(([, { Properties }]) => Properties);
  expect(new Set(filters.map(({ LogGroupName }) => LogGroupName.Ref)).size).toBe(
    ofType('AWS::Logs::LogGroup').length,
  );
  for (const { FilterPattern } of filters)
    expect(FilterPattern).toBe('{ ($.event = "fault") || ($.event = "*-failed") }');
});

test('a month that costs more than was meant is told', () => {
  const { Budget, NotificationsWithSubscribers } = only('AWS::Budgets::Budget').Properties;
  expect(Budget.BudgetLimit).toEqual({ Amount: 25, Unit: 'USD' });
  expect(NotificationsWithSubscribers).toHaveLength(2);
});
