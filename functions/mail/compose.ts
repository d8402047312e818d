import MailComposer from 'nodemailer/lib/mail-composer';
import type { IntentId } from '#shared/ids.ts';
import type { Mail } from '#shared/mail/render-mail.ts';
import type { Instant } from '#shared/time.ts';

/** A file that travels with a message. */
export type Attachment = {
  readonly filename: string;
  readonly contentType: string;
  readonly content: string;
};

/** What a message needs to become MIME. */
export type Envelope = {
  readonly mail: Mail;
  /** The bare address of the one recipient: no name stands in any header. */
  readonly to: string;
  /** The bare address that sends. */
  readonly from: string;
  readonly intentId: IntentId;
  readonly now: Instant;
  readonly attachments?: readonly Attachment[];
  /** More headers, all our own words: List-Unsubscribe comes here. */
  readonly headers?: Readonly<Record<string, string>>;
};

/** The sender's name in every inbox; it tells nothing. */
const senderName = 'Alongside';

/**
 * Makes the MIME message, text and HTML. Header injection is impossible by construction: what people wrote stands only in
 * bodies, headers hold an agreed subject, addresses that passed their schema, and our own words.
 */
export const compose = ({
  mail,
  to,
  from,
  intentId,
  now,
  attachments,
  headers,
}: Envelope): Promise<Buffer> => {
  const domain = from.slice(from.lastIndexOf('@') + 1);
  return new MailComposer({
    from: { name: senderName, address: from },
    to: { name: '', address: to },
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    date: new Date(now),
    // The same message always has the same id, so that a mail program can tell a repetition.
    messageId: `<${intentId}@${domain}>`,
    headers: {
      // RFC 3834: nobody's absence note answers us, and auto-responders keep quiet.
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      ...headers,
    },
    // In base64 a file arrives octet for octet; a calendar's CRLF would not survive as text.
    attachments: (attachments ?? []).map((each) => ({ ...each, contentTransferEncoding: 'base64' })),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
};
