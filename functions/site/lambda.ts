import { createServices } from '../services.ts';
import { withSecrets } from '../vault/run-time-secrets.ts';
import { createSiteHandler, type Render } from './handler.ts';
import { originCheckOf } from './origin-check.ts';

// The built site lies beside this bundle; it is a build of its own, so its address is not for the bundler to follow.
const site: Promise<{ render: Render }> = import(new URL('./site/entry.mjs', import.meta.url).href);
const [environment, { render }] = await Promise.all([withSecrets(process.env), site]);

/** The HTTP API calls this with every request that no built file answers. */
export const handler = createSiteHandler(render, createServices(environment), originCheckOf(environment));
