import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CfnGuardValidator } from '@cdklabs/cdk-validator-cfnguard';
import { type App, Validations } from 'aws-cdk-lib';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { AwsSolutionsChecks } from 'cdk-nag';
import * as z from 'zod';
import { letThrough } from './let-through.ts';

const noTrace = 'An access log holds network addresses and paths: who looked for help, and when.';
const notSeen =
  'It is so, but as a reference to another resource, which the rule cannot read; test/unit/infra asserts it.';
const madeAgain =
  'The bucket holds the built site only, which the next deployment makes again; nobody’s data.';

/** Controls of AWS Control Tower that are not asked for, and why not. */
export const notAskedFor: Readonly<Record<string, string>> = {
  api_gw_v2_access_logs_enabled_check: noTrace,
  cloudfront_access_logs_enabled_check: noTrace,
  s3_bucket_logging_enabled_check: noTrace,
  api_gw_v2_authorization_type_configured_check:
    'Public pages and forms are for everyone; who may do what is decided route by route, inside the function.',
  cloudfront_custom_ssl_certificate_check: notSeen,
  cloudfront_sni_enabled_check: notSeen,
  lambda_function_public_access_prohibited_check: notSeen,
  cloudfront_default_root_object_configured_check:
    'The page “/” has a behaviour and a file of its own; a root object would answer where the function should.',
  cloudfront_origin_failover_enabled_check:
    'One region, decided in docs/decisions/0012; a second origin would need a second table.',
  cloudwatch_log_group_encrypted_check:
    'Logs are encrypted with AWS’s key and hold no personal data, which test/integration/privacy.test.ts shows.',
  cloudwatch_log_group_retention_period_check: 'Logs are kept for 30 days on purpose: a promise to people.',
  kms_create_grant_aws_service_check:
    'Grants are made by whoever administers the account, through the key’s default policy; no function’s role may make one.',
  lambda_inside_vpc_check:
    'The functions call AWS’s own services only, each by its own right; a private network would cost more than everything else together.',
  s3_bucket_default_encryption_kms_check: 'Public files, encrypted with S3’s key.',
  s3_bucket_object_lock_enabled_check: madeAgain,
  s3_event_notifications_enabled_check: madeAgain,
  sqs_dlq_check:
    'The rule means the dead-letter queues themselves; that every other queue has one is asserted by test/unit/infra.',
};

/** cfn-guard comes as a program for these. */
const guardRuns = process.platform === 'linux' || process.platform === 'darwin';

/**
 * What every template has to pass before it is used: cdk-nag's AwsSolutions and AWS Control Tower's proactive controls
 * (cfn-guard). A finding ends the synthesis. What is let through on one thing says why beside it.
 */
export const addGates = (app: App): void => {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  if (!guardRuns) return;
  Validations.of(app).addPlugins(new CfnGuardValidator());
  letThrough(app, notAskedFor);
};

const reportSchema = z.object({
  pluginReports: z.array(
    z.object({
      pluginName: z.string(),
      violations: z.array(z.unknown()),
      suppressedViolations: z.array(z.unknown()).default([]),
    }),
  ),
});

/** One line of what the gates looked at and found. */
export const gatesTold = ({ directory, stacks }: CloudAssembly): string => {
  const { pluginReports } = reportSchema.parse(
    JSON.parse(readFileSync(join(directory, 'validation-report.json'), 'utf8')),
  );
  const resources = stacks.reduce(
    (sum, { template }) => sum + Object.keys(template.Resources ?? {}).length,
    0,
  );
  const each = pluginReports.map(
    ({ pluginName, violations, suppressedViolations }) =>
      `${pluginName} ${violations.length} findings (${suppressedViolations.length} kinds let through, each with its reason)`,
  );
  return `checked ${stacks.length} stacks, ${resources} resources: ${each.join(', ')}`;
};
