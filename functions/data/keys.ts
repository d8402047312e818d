import type {
  ChallengeId,
  DraftId,
  IntentId,
  MatchId,
  MentorId,
  NewcomerId,
  PersonId,
  RoundId,
} from '#shared/ids.ts';
import type { MentorState } from '#shared/life/mentor.ts';
import type { Instant } from '#shared/time.ts';

/** A primary key of the table. */
export type Key = { readonly pk: string; readonly sk: string };

/** The partition of the directory: everybody whose address is confirmed, and coordinators. */
export const directoryPartition = 'DIRECTORY';

/** Every key string of the table is made here, and nowhere else. */
export const keys = {
  person: (id: PersonId): Key => ({ pk: `PERSON#${id}`, sk: 'PERSON' }),
  address: (hash: string): Key => ({ pk: `ADDRESS#${hash}`, sk: 'ADDRESS' }),
  newestChallenge: (hash: string): Key => ({ pk: `ADDRESS#${hash}`, sk: 'CHALLENGE' }),
  suppression: (hash: string): Key => ({ pk: `ADDRESS#${hash}`, sk: 'SUPPRESSION' }),
  /** That configuration made whoever has this address a coordinator, once. */
  firstGrant: (hash: string): Key => ({ pk: `ADDRESS#${hash}`, sk: 'GRANT' }),
  /** `since`: when they came; their place in the directory never changes. */
  directory: (since: Instant, id: PersonId): Key => ({ pk: directoryPartition, sk: `${since}#${id}` }),
  consent: (id: PersonId, purpose: string, at: Instant): Key => ({
    pk: `PERSON#${id}`,
    sk: `CONSENT#${purpose}#${at}`,
  }),
  look: (id: PersonId, at: Instant, look: string): Key => ({ pk: `PERSON#${id}`, sk: `LOOK#${at}#${look}` }),
  resubmission: (id: PersonId, role: string): Key => ({ pk: `PERSON#${id}`, sk: `RESUBMISSION#${role}` }),
  newcomer: (id: NewcomerId): Key => ({ pk: `NEWCOMER#${id}`, sk: 'NEWCOMER' }),
  pair: (id: NewcomerId, mentor: MentorId): Key => ({ pk: `NEWCOMER#${id}`, sk: `PAIR#${mentor}` }),
  mentor: (id: MentorId): Key => ({ pk: `MENTOR#${id}`, sk: 'MENTOR' }),
  match: (id: MatchId): Key => ({ pk: `MATCH#${id}`, sk: 'MATCH' }),
  change: (pk: string, version: number): Key => ({ pk, sk: `CHANGE#${String(version).padStart(8, '0')}` }),
  intent: (id: IntentId): Key => ({ pk: `INTENT#${id}`, sk: 'INTENT' }),
  round: (id: RoundId): Key => ({ pk: `ROUND#${id}`, sk: 'ROUND' }),
  /** `place`: from 1, in the order in which they are shown. */
  proposal: (id: RoundId, place: number): Key => ({
    pk: `ROUND#${id}`,
    sk: `PROPOSAL#${String(place).padStart(6, '0')}`,
  }),
  challenge: (id: ChallengeId): Key => ({ pk: `CHALLENGE#${id}`, sk: 'CHALLENGE' }),
  session: (hash: string): Key => ({ pk: `SESSION#${hash}`, sk: 'SESSION' }),
  draft: (id: DraftId): Key => ({ pk: `DRAFT#${id}`, sk: 'DRAFT' }),
  idempotency: (hash: string): Key => ({ pk: `IDEMPOTENCY#${hash}`, sk: 'IDEMPOTENCY' }),
  serviceKey: (name: string): Key => ({ pk: `KEY#${name}`, sk: 'KEY' }),
  figures: { pk: 'FIGURES', sk: 'FIGURES' } satisfies Key,
  digest: { pk: 'DIGEST', sk: 'DIGEST' } satisfies Key,
  limit: (bucket: string, hash: string): Key => ({ pk: `LIMIT#${bucket}#${hash}`, sk: 'LIMIT' }),
};

/** Partitions over which each busy list is spread: what is due, the mentors of the pool, and their changes. */
export const shards = [0, 1, 2, 3] as const;
type Shard = (typeof shards)[number];

const shardOf = (id: string): Shard => {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + letter.charCodeAt(0)) >>> 0;
  return shards[sum % shards.length]!;
};

const byState = (kind: string, state: string): string => `${kind.toUpperCase()}#${state}`;

/** The pool's mentors. Shard 0 is the partition that held them all before they were spread, so nobody is lost in it. */
const pool = (shard: Shard): string => byState('mentor', shard === 0 ? 'approved' : `approved#${shard}`);

/** Partition keys of the two indexes. */
export const indexKeys = {
  byState,
  /** Where a mentor is listed. */
  mentor: (state: MentorState, id: MentorId): string =>
    state === 'approved' ? pool(shardOf(id)) : byState('mentor', state),
  /** Every partition in which a kind and state is listed: one, but for the pool's mentors. */
  allByState: (kind: string, state: string): readonly string[] =>
    kind === 'mentor' && state === 'approved' ? shards.map(pool) : [byState(kind, state)],
  /** Changes of mentors that changed the pool. */
  poolChanges: (shard: Shard): string => `POOL#${shard}`,
  coordinators: 'COORDINATOR',
  rounds: 'ROUND',
  /** Messages that somebody has to look at: failed, held back, or taken by SES and not arrived. */
  troubled: 'INTENT#troubled',
  due: (shard: Shard): string => `DUE#${shard}`,
  /** What its owner waits for: looked at before everything else. */
  dueFirst: 'DUE#first',
};

/** Index attributes that list an item under its kind and state, by an instant. */
export const listed = (partition: string, at: Instant, id: string) => ({
  gsi1pk: partition,
  gsi1sk: `${at}#${id}`,
});

/** Index attributes that list the change of a mentor among those that changed the pool. */
export const poolChange = (at: Instant, id: MentorId, version: number) => ({
  gsi1pk: indexKeys.poolChanges(shardOf(id)),
  gsi1sk: `${at}#${id}#${version}`,
});

/** Index attributes that put an item before the clock at an instant; none if it has nothing due. */
export const due = (at: Instant | null, id: string, first = false) =>
  at === null
    ? {}
    : { gsi2pk: first ? indexKeys.dueFirst : indexKeys.due(shardOf(id)), gsi2sk: `${at}#${id}` };
