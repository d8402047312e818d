import type { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';

type Rule = CfnWebACL.RuleProperty;
type Statement = CfnWebACL.StatementProperty;

const seen = (metricName: string): Rule['visibilityConfig'] => ({
  cloudWatchMetricsEnabled: true,
  sampledRequestsEnabled: false,
  metricName,
});

/** Rules of AWS that look at what somebody wrote. They only count: nobody is refused for their words, and the site shows all of them inert. */
const countedOnly = [
  'SizeRestrictions_BODY',
  'CrossSiteScripting_BODY',
  'GenericLFI_BODY',
  'GenericRFI_BODY',
  'EC2MetaDataSSRF_BODY',
];

const managed = (name: string, priority: number, counted: readonly string[] = []): Rule => ({
  name,
  priority,
  overrideAction: { none: {} },
  statement: {
    managedRuleGroupStatement: {
      vendorName: 'AWS',
      name: `AWSManagedRules${name}`,
      ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
    },
  },
  visibilityConfig: seen(name),
});

/** Which body of the firewall tells somebody to wait. */
export const tooManyKey = 'TooMany';
export const tooManyWords =
  'Too many tries from your network. Please wait five minutes.\nDemasiados intentos desde su red. Espere cinco minutos, por favor.\n';

const windowSeconds = 300;

/** What a network may do in five minutes on some paths: several people in one house share an address. */
type Pace = { readonly name: string; readonly paths: string; readonly max: number };

/** The site counts by itself, more closely and by people too; this keeps floods from reaching it at all. */
export const paces: readonly Pace[] = [
  { name: 'SignIn', paths: '^/(es/)?in/?$|^/api/(sign-in/codes|sessions)/?$', max: 100 },
  {
    name: 'Apply',
    paths: '^/(es/)?(apply|volunteer|resume)(/|$)|^/api/(newcomers|mentors|drafts)(/|$)',
    max: 400,
  },
  { name: 'Concern', paths: '^/(es/)?my/concern(/|$)|^/api/(me/)?concerns?(/|$)', max: 60 },
];

const matches = (regexString: string, field: CfnWebACL.FieldToMatchProperty, decode: boolean): Statement => ({
  regexMatchStatement: {
    regexString,
    fieldToMatch: field,
    textTransformations: [
      ...(decode
        ? [
            { type: 'URL_DECODE', priority: 0 },
            { type: 'NORMALIZE_PATH', priority: 1 },
          ]
        : []),
      { type: 'LOWERCASE', priority: 2 },
    ],
  },
});

const limited = ({ name, paths, max }: Pace, priority: number): Rule => ({
  name,
  priority,
  action: {
    block: {
      customResponse: {
        responseCode: 429,
        customResponseBodyKey: tooManyKey,
        responseHeaders: [{ name: 'retry-after', value: String(windowSeconds) }],
      },
    },
  },
  statement: {
    rateBasedStatement: {
      aggregateKeyType: 'IP',
      limit: max,
      evaluationWindowSec: windowSeconds,
      scopeDownStatement: {
        andStatement: {
          statements: [
            matches('^(post|put|patch|delete)$', { method: {} }, false),
            matches(paths, { uriPath: {} }, true),
          ],
        },
      },
    },
  },
  visibilityConfig: seen(name),
});

/** The firewall's rules, in the order in which they are asked. */
export const firewallRules: Rule[] = [
  ...paces.map(limited),
  managed('AmazonIpReputationList', 10),
  managed('KnownBadInputsRuleSet', 11),
  managed('CommonRuleSet', 12, countedOnly),
];
