import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { createBucket } from './bucket.ts';
import {
  checkAccount,
  DeployRefusal,
  type Outputs,
  readOutputs,
  stacksToDeploy,
  stageToDeploy,
} from './checks.ts';
import { siteFiles, sourceMaps, uploadSite } from './site-files.ts';

/*
 * What `npm run deploy -- NAME` runs: checks what is needed, builds, synthesises with the gates, deploys, uploads the site.
 * Safe to run again: every step finds what an earlier run has done.
 */

const root = fileURLToPath(new URL('../..', import.meta.url));
const outputsFile = '.tmp/outputs.json';

const cdk = (args: readonly string[]): void => {
  const { status } = spawnSync('cdk', [...args, '--no-notices', '--no-version-reporting'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0)
    throw new DeployRefusal(`cdk ${args[0]} ended with ${status}: see above. Mend it and run this again.`);
};

const accountOfCredentials = async (region: string): Promise<string | undefined> => {
  try {
    return (await new STSClient({ region }).send(new GetCallerIdentityCommand({}))).Account;
  } catch {
    return undefined;
  }
};

const deploy = async (): Promise<void> => {
  const stage = stageToDeploy(process.argv.slice(2));
  const { region } = stage;
  const account = checkAccount(stage, await accountOfCredentials(region));
  process.env.CDK_DEFAULT_ACCOUNT = account;
  process.env.AWS_REGION = region;
  console.log(`${stage.name}: https://${stage.domain}, account ${account}, ${region}`);
  mkdirSync(`${root}.tmp`, { recursive: true });
  // The account's own tools for CDK: made once, and left alone afterwards.
  cdk(['bootstrap', `aws://${account}/${region}`]);
  cdk([
    'deploy',
    ...stacksToDeploy(stage),
    '--require-approval',
    'never',
    '-c',
    `stage=${stage.name}`,
    '--outputs-file',
    outputsFile,
  ]);
  const outputs = JSON.parse(readFileSync(`${root}${outputsFile}`, 'utf8')) as Outputs;
  const { bucket, records } = readOutputs(outputs, stage);
  const files = [...siteFiles(`${root}dist/site/client`), ...sourceMaps(`${root}dist/source-maps`)];
  const uploaded = await uploadSite(files, createBucket(bucket, region));
  console.log(`${uploaded} files uploaded`);
  if (records.length > 0)
    console.log(['', 'The domain needs these records, if it has not got them yet:', ...records].join('\n'));
  console.log(`\nhttps://${stage.domain}`);
};

process.chdir(root);
try {
  await deploy();
} catch (error) {
  if (!(error instanceof DeployRefusal)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
