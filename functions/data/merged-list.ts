import { decodeCursor, encodeCursor } from './cursor.ts';
import { type IndexName, tableDefinition } from './table.ts';
import type { Item, Page, Table } from './table-client.ts';

/**
 * One page of a list that is spread over several partitions of an index, in the order of their sort keys. Each of them
 * is asked for a whole page, since all of it may stand in one.
 */
export const listMerged = async (
  table: Pick<Table, 'query'>,
  { index, partitions }: { index: IndexName; partitions: readonly string[] },
  { limit, cursor }: { limit: number; cursor: string | undefined },
): Promise<Page<Item>> => {
  const { sortKey } = tableDefinition.indexes.find(({ name }) => name === index)!;
  const sortOf = (item: Item): string => String(item[sortKey]);
  const after = cursor ? decodeCursor(cursor)?.after : undefined;
  if (cursor && after === undefined) return { items: [], cursor: null };
  const pages = await Promise.all(
    partitions.map((partition) => table.query({ index, partition, after, limit })),
  );
  const found = pages.flatMap(({ items }) => items).sort((a, b) => (sortOf(a) < sortOf(b) ? -1 : 1));
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const isMore = found.length > limit || pages.some((page) => page.cursor !== null);
  return { items, cursor: isMore && last ? encodeCursor({ after: sortOf(last) }) : null };
};
