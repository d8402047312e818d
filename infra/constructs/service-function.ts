import { cpSync, existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { AssetHashType, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  Architecture,
  Code,
  type FunctionProps,
  Function as LambdaFunction,
  Runtime,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What one function has of its own. */
export type ServiceFunctionProps = {
  /** Its folder under `functions/`, which holds `lambda.ts`. */
  readonly folder: string;
  /** What it does, in one sentence. */
  readonly description: string;
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
  readonly environment: Readonly<Record<string, string>>;
  /** Encrypts an environment that holds what not everyone may see who looks at settings. */
  readonly environmentKey?: IKey;
};

/** The bundle as `npm run build` left it, with nothing done to it: what is tested is what is deployed. */
const builtCode = (folder: string): Code => {
  const built = `${root}dist/functions/${folder}`;
  const copy = (output: string): boolean => {
    if (!existsSync(`${built}/index.mjs`))
      throw new Error(`${built} holds no bundle: npm run build makes it.`);
    cpSync(built, output, { recursive: true });
    return true;
  };
  return Code.fromAsset(`${root}functions/${folder}`, {
    assetHashType: AssetHashType.OUTPUT,
    // Nothing runs in Docker: the image is only named because it must be.
    bundling: { image: Runtime.NODEJS_24_X.bundlingImage, local: { tryBundle: copy } },
  });
};

const propsOf = (scope: Construct, id: string, props: ServiceFunctionProps): FunctionProps => {
  const logGroup = new LogGroup(scope, `${id}Logs`, {
    // A name that the runbook can say.
    logGroupName: `/${Stack.of(scope).stackName}/${id}`,
    retention: RetentionDays.ONE_MONTH,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  logGroup.grantWrite(role);
  return {
    code: builtCode(props.folder),
    handler: 'index.handler',
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    description: props.description,
    memorySize: props.memoryMegabytes,
    timeout: Duration.seconds(props.timeoutSeconds),
    environment: props.environment,
    ...(props.environmentKey && { environmentEncryption: props.environmentKey }),
    role,
    logGroup,
  };
};

/** A function as all of ours are: Node 24 on arm64, one ESM bundle, a role of its own, logs for 30 days. */
export class ServiceFunction extends LambdaFunction {
  constructor(scope: Construct, id: string, props: ServiceFunctionProps) {
    super(scope, id, propsOf(scope, id, props));
  }
}
