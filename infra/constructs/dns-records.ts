import { CfnOutput } from 'aws-cdk-lib';
import { CfnRecordSet } from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import type { Stage } from '../stages.ts';

/** One record that the domain needs; of a text its plain words. */
export type DnsRecord = {
  /** What it is for, such as `Dmarc`. */
  readonly id: string;
  readonly name: string;
  readonly type: 'CNAME' | 'MX' | 'TXT';
  readonly value: string;
};

/** Records of the domain: made where its zone is ours to write, and told otherwise. */
export class DnsRecords extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { zone, records }: { zone: Stage['hostedZone']; records: readonly DnsRecord[] },
  ) {
    super(scope, id);
    for (const { id: record, name, type, value } of records) {
      const written = type === 'TXT' ? `"${value}"` : value;
      if (zone)
        new CfnRecordSet(this, record, {
          hostedZoneId: zone.id,
          name,
          type,
          ttl: '1800',
          resourceRecords: [written],
        });
      else new CfnOutput(this, record, { value: `${name} ${type} ${written}` });
    }
  }
}
