import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import type { AstroInlineConfig } from 'astro';
import { Hono } from 'hono';
import type { Services } from '#functions/services.ts';
import { host } from './ports.ts';
import type { SiteLocals } from './site.ts';

type Plugin = NonNullable<NonNullable<AstroInlineConfig['vite']>['plugins']>[number];

/** In development Vite writes styles into the page, which the site's own policy forbids. */
const allowInlineStyles = (response: ServerResponse): void => {
  const writeHead = response.writeHead.bind(response) as (...args: unknown[]) => ServerResponse;
  response.writeHead = (...args: unknown[]) => {
    const headers = args.at(-1);
    if (typeof headers === 'object' && headers !== null)
      Reflect.deleteProperty(headers, 'content-security-policy');
    return writeHead(...args);
  };
};

/** Puts the local pages before Astro's own, and our locals where its pages find them. */
const localPlugin = (services: Services, localPages: Hono): Plugin => ({
  name: 'alongside-local',
  configureServer: ({ middlewares }) => {
    const answer = getRequestListener((request) => localPages.fetch(request));
    middlewares.use((request, response, next) => {
      if (request.url?.startsWith('/_local/')) return void answer(request, response);
      const locals: SiteLocals = { services, local: true, address: request.socket.remoteAddress ?? host };
      Reflect.set(request, Symbol.for('astro.locals'), locals);
      allowInlineStyles(response);
      next();
    });
  },
});

/**
 * Serves the pages from their sources; a change shows at once.
 * @returns how to stop.
 */
export const startDevSite = async (
  root: string,
  { port, services, localPages }: { port: number; services: Services; localPages: Hono },
): Promise<() => Promise<void>> => {
  process.env.ASTRO_TELEMETRY_DISABLED = '1';
  process.env.ASTRO_DISABLE_UPDATE_CHECK = 'true';
  // Only here: the built site needs neither Astro nor Vite to run.
  const { dev } = await import('astro');
  const server = await dev({
    root: join(root, 'web'),
    logLevel: 'error',
    server: { port, host },
    vite: {
      plugins: [localPlugin(services, new Hono().route('/_local', localPages))],
      server: { strictPort: true },
    },
  });
  return () => server.stop();
};
