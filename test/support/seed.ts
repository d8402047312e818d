import fc from 'fast-check';
import { isShortened, runs } from './runs.ts';

/*
 * Random tests draw anew on a developer's machine, and the same in CI, so that what lands is decided by the change and not
 * by luck. `SEED` chooses another draw. Under mutation testing they draw less, and no smaller example is looked for.
 */

const seed = process.env.SEED ?? (process.env.CI ? '20261122' : undefined);
if (seed !== undefined) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) });
if (isShortened) fc.configureGlobal({ ...fc.readConfigureGlobal(), numRuns: runs(100), endOnFailure: true });
