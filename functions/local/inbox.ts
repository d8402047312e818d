import { readFileSync } from 'node:fs';
import { Hono, type MiddlewareHandler } from 'hono';
import { isLocale } from '#shared/i18n/index.ts';
import { messageKinds } from '#shared/life/message.ts';
import type { Instant } from '#shared/time.ts';
import { galleryPage, inboxPage, messagePage } from './inbox-pages.ts';
import { sampleMails } from './mail-samples.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { type ReadMail, readMail } from './read-mail.ts';

/*
 * Pages of one machine, for whoever tries the service out: what it has sent, and what its messages look like.
 */

const pagePolicy =
  "default-src 'none'; style-src 'self'; font-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/** A message is a guest in its frame: it may be looked at and its links may open a new page, and that is all. */
const guestPolicy =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'";

const withHeaders =
  (policy: string): MiddlewareHandler =>
  async (c, next) => {
    await next();
    c.res.headers.set('content-security-policy', policy);
    c.res.headers.set('x-content-type-options', 'nosniff');
    c.res.headers.set('referrer-policy', 'same-origin');
    c.res.headers.set('cache-control', 'no-store');
  };

/** Links of a framed message open beside it: within the frame our own pages refuse to be shown. */
const asGuest = (html: string): string => html.replace('<head>', '<head>\n<base target="_blank">');

/** Messages never change once stored, so each is taken apart once. */
const createReader = (outbox: Outbox) => {
  const read = new Map<number, ReadMail>();
  const one = async (number: number): Promise<ReadMail | null> => {
    const known = read.get(number);
    if (known) return known;
    const stored = outbox.get(number);
    if (!stored) return null;
    const mail = await readMail(stored);
    read.set(number, mail);
    return mail;
  };
  return {
    one,
    /** Newest first; `to` keeps those whose address holds it. */
    list: async (to: string, limit: number): Promise<ReadMail[]> => {
      const found: ReadMail[] = [];
      for (const number of outbox.list()) {
        const mail = await one(number);
        if (mail?.to.some((address) => address.includes(to.trim().toLowerCase()))) found.push(mail);
        if (found.length >= limit) break;
      }
      return found;
    },
  };
};

const toJson = ({ attachments, ...mail }: ReadMail) => ({
  ...mail,
  attachments: attachments.map(({ filename, contentType, content }, index) => ({
    filename,
    contentType,
    size: content.byteLength,
    url: `/_local/inbox/${mail.number}/attachments/${index}`,
    ...(contentType.startsWith('text/') && { text: Buffer.from(content).toString() }),
  })),
});

const shownMax = 200;

const addInbox = (app: Hono, outbox: Outbox, now: () => Instant): void => {
  const reader = createReader(outbox);
  app.get('/inbox', async (c) => {
    const to = c.req.query('to') ?? '';
    return c.html(inboxPage(await reader.list(to, shownMax), { to, now: now() }));
  });
  app.get('/inbox.json', async (c) =>
    c.json((await reader.list(c.req.query('to') ?? '', shownMax)).map(toJson)),
  );
  app.get('/inbox/:number{\\d+}', async (c) => {
    const mail = await reader.one(Number(c.req.param('number')));
    return mail ? c.html(messagePage(mail)) : c.notFound();
  });
  app.get('/inbox/:number{\\d+}/html', withHeaders(guestPolicy), async (c) => {
    const mail = await reader.one(Number(c.req.param('number')));
    return mail ? c.html(asGuest(mail.html)) : c.notFound();
  });
  app.get('/inbox/:number{\\d+}/raw', (c) => {
    const mail = outbox.get(Number(c.req.param('number')));
    return mail
      ? c.body(new Uint8Array(mail.raw), 200, { 'content-type': 'text/plain; charset=utf-8' })
      : c.notFound();
  });
  app.get('/inbox/:number{\\d+}/attachments/:index{\\d+}', async (c) => {
    const mail = await reader.one(Number(c.req.param('number')));
    const file = mail?.attachments[Number(c.req.param('index'))];
    if (!file) return c.notFound();
    return c.body(file.content, 200, {
      'content-type': file.contentType,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.filename)}`,
    });
  });
};

const addGallery = (app: Hono): void => {
  app.get('/mail', (c) => c.html(galleryPage()));
  app.get('/mail/:locale/:kind/html', withHeaders(guestPolicy), (c) => {
    const kind = messageKinds.find((each) => each === c.req.param('kind'));
    const locale = c.req.param('locale');
    return kind && isLocale(locale) ? c.html(asGuest(sampleMails(locale)[kind].html)) : c.notFound();
  });
  app.get('/mail/:locale/:kind/text', (c) => {
    const kind = messageKinds.find((each) => each === c.req.param('kind'));
    const locale = c.req.param('locale');
    return kind && isLocale(locale) ? c.text(sampleMails(locale)[kind].text) : c.notFound();
  });
};

/**
 * Pages to be mounted at `/_local`: `/inbox` (and `/inbox.json` for programs), and `/mail`, the gallery of every message.
 * @param folder data folder; the local SES of the same folder fills it.
 * @param now the service's clock, shown beside the form that moves it.
 */
export const createInbox = ({ folder, now }: { folder: string; now: () => Instant }): Hono => {
  const style = readFileSync(new URL('./inbox.css', import.meta.url), 'utf8');
  const app = new Hono();
  app.use(async (c, next) => {
    await next();
    // A framed message has brought its own policy.
    if (!c.res.headers.has('content-security-policy')) await withHeaders(pagePolicy)(c, async () => {});
  });
  app.get('/inbox.css', (c) => c.body(style, 200, { 'content-type': 'text/css; charset=utf-8' }));
  addInbox(app, createOutbox(folder, now), now);
  addGallery(app);
  return app;
};
