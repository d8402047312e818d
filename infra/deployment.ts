import type { App } from 'aws-cdk-lib';
import type { BuiltSite } from './built-site.ts';
import { DataStack } from './data-stack.ts';
import { ServiceStack } from './service-stack.ts';
import { SiteStack } from './site-stack.ts';
import type { Stage } from './stages.ts';

/** All stacks of one stage. */
export const createDeployment = (app: App, stage: Stage, built: BuiltSite) => {
  const env = { region: stage.region };
  const data = new DataStack(app, `alongside-${stage.name}-data`, { env });
  const service = new ServiceStack(app, `alongside-${stage.name}-service`, { env, data, stage });
  const site = new SiteStack(app, `alongside-${stage.name}-site`, { env, api: service.api, built, stage });
  return { data, service, site };
};
