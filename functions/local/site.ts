import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { getConnInfo } from '@hono/node-server/conninfo';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import type { Services } from '#functions/services.ts';
import { host } from './ports.ts';
import { StartRefusal } from './refusal.ts';
import { serveStaticFiles } from './static-files.ts';

/** What the site's pages and its API find in `Astro.locals`. */
export type SiteLocals = {
  readonly services: Services;
  /** Pages of one machine, such as the inbox, are there. */
  readonly local: true;
  /** Where the request came from; behind CloudFront its header says so. */
  readonly address: string;
};

type Render = (request: Request, locals: SiteLocals) => Promise<Response>;

/**
 * Builds the site unless it is built from the present sources.
 * @throws StartRefusal if it does not build; the reasons have been printed.
 */
export const buildSite = async (root: string): Promise<void> => {
  const code = await new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'tools/build.ts'), '--site', '--if-stale'], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new StartRefusal('The site does not build, see above.');
};

/** The built site as one app: local pages, then prerendered files, then what is rendered on demand. */
export const createSite = async (
  root: string,
  { services, localPages }: { services: Services; localPages: Hono },
): Promise<Hono> => {
  const built = join(root, 'dist/site');
  const entry: { render: Render } = await import(pathToFileURL(join(built, 'server/entry.mjs')).href);
  const site = new Hono();
  // CloudFront compresses; here we do, so that a page weighs the same.
  site.use(compress());
  site.route('/_local', localPages);
  site.use(serveStaticFiles(join(built, 'client')));
  site.all('*', (c) =>
    entry.render(c.req.raw, { services, local: true, address: getConnInfo(c).remote.address ?? host }),
  );
  site.onError((error, c) => {
    services.log('fault', { name: error.name, at: error.stack?.split('\n')[1]?.trim() ?? '' });
    return c.text('Something went wrong on our side. Please try again.', 500);
  });
  return site;
};
