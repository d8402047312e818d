import { test as base } from '@playwright/test';
import { startTestService, type TestService } from './service.ts';

export { expect } from '@playwright/test';

/**
 * Browser tests of the whole service. Each worker has a service of its own; `test.use({ demo: true })` at the top of a file
 * starts one with the demo community.
 */
export const test = base.extend<{ baseURL: string }, { demo: boolean; service: TestService }>({
  demo: [false, { scope: 'worker', option: true }],
  service: [
    async ({ demo }, use) => {
      const service = await startTestService({ demo });
      await use(service);
      await service.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  baseURL: async ({ service }, use) => use(service.origin),
});
