import type { MailFact } from '#shared/life/message.ts';
import type { Instant } from '#shared/time.ts';

/*
 * What SES publishes of a message, as SNS brings it to a queue. On one machine the local SES makes these itself.
 */

/** What SNS makes of a message on its way to SQS. */
export const snsEnvelope = (message: unknown, at: Instant = '2026-03-10T19:10:00.000Z') => ({
  Type: 'Notification',
  MessageId: '00000000-0000-0000-0000-000000000000',
  TopicArn: 'arn:aws:sns:us-east-1:000000000000:mail-events',
  Message: typeof message === 'string' ? message : JSON.stringify(message),
  Timestamp: at,
});

type Content = (address: string, timestamp: Instant) => object;

const bounce =
  (bounceType: string): Content =>
  (emailAddress, timestamp) => ({
    eventType: 'Bounce',
    bounce: { timestamp, bounceType, bounceSubType: 'General', bouncedRecipients: [{ emailAddress }] },
  });

const contents: Readonly<Record<MailFact['type'], Content>> = {
  sent: () => ({ eventType: 'Send', send: {} }),
  delivered: (address, timestamp) => ({
    eventType: 'Delivery',
    delivery: { timestamp, recipients: [address] },
  }),
  delayed: (_, timestamp) => ({
    eventType: 'DeliveryDelay',
    deliveryDelay: { timestamp, delayType: 'General' },
  }),
  rejected: () => ({ eventType: 'Reject', reject: { reason: 'Bad content' } }),
  'soft-bounced': bounce('Transient'),
  bounced: bounce('Permanent'),
  complained: (emailAddress, timestamp) => ({
    eventType: 'Complaint',
    complaint: { timestamp, complainedRecipients: [{ emailAddress }] },
  }),
};

/** One event of one message, in SNS's envelope. */
export const sesEvent = ({
  type,
  intentId,
  sesMessageId,
  address,
  at = '2026-03-10T19:10:00.000Z',
}: {
  type: MailFact['type'];
  intentId: string;
  sesMessageId: string;
  address: string;
  at?: Instant;
}) =>
  snsEnvelope(
    {
      ...contents[type](address, at),
      mail: {
        timestamp: at,
        messageId: sesMessageId,
        destination: [address],
        tags: { intent: [intentId], 'ses:configuration-set': ['alongside'] },
      },
    },
    at,
  );

/** What the addresses of SES's mailbox simulator do; anybody else's mailbox takes everything. */
const simulated: Readonly<Record<string, readonly MailFact['type'][]>> = {
  bounce: ['sent', 'bounced'],
  suppressionlist: ['sent', 'bounced'],
  complaint: ['sent', 'delivered', 'complained'],
  ooto: ['sent', 'delivered', 'soft-bounced'],
};

/** What will be told of a message to an address, in order: `bounce@simulator.amazonses.com` bounces, and so on. */
export const fateOf = (address: string): readonly MailFact['type'][] => {
  const mailbox = /^([a-z]+)(?:\+[^@]*)?@simulator\.amazonses\.com$/i.exec(address)?.[1];
  return simulated[mailbox?.toLowerCase() ?? ''] ?? ['sent', 'delivered'];
};
