import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Metafile } from 'esbuild';
import { environmentCredentials, leftOut, partsOfNode } from './bundle-plugins.ts';

/*
 * Bundles each function into `dist/functions/NAME/`: one ES module that Lambda loads (`index.handler`) and, for the site,
 * the pages beside it, which are read when somebody asks for them. Source maps go to `dist/source-maps/NAME/`, not into what
 * is deployed.
 */

const root = fileURLToPath(new URL('..', import.meta.url));

/** Every function, and the kilobytes (1,000 bytes) that its bundle may have in all. */
export const functionBudgets = {
  site: 1_200,
  mail: 800,
  'mail-events': 380,
  clock: 430,
  round: 450,
  stream: 270,
  canary: 90,
} as const;
export type FunctionName = keyof typeof functionBudgets;

/** What a bundle weighs, in bytes, and what of: packages and our own rooms, heaviest first. */
export type Bundle = {
  readonly name: FunctionName;
  readonly bytes: number;
  /** The module that is loaded at the start, with everything that it imports at once. */
  readonly startBytes: number;
  readonly parts: readonly (readonly [name: string, bytes: number])[];
};

/** The package or room that a source file belongs to. */
const partOf = (path: string): string => {
  const packageName = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1];
  if (packageName) return packageName;
  if (path.startsWith('dist/site/')) return 'pages and Astro';
  return path.split('/').slice(0, 2).join('/');
};

const startBytesOf = (outputs: Metafile['outputs'], entry: string): number => {
  const seen = new Set<string>();
  const add = (path: string): number => {
    const output = outputs[path];
    if (!output || seen.has(path)) return 0;
    seen.add(path);
    const imported = output.imports.filter(({ kind }) => kind === 'import-statement');
    return output.bytes + imported.reduce((sum, each) => sum + add(each.path), 0);
  };
  return add(entry);
};

const weigh = (name: FunctionName, { outputs }: Metafile): Bundle => {
  const code = Object.entries(outputs).filter(([path]) => path.endsWith('.mjs'));
  const parts = new Map<string, number>();
  for (const [, { inputs }] of code)
    for (const [path, { bytesInOutput }] of Object.entries(inputs))
      parts.set(partOf(path), (parts.get(partOf(path)) ?? 0) + bytesInOutput);
  const entry = code.find(([path]) => path.endsWith(`${name}/index.mjs`))?.[0] ?? '';
  return {
    name,
    bytes: code.reduce((sum, [, { bytes }]) => sum + bytes, 0),
    startBytes: startBytesOf(Object.fromEntries(code), entry),
    parts: [...parts].sort((a, b) => b[1] - a[1]),
  };
};

const moveSourceMaps = (outputs: Metafile['outputs'], from: string, to: string): void => {
  for (const path of Object.keys(outputs).filter((each) => each.endsWith('.map'))) {
    const target = join(to, path.slice(path.indexOf(from) + from.length));
    mkdirSync(dirname(target), { recursive: true });
    renameSync(join(root, path), target);
  }
};

/**
 * Bundles one function.
 * @param options.folder where to, such as `dist`.
 * @throws if it does not compile, or if the site has not been built before.
 */
export const bundleFunction = async (name: FunctionName, { folder = 'dist' } = {}): Promise<Bundle> => {
  const target = `${folder}/functions/${name}`;
  const maps = join(root, folder, 'source-maps', name);
  for (const old of [join(root, target), maps]) rmSync(old, { recursive: true, force: true });
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: { index: `functions/${name}/lambda.ts` },
    outdir: target,
    outExtension: { '.js': '.mjs' },
    chunkNames: 'chunks/[hash]',
    bundle: true,
    splitting: true,
    minify: true,
    // Spanish is shorter as it is written.
    charset: 'utf8',
    legalComments: 'none',
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    define: { 'process.env.NODE_ENV': '"production"' },
    sourcemap: 'external',
    metafile: true,
    logLevel: 'warning',
    // Astro keeps a bare import of a package without side effects.
    logOverride: { 'ignored-bare-import': 'silent' },
    plugins: [environmentCredentials, leftOut, partsOfNode],
  });
  moveSourceMaps(metafile.outputs, target, maps);
  return weigh(name, metafile);
};

const kilobytes = (bytes: number): string => `${Math.ceil(bytes / 1_000)} KB`;

/** One line for the build's output: the weight beside the budget, and what it is made of. */
export const describeBundle = ({ name, bytes, startBytes, parts }: Bundle): string => {
  const heaviest = parts.slice(0, 5).map(([part, size]) => `${part} ${kilobytes(size)}`);
  const later = startBytes < bytes ? `, ${kilobytes(startBytes)} at the start` : '';
  return `${name}: ${kilobytes(bytes)} of ${functionBudgets[name]} KB${later} (${heaviest.join(', ')} …)`;
};

/**
 * What is over its budget, said so that somebody can act on it; null if it is not.
 * @param budget kilobytes.
 */
export const overBudget = (bundle: Bundle, budget: number = functionBudgets[bundle.name]): string | null =>
  bundle.bytes <= budget * 1_000
    ? null
    : `The bundle of “${bundle.name}” is ${kilobytes(bundle.bytes)}, ${kilobytes(bundle.bytes - budget * 1_000)} over its budget of ` +
      `${budget} KB. Heaviest: ${bundle.parts
        .slice(0, 8)
        .map(([part, size]) => `${part} ${kilobytes(size)}`)
        .join(', ')}. ` +
      'Leave out what it does not need, or raise the budget in tools/bundle.ts and say why.';

/** Bundles every function. @throws if one is over its budget, when all have been bundled. */
export const bundleFunctions = async (): Promise<readonly Bundle[]> => {
  const bundles = await Promise.all(
    (Object.keys(functionBudgets) as FunctionName[]).map((name) => bundleFunction(name)),
  );
  for (const bundle of bundles) console.log(describeBundle(bundle));
  const faults = bundles.map((bundle) => overBudget(bundle)).filter((fault) => fault !== null);
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return bundles;
};
