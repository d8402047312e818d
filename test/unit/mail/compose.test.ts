import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { mailSamples } from '#functions/local/mail-samples.ts';
import { compose } from '#functions/mail/compose.ts';
import { renderMail } from '#shared/mail/render-mail.ts';

const envelope = {
  to: 'robin@example.org',
  from: 'no-reply@mail.example.org',
  intentId: 'intent_sample-1-introduction-abcdefgh',
  now: '2026-03-10T22:30:00.000Z',
} as const;

const rendered = (name: string) =>
  renderMail('introduction', { ...mailSamples('es').introduction, name, otherName: name }, 'es');

test('text, HTML and file come out as they went in', async () => {
  const mail = rendered('Zoë');
  const content = 'BEGIN:VCALENDAR\r\nSUMMARY:Ñandú\r\nEND:VCALENDAR\r\n';
  const raw = await compose({
    ...envelope,
    mail,
    attachments: [{ filename: 'call.ics', contentType: 'text/calendar; charset=utf-8', content }],
  });
  const read = await PostalMime.parse(raw);
  expect(read.subject).toBe(mail.subject);
  expect(read.text?.replaceAll('\r\n', '\n').trim()).toBe(mail.text.trim());
  expect(read.html?.replaceAll('\r\n', '\n').trim()).toBe(mail.html.trim());
  expect(read.attachments).toHaveLength(1);
  // The parser drops the CR of text files, so the octets are looked up on the wire.
  expect(raw.toString().replaceAll('\r\n', '')).toContain(Buffer.from(content).toString('base64'));
});

describe('headers', () => {
  const names = ['Robin', 'Robin\r\nBcc: everyone@evil.example', '<script>', '\u202egnp', '=?utf-8?q?x?='];
  test.each(names)('hold our own words alone, whoever is called %j', async (name) => {
    const read = await PostalMime.parse(await compose({ ...envelope, mail: rendered(name) }));
    expect(read.headers.map(({ originalKey }) => originalKey).sort()).toEqual(
      [
        'Auto-Submitted',
        'Content-Type',
        'Date',
        'From',
        'MIME-Version',
        'Message-ID',
        'Subject',
        'To',
        'X-Auto-Response-Suppress',
      ].sort(),
    );
    expect(read.from).toMatchObject({ name: 'Alongside', address: envelope.from });
    expect(read.to).toEqual([{ name: '', address: envelope.to }]);
    expect(read.messageId).toBe(`<${envelope.intentId}@mail.example.org>`);
    expect(read.subject).toBe('Ya pueden ponerse en contacto');
  });

  test('an address that is none adds no recipient and no header', async () => {
    const to = 'robin@example.org\r\nBcc: everyone@evil.example, other@evil.example';
    const read = await PostalMime.parse(await compose({ ...envelope, to, mail: rendered('Robin') }));
    expect(read.headers.some(({ key }) => key === 'bcc')).toBe(false);
    expect(read.bcc ?? []).toHaveLength(0);
    expect(read.to?.length).toBeLessThanOrEqual(1);
  });
});
