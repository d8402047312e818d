import { createServices } from '../services.ts';
import { createSiteHandler, type Render } from './handler.ts';

// The built site lies beside this bundle; it is a build of its own, so its address is not for the bundler to follow.
const { render }: { render: Render } = await import(new URL('./site/entry.mjs', import.meta.url).href);

/** The HTTP API calls this with every request that no built file answers. */
export const handler = createSiteHandler(render, createServices(process.env));
