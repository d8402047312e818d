import { html, raw } from 'hono/html';
import { locales } from '#shared/i18n/index.ts';
import { messageKinds } from '#shared/life/message.ts';
import type { Instant } from '#shared/time.ts';
import type { ReadMail } from './read-mail.ts';

type Markup = ReturnType<typeof html>;

/** The two lines that meet. */
const mark = raw(
  '<svg class="mark" viewBox="0 0 96 28" width="96" height="28" aria-hidden="true"><path class="one" d="M2 4c18-1 26 1 34 5s12 3.500 20 3.500 26-.4 38-.2"/><path class="two" d="M2 24c16 1 25-1 33-4.500s13-3.400 21-3.300 27 .3 38 0"/></svg>',
);

const page = (title: string, body: Markup): Markup => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="stylesheet" href="/_local/inbox.css">
</head>
<body>
<header>${mark}<nav aria-label="This machine"><a href="/_local/inbox">Inbox</a> <a href="/_local/mail">Every message</a> <a href="/">The service</a></nav></header>
<main>
${body}
</main>
</body>
</html>`;

const moment = (instant: Instant): string =>
  new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(instant));

/** Steps that reach the next thing the clock does. */
const steps = [
  { seconds: 60, label: '1 minute' },
  { seconds: 3_600, label: '1 hour' },
  { seconds: 12 * 3_600, label: '12 hours' },
  { seconds: 86_400, label: '1 day' },
  { seconds: 3 * 86_400, label: '3 days' },
  { seconds: 7 * 86_400, label: '7 days' },
  { seconds: 28 * 86_400, label: '28 days' },
] as const;

const clockForm = (now: Instant): Markup => html`
<form class="panel" method="post" action="/_local/clock">
<label for="seconds">The clock says <time datetime="${now}">${moment(now)}</time>. Move it on by</label>
<span class="row"><select id="seconds" name="seconds">
${steps.map(({ seconds, label }) => html`<option value="${seconds}">${label}</option>`)}
</select> <button>Move the clock</button></span>
</form>`;

const filterForm = (to: string): Markup => html`
<form class="panel" method="get" action="/_local/inbox">
<label for="to">Only messages to</label>
<span class="row"><input id="to" name="to" value="${to}" placeholder="name@example.org" autocomplete="off"> <button>Show</button></span>
</form>`;

const listItem = ({ number, to, subject, at, code, attachments }: ReadMail): Markup => html`
<li><a href="/_local/inbox/${number}"><strong>${subject}</strong><span>${to.join(', ')}</span></a>
<span class="facts">${code ? html`<code>${code}</code> ` : ''}${attachments.map(({ filename }) => html`<span>${filename}</span> `)}<time datetime="${at}">${moment(at)}</time></span></li>`;

/** The list of what this machine has sent. */
export const inboxPage = (mails: readonly ReadMail[], { to, now }: { to: string; now: Instant }): Markup =>
  page(
    'Inbox of this machine',
    html`<h1>Inbox</h1>
<p>Everything the service has sent, newest first. It stays on this machine.</p>
<div class="panels">${filterForm(to)}${clockForm(now)}</div>
${
  mails.length > 0
    ? html`<ol class="list">${mails.map(listItem)}</ol>`
    : html`<p class="empty">${to ? html`Nothing has been sent to “${to}” yet. <a href="/_local/inbox">Show everything</a>` : 'Nothing has been sent yet. Messages appear here a moment after something happens in the service.'}</p>`
}`,
  );

const details = (title: string, body: Markup): Markup =>
  html`<details><summary>${title}</summary>${body}</details>`;

/** One message: as HTML in a frame, as text, its headers and its files. */
export const messagePage = (mail: ReadMail): Markup =>
  page(
    mail.subject,
    html`<p><a href="/_local/inbox">All messages</a></p>
<h1>${mail.subject}</h1>
<p class="muted">To <a href="/_local/inbox?to=${encodeURIComponent(mail.to.join(','))}">${mail.to.join(', ')}</a>, <time datetime="${mail.at}">${moment(mail.at)}</time></p>
${mail.code ? html`<p>Code: <code>${mail.code}</code></p>` : ''}
${mail.links.length > 0 ? html`<h2>Links</h2><ul class="links">${mail.links.map((link) => html`<li><a href="${link}">${link}</a></li>`)}</ul>` : ''}
${mail.attachments.length > 0 ? html`<h2>Files</h2><ul class="links">${mail.attachments.map(({ filename, contentType }, index) => html`<li><a href="/_local/inbox/${mail.number}/attachments/${index}">${filename}</a> <span class="muted">${contentType}</span></li>`)}</ul>` : ''}
<h2>As HTML</h2>
<iframe class="message" src="/_local/inbox/${mail.number}/html" title="The message as HTML" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>
${details('As plain text', html`<pre>${mail.text}</pre>`)}
${details('Headers', html`<dl>${mail.headers.map(({ name, value }) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl><p><a href="/_local/inbox/${mail.number}/raw">The whole message as it was sent</a></p>`)}`,
  );

/** Every kind of message in every language, with made-up contents. */
export const galleryPage = (): Markup =>
  page(
    'Every message',
    html`<h1>Every message</h1>
<p>Each kind in each language, with made-up contents.</p>
${messageKinds.map(
  (kind) =>
    html`<section><h2 id="${kind}">${kind}</h2><div class="pair">${locales.map(
      (
        locale,
      ) => html`<figure><figcaption>${locale} · <a href="/_local/mail/${locale}/${kind}/text">as plain text</a></figcaption>
<iframe class="message" loading="lazy" src="/_local/mail/${locale}/${kind}/html" title="${kind}, ${locale}" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe></figure>`,
    )}</div></section>`,
)}`,
  );
