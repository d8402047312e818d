import PostalMime from 'postal-mime';
import type { StoredMail } from './outbox.ts';

/** A file that came with a message. */
export type ReadAttachment = {
  readonly filename: string;
  readonly contentType: string;
  readonly content: Uint8Array<ArrayBuffer>;
};

/** A message as somebody who opens it finds it. */
export type ReadMail = {
  readonly number: number;
  readonly id: string;
  readonly at: string;
  readonly to: readonly string[];
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  /** Every address in the text, in order. */
  readonly links: readonly string[];
  /** The eight digits of a sign-in, if there are any. */
  readonly code: string | null;
  readonly attachments: readonly ReadAttachment[];
  readonly tags: Readonly<Record<string, string>>;
};

const linkPattern = /https?:\/\/\S+/g;

/** A file's octets. The parser turns a text's CRLF into LF; a calendar wants them back (RFC 5545). */
const bytesOf = (content: string | ArrayBuffer | Uint8Array, type: string): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(typeof content === 'string' ? Buffer.from(content) : content);
  return type === 'text/calendar'
    ? new Uint8Array(Buffer.from(Buffer.from(bytes).toString().replaceAll(/\r?\n/g, '\r\n')))
    : bytes;
};

/** Takes a stored message apart. */
export const readMail = async ({ raw, number, ...envelope }: StoredMail): Promise<ReadMail> => {
  const mail = await PostalMime.parse(raw);
  const text = mail.text ?? '';
  return {
    number,
    id: envelope.messageId,
    at: envelope.at,
    to: envelope.destinations,
    from: mail.from?.address ?? envelope.source,
    subject: mail.subject ?? '',
    text,
    html: mail.html ?? '',
    headers: mail.headers.map(({ originalKey, value }) => ({ name: originalKey, value })),
    links: text.match(linkPattern) ?? [],
    code: /\b\d{8}\b/.exec(text.replaceAll(linkPattern, ''))?.[0] ?? null,
    attachments: mail.attachments.map(({ filename, mimeType, content }) => ({
      filename: filename ?? 'file',
      contentType: mimeType,
      content: bytesOf(content, mimeType),
    })),
    tags: envelope.tags,
  };
};
