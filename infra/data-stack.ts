import { RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import {
  type Attribute,
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { type Conditions, type IRole, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { tableDefinition } from '#functions/data/table.ts';

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

/** Whose keys a role may open or make: the owners that the vault names to KMS, such as `person_*` or `key:tokens`. */
type KeyUse = { readonly open?: readonly string[]; readonly make?: readonly string[] };

/** What must outlive every deployment: the table, and the key without which nothing in it can be read. */
export class DataStack extends Stack {
  readonly table: Table;
  /**
   * Encrypts the table, settings and topics, each through its own service only, and wraps the keys of people and of the
   * service itself, each under its owner's name: a role that has the table has nothing that is sealed in it.
   */
  readonly key: Key;

  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, { ...props, terminationProtection: true });
    this.key = new Key(this, 'Key', {
      description: 'Alongside: the table, and the keys of everyone in it',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.table = this.#createTable();
    this.#allowTopics();
  }

  /** Address of the table's stream. */
  get streamArn(): string {
    return this.table.tableStreamArn!;
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
    this.#allowTableKey(role, [
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
    this.#allowTableKey(role, ['kms:Decrypt']);
  }

  /** Lets a role open some keys, and make keys for someone new, which opens nothing that is there. */
  allowKeys(role: IRole, { open, make }: KeyUse): void {
    const ofOwners = (action: string, owners: readonly string[] | undefined): void => {
      if (owners)
        this.#allow(role, [this.key.keyArn], [action], {
          StringLike: { 'kms:EncryptionContext:owner': owners },
        });
    };
    ofOwners('kms:Decrypt', open);
    ofOwners('kms:GenerateDataKey', make);
  }

  #allowQueries(role: IRole): void {
    const { tableArn } = this.table;
    const indexes = tableDefinition.indexes.map(({ name }) => `${tableArn}/index/${name}`);
    this.#allow(role, [tableArn, ...indexes], ['dynamodb:Query']);
  }

  #allow(role: IRole, resources: string[], actions: string[], conditions?: Conditions): void {
    role.addToPrincipalPolicy(new PolicyStatement({ actions, resources, ...(conditions && { conditions }) }));
  }

  /** The key, through DynamoDB only. */
  #allowTableKey(role: IRole, actions: string[]): void {
    this.#allow(role, [this.key.keyArn], actions, {
      StringEquals: { 'kms:ViaService': `dynamodb.${this.region}.amazonaws.com` },
    });
  }

  /** Topics under our key: SES and alarms write to them through SNS, each topic under its own address as context. */
  #allowTopics(): void {
    for (const service of ['ses', 'cloudwatch'])
      this.key.addToResourcePolicy(
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

  #createTable(): Table {
    const table = new Table(this, 'Table', {
      ...keysOf(tableDefinition),
      billingMode: BillingMode.PAY_PER_REQUEST,
      timeToLiveAttribute: tableDefinition.timeToLiveAttribute,
      stream: StreamViewType[tableDefinition.stream],
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: this.key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 35 },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    for (const index of tableDefinition.indexes)
      table.addGlobalSecondaryIndex({
        indexName: index.name,
        ...keysOf(index),
        projectionType: ProjectionType[index.projection],
      });
    return table;
  }
}
