import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Lets findings of the gates through on one construct, each with the reason. A reason is one that a stranger can judge.
 * @param reasons by rule, such as `AwsSolutions-S1` of cdk-nag or `s3_bucket_logging_enabled_check` of cfn-guard.
 */
export const letThrough = (scope: IConstruct, reasons: Readonly<Record<string, string>>): void => {
  Validations.of(scope).acknowledge(
    ...Object.entries(reasons).map(([rule, reason]) => ({
      id: `${rule.startsWith('AwsSolutions') ? 'AwsSolutions' : 'cdk-validator-cfnguard'}::${rule}`,
      reason,
    })),
  );
};
