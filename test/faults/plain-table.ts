import type { Key } from '#functions/data/keys.ts';
import { tableDefinition } from '#functions/data/table.ts';
import type { Condition, Item, Table } from '#functions/data/table-client.ts';
import { conditionHolds } from './condition.ts';

const nameOf = ({ pk, sk }: Key): string => `${pk}\n${sk}`;

const holds = (item: Item | undefined, when: Condition | undefined): boolean =>
  !when ||
  conditionHolds(when.expression, {
    attribute: (name) =>
      item?.[name.startsWith('#') ? (when.names?.[name] ?? '') : name] as string | undefined,
    value: (name) => when.values?.[name] as string | undefined,
  });

/** A table without a wire, for hours of traffic in seconds. `onWrite` is its stream. */
export const createPlainTable = (
  onWrite: (item: Item) => void,
): Table & { readonly items: Map<string, Item> } => {
  const items = new Map<string, Item>();
  const put = (item: Item): void => {
    items.set(nameOf(item), item);
    onWrite(item);
  };
  const queryAll: Table['queryAll'] = async ({ index, partition, prefix = '', to }) => {
    const { partitionKey, sortKey } =
      tableDefinition.indexes.find(({ name }) => name === index) ?? tableDefinition;
    const found = [...items.values()].filter((item) => {
      const sort = item[sortKey];
      if (item[partitionKey] !== partition || typeof sort !== 'string') return false;
      return sort.startsWith(prefix) && (to === undefined || sort <= to);
    });
    return found.sort((a, b) => (String(a[sortKey]) < String(b[sortKey]) ? -1 : 1));
  };
  return {
    items,
    get: async (key) => items.get(nameOf(key)) ?? null,
    getMany: async (keys) => keys.flatMap((key) => items.get(nameOf(key)) ?? []),
    queryAll,
    count: async (input) => (await queryAll(input)).length,
    query: async (input) => ({ items: (await queryAll(input)).slice(0, input.limit), cursor: null }),
    put: async (item, when) => {
      if (!holds(items.get(nameOf(item)), when)) return false;
      put(item);
      return true;
    },
    remove: async (key) => items.delete(nameOf(key)),
    update: async () => {
      throw new Error('No message is updated in place.');
    },
    transact: async (writes) => {
      const ok = writes.every((write) =>
        holds(
          items.get(nameOf('put' in write ? write.put : 'remove' in write ? write.remove : write.check)),
          write.when,
        ),
      );
      if (!ok) return false;
      for (const write of writes) {
        if ('put' in write) put(write.put);
        else if ('remove' in write) items.delete(nameOf(write.remove));
      }
      return true;
    },
  };
};
