import type { EntityKind } from './entities.ts';
import { indexKeys } from './keys.ts';
import type { Item, Table } from './table-client.ts';

/**
 * All items of a kind in a state, oldest first within each partition of their list; the partitions are read beside each
 * other.
 * @param only the attributes that are wanted; without it, all of them.
 */
export const readWholeList = async (
  table: Pick<Table, 'queryAll'>,
  { type }: Pick<EntityKind<unknown>, 'type'>,
  { state, only }: { state: string; only?: readonly string[] },
): Promise<Item[]> => {
  const lists = indexKeys
    .allByState(type, state)
    .map((partition) => table.queryAll({ index: 'byState', partition, only: only && ['pk', ...only] }));
  // One that moves to another partition meanwhile may be found in both.
  return [...new Map((await Promise.all(lists)).flat().map((item) => [item.pk, item])).values()];
};
