import type { IntentId, MatchId, MentorId, NewcomerId, PersonId } from '#shared/ids.ts';
import { type MatchState, type Pair, pairSchema } from '#shared/life/match.ts';
import type { MentorState } from '#shared/life/mentor.ts';
import type { Intent, MessageState } from '#shared/life/message.ts';
import type { RequestState } from '#shared/life/request.ts';
import type { Instant } from '#shared/time.ts';
import { createCommit } from './commit.ts';
import { createCounts } from './counts.ts';
import { createDigest } from './digest.ts';
import { createDrafts } from './drafts.ts';
import { type EntityKind, intentKind, matchKind, mentorKind, newcomerKind, personKind } from './entities.ts';
import { createFigures } from './figures.ts';
import { createHistory } from './history.ts';
import { createIdempotency } from './idempotency.ts';
import { createIntents } from './intents.ts';
import { indexKeys, type Key, keys, shards } from './keys.ts';
import { createLimits } from './limits.ts';
import { createLines } from './lines.ts';
import { readListPage } from './list-page.ts';
import { createFile } from './newcomer-file.ts';
import { createPeople } from './people.ts';
import { createPoolChanges } from './pool-changes.ts';
import { createRounds } from './rounds.ts';
import { createSessions } from './sessions.ts';
import { createSignIn } from './sign-in.ts';
import type { Item, Page, Table } from './table-client.ts';
import { createTogether } from './together.ts';
import { readWholeList } from './whole-list.ts';

/** Everything the product keeps, one small module per aggregate. */
export type Store = ReturnType<typeof createStore>;

/** What a list takes: where to go on, and how many (25 unless told). */
export type ListOptions = { readonly cursor?: string | undefined; readonly limit?: number };

const entities = <T, I extends string, S extends string>(
  table: Table,
  kind: EntityKind<T>,
  keyOf: (id: I) => Key,
) => {
  const parse = (item: Item): T => kind.parse(item);
  return {
    /** One by id, or null. */
    get: async (id: I): Promise<T | null> => {
      const item = await table.get(keyOf(id));
      return item && parse(item);
    },
    /** Several by id; missing ones are left out, and the order is not kept. */
    getMany: async (ids: readonly I[]): Promise<T[]> =>
      (await table.getMany([...new Set(ids)].map(keyOf))).map(parse),
    /** A page of those in a state, oldest first. */
    listByState: async (state: S, { cursor, limit = 25 }: ListOptions = {}): Promise<Page<T>> => {
      const page = await readListPage(table, kind, { state, cursor, limit });
      return { items: page.items.map(parse), cursor: page.cursor };
    },
    /** How many are in a state. */
    countByState: async (state: S): Promise<number> => {
      const counts = indexKeys
        .allByState(kind.type, state)
        .map((partition) => table.count({ index: 'byState', partition }));
      return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
    },
    /** All of those in a state, oldest first within each partition; the partitions are read beside each other. */
    allByState: async (state: S): Promise<T[]> => (await readWholeList(table, kind, { state })).map(parse),
  };
};

/** The counts of a table, and its commits, which forget them: whatever moves from list to list does so in a decision. */
const createCounted = (table: Table) => {
  const { count, reckoned, forget } = createCounts(table);
  const commit = createCommit(table);
  return {
    count,
    reckoned,
    commit: (...decided: Parameters<typeof commit>): Promise<boolean> => commit(...decided).finally(forget),
  };
};

/** Binds every aggregate to a table. */
export const createStore = (table: Table) => ({
  ...createCounted(table),
  together: createTogether(table),
  lines: createLines(table),
  people: {
    ...entities<ReturnType<typeof personKind.parse>, PersonId, never>(table, personKind, keys.person),
    ...createPeople(table),
  },
  newcomers: {
    ...entities<ReturnType<typeof newcomerKind.parse>, NewcomerId, RequestState>(
      table,
      newcomerKind,
      keys.newcomer,
    ),
    /** A newcomer with whom they met before and what changed, in one request; null if there is no such newcomer. */
    file: createFile(table),
    /** Everyone this newcomer was paired with before. */
    pairs: async (id: NewcomerId): Promise<Pair[]> =>
      (await table.queryAll({ partition: keys.newcomer(id).pk, prefix: 'PAIR#' })).map((item) =>
        pairSchema.parse(item),
      ),
  },
  mentors: entities<ReturnType<typeof mentorKind.parse>, MentorId, MentorState>(
    table,
    mentorKind,
    keys.mentor,
  ),
  poolChanges: createPoolChanges(table),
  matches: entities<ReturnType<typeof matchKind.parse>, MatchId, MatchState>(table, matchKind, keys.match),
  intents: {
    ...entities<Intent, IntentId, MessageState>(table, intentKind, keys.intent),
    ...createIntents(table),
  },
  rounds: createRounds(table),
  drafts: createDrafts(table),
  signIn: { ...createSignIn(table), ...createSessions(table) },
  history: createHistory(table),
  figures: createFigures(table),
  digest: createDigest(table),
  limits: createLimits(table),
  idempotency: createIdempotency(table),
  due: {
    /**
     * Everything due up to an instant: what its owner waits for, then each shard, soonest first; at most `limit` of each. The
     * index says only which: the items are read as they are now.
     */
    list: async (now: Instant, limit = 100): Promise<Item[]> => {
      const partitions = [indexKeys.dueFirst, ...shards.map(indexKeys.due)];
      const pages = await Promise.all(
        partitions.map((partition) => table.query({ index: 'byDue', partition, to: `${now}#~`, limit })),
      );
      const wanted = pages.flatMap((page) => page.items);
      const found = await table.getMany(wanted.map(({ pk, sk }) => ({ pk, sk })));
      const byKey = new Map(found.map((item) => [`${item.pk} ${item.sk}`, item]));
      return wanted.flatMap(({ pk, sk }) => byKey.get(`${pk} ${sk}`) ?? []);
    },
  },
});
