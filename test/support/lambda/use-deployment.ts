import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll } from 'vitest';
import { type LocalDeployment, startDeployment } from './deployment.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * Starts the deployable bundles, built anew if they are stale, before the tests of this file, and ends them after them.
 * @returns the deployment after its first minute; use it inside tests only.
 */
export const useDeployment = (): LocalDeployment => {
  const deployment = {} as LocalDeployment;
  beforeAll(async () => {
    execFileSync(process.execPath, ['tools/build.ts', '--if-stale'], { cwd: root, stdio: 'inherit' });
    Object.assign(deployment, await startDeployment());
    await deployment.tick();
  }, 120_000);
  afterAll(() => deployment.stop());
  return deployment;
};
