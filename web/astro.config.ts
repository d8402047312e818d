import type { AstroIntegration } from 'astro';
import { defineConfig } from 'astro/config';
import type { Plugin } from 'vite';

/**
 * Leaves the other rooms, and the packages that they use too, out of the built server: whoever takes it (the function's
 * bundle, or Node on one machine) resolves them once, together with its own.
 */
const sharedOnce: Plugin = {
  name: 'alongside-shared-once',
  apply: 'build',
  enforce: 'pre',
  applyToEnvironment: ({ name }) => name !== 'client',
  resolveId: (source) =>
    /^(#(shared|functions)\/|(zod|hono)(\/|$))/.test(source) ? { id: source, external: true } : null,
};

/**
 * Astro lists every route twice: in its manifest, and in a module whose list nobody reads, yet which counts as doing something.
 */
const routesOnce: Plugin = {
  name: 'alongside-routes-once',
  apply: 'build',
  transform: (code, id) =>
    id.endsWith('virtual:astro:routes') ? { code, map: null, moduleSideEffects: false } : null,
};

// Scripts of islands: no component here runs in the browser, and the policy for scripts would refuse them.
const island: readonly [RegExp, string] = [/`\(\(\)=>\{.*`/s, '``'];

/** What Astro does and brings at every start though nobody here asks for it, by file: [what it says, what instead]. */
const atEveryStart: Readonly<Record<string, readonly [said: RegExp, instead: string]>> = {
  // The first formatter of a process takes 20 ms; this one writes the time in front of a line of Astro's own log.
  'astro/dist/core/logger/core.js': [
    /const dateTimeFormat = (new Intl\.DateTimeFormat\(.*?\));/s,
    'const dateTimeFormat = { format: (date) => $1.format(date) };',
  ],
  // The key of server islands, of which there are none; taking it in loads all of Web Crypto.
  'astro/dist/core/app/manifest.js': [
    /const key = decodeKey\(serializedManifest\.key\);/,
    'const key = undefined;',
  ],
  'astro/dist/runtime/server/astro-island.prebuilt.js': island,
  'astro/dist/runtime/server/astro-island.prebuilt-dev.js': island,
};

const unmet = new Set(Object.keys(atEveryStart));

/** A start costs whoever asks first: it does no more than it must. A version of Astro that says it otherwise is refused. */
const leanStart: Plugin = {
  name: 'alongside-lean-start',
  apply: 'build',
  transform: (code, id) => {
    const file = Object.keys(atEveryStart).find((each) => id.endsWith(each));
    if (file === undefined) return null;
    const [said, instead] = atEveryStart[file]!;
    if (!said.test(code))
      throw new Error(`${file} is not as web/astro.config.ts expects it: look at leanStart.`);
    unmet.delete(file);
    return { code: code.replace(said, instead), map: null };
  },
};

/** The site runs wherever `web/src/server.ts` is called: in Lambda and on one machine alike. */
const adapter: AstroIntegration = {
  name: 'alongside-adapter',
  hooks: {
    // The built server is one bundle without node_modules; in development the same setting breaks CommonJS packages.
    'astro:config:setup': ({ command, updateConfig }) => {
      if (command === 'build') updateConfig({ vite: { ssr: { noExternal: true } } });
    },
    'astro:build:done': () => {
      if (unmet.size > 0)
        throw new Error(`Astro no longer brings ${[...unmet].join(', ')}: look at leanStart.`);
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
  // There are no pictures to work on: without this, Astro's own image service would be in the server.
  image: {
    service: { entrypoint: 'astro/assets/services/noop' },
    endpoint: { route: '/_image', entrypoint: './src/no-images.ts' },
  },
  // Our own same-origin middleware knows the public origin; Astro's check sees the API Gateway's host.
  security: { checkOrigin: false },
  adapter,
  vite: {
    plugins: [sharedOnce, routesOnce, leanStart],
    // Phones are kept for years: style that Safari 15.4 and Chrome 99 (cascade layers) still understand.
    build: { assetsInlineLimit: 0, cssTarget: ['chrome99', 'firefox97', 'safari15.4'] },
  },
});
