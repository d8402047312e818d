import { requireStage, type Stage, type StageSettings } from '../stages.ts';

/** Says why nothing is deployed; its words are for a person who can mend it. */
export class DeployRefusal extends Error {}

/**
 * The stage that is to be deployed.
 * @param args of the command line.
 * @throws DeployRefusal before anything is built: no name, the example, or a stage that lacks something.
 */
export const stageToDeploy = (args: readonly string[], known?: readonly StageSettings[]): Stage => {
  const [name, ...more] = args;
  if (!name || more.length > 0 || name.startsWith('-'))
    throw new DeployRefusal('npm run deploy -- NAME, where NAME is a stage of infra/stages.ts.');
  if (name === 'example')
    throw new DeployRefusal(
      '“example” shows the shape of a stage. Write one of your own into infra/stages.ts: name, region, domain, coordinators.',
    );
  try {
    return requireStage(name, known);
  } catch (error) {
    throw new DeployRefusal(error instanceof Error ? error.message : String(error));
  }
};

/** @throws DeployRefusal if the credentials are another account's than the stage's. */
export const checkAccount = (stage: Stage, account: string | undefined): string => {
  if (!account)
    throw new DeployRefusal(
      'There are no AWS credentials, or they have ended: aws sso login, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
    );
  if (stage.account && stage.account !== account)
    throw new DeployRefusal(
      `The credentials are those of account ${account}; stage “${stage.name}” belongs to ${stage.account}.`,
    );
  return account;
};

/** The stacks of a stage that are deployed, in CDK's own order. */
export const stacksToDeploy = ({ name, dashboard }: Stage): string[] =>
  ['data', 'mail', 'service', 'edge', 'site', ...(dashboard ? ['dashboard'] : [])].map(
    (part) => `alongside-${name}-${part}`,
  );

/** Outputs of every stack, as `cdk deploy --outputs-file` writes them. */
export type Outputs = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * Where the site's files go, and the records that the domain still needs.
 * @throws DeployRefusal if the site's stack told no bucket.
 */
export const readOutputs = (outputs: Outputs, stage: Stage): { bucket: string; records: string[] } => {
  const bucket = outputs[`alongside-${stage.name}-site`]?.FilesBucket;
  if (!bucket) throw new DeployRefusal('The stack of the site was not deployed: see above.');
  const records = Object.values(outputs)
    .flatMap((each) => Object.values(each))
    .filter((value) => / (CNAME|MX|TXT) /.test(value));
  return { bucket, records: [...new Set(records)].sort() };
};
