import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';

/* What a bundle does without, and what it takes another way. */

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Lambda gives credentials in the environment. The SDK's whole chain would bring clients of five other services along, for
 * profiles and single sign-on.
 */
export const environmentCredentials: Plugin = {
  name: 'environment-credentials',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^@aws-sdk\/credential-provider-node$/ }, ({ resolveDir }) => ({
      path: 'environment-credentials',
      namespace: 'alongside',
      pluginData: resolveDir,
    }));
    onLoad({ filter: /^environment-credentials$/, namespace: 'alongside' }, ({ pluginData }) => ({
      contents: `export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';`,
      resolveDir: pluginData,
    }));
  },
};

/** Of the modules that Astro built those that a page links to. */
const scriptsOf = (modules: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(modules).filter(([, file]) => file.startsWith('_astro/')));

/** Astro's list of routes without what only islands and its own build ask for: a fifth of it. */
const withShortManifest = (entry: string): string => {
  const said = /(?<=\bdeserializeManifest\()\{"rootDir":.*\}(?=\);?$)/m;
  const manifest = said.exec(entry)?.[0];
  if (manifest === undefined)
    throw new Error('Astro’s server has no manifest where tools/bundle.ts looks for it.');
  const { entryModules, ...rest } = JSON.parse(manifest) as { entryModules: Record<string, string> };
  const short = JSON.stringify(
    { ...rest, entryModules: scriptsOf(entryModules), clientDirectives: [] },
    (key, value) => (key === '_meta' || key === 'distURL' ? undefined : value),
  );
  return entry.replace(said, () => short);
};

/** What no function ever runs: samples that only one machine shows, the SDK's look at the browser, event streams, errors. */
export const leftOut: Plugin = {
  name: 'left-out',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]dist[\\/]site[\\/]server[\\/]chunks[\\/]look_[^\\/]+$/ }, () => ({
      contents: `const gone = Object.assign(() => new Response(null, { status: 404 }), { isAstroComponentFactory: true });
        export const page = () => ({ default: gone });`,
    }));
    // Astro names each component after the file on the machine that built it: no matter for others, and 7 KB.
    onLoad({ filter: /[\\/]dist[\\/]site[\\/]server[\\/].+\.mjs$/ }, ({ path }) => {
      const built = readFileSync(path, 'utf8').replaceAll(join(root, 'web/src/'), '');
      return { contents: basename(path) === 'entry.mjs' ? withShortManifest(built) : built };
    });
    onLoad({ filter: /[\\/]node_modules[\\/]bowser[\\/]/ }, () => ({ contents: 'export default {};' }));
    // Endpoints that a service would have to be asked for: DynamoDB's is known.
    onLoad({ filter: /[\\/]@aws-sdk[\\/]endpoint-cache[\\/]/ }, () => ({
      contents: 'export class EndpointCache {}',
    }));
    onLoad({ filter: /[\\/]@smithy[\\/]core[\\/].*[\\/]event-streams[\\/]index\.js$/ }, () => ({
      contents: 'export {};',
    }));
    // A class for each of a hundred errors, of which two are told apart; the others have the same name without one.
    onLoad(
      { filter: /[\\/]client-(dynamodb|kms|sqs)[\\/]dist-es[\\/]schemas[\\/]schemas_0\.js$/ },
      ({ path }) => ({
        contents: readFileSync(path, 'utf8').replaceAll(
          /^n0_registry\.registerError\((?!ConditionalCheckFailed|TransactionCanceled).*\);$/gm,
          '',
        ),
      }),
    );
  },
};

/**
 * Parts of Node that are asked for by `require`, as CommonJS packages do, which an ES module does not have. `node:http` is
 * fetched so in any case: an `import` asks it for everything that it exports, and so loads the whole of `fetch` with it.
 */
export const partsOfNode: Plugin = {
  name: 'parts-of-node',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /./ }, ({ path, kind }) => {
      const isHttp = /^(node:)?http$/.test(path);
      return isHttp || (kind === 'require-call' && isBuiltin(path))
        ? { path: path.replace(/^(node:)?/, 'node:'), namespace: 'node-part' }
        : null;
    });
    onLoad({ filter: /./, namespace: 'node-part' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)});`,
    }));
  },
};
