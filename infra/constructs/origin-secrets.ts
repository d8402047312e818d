import { RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { letThrough } from '../let-through.ts';

/** Secrets by which CloudFront is known to the site's function: it sends the first, and the function takes them all. */
export class OriginSecrets extends Construct {
  readonly #secrets: readonly Secret[];

  /** @param props.numbers another number is another secret, so that they can change without a gap. */
  constructor(scope: Construct, id: string, { key, numbers }: { key: IKey; numbers: readonly number[] }) {
    super(scope, id);
    letThrough(this, {
      'AwsSolutions-SMG4':
        'CloudFormation hands it to CloudFront when it deploys: a rotation by itself would shut the site. Another number in the stage changes it without a gap (docs/runbook.md, “Rotating keys”).',
    });
    this.#secrets = numbers.map(
      (number) =>
        new Secret(this, `Secret${number}`, {
          description: 'Alongside: shows that a request came through CloudFront',
          encryptionKey: key,
          generateSecretString: {
            passwordLength: 43,
            excludePunctuation: true,
            requireEachIncludedType: false,
          },
          removalPolicy: RemovalPolicy.DESTROY,
        }),
    );
  }

  /** What CloudFront sends, filled in by CloudFormation when it deploys. */
  get sent(): string {
    return this.taken[0]!;
  }

  /** What the function takes, filled in likewise. */
  get taken(): readonly string[] {
    return this.#secrets.map(({ secretValue }) => secretValue.unsafeUnwrap());
  }
}
