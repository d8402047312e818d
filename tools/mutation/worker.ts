import { inject, it, vi } from 'vitest';

/*
 * The only test of the Vitest run under Stryker: it stays in one worker, loads the real tests once and runs those it is asked for,
 * with the mutant it is asked for switched on, until it is told to stop. A mutant of what is evaluated at import is switched on
 * before everything is loaded anew.
 */

/** What Stryker's instrumented code shares with whoever runs it. */
type Switchboard = {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number;
  hitLimit?: number | undefined;
  mutantCoverage?: unknown;
  /** It is known which test reaches which mutant. */
  isCovered?: boolean;
};
type Given = {
  readonly files: readonly string[];
  readonly channel: string;
  /** How long each test took without a mutant, by its id. */
  readonly milliseconds: Record<string, number>;
};
type Registry = typeof import('./registry.ts');
type Test = Awaited<ReturnType<Registry['collect']>>[number];

const everywhere = globalThis as { __stryker__?: Switchboard; onward?: () => void };
everywhere.__stryker__ ??= {};
const switchboard = everywhere.__stryker__;

/** A test that takes longer than this many times its usual, and longer than three seconds, runs on and on. */
const timesUsual = 10;
const leastMs = 3_000;
/** What this thread has computed (ms): a machine that is busy with others makes no test run on. */
const computed = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
};
/** Passes of loops between looks at the clock. */
const passesALook = 4_096;

let passes = 0;
let deadline = Number.POSITIVE_INFINITY;
let hasRunOn = false;
everywhere.onward = () => {
  passes += 1;
  if (passes % passesALook !== 0 || computed() < deadline) return;
  hasRunOn = true;
  throw new Error('A loop runs on and on.');
};

const load = async (files: readonly string[]): Promise<readonly Test[]> => {
  const { collect } = await import('./registry.ts');
  const tests: Test[] = [];
  for (const file of files) tests.push(...(await collect(file.replace(/^.*\//, ''), () => import(file))));
  return tests;
};

/** Runs one test; what it threw, if it failed. */
const attempt = async ({
  run,
}: Test): Promise<{ readonly error?: unknown; readonly milliseconds: number }> => {
  const started = performance.now();
  try {
    await run();
    return { milliseconds: performance.now() - started };
  } catch (error) {
    return { error, milliseconds: performance.now() - started };
  }
};

/** Runs the tests in order, to the first failure if `bail`; none longer than `allowed` milliseconds. */
const runAll = async (tests: readonly Test[], bail: boolean, allowed: (test: Test) => number) => {
  const results = [];
  for (const test of tests) {
    switchboard.currentTestId = test.id;
    deadline = computed() + allowed(test);
    const { error, milliseconds } = await attempt(test);
    deadline = Number.POSITIVE_INFINITY;
    switchboard.currentTestId = undefined;
    // Not the stack, which would be mapped back to the sources for every mutant.
    const failureMessage = error === undefined ? undefined : String((error as Error)?.message ?? error);
    results.push({ id: test.id, name: test.name, milliseconds, failureMessage });
    if (bail && failureMessage !== undefined) break;
  }
  return results;
};

/** A test that is worth a try before the others. */
const quickMs = 30;

it('runs what it is asked to, until there is no more', { timeout: 0 }, async () => {
  const { files, channel: channelName, milliseconds } = inject('mutation' as never) as Given;
  const channel = new BroadcastChannel(channelName);
  let usual: Readonly<Record<string, number>> = { ...milliseconds };
  /** The quickest first, since most mutants fall to many tests; before them those that failed last, since the next mutant lies near. */
  const quickestFirst = (some: readonly Test[]) =>
    some.toSorted((a, b) => (milliseconds[a.id] ?? 0) - (milliseconds[b.id] ?? 0));
  switchboard.isCovered = Object.keys(milliseconds).length > 0;
  let tests: readonly Test[] = [];
  let kills = 0;

  const answer = async (ask: import('./runner.ts').Ask) => {
    if (ask.kind === 'coverage') {
      const results = await runAll(tests, false, () => Number.POSITIVE_INFINITY);
      for (const result of results) milliseconds[result.id] = result.milliseconds;
      usual = { ...milliseconds };
      tests = quickestFirst(tests);
      switchboard.isCovered = true;
      return { results, mutantCoverage: switchboard.mutantCoverage };
    }
    switchboard.hitCount = 0;
    switchboard.hitLimit = ask.hitLimit;
    switchboard.activeMutant = ask.atImport ? ask.mutant : undefined;
    if (ask.reload) {
      vi.resetModules();
      tests = quickestFirst(await load(files));
    }
    switchboard.activeMutant = ask.mutant;
    const wanted = ask.tests && new Set(ask.tests);
    hasRunOn = false;
    const results = await runAll(
      wanted ? tests.filter(({ id }) => wanted.has(id)) : tests,
      ask.bail,
      ({ id }) => Math.max(leastMs, timesUsual * (usual[id] ?? 0)),
    );
    switchboard.activeMutant = undefined;
    const last = results.at(-1);
    if (last?.failureMessage !== undefined && (milliseconds[last.id] ?? 0) < quickMs) {
      kills += 1;
      milliseconds[last.id] = -kills;
      tests = quickestFirst(tests);
    }
    return { results, hitCount: switchboard.hitCount, hasRunOn };
  };

  await new Promise<void>((resolve) => {
    channel.onmessage = async ({ data }: { data: import('./runner.ts').Ask | { kind: 'stop' } }) => {
      if (data.kind === 'stop') return resolve();
      try {
        channel.postMessage(await answer(data));
      } catch (error) {
        channel.postMessage({ loadError: String((error as Error)?.stack ?? error) });
      }
    };
    load(files).then(
      (loaded) => {
        tests = quickestFirst(loaded);
        channel.postMessage({ ready: true });
      },
      (error) => channel.postMessage({ loadError: String((error as Error)?.stack ?? error) }),
    );
  });
  channel.close();
});
