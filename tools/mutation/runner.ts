import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { startVitest } from 'vitest/node';

/*
 * A test runner for Stryker. Its own for Vitest starts a worker and loads all modules anew for every mutant, about two seconds
 * each; this one keeps one worker that has loaded everything, so a mutant costs only the tests that cover it, up to the first
 * that fails. Stryker still does everything else: mutants, coverage, timeouts, the score.
 */

/** What the worker is asked: to run everything and measure what covers which mutant, or to run a mutant. */
export type Ask =
  | { readonly kind: 'coverage' }
  | {
      readonly kind: 'mutant';
      readonly mutant: string;
      /** Ids of the tests to run; all if undefined. */
      readonly tests: readonly string[] | undefined;
      readonly bail: boolean;
      /** Load every module anew first. */
      readonly reload: boolean;
      /** The mutant has to be on while modules are loaded. */
      readonly atImport: boolean;
      readonly hitLimit: number | undefined;
    };

type Result = {
  readonly id: string;
  readonly name: string;
  readonly milliseconds: number;
  readonly failureMessage?: string;
};
type Answer = {
  readonly ready?: true;
  readonly loadError?: string;
  readonly results: readonly Result[];
  readonly mutantCoverage?: unknown;
  readonly hitCount?: number;
  /** A loop was broken off that took far too long. */
  readonly hasRunOn?: boolean;
};

/** The options of a mutant's run that are used here; as in `@stryker-mutator/api`. */
type MutantRun = {
  readonly activeMutant: { readonly id: string; readonly fileName: string };
  readonly testFilter?: readonly string[];
  readonly mutantActivation: 'static' | 'runtime';
  readonly reloadEnvironment: boolean;
  readonly disableBail: boolean;
  readonly hitLimit?: number;
};

/** Modules that remember for as long as they are loaded: what an earlier run left there must not hide or spoil a mutant. */
const remembers = ({ fileName }: MutantRun['activeMutant']): boolean =>
  /[\\/](zone|availability-table|block-table|embedded-code)\.ts$/.test(fileName);

const testFiles = (): string[] =>
  globSync('test/unit/matching/**/*.test.ts')
    .sort()
    .map((file) => resolve(file));

/** In the sandbox: how long each test took, for the process that follows one which had to be stopped. */
const timesFile = 'test-times.json';

const createRunner = () => {
  const channelName = `mutation-${process.pid}-${Date.now()}`;
  const channel = new BroadcastChannel(channelName);
  let run: Promise<unknown> = Promise.resolve();
  let isSpoilt = false;

  const hear = () =>
    new Promise<Answer>((heard, failed) => {
      channel.onmessage = (event) => heard((event as unknown as { data: Answer }).data);
      run.then(() => failed(new Error('the worker has ended')), failed);
    });
  const ask = async (question: Ask): Promise<Answer> => {
    const answer = hear();
    channel.postMessage(question);
    return answer;
  };

  return {
    capabilities: () => ({ reloadEnvironment: true }),
    init: async () => {
      run = startVitest('test', [], {
        config: 'tools/mutation/vitest.config.ts',
        watch: false,
        reporters: [{}],
        provide: {
          mutation: {
            files: testFiles(),
            channel: channelName,
            milliseconds: existsSync(timesFile) ? JSON.parse(readFileSync(timesFile, 'utf8')) : {},
          },
        } as never,
      });
      const { loadError } = await hear();
      if (loadError) throw new Error(loadError);
    },
    dryRun: async () => {
      const { results, loadError, mutantCoverage } = await ask({ kind: 'coverage' });
      if (loadError) return { status: 'error', errorMessage: loadError };
      const times = results.map(({ id, milliseconds }) => [id, milliseconds]);
      writeFileSync(timesFile, JSON.stringify(Object.fromEntries(times)));
      const tests = results.map(({ id, name, milliseconds, failureMessage }) =>
        failureMessage === undefined
          ? { id, name, timeSpentMs: milliseconds, status: 0 }
          : { id, name, timeSpentMs: milliseconds, status: 1, failureMessage },
      );
      return { status: 'complete', tests, mutantCoverage };
    },
    mutantRun: async (options: MutantRun) => {
      const reload = options.reloadEnvironment || isSpoilt || remembers(options.activeMutant);
      isSpoilt = remembers(options.activeMutant);
      // Stryker allows a hundred times the passes of the first run, so that a smaller example can be looked for; nobody does here.
      const hitLimit = options.hitLimit === undefined ? undefined : options.hitLimit / 10;
      const { results, loadError, hitCount, hasRunOn } = await ask({
        kind: 'mutant',
        mutant: options.activeMutant.id,
        tests: options.testFilter,
        bail: !options.disableBail,
        reload,
        atImport: options.mutantActivation === 'static',
        hitLimit,
      });
      if (loadError) return { status: 'error', errorMessage: loadError };
      if (hitCount !== undefined && hitLimit !== undefined && hitCount > hitLimit)
        return { status: 'timeout', reason: `Passed ${hitCount} times, at most ${hitLimit} were expected` };
      if (hasRunOn) return { status: 'timeout', reason: 'A loop runs on and on' };
      const failed = results.filter(({ failureMessage }) => failureMessage !== undefined);
      const nrOfTests = results.length;
      if (failed.length === 0) return { status: 'survived', nrOfTests };
      const killedBy = failed.map(({ id }) => id);
      return { status: 'killed', killedBy, failureMessage: failed[0]!.failureMessage!, nrOfTests };
    },
    dispose: async () => {
      channel.postMessage({ kind: 'stop' });
      await run;
      channel.close();
    },
  };
};

/** Read by Stryker, which looks here for a test runner named `kept`. */
export const strykerPlugins = [{ kind: 'TestRunner', name: 'kept', factory: createRunner }];
