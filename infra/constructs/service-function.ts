import { fileURLToPath } from 'node:url';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Architecture, Runtime } from 'aws-cdk-lib/aws-lambda';
import {
  LogLevel,
  NodejsFunction,
  type NodejsFunctionProps,
  OutputFormat,
} from 'aws-cdk-lib/aws-lambda-nodejs';
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
  /** Encrypts the environment, which holds keys. */
  readonly environmentKey: IKey;
  /** A folder of the repository that lies beside the bundle, and under which name. */
  readonly beside?: { readonly from: string; readonly as: string };
};

/** Copies with Node, whatever the machine's own shell is. */
const copyCommand = (from: string, to: string): string =>
  `node -e "fs.cpSync(process.argv[1],process.argv[2],{recursive:true})" "${from}" "${to}"`;

const bundlingOf = ({ beside }: ServiceFunctionProps): NonNullable<NodejsFunctionProps['bundling']> => ({
  format: OutputFormat.ESM,
  target: 'node24',
  logLevel: LogLevel.WARNING,
  minify: true,
  mainFields: ['module', 'main'],
  // The bundled SDK starts faster than the runtime's own.
  externalModules: [],
  // CommonJS packages in an ESM bundle still ask for built-ins by `require`.
  banner: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);",
  ...(beside && {
    commandHooks: {
      beforeBundling: () => [],
      beforeInstall: () => [],
      afterBundling: (input, output) => [copyCommand(`${input}/${beside.from}`, `${output}/${beside.as}`)],
    },
  }),
});

const propsOf = (scope: Construct, id: string, props: ServiceFunctionProps): NodejsFunctionProps => {
  const logGroup = new LogGroup(scope, `${id}Logs`, {
    // A name that the runbook can say.
    logGroupName: `/${Stack.of(scope).stackName}/${id}`,
    retention: RetentionDays.ONE_MONTH,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  logGroup.grantWrite(role);
  return {
    entry: `${root}functions/${props.folder}/lambda.ts`,
    projectRoot: root,
    depsLockFilePath: `${root}package-lock.json`,
    bundling: bundlingOf(props),
    awsSdkConnectionReuse: false,
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    description: props.description,
    memorySize: props.memoryMegabytes,
    timeout: Duration.seconds(props.timeoutSeconds),
    environment: props.environment,
    environmentEncryption: props.environmentKey,
    role,
    logGroup,
  };
};

/** A function as all of ours are: Node 24 on arm64, one ESM bundle, a role of its own, logs for 30 days. */
export class ServiceFunction extends NodejsFunction {
  constructor(scope: Construct, id: string, props: ServiceFunctionProps) {
    super(scope, id, propsOf(scope, id, props));
  }
}
