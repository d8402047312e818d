import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { watchLoops } from './loops.ts';

const registry = fileURLToPath(new URL('registry.ts', import.meta.url));

/** One worker that runs the unit tests of shared/matching for Stryker, with a fixed draw and few draws of it. */
export default defineConfig({
  plugins: [
    {
      name: 'tests-register-only',
      enforce: 'pre',
      resolveId: (id, importer) => (id === 'vitest' && importer?.endsWith('.test.ts') ? registry : undefined),
    },
    {
      // Stryker's code counts on every pass which test reaches which mutant; known once, that only costs time.
      name: 'counts-once',
      enforce: 'pre',
      transform: (code) => code.replace('function cover() {', '$& if (ns.isCovered) return;'),
    },
    {
      // A loop that runs on and on is broken off by `onward()`, which the worker defines.
      name: 'loops-tell',
      enforce: 'post',
      transform(code, id) {
        return /\/shared\/matching\/[^/]+\.ts$/.test(id) ? watchLoops(code, this.parse(code)) : undefined;
      },
    },
  ],
  test: {
    include: ['tools/mutation/worker.ts'],
    setupFiles: ['test/support/seed.ts'],
    pool: 'threads',
    maxWorkers: 1,
    isolate: false,
    env: { RUNS_SHARE: '0.05', SEED: '20261122' },
  },
});
