import type { AstroIntegration } from 'astro';
import { defineConfig } from 'astro/config';

/** The site runs wherever `web/src/server.ts` is called: in Lambda and on one machine alike. */
const adapter: AstroIntegration = {
  name: 'alongside-adapter',
  hooks: {
    // The built server is one bundle without node_modules; in development the same setting breaks CommonJS packages.
    'astro:config:setup': ({ command, updateConfig }) => {
      if (command === 'build') updateConfig({ vite: { ssr: { noExternal: true } } });
    },
    'astro:config:done': ({ setAdapter }) => {
      setAdapter({
        name: 'alongside-adapter',
        entrypointResolution: 'auto',
        serverEntrypoint: new URL('./src/server.ts', import.meta.url),
        supportedAstroFeatures: { staticOutput: 'stable', serverOutput: 'stable', hybridOutput: 'stable' },
      });
    },
  },
};

export default defineConfig({
  srcDir: './src',
  publicDir: './public',
  outDir: '../dist/site',
  output: 'static',
  trailingSlash: 'never',
  devToolbar: { enabled: false },
  build: { inlineStylesheets: 'never', format: 'file' },
  image: { service: { entrypoint: 'astro/assets/services/noop' } },
  // Our own same-origin middleware knows the public origin; Astro's check sees the API Gateway's host.
  security: { checkOrigin: false },
  adapter,
  vite: {
    // Phones are kept for years: style that Safari 15.4 and Chrome 99 (cascade layers) still understand.
    build: { assetsInlineLimit: 0, cssTarget: ['chrome99', 'firefox97', 'safari15.4'] },
  },
});
