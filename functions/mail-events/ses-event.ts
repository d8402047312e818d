import * as z from 'zod';
import { type IntentId, idSchema } from '#shared/ids.ts';
import type { MailFact } from '#shared/life/message.ts';

/*
 * What SES publishes of a message through its configuration set, as SNS wraps it for SQS:
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */

/** The one field of SNS's envelope that is read. */
const envelopeSchema = z.object({ Type: z.literal('Notification'), Message: z.string() });

const moment = z.object({ timestamp: z.iso.datetime({ offset: true }).optional() });
const addresses = z.array(z.object({ emailAddress: z.string() }));

const mailSchema = z.object({
  messageId: z.string().min(1).max(200),
  timestamp: z.iso.datetime({ offset: true }),
  tags: z.record(z.string(), z.array(z.string())),
});

const eventSchema = z.discriminatedUnion('eventType', [
  z.object({ eventType: z.literal('Send'), mail: mailSchema }),
  z.object({ eventType: z.literal('Delivery'), mail: mailSchema, delivery: moment }),
  z.object({ eventType: z.literal('DeliveryDelay'), mail: mailSchema, deliveryDelay: moment }),
  z.object({ eventType: z.literal('Reject'), mail: mailSchema }),
  z.object({
    eventType: z.literal('Bounce'),
    mail: mailSchema,
    bounce: moment.extend({ bounceType: z.string(), bouncedRecipients: addresses }),
  }),
  z.object({
    eventType: z.literal('Complaint'),
    mail: mailSchema,
    complaint: moment.extend({ complainedRecipients: addresses }),
  }),
]);
type SesEvent = z.infer<typeof eventSchema>;

/** What one event says. */
export type Told = {
  readonly intentId: IntentId;
  readonly fact: MailFact;
  /** Addresses to which nothing may be sent any more. */
  readonly lost: readonly string[];
};

/** Why an event says nothing to us. */
export type NotTold = 'malformed' | 'unknown-type' | 'no-tag';

const momentOf = (event: SesEvent): string => {
  switch (event.eventType) {
    case 'Delivery':
      return event.delivery.timestamp ?? event.mail.timestamp;
    case 'DeliveryDelay':
      return event.deliveryDelay.timestamp ?? event.mail.timestamp;
    case 'Bounce':
      return event.bounce.timestamp ?? event.mail.timestamp;
    case 'Complaint':
      return event.complaint.timestamp ?? event.mail.timestamp;
    case 'Send':
    case 'Reject':
      return event.mail.timestamp;
  }
};

const lostOf = (event: SesEvent): string[] => {
  if (event.eventType === 'Complaint')
    return event.complaint.complainedRecipients.map(({ emailAddress }) => emailAddress);
  // A mailbox that is full today is not lost.
  return event.eventType === 'Bounce' && event.bounce.bounceType === 'Permanent'
    ? event.bounce.bouncedRecipients.map(({ emailAddress }) => emailAddress)
    : [];
};

const types = {
  Send: 'sent',
  Delivery: 'delivered',
  DeliveryDelay: 'delayed',
  Reject: 'rejected',
  Complaint: 'complained',
} as const;

const typeOf = (event: SesEvent): MailFact['type'] =>
  event.eventType !== 'Bounce'
    ? types[event.eventType]
    : event.bounce.bounceType === 'Permanent'
      ? 'bounced'
      : 'soft-bounced';

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const knownType = z.object({
  eventType: z.enum(eventSchema.options.map((each) => each.shape.eventType.value)),
});

/** Reads the body of one record of the events' queue. */
export const readSesEvent = (body: string): Told | NotTold => {
  const envelope = envelopeSchema.safeParse(parseJson(body));
  const content = envelope.success ? parseJson(envelope.data.Message) : undefined;
  const parsed = eventSchema.safeParse(content);
  if (!parsed.success) {
    const typed = z.object({ eventType: z.string() }).safeParse(content);
    return typed.success && !knownType.safeParse(content).success ? 'unknown-type' : 'malformed';
  }
  const event = parsed.data;
  const intentId = idSchema('intent').safeParse(event.mail.tags.intent?.[0]);
  if (!intentId.success) return 'no-tag';
  const at = new Date(momentOf(event)).toISOString();
  return {
    intentId: intentId.data,
    fact: { type: typeOf(event), at, sesMessageId: event.mail.messageId },
    lost: lostOf(event),
  };
};
