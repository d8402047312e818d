import { render } from '#built-site';
import { createServices } from '../services.ts';
import { withWarmPool } from '../steps/warm-pool.ts';
import { withSecrets } from '../vault/run-time-secrets.ts';
import { createSiteHandler } from './handler.ts';
import { originCheckOf } from './origin-check.ts';

const environment = await withSecrets(process.env);

/** The HTTP API calls this with every request that no built file answers. */
export const handler = createSiteHandler(
  render,
  withWarmPool(createServices(environment)),
  originCheckOf(environment),
);
