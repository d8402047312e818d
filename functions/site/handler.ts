import { Hono } from 'hono';
import { handle } from 'hono/aws-lambda';
import { securityHeaders } from '../api/pipeline.ts';
import type { Services } from '../services.ts';
import { compressAnswer, type HttpAnswer } from './compress.ts';
import { type OriginCheck, originHeader } from './origin-check.ts';

/** What the built site answers with: `render` of its server's entry. */
export type Render = (
  request: Request,
  context: { readonly services: Services; readonly address: string },
) => Promise<Response>;

/** The client's network address out of CloudFront's `address:port`; IPv6 comes with or without brackets. */
export const viewerAddress = (header: string | undefined): string =>
  (header ?? '').replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1') || '0.0.0.0';

/**
 * The site as a Lambda handler behind CloudFront and an HTTP API. CloudFront does not compress what it may not cache, so
 * it is done here. What did not come through CloudFront is refused before anything of it is believed: only then is the
 * viewer's address CloudFront's own word.
 */
export const createSiteHandler = (render: Render, services: Services, isThroughCloudFront: OriginCheck) => {
  const site = new Hono();
  site.use(async (c, next) => {
    if (!isThroughCloudFront(c.req.header(originHeader))) return c.body(null, 403, securityHeaders);
    await next();
  });
  site.all('*', (c) =>
    render(c.req.raw, { services, address: viewerAddress(c.req.header('cloudfront-viewer-address')) }),
  );
  site.onError((error, c) => {
    // A place in our code; the error's words may hold what somebody typed.
    const frame = error.stack?.split('\n').find((line) => line.trim().startsWith('at '));
    services.log('fault', { name: error.name, at: frame?.trim() ?? '' });
    return c.text('Something went wrong on our side. Please try again.', 500);
  });
  const answer = handle(site);
  return async (...call: Parameters<typeof answer>) =>
    compressAnswer((await answer(...call)) as HttpAnswer, String(call[0].headers?.['accept-encoding'] ?? ''));
};
