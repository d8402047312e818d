import type { MailFact } from '#shared/life/message.ts';

/** A body of the events' queue: what SNS makes of a message. */
export const snsBody = (message: unknown): string =>
  JSON.stringify({
    Type: 'Notification',
    MessageId: '00000000-0000-0000-0000-000000000000',
    TopicArn: 'arn:aws:sns:us-east-1:000000000000:mail-events',
    Message: typeof message === 'string' ? message : JSON.stringify(message),
    Timestamp: '2026-03-10T19:10:00.000Z',
  });

const at = '2026-03-10T19:10:00.000Z';

const contents: Readonly<Record<MailFact['type'], (address: string) => object>> = {
  sent: () => ({ eventType: 'Send', send: {} }),
  delivered: (address) => ({ eventType: 'Delivery', delivery: { timestamp: at, recipients: [address] } }),
  delayed: () => ({ eventType: 'DeliveryDelay', deliveryDelay: { timestamp: at, delayType: 'General' } }),
  rejected: () => ({ eventType: 'Reject', reject: { reason: 'Bad content' } }),
  'soft-bounced': (address) => ({
    eventType: 'Bounce',
    bounce: { timestamp: at, bounceType: 'Transient', bouncedRecipients: [{ emailAddress: address }] },
  }),
  bounced: (address) => ({
    eventType: 'Bounce',
    bounce: { timestamp: at, bounceType: 'Permanent', bouncedRecipients: [{ emailAddress: address }] },
  }),
  complained: (address) => ({
    eventType: 'Complaint',
    complaint: { timestamp: at, complainedRecipients: [{ emailAddress: address }] },
  }),
};

/** One event as SES publishes it, as SNS brings it to the queue. */
export const sesEvent = ({
  type,
  intentId,
  sesMessageId,
  address,
}: {
  type: MailFact['type'];
  intentId: string;
  sesMessageId: string;
  address: string;
}): string =>
  snsBody({
    ...contents[type](address),
    mail: {
      timestamp: at,
      messageId: sesMessageId,
      source: 'no-reply@mail.example.org',
      destination: [address],
      tags: { intent: [intentId], 'ses:configuration-set': ['alongside'] },
    },
  });
