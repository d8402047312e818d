import type { Item } from './table-client.ts';

/** The one attribute that holds an entity's lists and objects, as JSON. */
const nestedAttribute = 'nested';

const isNested = (value: unknown): boolean => typeof value === 'object' && value !== null;

/**
 * How an entity stands in an item: plain values as attributes, which conditions, indexes and the stream look at, and its
 * lists and objects, which are only ever read whole, as one text. An attribute for each of their leaves makes an item
 * several times slower to read and write.
 */
export const pack = <T extends object>(entity: T): Record<string, unknown> => {
  const entries = Object.entries(entity);
  return {
    ...Object.fromEntries(entries.filter(([, value]) => !isNested(value))),
    [nestedAttribute]: JSON.stringify(Object.fromEntries(entries.filter(([, value]) => isNested(value)))),
  };
};

/**
 * The way back, before its schema looks at it, which leaves out what only the item has. An item from before has its lists
 * and objects as attributes, and is read too.
 * @throws SyntaxError if the text is damaged.
 */
export const unpack = (item: Item): Record<string, unknown> => ({
  ...item,
  ...JSON.parse(String(item[nestedAttribute] ?? '{}')),
});
