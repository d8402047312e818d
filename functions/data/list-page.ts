import { decodeCursor, encodeCursor } from './cursor.ts';
import type { EntityKind } from './entities.ts';
import { indexKeys } from './keys.ts';
import { type IndexName, tableDefinition } from './table.ts';
import type { Item, Page, Table } from './table-client.ts';

/** Which part of a list is wanted; `only`: of each item no more than these attributes. */
type PageOptions = {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly only?: readonly string[] | undefined;
};

/**
 * One page of a list that is spread over several partitions of an index, in the order of their sort keys. Each of them
 * is asked for a whole page, since all of it may stand in one.
 */
const listMerged = async (
  table: Pick<Table, 'query'>,
  { index, partitions }: { index: IndexName; partitions: readonly string[] },
  { limit, cursor, only }: PageOptions,
): Promise<Page<Item>> => {
  const { sortKey } = tableDefinition.indexes.find(({ name }) => name === index)!;
  const sortOf = (item: Item): string => String(item[sortKey]);
  const after = cursor ? decodeCursor(cursor)?.after : undefined;
  if (cursor && after === undefined) return { items: [], cursor: null };
  const pages = await Promise.all(
    partitions.map((partition) =>
      table.query({ index, partition, after, limit, only: only && [...only, sortKey] }),
    ),
  );
  const found = pages.flatMap(({ items }) => items).sort((a, b) => (sortOf(a) < sortOf(b) ? -1 : 1));
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const isMore = found.length > limit || pages.some((page) => page.cursor !== null);
  return { items, cursor: isMore && last ? encodeCursor({ after: sortOf(last) }) : null };
};

/** One page of the items of a kind in a state, oldest first. */
export const readListPage = (
  table: Pick<Table, 'query'>,
  { type }: Pick<EntityKind<unknown>, 'type'>,
  { state, ...options }: PageOptions & { state: string },
): Promise<Page<Item>> => {
  const [partition, ...others] = indexKeys.allByState(type, state) as [string, ...string[]];
  return others.length === 0
    ? table.query({ index: 'byState', partition, ...options })
    : listMerged(table, { index: 'byState', partitions: [partition, ...others] }, options);
};
