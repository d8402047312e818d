import { createApp } from 'astro/app/entrypoint';
import { admit, refusal } from '#functions/api/pipeline.ts';
import type { Services } from '#functions/services.ts';
import { localeOfPath, localePath } from './i18n.ts';
import { withoutTrailingSlash } from './trailing-slash.ts';

/** What whoever runs the site gives with each request. */
export type SiteContext = {
  readonly services: Services;
  /** The client's network address. */
  readonly address: string;
  /** True only on one machine. */
  readonly local?: boolean;
};

const app = createApp();

const isApi = (request: Request): boolean => new URL(request.url).pathname.startsWith('/api/');

/**
 * Answers one request. Its address becomes the public origin before Astro sees it, and what comes from another site, in
 * a foreign method or at too great a length goes no further.
 */
export const render = async (request: Request, context: SiteContext): Promise<Response> => {
  const plain = withoutTrailingSlash(request, context.services.origin);
  if (plain !== null) return new Response(null, { status: 308, headers: { location: plain } });
  const admitted = await admit(request, context.services.origin);
  if (admitted instanceof Request) return app.render(admitted, { locals: { ...context } });
  if (isApi(request)) return refusal(admitted);
  // A person in a browser reads a page, not JSON.
  const path = localePath(localeOfPath(new URL(request.url).pathname), '/problem');
  const locals = { ...context, problem: { kind: 'refused' } };
  const page = await app.render(new Request(context.services.origin + path), { locals });
  return new Response(page.body, { status: refusal(admitted).status, headers: page.headers });
};
