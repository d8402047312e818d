import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MiddlewareHandler } from 'hono';
import { getMimeType } from 'hono/utils/mime';
import { securityHeaders } from '#functions/api/pipeline.ts';

/** The path under which a built file is reached: pages without `.html`, an index as its folder. */
const pathOf = (file: string): string => {
  const page = /^(.*?)\.html$/.exec(`/${file}`)?.[1];
  if (page === undefined) return `/${file}`;
  return page.replace(/\/index$/, '') || '/';
};

/**
 * Serves the built files of a folder, as CloudFront serves them from S3. Only paths of files that were there at the
 * start are known, so that no path leads out of the folder; everything else goes on to the server's entry.
 */
export const serveStaticFiles = (folder: string): MiddlewareHandler => {
  const files = new Map(
    globSync('**/*.*', { cwd: folder }).map((name) => {
      const file = name.replaceAll('\\', '/');
      const body = readFileSync(join(folder, name));
      const headers = {
        ...securityHeaders,
        'content-type': getMimeType(file) ?? 'application/octet-stream',
        'cache-control': file.startsWith('_astro/') ? 'public, max-age=31536000, immutable' : 'no-cache',
        etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
      };
      return [pathOf(file), { body, headers }];
    }),
  );
  return async (c, next) => {
    const file = files.get(c.req.path);
    if (!file || (c.req.method !== 'GET' && c.req.method !== 'HEAD')) return next();
    if (c.req.header('if-none-match')?.includes(file.headers.etag)) return c.body(null, 304, file.headers);
    return c.body(file.body, 200, file.headers);
  };
};
