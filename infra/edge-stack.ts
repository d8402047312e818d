import { Stack, type StackProps } from 'aws-cdk-lib';
import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import { HostedZone, type IHostedZone } from 'aws-cdk-lib/aws-route53';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import { firewallRules, tooManyKey, tooManyWords } from './firewall-rules.ts';
import type { Stage } from './stages.ts';

/** What CloudFront takes from us-east-1 only: the domain's certificate and the firewall before everything. */
export class EdgeStack extends Stack {
  readonly certificate: Certificate;
  readonly firewall: CfnWebACL;

  constructor(scope: Construct, id: string, { stage, ...props }: StackProps & { stage: Stage }) {
    super(scope, id, props);
    const { domain, hostedZone } = stage;
    const zone = hostedZone && this.#zone(hostedZone);
    this.certificate = new Certificate(this, 'Certificate', {
      domainName: domain,
      validation: CertificateValidation.fromDns(zone),
    });
    this.firewall = new CfnWebACL(this, 'Firewall', {
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      // Samples would show addresses and cookies in the console.
      visibilityConfig: {
        cloudWatchMetricsEnabled: true,
        sampledRequestsEnabled: false,
        metricName: 'Firewall',
      },
      customResponseBodies: {
        [tooManyKey]: { contentType: 'TEXT_PLAIN', content: tooManyWords },
      },
      rules: firewallRules,
    });
  }

  #zone({ id, name }: NonNullable<Stage['hostedZone']>): IHostedZone {
    return HostedZone.fromHostedZoneAttributes(this, 'Zone', { hostedZoneId: id, zoneName: name });
  }
}
