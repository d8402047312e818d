import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mailSamples, sampleMails } from '#functions/local/mail-samples.ts';
import { type Locale, locales, messages } from '#shared/i18n/index.ts';
import { declinable, type MessageKind, messageKinds } from '#shared/life/message.ts';
import { escapeHtml, inertLine, inertName } from '#shared/mail/inert.ts';
import type { MailData } from '#shared/mail/mail-data.ts';
import { renderMail } from '#shared/mail/render-mail.ts';
import { hostile, poison } from '#test/support/hostile.ts';

/** Subjects tell nothing to someone who sees a list of mail; they are the ones agreed on, word for word. */
const subjects: Record<MessageKind, readonly [string, string]> = {
  'sign-in': ['Your sign-in code', 'Tu código de acceso'],
  confirm: ['We have your form', 'Recibimos tu formulario'],
  'known-address': ['We have your form', 'Recibimos tu formulario'],
  'draft-link': ['Your form is kept for you', 'Guardamos tu formulario'],
  'coordinator-invited': ['How to sign in', 'Cómo entrar'],
  'mentor-approved': ['A quick update', 'Una breve actualización'],
  'mentor-declined': ['A quick update', 'Una breve actualización'],
  'newcomer-update': ['A quick update', 'Una breve actualización'],
  'offer-mentor': ['Someone new for you', 'Alguien nuevo para ti'],
  'offer-newcomer': ['Some news for you', 'Tenemos noticias para ti'],
  reminder: ['A reply when you can', 'Responde cuando puedas'],
  introduction: ['You can get in touch now', 'Ya pueden ponerse en contacto'],
  'still-looking': ['Still looking for you', 'Seguimos buscando'],
  'check-in': ['How is it going?', '¿Cómo va todo?'],
  ended: ['A note about your match', 'Un aviso sobre tu conexión'],
  heartbeat: ['Still OK for you?', '¿Sigue todo bien?'],
  digest: ['Today: 3 to look at', 'Hoy: 3 por revisar'],
};

const everyMail = locales.flatMap((locale) => messageKinds.map((kind) => ({ kind, locale })));

const renderSample = (
  kind: MessageKind,
  locale: Locale,
  change: (data: MailData) => MailData = (data) => data,
) => renderMail(kind, change(mailSamples(locale)[kind]) as never, locale);

const unescapeHtml = (html: string): string =>
  html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

const linksOfHtml = (html: string): string[] =>
  [...html.matchAll(/href="([^"]*)"/g)].map(([, href = '']) => unescapeHtml(href));
const linksOfText = (text: string): string[] => text.match(/https?:\/\/\S+/g) ?? [];
const wordsOf = (text: string): string => text.replaceAll(/[\s\u00a0]+/g, ' ').trim();
const visible = (html: string): string =>
  wordsOf(unescapeHtml(html.replace(/^[\s\S]*<\/head>/, '').replaceAll(/<[^>]*>/g, ' ')));

test('who was a mentor is told that their place has ended, and not that their form was read', () => {
  for (const locale of locales) {
    const { lead, takenOut } = messages(locale).mail.mentorDeclined;
    const { text } = renderSample('mentor-declined', locale, (data) => ({ ...data, wasMentor: true }));
    expect(wordsOf(text)).toContain(takenOut.lead);
    expect(wordsOf(text)).not.toContain(lead);
    expect(text).not.toMatch(/mentor/i);
  }
});

test('there are 17 kinds in two languages', () => {
  expect(everyMail).toHaveLength(34);
  expect(Object.keys(sampleMails('es'))).toEqual([...messageKinds]);
});

