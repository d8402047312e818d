import { render } from '#built-site';
import { createServices } from '../services.ts';
import { withWarmPool } from '../steps/warm-pool.ts';
import { withServiceKeys } from '../vault/service-keys.ts';
import { createSiteHandler } from './handler.ts';
import { originCheckOf } from './origin-check.ts';

/** The HTTP API calls this with every request that no built file answers. */
export const handler = createSiteHandler(
  render,
  withWarmPool(createServices(await withServiceKeys(process.env))),
  originCheckOf(process.env),
);
