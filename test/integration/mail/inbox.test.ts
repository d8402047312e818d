import { SESClient, SendEmailCommand } from '@aws-sdk/client-ses';
import { describe, expect, test } from 'vitest';
import { createInbox } from '#functions/local/inbox.ts';
import { mailSamples, sampleMails } from '#functions/local/mail-samples.ts';
import { callFile } from '#functions/mail/calendar.ts';
import { compose } from '#functions/mail/compose.ts';
import { locales } from '#shared/i18n/index.ts';
import { messageKinds } from '#shared/life/message.ts';
import { type Mail, renderMail } from '#shared/mail/render-mail.ts';
import { useSes } from '#test/support/mail.ts';

const ses = useSes();
const now = () => '2026-03-10T19:10:00.000Z';
const inbox = createInbox({ folder: ses.folder, now });

const send = async (mail: Mail, to: string, withFile = false): Promise<void> => {
  const firstCall = { start: '2026-03-12T22:00:00.000Z', end: '2026-03-12T22:30:00.000Z' };
  const file = withFile
    ? callFile(
        { id: 'match_0sample0', version: 2, firstCall },
        { locale: 'en', timeZone: 'America/New_York', now: now(), origin: 'https://alongside.example.org' },
      )
    : null;
  const intentId = 'intent_sample-1-introduction-abcdefgh';
  const raw = await compose({
    mail,
    to,
    from: ses.sender.from,
    intentId,
    now: now(),
    attachments: file ? [file] : [],
  });
  expect(await ses.sender.send({ intentId, to, raw })).toMatchObject({ outcome: 'accepted' });
};

type Listed = {
  number: number;
  subject: string;
  to: string[];
  code: string | null;
  links: string[];
  attachments: { url: string; text?: string; filename: string }[];
};
const listed = async (to: string): Promise<Listed[]> =>
  (await (await inbox.request(`/inbox.json?to=${encodeURIComponent(to)}`)).json()) as Listed[];

describe('the inbox', () => {
  test('lists newest first, keeps to an address, and tells programs code, links and files', async () => {
    const mails = sampleMails('en');
    await send(mails['sign-in'], 'first@example.org');
    await send(mails.introduction, 'first@example.org', true);
    await send(mails.ended, 'second@example.org');
    const found = await listed('First@');
    expect(found.map(({ subject }) => subject)).toEqual(['You can get in touch now', 'Your sign-in code']);
    expect(found[1]?.code).toBe('40917265');
    expect(found[1]?.links[0]).toMatch(/\/in#challenge_/);
    expect(found[0]?.attachments[0]?.text).toContain('DTSTART;TZID=America/New_York:20260312T180000\r\n');
    const page = await (await inbox.request('/inbox')).text();
    expect(page.indexOf('A note about your match')).toBeLessThan(page.indexOf('Your sign-in code'));
    const file = await inbox.request(found[0]?.attachments[0]?.url.replace('/_local', '') ?? '');
    expect(file.headers.get('content-disposition')).toContain('call.ics');
    expect(await file.text()).toContain('END:VCALENDAR\r\n');
  });

  test('shows a message as a guest: in a sandbox, without scripts, with nothing from elsewhere', async () => {
    const data = { ...mailSamples('en').introduction, otherName: '<script>alert(1)</script>' };
    await send(renderMail('introduction', data, 'en'), 'guest@example.org');
    const [mail] = await listed('guest@');
    const guest = await inbox.request(`/inbox/${mail?.number}/html`);
    expect(guest.headers.get('content-security-policy')).toMatch(
      /^sandbox allow-popups[^;]*; default-src 'none'/,
    );
    expect(await guest.text()).not.toContain('<script');
    const page = await inbox.request(`/inbox/${mail?.number}`);
    const html = await page.text();
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'; style-src 'self'");
    expect(html).not.toMatch(/<script|style=|\son\w+=/);
    expect(html).toContain('&lt;script&gt;');
  });

  test('a subject or address with markup in it is only text', async () => {
    const mail = { subject: '<img src=x onerror=alert(1)>', text: 'a', html: '<p>a</p>' };
    await send(mail, 'markup@example.org');
    const page = await (await inbox.request('/inbox?to=%3Cimg')).text();
    const list = await (await inbox.request('/inbox')).text();
    expect(page + list).not.toContain('<img');
    expect(list).toContain('&lt;img');
  });

  test('says 404 for what is not there', async () => {
    for (const path of [
      '/inbox/999999',
      '/inbox/x',
      '/inbox/1/attachments/9',
      '/mail/fr/ended/html',
      '/mail/en/x/html',
    ])
      expect((await inbox.request(path)).status).toBe(404);
  });
});

test('the gallery shows every kind in every language', async () => {
  const page = await (await inbox.request('/mail')).text();
  for (const kind of messageKinds)
    for (const locale of locales) {
      expect(page).toContain(`/_local/mail/${locale}/${kind}/html`);
      const shown = await inbox.request(`/mail/${locale}/${kind}/html`);
      expect(await shown.text()).toContain(`<h1 class="text"`);
      expect(shown.headers.get('content-security-policy')).toContain('sandbox');
      expect(await (await inbox.request(`/mail/${locale}/${kind}/text`)).text()).toContain('Harbor Valley');
    }
});

describe('the local SES', () => {
  const client = () =>
    new SESClient({
      endpoint: ses.endpoint,
      region: 'local',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      maxAttempts: 1,
    });

  test('takes SendEmail too', async () => {
    const command = new SendEmailCommand({
      Source: 'no-reply@mail.example.org',
      Destination: { ToAddresses: ['plain@example.org'] },
      Message: { Subject: { Data: 'Ñandú' }, Body: { Text: { Data: 'Hola' } } },
    });
    expect((await client().send(command)).MessageId).toBeTruthy();
    expect((await listed('plain@')).map(({ subject }) => subject)).toEqual(['Ñandú']);
  });

  test('answers a call it does not know, or that lacks something, as SES does', async () => {
    const call = async (body: string) => {
      const answer = await fetch(ses.endpoint, { method: 'POST', body });
      return { status: answer.status, code: /<Code>(.*)<\/Code>/.exec(await answer.text())?.[1] };
    };
    expect(await call('Action=ListIdentities')).toEqual({ status: 400, code: 'InvalidAction' });
    expect(await call('')).toEqual({ status: 400, code: 'InvalidAction' });
    expect(await call('Action=SendRawEmail')).toEqual({ status: 400, code: 'MissingParameter' });
    expect(await call('Action=SendRawEmail&RawMessage.Data=YQ==')).toEqual({
      status: 400,
      code: 'MissingParameter',
    });
    const tagged = 'Destinations.member.1=a@example.org&Tags.member.1.Name=intent&Tags.member.1.Value=a%20b';
    expect(await call(`Action=SendRawEmail&RawMessage.Data=YQ==&${tagged}`)).toEqual({
      status: 400,
      code: 'InvalidParameterValue',
    });
  });
});
