import type { MatchState } from '#shared/life/match.ts';
import type { RequestState } from '#shared/life/request.ts';
import { type Instant, plus, seconds } from '#shared/time.ts';
import { indexKeys } from './keys.ts';
import type { Table } from './table-client.ts';

/** How long a count may be behind what others than this function have written. */
export const countedFor = 30 * seconds;

/** A list that is counted for the desk and not read. */
type Counted = { readonly newcomer: RequestState } | { readonly match: MatchState };

/**
 * How many stand in a list. Counting reads the whole of it, so a number is kept for half a minute; what this function
 * writes itself shows at once, because each of its changes forgets the numbers.
 */
export const createCounts = (table: Pick<Table, 'count'>) => {
  let kept = new Map<string, { readonly at: Instant; readonly number: Promise<number> }>();
  const isFresh = (at: Instant, now: Instant): boolean => at <= now && now <= plus(at, countedFor);
  return {
    count: (list: Counted, now: Instant): Promise<number> => {
      const partition = Object.entries(list)
        .map(([kind, state]) => indexKeys.byState(kind, state))
        .join();
      const found = kept.get(partition);
      if (found && isFresh(found.at, now)) return found.number;
      const counting = kept;
      const number = table.count({ index: 'byState', partition });
      counting.set(partition, { at: now, number });
      number.catch(() => counting.delete(partition));
      return number;
    },
    /** To be called whenever something may have moved from one list to another. */
    forget: (): void => {
      kept = new Map();
    },
  };
};
