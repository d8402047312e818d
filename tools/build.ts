import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/*
 * Builds the site from `web/` into `dist/site` (prerendered pages in `client/`, the server's entry in `server/`), then the
 * functions' bundles, which `npm start` leaves out with `--site`. With `--if-stale` only what has changed since.
 */

const root = fileURLToPath(new URL('..', import.meta.url));
const siteStamp = 'dist/site/.built-from';
const functionsStamp = 'dist/functions/.built-from';

/** A fingerprint of everything that the site is built from: paths, sizes and times of the last change. */
const fingerprint = (): string => {
  const hash = createHash('sha256');
  const sources = globSync(
    ['{web,shared,functions}/**/*.*', 'package-lock.json', 'tools/{build,bundle,bundle-plugins}.ts'],
    {
      exclude: (path) => /(^|[\\/])(node_modules|\.astro|local)$/.test(path),
    },
  );
  for (const path of sources.sort()) {
    const stat = statSync(path);
    if (stat.isFile()) hash.update(`${path} ${stat.size} ${stat.mtimeMs}\n`);
  }
  return hash.digest('hex');
};

const isBuilt = (stamp: string, print: string): boolean =>
  existsSync(stamp) && readFileSync(stamp, 'utf8') === print;

const buildSite = async (): Promise<void> => {
  process.env.ASTRO_TELEMETRY_DISABLED = '1';
  const astro = await import('astro');
  // The level goes with the built server too: at its first request Astro warns of features that we do without.
  await astro.build({ root: 'web', logLevel: 'error' });
};

const bundle = async (): Promise<void> => {
  const { bundleFunctions } = await import('./bundle.ts');
  await bundleFunctions();
};

/** Runs one part of the build, and notes from which sources. @returns whether it went well. */
const run = async (name: string, stamp: string, part: () => Promise<void>): Promise<boolean> => {
  console.log(`building the ${name} …`);
  const started = performance.now();
  rmSync(stamp, { force: true });
  try {
    await part();
  } catch (error) {
    console.error(error);
    return false;
  }
  writeFileSync(stamp, print);
  console.log(`${name} built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return true;
};

process.chdir(root);
const print = fingerprint();
const onlyStale = process.argv.includes('--if-stale');
const isWanted = (stamp: string): boolean => !onlyStale || !isBuilt(stamp, print);

const siteIsThere = !isWanted(siteStamp) || (await run('site', siteStamp, buildSite));
const functionsAreThere =
  process.argv.includes('--site') ||
  (siteIsThere && (!isWanted(functionsStamp) || (await run('functions', functionsStamp, bundle))));
if (!siteIsThere || !functionsAreThere) process.exitCode = 1;
