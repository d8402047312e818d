import { render } from '#built-site';
import { createServices } from '../services.ts';
import { withWarmPool } from '../steps/warm-pool.ts';
import { createSiteHandler } from './handler.ts';
import { originCheckOf } from './origin-check.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The site's handler in an environment with its keys. */
export const startSite = (environment: Environment) =>
  createSiteHandler(render, withWarmPool(createServices(environment)), originCheckOf(environment));
