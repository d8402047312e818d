import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/*
 * Builds the site from `web/` into `dist/site`: prerendered pages in `client/`, the server's entry in `server/`.
 * With `--if-stale` only if a source has changed since.
 */

const root = fileURLToPath(new URL('..', import.meta.url));
const stampFile = 'dist/site/.built-from';

/** A fingerprint of everything that the site is built from: paths, sizes and times of the last change. */
const fingerprint = (): string => {
  const hash = createHash('sha256');
  const sources = globSync(['{web,shared,functions}/**/*.*', 'package-lock.json', 'tools/build.ts'], {
    exclude: (path) => /(^|[\\/])(node_modules|\.astro|local)$/.test(path),
  });
  for (const path of sources.sort()) {
    const stat = statSync(path);
    if (stat.isFile()) hash.update(`${path} ${stat.size} ${stat.mtimeMs}\n`);
  }
  return hash.digest('hex');
};

const isBuilt = (print: string): boolean =>
  existsSync('dist/site/server/entry.mjs') &&
  existsSync(stampFile) &&
  readFileSync(stampFile, 'utf8') === print;

const build = async (): Promise<boolean> => {
  process.env.ASTRO_TELEMETRY_DISABLED = '1';
  try {
    const astro = await import('astro');
    // The level goes with the built server too: at its first request Astro warns of features that we do without.
    await astro.build({ root: 'web', logLevel: 'error' });
    return true;
  } catch (error) {
    console.error(error);
    return false;
  }
};

process.chdir(root);
const print = fingerprint();
if (!process.argv.includes('--if-stale') || !isBuilt(print)) {
  console.log('building the site …');
  const started = performance.now();
  if (await build()) {
    writeFileSync(stampFile, print);
    console.log(`site built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  } else process.exitCode = 1;
}
