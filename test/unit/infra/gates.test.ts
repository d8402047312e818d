import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { afterAll, expect, test } from 'vitest';
import { newApp, smallSite } from '#test/support/templates.ts';
import { createDeployment } from '../../../infra/deployment.ts';
import { addGates, notAskedFor } from '../../../infra/gates.ts';
import { requireStage } from '../../../infra/stages.ts';

const folder = mkdtempSync(join(tmpdir(), 'alongside-gates-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Finding = { ruleName: string; violatingConstructs: { constructPath: string }[] };
type Report = {
  pluginName: string;
  conclusion: string;
  violations: Finding[];
  suppressedViolations: Finding[];
};

/** What the gates say of a stage; with a stack of a test's own beside it, the synthesis has to end there. */
const judge = (name: string, plant?: (stack: Stack) => void): Record<string, Report> => {
  const outdir = join(folder, name);
  const app = newApp(outdir);
  createDeployment(app, requireStage('example'), smallSite());
  plant?.(new Stack(app, 'planted'));
  addGates(app);
  const ends = () => app.synth();
  if (plant) expect(ends).toThrow(/planted/);
  else ends();
  const { pluginReports } = JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8'));
  return Object.fromEntries((pluginReports as Report[]).map((report) => [report.pluginName, report]));
};

test('both gates are passed, and what is let through is what is written down', () => {
  const { AwsSolutions: nag, 'cdk-validator-cfnguard': guard } = judge('clean');
  expect([nag?.violations, guard?.violations]).toEqual([[], []]);
  expect(new Set(nag?.suppressedViolations.map(({ ruleName }) => ruleName.replace(/\[.*/, '')))).toEqual(
    new Set([
      'AwsSolutions-SMG4',
      'AwsSolutions-SQS3',
      'AwsSolutions-IAM5',
      'AwsSolutions-APIG1',
      'AwsSolutions-APIG4',
      'AwsSolutions-S1',
      'AwsSolutions-CFR1',
      'AwsSolutions-CFR3',
    ]),
  );
  // A reason for something that is not found any more goes.
  expect(new Set(guard?.suppressedViolations.map(({ ruleName }) => ruleName))).toEqual(
    new Set(Object.keys(notAskedFor)),
  );
});

test('a planted fault is found: an open bucket, a queue without dead letters, a right to everything', () => {
  const { AwsSolutions: nag, 'cdk-validator-cfnguard': guard } = judge('planted', (stack) => {
    new Bucket(stack, 'Open');
    new Queue(stack, 'Lost');
    new Role(stack, 'Mighty', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') }).addToPolicy(
      new PolicyStatement({ actions: ['dynamodb:*'], resources: ['*'] }),
    );
  });
  const found = (report?: Report) =>
    report?.violations.flatMap(({ ruleName, violatingConstructs }) =>
      violatingConstructs.map(({ constructPath }) => `${constructPath} ${ruleName.replace(/\[.*/, '')}`),
    );
  expect(found(nag)).toEqual(
    expect.arrayContaining([
      'planted/Open/Resource AwsSolutions-S10',
      'planted/Lost/Resource AwsSolutions-SQS3',
      'planted/Mighty/DefaultPolicy/Resource AwsSolutions-IAM5',
    ]),
  );
  expect(found(guard)?.some((each) => each.startsWith('planted/Open/Resource'))).toBe(true);
});
