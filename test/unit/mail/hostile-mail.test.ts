import PostalMime, { type Email } from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { createTokens } from '#functions/auth/tokens.ts';
import { mailSamples } from '#functions/local/mail-samples.ts';
import { callFile, cancelledCallFile } from '#functions/mail/calendar.ts';
import { compose } from '#functions/mail/compose.ts';
import { declineHeaders } from '#functions/mail/decline-headers.ts';
import { type Locale, locales } from '#shared/i18n/index.ts';
import { declinable, type MessageKind, messageKinds } from '#shared/life/message.ts';
import type { MailData } from '#shared/mail/mail-data.ts';
import { renderMail } from '#shared/mail/render-mail.ts';
import { hostile, poison } from '#test/support/hostile.ts';

/*
 * Every kind in both languages as it goes over the wire, with hostile text in every field that anybody has typed: the
 * headers, the parts and the calendar file are those of a message for “Robin”, octet for octet.
 */

const to = 'robin@example.org';
const now = '2026-03-10T19:10:00.000Z';
const origin = 'https://alongside.example.org';
const match = {
  id: 'match_0sample0sample0sample0samp',
  version: 7,
  firstCall: { start: '2026-03-12T22:00:00.000Z', end: '2026-03-12T22:30:00.000Z' },
} as const;
const tokens = createTokens(Buffer.alloc(32, 7));

/** Kinds that carry a calendar file, as the worker attaches it. */
const filesOf = (kind: MessageKind, locale: Locale) => {
  const printed = { locale, timeZone: 'America/New_York', now, origin };
  const file =
    kind === 'introduction'
      ? callFile(match, printed)
      : kind === 'ended'
        ? cancelledCallFile(match, printed, to)
        : null;
  return file ? [file] : [];
};

const read = async (
  kind: MessageKind,
  locale: Locale,
  text: string,
): Promise<{ raw: string; mail: Email }> => {
  const data: MailData = mailSamples(locale)[kind];
  const raw = await compose({
    mail: renderMail(kind, poison(data, text) as never, locale),
    to,
    from: 'alongside@alongside.example.org',
    intentId: `intent_sample-1-${kind}-abcdefgh`,
    now,
    attachments: filesOf(kind, locale),
    headers: declineHeaders({ kind, personId: 'person_0sample' }, { tokens, origin }),
  });
  return { raw: raw.toString('latin1'), mail: await PostalMime.parse(raw) };
};

/** A boundary is made anew for each message, of letters that no text can hold in advance. */
const headersOf = ({ headers }: Email) =>
  headers
    .map(({ originalKey, value }) => `${originalKey}: ${value.replace(/boundary="[^"]*"/, 'boundary')}`)
    .sort();
const filesIn = ({ attachments }: Email) =>
  attachments.map(({ filename, mimeType, method, content }) => ({
    filename,
    mimeType,
    method,
    text: typeof content === 'string' ? content : Buffer.from(content as ArrayBuffer).toString(),
  }));

const every = locales.flatMap((locale) => messageKinds.map((kind) => ({ kind, locale })));
let seen = 0;

describe.each(every)('$kind in $locale', ({ kind, locale }) => {
  test.each(Object.entries(hostile))(
    'a hostile name (%s) leaves headers, parts and file as they are',
    async (_, text) => {
      const [calm, got] = [await read(kind, locale, 'Robin'), await read(kind, locale, text)];
      expect(headersOf(got.mail)).toEqual(headersOf(calm.mail));
      expect(got.mail).toMatchObject({ subject: calm.mail.subject, to: [{ name: '', address: to }] });
      expect([got.mail.cc, got.mail.bcc, got.mail.replyTo]).toEqual([undefined, undefined, undefined]);
      expect(filesIn(got.mail)).toEqual(filesIn(calm.mail));
      // Two parts, text and HTML, and none that somebody's name has opened.
      expect(got.raw.match(/^Content-Type: /gim)).toHaveLength(
        calm.raw.match(/^Content-Type: /gim)?.length ?? 0,
      );
      expect(got.mail.html).not.toMatch(/<script|<img|onmouseover="|onerror=alert\(1\)>/i);
      expect(got.mail.text).not.toMatch(/^(Bcc:|new body)/m);
      seen += 1;
    },
  );

  test('carries a file, and headers to decline it, just where it should', async () => {
    const { mail } = await read(kind, locale, 'Robin');
    const expected: Partial<Record<MessageKind, string>> = {
      introduction: 'call.ics',
      ended: 'call-cancelled.ics',
    };
    expect(filesIn(mail).map(({ filename }) => filename)).toEqual(expected[kind] ? [expected[kind]] : []);
    expect(mail.headers.some(({ key }) => key === 'list-unsubscribe')).toBe(declinable.has(kind));
  });
});

test('every kind, language and hostile text has been seen', () => {
  expect(seen).toBe(messageKinds.length * locales.length * Object.keys(hostile).length);
});

test('the check sees a planted fault: a name in a header', async () => {
  const calm = await read('introduction', 'en', 'Robin');
  const raw = await compose({
    mail: {
      ...renderMail('introduction', mailSamples('en').introduction, 'en'),
      subject: `For ${hostile.markup}`,
    },
    to,
    from: 'alongside@alongside.example.org',
    intentId: 'intent_sample-1-introduction-abcdefgh',
    now,
    attachments: filesOf('introduction', 'en'),
  });
  expect(headersOf(await PostalMime.parse(raw))).not.toEqual(headersOf(calm.mail));
});
