import type { NewcomerId } from '#shared/ids.ts';
import { type Pair, pairSchema } from '#shared/life/match.ts';
import type { Newcomer } from '#shared/people/newcomer.ts';
import { newcomerKind } from './entities.ts';
import { type Change, changeSchema } from './history.ts';
import { keys } from './keys.ts';
import type { Table } from './table-client.ts';

/** All that stands under a newcomer's own key. */
export type NewcomerFile = {
  readonly newcomer: Newcomer;
  /** Whom they were paired with before. */
  readonly pairs: readonly Pair[];
  /** First to last. */
  readonly changes: readonly Change[];
};

/** Reads it in one query: all of it is one partition, and its reading is consistent as each item's would be. */
export const createFile =
  (table: Pick<Table, 'queryAll'>) =>
  async (id: NewcomerId): Promise<NewcomerFile | null> => {
    const items = await table.queryAll({ partition: keys.newcomer(id).pk });
    const of = (type: string) => items.filter((item) => item.type === type);
    const [item] = of(newcomerKind.type);
    return item
      ? {
          newcomer: newcomerKind.parse(item),
          pairs: of('pair').map((pair) => pairSchema.parse(pair)),
          changes: of('change').map((change) => changeSchema.parse(change)),
        }
      : null;
  };
