import { spawn } from 'node:child_process';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/*
 * What `npm test` runs: every check in order, each with its time, and a closing line of real counts. A step without
 * tests of its own (lint, types, build) counts as one check. Name steps to run only those: `npm test -- unit e2e`.
 */

type Counts = { passed: number; failed: number; skipped: number };
type Step = {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** Tests that must be there; a step that would cover nothing fails. */
  readonly covers?: string;
  /** What its output must say; astro check, for one, is content with no file at all. */
  readonly says?: RegExp;
  /** Reads the counts from the report that the command left. */
  readonly count?: (report: string) => Counts;
  /** A step that has to have passed. */
  readonly after?: string;
};

const root = fileURLToPath(new URL('..', import.meta.url));
const reports = '.tmp/reports';

type VitestFile = { status: string; assertionResults: { status: string }[] };

const countVitest = (report: string): Counts => {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(report);
  // A file that could not even be loaded has no test that failed.
  const broken = (testResults as VitestFile[]).filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  return {
    passed: numPassedTests,
    failed: numFailedTests + broken.length,
    skipped: numPendingTests + numTodoTests,
  };
};

const countPlaywright = (report: string): Counts => {
  const { expected, unexpected, flaky, skipped } = JSON.parse(report).stats;
  return { passed: expected, failed: unexpected + flaky, skipped };
};

const vitest = (project: string): Step => ({
  name: project,
  command: [
    'vitest',
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reports}/${project}.json`,
  ],
  covers: `test/${project}/**/*.test.ts`,
  count: countVitest,
});

const steps: readonly Step[] = [
  { name: 'lint', command: ['biome', 'check', '--error-on-warnings', '.'] },
  { name: 'knip', command: ['knip', '--no-progress'] },
  { name: 'types', command: ['tsc', '--noEmit'] },
  {
    name: 'pages',
    command: ['astro', 'check', '--root', 'web', '--minimumFailingSeverity', 'warning'],
    says: /Result \([1-9]\d* files?\)/,
  },
  vitest('unit'),
  { name: 'build', command: ['node', 'tools/build.ts'] },
  {
    name: 'synth',
    command: ['cdk', 'synth', '--quiet', '--no-notices', '--no-version-reporting'],
    says: /checked 6 stacks, [1-9]\d{2,} resources: AwsSolutions 0 findings/,
    after: 'build',
  },
  vitest('integration'),
  vitest('faults'),
  {
    name: 'e2e',
    command: ['playwright', 'test', '--config', 'test/playwright.config.ts'],
    covers: 'test/e2e/**/*.test.ts',
    count: countPlaywright,
    after: 'build',
  },
];

const run = ({ command: [command, ...args], says }: Step, report: string): Promise<boolean> =>
  new Promise((resolve) => {
    let output = '';
    // Tests must not depend on the zone or the settings of whoever runs them.
    const env = {
      ...process.env,
      ASTRO_TELEMETRY_DISABLED: '1',
      TZ: 'UTC',
      PLAYWRIGHT_JSON_OUTPUT_NAME: `${root}${report}`,
    };
    const child = spawn(command, args, {
      cwd: root,
      env,
      stdio: ['ignore', says ? 'pipe' : 'inherit', 'inherit'],
      shell: process.platform === 'win32',
    });
    child.stdout?.on('data', (chunk) => {
      output += chunk;
      process.stdout.write(chunk);
    });
    child.once('error', (error) => {
      console.error(error.message);
      resolve(false);
    });
    child.once('close', (code) => resolve(code === 0 && (says?.test(output) ?? true)));
  });

/** Counts of a finished step; one that ended badly has at least one failure, whatever its report says. */
const countOf = (step: Step, ok: boolean, report: string): Counts => {
  const one = { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
  if (!step.count) return one;
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 };
  const counts = step.count(readFileSync(report, 'utf8'));
  const nothing = counts.passed + counts.failed === 0;
  return { ...counts, failed: Math.max(counts.failed, ok && !nothing ? 0 : 1) };
};

const runStep = async (step: Step): Promise<Counts> => {
  const report = `${reports}/${step.name}.json`;
  rmSync(`${root}${report}`, { force: true });
  console.log(`\n── ${step.name} ──`);
  const started = performance.now();
  const ok = await run(step, report);
  const counts = countOf(step, ok, `${root}${report}`);
  const secondsTaken = ((performance.now() - started) / 1000).toFixed(1);
  const skipped = counts.skipped ? `, ${counts.skipped} skipped` : '';
  console.log(
    `── ${step.name}: ${counts.passed} passed, ${counts.failed} failed${skipped} in ${secondsTaken} s ──`,
  );
  return counts;
};

const main = async (): Promise<void> => {
  process.chdir(root);
  mkdirSync(reports, { recursive: true });
  const chosen = process.argv.slice(2);
  const unknown = chosen.filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length > 0) {
    console.error(`No step “${unknown.join(', ')}”; there are ${steps.map(({ name }) => name).join(', ')}.`);
    process.exitCode = 1;
    return;
  }
  const results = new Map<string, Counts>();
  const started = performance.now();
  for (const step of steps) {
    if (chosen.length > 0 && !chosen.includes(step.name)) continue;
    if (step.covers && globSync(step.covers).length === 0) {
      console.log(`\n── ${step.name}: no tests yet (${step.covers}) ──`);
      continue;
    }
    if (step.after && results.get(step.after)?.failed) {
      console.log(`\n── ${step.name}: not run, because ${step.after} failed ──`);
      results.set(step.name, { passed: 0, failed: 1, skipped: 0 });
      continue;
    }
    results.set(step.name, await runStep(step));
  }
  const all = [...results.values()];
  const passed = all.reduce((sum, counts) => sum + counts.passed, 0);
  const failed = all.reduce((sum, counts) => sum + counts.failed, 0);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
  console.log(`\nin ${((performance.now() - started) / 1000).toFixed(0)} s`);
  console.log(`${passed} passed, ${failed} failed`);
};

await main();
