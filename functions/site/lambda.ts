import { withServiceKeys } from '../vault/service-keys.ts';

// The keys are on their way while the pages are loaded.
const [environment, { startSite }] = await Promise.all([withServiceKeys(process.env), import('./start.ts')]);

/** The HTTP API calls this with every request that no built file answers. */
export const handler = startSite(environment);
