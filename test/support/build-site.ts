import { fileURLToPath } from 'node:url';
import { buildSite } from '#functions/local/site.ts';

/** Builds the site once, if it is stale, before several services start at the same time. */
const globalSetup = (): Promise<void> => buildSite(fileURLToPath(new URL('../..', import.meta.url)));
export default globalSetup;
