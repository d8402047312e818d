import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Builds the site from `web/` into `dist/site`: prerendered pages in `client/`, the server's entry in `server/`. */

const root = fileURLToPath(new URL('..', import.meta.url));
const { status, error } = spawnSync('astro', ['build', '--root', 'web'], {
  cwd: root,
  env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' },
  stdio: ['ignore', 'inherit', 'inherit'],
  shell: process.platform === 'win32',
});
if (error) console.error(error.message);
process.exitCode = status ?? 1;
