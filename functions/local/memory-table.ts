import type { Key } from '../data/keys.ts';
import { tableDefinition } from '../data/table.ts';
import type { Item, Table } from '../data/table-client.ts';

/** A table in memory, and everything that was put into it. */
export type MemoryTable = { readonly table: Table; readonly items: () => Item[] };

const nameOf = ({ pk, sk }: Key): string => `${pk}\n${sk}`;
const textOf = (item: Item, attribute: string): string | undefined => {
  const value = item[attribute];
  return typeof value === 'string' ? value : undefined;
};

/**
 * A table for one writer who makes the demo community before it is stored: ten times as fast as the embedded
 * database. With one writer every condition holds, so none is looked at; what counts and expires is not there.
 */
export const createMemoryTable = (): MemoryTable => {
  const items = new Map<string, Item>();
  const get = (key: Key): Item | null => structuredClone(items.get(nameOf(key)) ?? null);
  const put = (item: Item): void => void items.set(nameOf(item), structuredClone(item));

  const select: Table['queryAll'] = async ({ index, partition, prefix = '', to, after, newestFirst }) => {
    const keys = tableDefinition.indexes.find(({ name }) => name === index) ?? tableDefinition;
    const found = [...items.values()].flatMap((item) => {
      const sort = textOf(item, keys.sortKey);
      const wanted =
        item[keys.partitionKey] === partition &&
        sort?.startsWith(prefix) &&
        (to === undefined || sort <= to) &&
        (after === undefined || sort > after);
      return wanted ? [{ sort, item }] : [];
    });
    const sorted = found.toSorted((a, b) => (a.sort! < b.sort! ? -1 : 1));
    return (newestFirst ? sorted.reverse() : sorted).map(({ item }) => structuredClone(item));
  };

  const table: Table = {
    get: async (key) => get(key),
    getMany: async (keys) => keys.map(get).filter((item) => item !== null),
    queryAll: select,
    count: async (input) => (await select(input)).length,
    query: async (input) => ({ items: (await select(input)).slice(0, input.limit), cursor: null }),
    put: async (item) => {
      put(item);
      return true;
    },
    remove: async (key) => items.delete(nameOf(key)),
    update: async () => {
      throw new Error('The demo community updates nothing in place.');
    },
    transact: async (writes) => {
      for (const write of writes) {
        if ('put' in write) put(write.put);
        else if ('remove' in write) items.delete(nameOf(write.remove));
      }
      return true;
    },
  };
  return { table, items: () => [...items.values()] };
};