describe.each(everyMail)('$kind in $locale', ({ kind, locale }) => {
  const mail = renderSample(kind, locale);

  test('has the agreed subject', () => {
    expect(mail.subject).toBe(subjects[kind][locale === 'en' ? 0 : 1]);
  });

  test('tells no story: none of the words that name what people are here for', () => {
    const telling =
      /addict|adicc|abuse|abus|\bclean\b|dirty|sober|sobri|recover|recuper|drug|droga|alcohol|relapse|reca[íi]da|return to use|twelve|doce pasos|mentor|newcomer|sponsor|padrin|treatment|tratamiento|health|salud/i;
    // Addresses of pages apart: they are never part of what a preview shows.
    const words = mail.text.replaceAll(/https?:\/\/\S+/g, '');
    expect(`${mail.subject} ${words}`).not.toMatch(telling);
    expect(visible(mail.html).replaceAll(/https?:\/\/\S+/g, '')).not.toMatch(telling);
  });

  test('the plain text holds the same links as the HTML, and every word of it', () => {
    expect(new Set(linksOfText(mail.text))).toEqual(new Set(linksOfHtml(mail.html)));
    const html = visible(mail.html);
    const lines = mail.text.split('\n').flatMap((line) => wordsOf(line.replace(/^- |:$/g, '')) || []);
    for (const line of lines.filter((each) => each !== '--' && !each.startsWith('http')))
      for (const part of line.split(': ')) expect(html).toContain(part);
  });

  test('loads nothing and runs nothing', () => {
    expect(mail.html).not.toMatch(/<(img|script|link|iframe|object|form|input|svg|video|base)\b/i);
    expect(mail.html).not.toMatch(/url\(|@import|src=|\bon\w+=/i);
    expect(mail.html).toContain('<meta name="color-scheme" content="light dark">');
    expect(mail.html).toContain('prefers-color-scheme: dark');
    expect(mail.html).toContain(`<html lang="${locale}"`);
  });

  test('leads only to our own pages, in its language; a token stands in the fragment alone', () => {
    for (const link of linksOfHtml(mail.html).map((href) => new URL(href))) {
      expect(link.origin).toBe('https://alongside.example.org');
      expect(link.pathname.startsWith('/es/')).toBe(locale === 'es');
      expect(link.pathname).toMatch(
        kind === 'digest'
          ? /^(\/es)?\/(desk|my)$/
          : /^(\/es)?\/(in|resume|my|my\/mentoring|my\/matches\/match_\w+)$/,
      );
      expect(link.pathname + link.search).not.toContain('challenge_');
      expect(link.hash !== '').toBe(/\/(in|resume)$/.test(link.pathname));
    }
  });

  test('fits 72 columns, but for links', () => {
    for (const line of mail.text.split('\n'))
      if (!line.startsWith('http')) expect([...line].length).toBeLessThanOrEqual(72);
  });
});

const tagsOf = (html: string): string[] => (html.match(/<\/?\w+[^>]*>/g) ?? []).sort();

describe.each(Object.entries(hostile))('a hostile name (%s)', (_, text) => {
  test.each(everyMail)('is inert in $kind, $locale', ({ kind, locale }) => {
    const mail = renderSample(kind, locale, (data) => poison(data, text));
    const calm = renderSample(kind, locale, (data) => poison(data, 'Robin'));
    expect(mail.subject).toBe(calm.subject);
    if (text.trim()) expect(tagsOf(mail.html)).toEqual(tagsOf(calm.html));
    expect(linksOfHtml(mail.html)).toEqual(linksOfHtml(calm.html));
    for (const part of [mail.html, mail.text]) {
      expect(part).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b-\u200f\r]/);
      expect([...part].some((sign) => sign < ' ' && sign !== '\n')).toBe(false);
      expect(part.isWellFormed()).toBe(true);
    }
    expect(mail.text).not.toMatch(/^(Bcc|new body)/m);
    expect(mail.html).not.toContain('<script>');
  });
});

test('any name at all keeps to one line and loses nothing but what is hidden', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      const line = inertLine(name);
      expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      expect(inertLine(line)).toBe(line);
      expect(unescapeHtml(escapeHtml(line))).toBe(line);
      expect(escapeHtml(line)).not.toMatch(/[<>"']/);
    }),
  );
});

test('ordinary names stay as they are', () => {
  for (const name of ['Dana', 'J.R. O’Neil', 'María José', '李雷', 'مريم', 'Zoë 🙂', 'St. John'])
    expect(inertName(name)).toBe(name);
});

describe('what each message may tell', () => {
  test('contact details stand only in an introduction, and only those that were handed on', () => {
    const data = { ...mailSamples('en').introduction, contact: [] };
    const mail = renderMail('introduction', data, 'en');
    expect(mail.text).not.toContain('How to reach');
    expect(mail.text).toContain(messages('en').mail.introduction.contactOnPage.split(',')[0]);
  });

  test('in a mailbox that others read, an introduction names no one', () => {
    const data = {
      ...mailSamples('en').introduction,
      otherName: null,
      shared: [],
      firstCall: null,
      contact: [],
    };
    const mail = renderMail('introduction', data, 'en');
    expect(mail.text).not.toContain('Dana');
    expect(mail.text).toContain('You have both said yes.');
  });

  test('moments stand in the reader’s own zone and language', () => {
    const until = '2026-03-10T19:20:00.000Z';
    const data = { ...mailSamples('en')['sign-in'], until, timeZone: 'America/Los_Angeles' };
    expect(wordsOf(renderMail('sign-in', data, 'en').text)).toContain('until 12:20 PM PDT');
    const spanish = renderMail('sign-in', { ...data, timeZone: 'Europe/Madrid' }, 'es').text;
    expect(wordsOf(spanish)).toMatch(/8:20 p\.\s?m\. GMT\+1/);
  });

  test('a first call is told in both zones, or once if their clocks agree', () => {
    const sample = mailSamples('en').introduction;
    const firstCall = sample.firstCall;
    if (!firstCall) throw new Error('The sample has a first call.');
    expect(renderMail('introduction', sample, 'en').text).toContain('For them');
    const same = { ...sample, firstCall: { ...firstCall, otherTimeZone: sample.timeZone } };
    expect(renderMail('introduction', same, 'en').text).not.toContain('For them');
  });

  test('only what can be declined says where to stop it', () => {
    for (const kind of messageKinds)
      expect(renderSample(kind, 'en').text.includes('You can pause messages like this')).toBe(
        declinable.has(kind),
      );
  });
});

test('the foot says what the reader is to us: a form, a code, access, or a page of their own', () => {
  const { why } = messages('en').mail.frame;
  const footOf = (kind: MessageKind) =>
    Object.entries(why).filter(([, words]) => wordsOf(renderSample(kind, 'en').text).includes(words));
  for (const kind of messageKinds) expect(footOf(kind), kind).toHaveLength(1);
  expect(footOf('confirm')).toEqual([['form', why.form]]);
  expect(footOf('sign-in')).toEqual([['code', why.code]]);
  expect(footOf('coordinator-invited')).toEqual([['desk', why.desk]]);
  expect(footOf('digest')).toEqual([['desk', why.desk]]);
  expect(footOf('heartbeat')).toEqual([['page', why.page]]);
});
