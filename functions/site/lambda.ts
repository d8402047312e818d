import { render } from '#built-site';
import { createServices } from '../services.ts';
import { createSiteHandler } from './handler.ts';

/** The HTTP API calls this with every request that no built file answers. */
export const handler = createSiteHandler(render, createServices(process.env));
