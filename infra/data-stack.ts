import { RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import {
  type Attribute,
  AttributeType,
  BillingMode,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { tableDefinition } from '#functions/data/table.ts';

const text = (name: string): Attribute => ({ name, type: AttributeType.STRING });
const keysOf = (keys: { partitionKey: string; sortKey: string }) => ({
  partitionKey: text(keys.partitionKey),
  sortKey: text(keys.sortKey),
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
  }

  /** Address of the table's stream. */
  get streamArn(): string {
    return this.table.tableStreamArn!;
  }

  /**
   * The `SECRETS` of a function's environment, filled in by CloudFormation when it deploys. 43 letters and digits and a `=`
   * are 32 bytes in base64.
   */
  get secrets(): string {
    const { contactHash, tokens } = this.#secrets;
    return `{"contactHash":"${contactHash.secretValue.unsafeUnwrap()}=","tokens":"${tokens.secretValue.unsafeUnwrap()}="}`;
  }

  /** Lets a role read and write items; never scan. */
  allowReadingAndWriting(role: IRole): void {
    const { tableArn } = this.table;
    this.#allow(
      role,
      [tableArn],
      [
        'dynamodb:GetItem',
        'dynamodb:BatchGetItem',
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
        'dynamodb:DeleteItem',
        'dynamodb:ConditionCheckItem',
      ],
    );
    const indexes = tableDefinition.indexes.map(({ name }) => `${tableArn}/index/${name}`);
    this.#allow(role, [tableArn, ...indexes], ['dynamodb:Query']);
    this.#allowKey(role, [
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
    this.#allowKey(role, ['kms:Decrypt']);
  }

  /** Lets a role open what people told in confidence, and with `making` seal for someone new. */
  allowUnsealing(role: IRole, { making }: { making: boolean }): void {
    this.#allow(role, [this.peopleKey.keyArn], ['kms:Decrypt', ...(making ? ['kms:GenerateDataKey'] : [])]);
  }

  #allow(role: IRole, resources: string[], actions: string[]): void {
    role.addToPrincipalPolicy(new PolicyStatement({ actions, resources }));
  }

  /** The table's key, through DynamoDB only. */
  #allowKey(role: IRole, actions: string[]): void {
    role.addToPrincipalPolicy(
      new PolicyStatement({
        actions,
        resources: [this.serviceKey.keyArn],
        conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${this.region}.amazonaws.com` } },
      }),
    );
  }

  #key(id: string, description: string): Key {
    return new Key(this, id, { description, enableKeyRotation: true, removalPolicy: RemovalPolicy.RETAIN });
  }

  #secret(id: string, description: string): Secret {
    return new Secret(this, id, {
      description,
      encryptionKey: this.serviceKey,
      generateSecretString: { passwordLength: 43, excludePunctuation: true, requireEachIncludedType: false },
      removalPolicy: RemovalPolicy.RETAIN,
    });
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
