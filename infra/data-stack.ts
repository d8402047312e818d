import { RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import {
  type Attribute,
  AttributeType,
  BillingMode,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { type Conditions, type IRole, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { tableDefinition } from '#functions/data/table.ts';
import { letThrough } from './let-through.ts';

const text = (name: string): Attribute => ({ name, type: AttributeType.STRING });
const keysOf = (keys: { partitionKey: string; sortKey: string }) => ({
  partitionKey: text(keys.partitionKey),
  sortKey: text(keys.sortKey),
});

/** How a function uses the table's items: a few kinds by their keys, what steps of lives need, or everything but a scan. */
type ItemUse =
  | { readonly kind: 'named'; readonly reads: readonly string[]; readonly writes: readonly string[] }
  | { readonly kind: 'steps' }
  | { readonly kind: 'everything' };

const reading = ['dynamodb:GetItem', 'dynamodb:BatchGetItem'];
const writing = ['dynamodb:PutItem', 'dynamodb:ConditionCheckItem'];

/** Only items whose partition begins so, such as `INTENT`. */
const leadingKeys = (beginnings: readonly string[]): Conditions => ({
  'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': beginnings.map((each) => `${each}#*`) },
});

/** What must outlive every deployment: the table and the keys, without which nothing in it can be read. */
export class DataStack extends Stack {
  readonly table: Table;
  /** Encrypts what is ours: the table, the secrets, the functions' settings. */
  readonly serviceKey: Key;
  /** Wraps the data key of each person. Apart, so that a function can have the table without what is sealed in it. */
  readonly peopleKey: Key;
  readonly #secrets: Readonly<Record<'contactHash' | 'tokens', Secret>>;

  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, { ...props, terminationProtection: true });
    this.serviceKey = this.#key('ServiceKey', 'Alongside: table, secrets, settings');
    this.peopleKey = this.#key('PeopleKey', 'Alongside: wraps the data key of each person');
    this.#secrets = {
      contactHash: this.#secret('ContactHash', 'Alongside: keys the hashes of addresses'),
      tokens: this.#secret('Tokens', 'Alongside: keys codes and links'),
    };
    this.table = this.#createTable();
    this.#allowTopics();
  }

  /** Address of the table's stream. */
  get streamArn(): string {
    return this.table.tableStreamArn!;
  }

  /** Where the functions find their keys when they start: addresses in Secrets Manager. */
  get secretIds(): Readonly<Record<'contactHash' | 'tokens', string>> {
    const { contactHash, tokens } = this.#secrets;
    return { contactHash: contactHash.secretArn, tokens: tokens.secretArn };
  }

  /** Lets a role use items as it needs to; never scan. */
  allowItems(role: IRole, use: ItemUse): void {
    const { tableArn } = this.table;
    const all = (actions: string[]) => this.#allow(role, [tableArn], actions);
    switch (use.kind) {
      case 'named':
        // One by one and by key: of these beginnings only.
        this.#allow(role, [tableArn], ['dynamodb:GetItem'], leadingKeys(use.reads));
        this.#allow(role, [tableArn], ['dynamodb:PutItem'], leadingKeys(use.writes));
        break;
      case 'steps':
        all([...reading, ...writing]);
        this.#allowQueries(role);
        break;
      case 'everything':
        all([...reading, ...writing, 'dynamodb:UpdateItem', 'dynamodb:DeleteItem']);
        this.#allowQueries(role);
    }
    this.#allowKey(role, 'dynamodb', [
      'kms:Encrypt',
      'kms:Decrypt',
      'kms:ReEncryptFrom',
      'kms:ReEncryptTo',
      'kms:GenerateDataKey',
      'kms:DescribeKey',
    ]);
  }

  /** Lets a role read the table's stream. */
  allowReadingStream(role: IRole): void {
    this.#allow(
      role,
      [this.streamArn],
      ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'],
    );
    this.#allowKey(role, 'dynamodb', ['kms:Decrypt']);
  }

  /** Lets a role read the keys when it starts, and secrets of its own beside them. */
  allowReadingSecrets(role: IRole, more: readonly string[] = []): void {
    this.#allow(role, [...Object.values(this.secretIds), ...more], ['secretsmanager:GetSecretValue']);
    this.#allowKey(role, 'secretsmanager', ['kms:Decrypt']);
  }

  /** Lets a role `open` what people told in confidence, or `make` a key for someone new, which opens nothing that is there. */
  allowPeopleKey(role: IRole, uses: readonly ('open' | 'make')[]): void {
    const actions = { open: 'kms:Decrypt', make: 'kms:GenerateDataKey' };
    this.#allow(
      role,
      [this.peopleKey.keyArn],
      uses.map((use) => actions[use]),
    );
  }

  #allowQueries(role: IRole): void {
    const { tableArn } = this.table;
    const indexes = tableDefinition.indexes.map(({ name }) => `${tableArn}/index/${name}`);
    this.#allow(role, [tableArn, ...indexes], ['dynamodb:Query']);
  }

  #allow(role: IRole, resources: string[], actions: string[], conditions?: Conditions): void {
    role.addToPrincipalPolicy(new PolicyStatement({ actions, resources, ...(conditions && { conditions }) }));
  }

  /** The key of what is ours, through one service only. */
  #allowKey(role: IRole, service: 'dynamodb' | 'secretsmanager', actions: string[]): void {
    this.#allow(role, [this.serviceKey.keyArn], actions, {
      StringEquals: { 'kms:ViaService': `${service}.${this.region}.amazonaws.com` },
    });
  }

  /** Topics under our key: SES and alarms write to them through SNS, each topic under its own address as context. */
  #allowTopics(): void {
    for (const service of ['ses', 'cloudwatch'])
      this.serviceKey.addToResourcePolicy(
        new PolicyStatement({
          principals: [new ServicePrincipal(`${service}.amazonaws.com`)],
          actions: ['kms:GenerateDataKey*', 'kms:Decrypt'],
          // In a key's own policy this is the key itself.
          resources: ['*'],
          conditions: {
            StringLike: {
              'kms:EncryptionContext:aws:sns:topicArn': this.formatArn({
                service: 'sns',
                resource: `${this.stackName.replace(/-data$/, '')}-*`,
              }),
            },
          },
        }),
      );
  }

  #key(id: string, description: string): Key {
    return new Key(this, id, { description, enableKeyRotation: true, removalPolicy: RemovalPolicy.RETAIN });
  }

  #secret(id: string, description: string): Secret {
    const secret = new Secret(this, id, {
      description,
      encryptionKey: this.serviceKey,
      generateSecretString: { passwordLength: 43, excludePunctuation: true, requireEachIncludedType: false },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    letThrough(secret, {
      'AwsSolutions-SMG4':
        'A new key for address hashes would make every address unknown, and one for tokens ends every open sign-in: both are changed by hand (docs/runbook.md, “Rotating keys”).',
    });
    return secret;
  }

  #createTable(): Table {
    const table = new Table(this, 'Table', {
      ...keysOf(tableDefinition),
      billingMode: BillingMode.PAY_PER_REQUEST,
      timeToLiveAttribute: tableDefinition.timeToLiveAttribute,
      stream: StreamViewType[tableDefinition.stream],
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: this.serviceKey,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 35 },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    for (const index of tableDefinition.indexes)
      table.addGlobalSecondaryIndex({ indexName: index.name, ...keysOf(index) });
    return table;
  }
}
