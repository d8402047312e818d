import { Stack, type StackProps } from 'aws-cdk-lib';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  MailFromBehaviorOnMxFailure,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { type DnsRecord, DnsRecords } from './constructs/dns-records.ts';
import type { Stage } from './stages.ts';

/** Everything that SES tells of a message; opens and clicks are not asked for: nobody is watched reading. */
const events: EmailSendingEvent[] = [
  EmailSendingEvent.SEND,
  EmailSendingEvent.DELIVERY,
  EmailSendingEvent.DELIVERY_DELAY,
  EmailSendingEvent.BOUNCE,
  EmailSendingEvent.COMPLAINT,
  EmailSendingEvent.REJECT,
];

/** By whom mail is sent and what becomes known of it: the identity with DKIM, SPF, DMARC and MAIL FROM, and SES's events. */
export class MailStack extends Stack {
  /** The address that sends. */
  readonly from: string;
  readonly configurationSet: ConfigurationSet;
  /** What SES tells of each message; only SES writes here. */
  readonly events: ITopic;

  constructor(
    scope: Construct,
    id: string,
    { key, stage, ...props }: StackProps & { key: IKey; stage: Stage },
  ) {
    super(scope, id, props);
    const { domain, hostedZone } = stage;
    this.from = `alongside@${domain}`;
    this.configurationSet = new ConfigurationSet(this, 'ConfigurationSet', {
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    // What it carries names addresses.
    const topic = new Topic(this, 'Events', { masterKey: key, enforceSSL: true });
    this.configurationSet.addEventDestination('ToTopic', {
      destination: EventDestination.snsTopic(topic as ITopic),
      events,
    });
    this.events = topic as ITopic;
    const mailFrom = `mail.${domain}`;
    const identity = new EmailIdentity(this, 'Identity', {
      identity: Identity.domain(domain),
      configurationSet: this.configurationSet,
      mailFromDomain: mailFrom,
      mailFromBehaviorOnMxFailure: MailFromBehaviorOnMxFailure.USE_DEFAULT_VALUE,
    });
    new DnsRecords(this, 'Dns', {
      zone: hostedZone,
      records: [
        ...identity.dkimRecords.map(
          ({ name, value }, index): DnsRecord => ({ id: `Dkim${index + 1}`, name, type: 'CNAME', value }),
        ),
        {
          id: 'MailFrom',
          name: mailFrom,
          type: 'MX',
          value: `10 feedback-smtp.${this.region}.amazonses.com`,
        },
        { id: 'Spf', name: mailFrom, type: 'TXT', value: 'v=spf1 include:amazonses.com -all' },
        { id: 'Dmarc', name: `_dmarc.${domain}`, type: 'TXT', value: 'v=DMARC1; p=quarantine; adkim=s' },
      ],
    });
  }

  /** Lets a role send, from the one address and with the one configuration set. */
  allowSending(role: IRole, domain: string): void {
    const arn = (resource: string, resourceName: string) =>
      this.formatArn({ service: 'ses', resource, resourceName });
    role.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['ses:SendRawEmail'],
        resources: [
          arn('identity', domain),
          arn('configuration-set', this.configurationSet.configurationSetName),
        ],
        conditions: { StringEquals: { 'ses:FromAddress': this.from } },
      }),
    );
  }
}
