import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/*
 * Builds the site from `web/` into `dist/site`: prerendered pages in `client/`, the server's entry in `server/`.
 * With `--if-stale` only if a source has changed since, and quietly.
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

const build = (quietly: boolean): boolean => {
  const { status, error, stdout, stderr } = spawnSync('astro', ['build', '--root', 'web'], {
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' },
    stdio: quietly ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  const ok = !error && status === 0;
  if (!ok) console.error([stdout, stderr, error?.message].filter(Boolean).join('\n'));
  return ok;
};

process.chdir(root);
const quietly = process.argv.includes('--if-stale');
const print = fingerprint();
if (!quietly || !isBuilt(print)) {
  const started = performance.now();
  if (quietly) console.log('building the site …');
  if (build(quietly)) {
    writeFileSync(stampFile, print);
    if (quietly) console.log(`site built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  } else process.exitCode = 1;
}
