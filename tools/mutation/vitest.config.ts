import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

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
