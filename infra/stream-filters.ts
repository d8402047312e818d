/** What the stream's reader is called for at all: values of an item's attributes after the change, any of which is taken. */
type Filter = Readonly<Record<string, readonly string[]>>;

/**
 * Messages that wait, and rounds that were asked for or confirmed: one change in ten. Lambda charges nothing for what its
 * filter keeps back. Where each goes `functions/stream/roads.ts` says; a test holds the two together.
 */
export const streamFilters: readonly Filter[] = [
  { type: ['intent'], state: ['pending'] },
  { type: ['round'], state: ['requested', 'confirmed'] },
];

/** A filter as Lambda takes it: over the new image, in DynamoDB's JSON. */
export const patternOf = (filter: Filter): string =>
  JSON.stringify({
    dynamodb: {
      NewImage: Object.fromEntries(Object.entries(filter).map(([name, values]) => [name, { S: values }])),
    },
  });
