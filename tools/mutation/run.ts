import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { noteFinished, writeReport } from './report.ts';

/*
 * `npm run mutation`: changes shared/matching in small ways, one at a time, and counts the changes that no unit test notices.
 * Modules are taken a few at a time; what was found stays in `.tmp/mutation`, so an interrupted run goes on where it was and a
 * second one only tries what changed. Name modules to try only those: `npm run mutation -- gates score`.
 */

const root = fileURLToPath(new URL('../..', import.meta.url));
const here = 'tools/mutation';
const stryker = `${here}/node_modules/@stryker-mutator/core/bin/stryker.js`;
const batchLines = 700;

const linesOf = (file: string): number => readFileSync(file, 'utf8').split('\n').length;

/** Files in batches of some 700 lines, each a run of its own. */
const inBatches = (files: readonly string[]): string[][] => {
  const batches: string[][] = [];
  let lines = Number.POSITIVE_INFINITY;
  for (const file of files) {
    lines += linesOf(file);
    if (lines > batchLines) {
      batches.push([]);
      lines = linesOf(file);
    }
    batches.at(-1)!.push(file);
  }
  return batches;
};

const run = (command: string, args: readonly string[], cwd = root): boolean =>
  spawnSync(command, args, { cwd, stdio: 'inherit', shell: process.platform === 'win32' }).status === 0;

const main = (): void => {
  process.chdir(root);
  if (!existsSync(stryker) && !run('npm', ['ci', '--no-audit', '--no-fund'], `${root}${here}`)) {
    console.error('`npm ci` failed in tools/mutation, see above.');
    process.exitCode = 1;
    return;
  }
  const room = globSync('shared/matching/*.ts', { exclude: ['**/index.ts'] }).sort();
  const named = process.argv.slice(2).filter((each) => !each.startsWith('--'));
  const unknown = named.filter((name) => !room.includes(`shared/matching/${name}.ts`));
  if (unknown.length > 0) {
    console.error(`No module “${unknown.join(', ')}” in shared/matching.`);
    process.exitCode = 1;
    return;
  }
  const options = process.argv.slice(2).filter((each) => each.startsWith('--'));
  const chosen = named.length > 0 ? named.map((name) => `shared/matching/${name}.ts`) : room;
  for (const batch of inBatches(chosen)) {
    const args = [stryker, 'run', `${here}/stryker.config.json`, '--mutate', batch.join(','), ...options];
    if (run(process.execPath, args)) noteFinished(batch);
    else process.exitCode = 1;
    writeReport(room);
  }
};

main();
