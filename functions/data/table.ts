/**
 * The one table, defined once: CDK and the local table are both made from this.
 * Its entities and access patterns stand in docs/data-model.md.
 */
export const tableDefinition = {
  partitionKey: 'pk',
  sortKey: 'sk',
  indexes: [
    /** Lists: everything of a kind and state, oldest first. */
    { name: 'byState', partitionKey: 'gsi1pk', sortKey: 'gsi1sk', projection: 'ALL' },
    /** What the clock has to look at, by instant, spread over shards. Keys alone: the clock reads the item itself, and every write pays for a copy. */
    { name: 'byDue', partitionKey: 'gsi2pk', sortKey: 'gsi2sk', projection: 'KEYS_ONLY' },
  ],
  timeToLiveAttribute: 'expiresAtEpochSeconds',
  stream: 'NEW_AND_OLD_IMAGES',
} as const;

/** Name of an index of the table. */
export type IndexName = (typeof tableDefinition.indexes)[number]['name'];
