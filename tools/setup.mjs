// Makes a fresh clone ready, before `npm start`, `npm run dev` and `npm test`: installs what the lockfile names and,
// with --tests, makes sure there is a browser. Runs on the machine's own Node (20 or later), so: built-ins only.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const at = (...parts) => join(root, ...parts);
const stampFile = at('node_modules', '.alongside-installed');
const chromePathFile = at('.tmp', 'chrome-path');

const say = (line) => console.log(`set-up: ${line}`);
const stop = (line) => {
  console.error(`set-up: ${line}`);
  process.exit(1);
};

/** The PATH without node_modules/.bin: the machine's own node and npm. */
const machinePath = () =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !/[\\/]node_modules[\\/]\.bin[\\/]?$/.test(folder))
    .join(delimiter);

/** Runs a command to its end; its output is shown as it comes, or only if it fails. */
const run = (command, args, { quiet = false, env = {} } = {}) => {
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  const ok = !error && status === 0;
  if (!ok && quiet) console.error([stdout, stderr, error?.message].filter(Boolean).join('\n').trim());
  return ok;
};

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));
const allows = (list, value) =>
  !list ||
  ((list.every((each) => each.startsWith('!')) || list.includes(value)) && !list.includes(`!${value}`));

/** Whether every package of the lockfile that belongs on this machine is installed in the version it names. */
const installedAsLocked = () => {
  const hidden = at('node_modules', '.package-lock.json');
  if (!existsSync(hidden)) return false;
  const installed = readJson(hidden).packages;
  return Object.entries(readJson(at('package-lock.json')).packages).every(([path, wanted]) => {
    if (path === '') return true;
    if (installed[path]) return installed[path].version === wanted.version;
    return wanted.optional || !allows(wanted.os, process.platform) || !allows(wanted.cpu, process.arch);
  });
};

/** Installs the packages, unless the lockfile has not changed since they were installed. */
const installPackages = () => {
  const fingerprint = createHash('sha256')
    .update(readFileSync(at('package-lock.json')))
    .digest('hex');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === fingerprint) return;
  if (!installedAsLocked()) {
    say(
      `installing packages (npm ci${existsSync(at('node_modules')) ? ', the lockfile has changed' : ''}) …`,
    );
    const started = Date.now();
    // npm's own settings for the script that is running must not leak into the installation.
    const env = { PATH: machinePath(), PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' };
    if (!run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { env }))
      stop('`npm ci` failed, see above. Check the network, then run the same command again.');
    say(`packages installed in ${Math.round((Date.now() - started) / 1000)} s`);
  }
  writeFileSync(stampFile, fingerprint);
};

/** Node 24 comes with the packages on Linux and Windows; elsewhere the machine's own must strip types by itself. */
const checkNode = () => {
  if (existsSync(at('node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node'))) return;
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 23 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18)) return;
  stop(
    `this machine runs Node ${process.versions.node}, and no Node 24 package exists for ${process.platform} ${process.arch}. ` +
      'Install Node 24 (https://nodejs.org) and run the same command again.',
  );
};

const isProgram = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const onPath = (name) =>
  machinePath()
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(isProgram);

/** Playwright's own Chromium, where it has been downloaded. */
const playwrightBrowser = () => {
  const path = createRequire(import.meta.url)('playwright-core').chromium.executablePath();
  return isProgram(path) ? path : undefined;
};

const installedBrowser = () =>
  ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome.exe']
    .map(onPath)
    .find(Boolean) ??
  [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ].find(isProgram) ??
  playwrightBrowser();

const installBrowser = () => {
  if (process.platform === 'linux' && process.getuid?.() === 0 && onPath('apt-get')) {
    say('no browser found; installing Chromium with apt-get …');
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    const done =
      run('apt-get', ['update', '-qq'], { quiet: true, env }) &&
      run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { quiet: true, env });
    if (done && installedBrowser()) return installedBrowser();
  }
  say("no browser found; downloading Playwright's Chromium …");
  run(process.execPath, [at('node_modules', 'playwright-core', 'cli.js'), 'install', 'chromium']);
  return installedBrowser();
};

/** Finds or installs a browser for the tests and writes down where it is. */
const findBrowser = () => {
  const named = process.env.CHROME_PATH;
  if (named && !isProgram(named))
    stop(`CHROME_PATH names “${named}”, which is not a program that can be run.`);
  const path = named || installedBrowser() || installBrowser();
  if (!path) stop('the tests need a browser. Install Chromium or Chrome, or name one with CHROME_PATH.');
  mkdirSync(at('.tmp'), { recursive: true });
  writeFileSync(chromePathFile, `${path}\n`);
};

installPackages();
checkNode();
if (process.argv.includes('--tests')) findBrowser();
