import { CfnOutput } from 'aws-cdk-lib';
import type { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { CfnRecordSet } from 'aws-cdk-lib/aws-route53';
import { CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets';
import { Construct } from 'constructs';
import type { Stage } from '../stages.ts';

/** Where the domain points: its records where its zone is ours to write, and told otherwise. */
export class SiteAddress extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { stage, distribution }: { stage: Stage; distribution: Distribution },
  ) {
    super(scope, id);
    const { domain: name, hostedZone } = stage;
    const { distributionDomainName: dnsName } = distribution;
    if (!hostedZone) {
      new CfnOutput(this, 'PointTheDomainHere', { value: `${name} CNAME ${dnsName}` });
      return;
    }
    for (const type of ['A', 'AAAA'])
      new CfnRecordSet(this, type, {
        hostedZoneId: hostedZone.id,
        name,
        type,
        aliasTarget: { dnsName, hostedZoneId: CloudFrontTarget.CLOUDFRONT_ZONE_ID },
      });
  }
}
