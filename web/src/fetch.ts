import { getFetchState, pages } from 'astro/hono';
import { Hono } from 'hono';
import { firstFrame } from '#functions/api/call-route.ts';
import { createClient } from '#functions/api/client.ts';
import { identify, isOneClick, isSameOrigin, withSecurityHeaders } from '#functions/api/pipeline.ts';
import { localeOfPath, localePath } from './i18n.ts';

/** The page that says what went wrong, in the language of the one that was asked for. */
const problemPath = (url: string): string => localePath(localeOfPath(new URL(url).pathname), '/problem');

const safeMethods = new Set(['GET', 'HEAD']);

/**
 * Mail programs without a button of their own open the address of “unsubscribe”: a person then gets the page that asks.
 * @returns the token; null for everything else.
 */
const openedByHand = ({ method, url, headers }: Request): string | null => {
  const token = /^\/api\/unsubscribe\/([\w.-]+)$/.exec(new URL(url).pathname)?.[1];
  return token && method === 'GET' && headers.get('accept')?.includes('text/html') ? token : null;
};

const app = new Hono();

app.use(withSecurityHeaders);

app.use(async (c, next) => {
  const state = getFetchState(c);
  const locals = state.locals as App.Locals;
  const { services, address } = locals;
  // While a prerendered page is built there is nobody to serve.
  if (!services) return next();
  const mayChange =
    safeMethods.has(c.req.method) || isOneClick(c.req.raw) || isSameOrigin(c.req.raw, services.origin);
  if (!mayChange) {
    locals.problem = { kind: 'refused' };
    return state.rewrite(problemPath(c.req.url));
  }
  const visitor = await identify(services, c.req.raw, address);
  const isApi = new URL(c.req.url).pathname.startsWith('/api/');
  const opened = openedByHand(c.req.raw);
  if (opened !== null) c.res = c.redirect(localePath(visitor.locale, `/unsubscribe?token=${opened}`), 303);
  else if (isApi) {
    // Loaded with the first request to it: a page brings the routes that it calls.
    const { wholeApi } = await import('#functions/api/whole-api.ts');
    c.res = await wholeApi.fetch(c.req.raw, { services, visitor });
  } else {
    locals.visitor = visitor;
    locals.api = createClient({ services, visitor });
    await next();
    // A page that may not be shown answers with nothing: the visitor reads a page all the same.
    if (c.res.status === 404 && c.res.body === null) {
      locals.problem = { kind: 'not-found' };
      c.res = await state.rewrite(problemPath(c.req.url));
    }
  }
  // What is answered here is one person's; only built files may be kept.
  c.header('cache-control', 'no-store');
});

app.use(pages());

app.onError((error, c) => {
  const state = getFetchState(c);
  const locals = state.locals as App.Locals;
  const reference = locals.services?.newId('look').slice(5, 17);
  locals.services?.log('fault', { reference: reference ?? '', name: error.name, at: firstFrame(error) });
  locals.problem = { kind: 'fault', reference };
  return state.rewrite(problemPath(c.req.url));
});

export default app;
