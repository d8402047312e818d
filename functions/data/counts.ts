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
 * How many stand in a list, and what else is reckoned from many. Finding that out reads the whole of it, so it is kept
 * for half a minute; what this function writes itself shows at once, because each of its changes forgets what is kept.
 */
export const createCounts = (table: Pick<Table, 'count'>) => {
  let kept = new Map<string, { readonly at: Instant; readonly value: Promise<unknown> }>();
  const isFresh = (at: Instant, now: Instant): boolean => at <= now && now <= plus(at, countedFor);
  /** What `reckon` finds, or found a moment ago under the same name. */
  const reckoned = <T>(name: string, now: Instant, reckon: () => Promise<T>): Promise<T> => {
    const found = kept.get(name);
    if (found && isFresh(found.at, now)) return found.value as Promise<T>;
    const keeping = kept;
    const value = reckon();
    keeping.set(name, { at: now, value });
    value.catch(() => keeping.delete(name));
    return value;
  };
  return {
    reckoned,
    count: (list: Counted, now: Instant): Promise<number> => {
      const partition = Object.entries(list)
        .map(([kind, state]) => indexKeys.byState(kind, state))
        .join();
      return reckoned(partition, now, () => table.count({ index: 'byState', partition }));
    },
    /** To be called whenever something may have moved from one list to another. */
    forget: (): void => {
      kept = new Map();
    },
  };
};
