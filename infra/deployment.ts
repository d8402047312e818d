import type { App } from 'aws-cdk-lib';
import type { BuiltSite } from './built-site.ts';
import { DashboardStack } from './dashboard-stack.ts';
import { DataStack } from './data-stack.ts';
import { EdgeStack } from './edge-stack.ts';
import { MailStack } from './mail-stack.ts';
import { ServiceStack } from './service-stack.ts';
import { SiteStack } from './site-stack.ts';
import type { Stage } from './stages.ts';

/** All stacks of one stage. */
export const createDeployment = (app: App, stage: Stage, built: BuiltSite) => {
  const env = { region: stage.region, ...(stage.account && { account: stage.account }) };
  const name = (part: string) => `alongside-${stage.name}-${part}`;
  const data = new DataStack(app, name('data'), { env });
  const mail = new MailStack(app, name('mail'), { env, key: data.key, stage });
  const service = new ServiceStack(app, name('service'), { env, data, mail, stage });
  const edge = new EdgeStack(app, name('edge'), { env: { ...env, region: 'us-east-1' }, stage });
  const site = new SiteStack(app, name('site'), { env, service, edge, built, stage });
  const dashboard = new DashboardStack(app, name('dashboard'), { env, service, stage });
  return { data, mail, service, edge, site, dashboard };
};
