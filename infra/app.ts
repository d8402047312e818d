import { fileURLToPath } from 'node:url';
import { App } from 'aws-cdk-lib';
import { readBuiltSite } from './built-site.ts';
import { createDeployment } from './deployment.ts';
import { addGates, gatesTold } from './gates.ts';
import { requireStage } from './stages.ts';

/*
 * What `npm run synth` runs. Another stage than the example: `npm run synth -- -c stage=NAME`.
 */

const app = new App();
const stage = requireStage(String(app.node.tryGetContext('stage') ?? 'example'));
const built = readBuiltSite(fileURLToPath(new URL('../dist/site', import.meta.url)));
createDeployment(app, stage, built);
addGates(app);
console.log(gatesTold(app.synth()));
