import fc from 'fast-check';

/*
 * Random tests draw anew on a developer's machine, and the same in CI, so that what lands is decided by the change and not
 * by luck. `SEED` chooses another draw.
 */

const seed = process.env.SEED ?? (process.env.CI ? '20261122' : undefined);
if (seed !== undefined) fc.configureGlobal({ seed: Number(seed) });
