import { deadlines } from '#shared/life/deadlines.ts';
import type { Match } from '#shared/life/match.ts';
import { matchSchema } from '#shared/life/match.ts';
import { askedFor, type Intent, intentSchema } from '#shared/life/message.ts';
import { type Mentor, mentorSchema } from '#shared/people/mentor.ts';
import { type Newcomer, newcomerSchema } from '#shared/people/newcomer.ts';
import { type Person, personSchema } from '#shared/people/person.ts';
import { days, epochSeconds, type Instant, plus } from '#shared/time.ts';
import { due, indexKeys, type Key, keys, listed } from './keys.ts';
import { pack, unpack } from './nested.ts';
import type { Item } from './table-client.ts';

/** How one kind of entity stands in the table: its key, its lists, its clock and its end. */
export type EntityKind<T> = {
  readonly type: string;
  readonly parse: (item: Item) => T;
  readonly keyOf: (entity: T) => Key;
  /** The word that a change row records as state. */
  readonly stateOf: (entity: T) => string;
  readonly index: (entity: T) => Record<string, unknown>;
};

const expires = (at: Instant | null) => (at === null ? {} : { expiresAtEpochSeconds: epochSeconds(at) });

/** An application whose address was never confirmed is forgotten after seven days. */
const unverifiedUntil = (state: string, createdAt: Instant) =>
  state === 'unverified' ? expires(plus(createdAt, deadlines.unverified)) : {};

export const personKind: EntityKind<Person> = {
  type: 'person',
  parse: (item) => personSchema.parse(unpack(item)),
  keyOf: ({ id }) => keys.person(id),
  stateOf: ({ verifiedAt }) => (verifiedAt ? 'verified' : 'unverified'),
  index: (person) => ({
    ...(person.coordinatorSince ? listed(indexKeys.coordinators, person.coordinatorSince, person.id) : {}),
    ...unverifiedUntil(
      person.verifiedAt || person.coordinatorSince ? 'kept' : 'unverified',
      person.createdAt,
    ),
  }),
};

export const newcomerKind: EntityKind<Newcomer> = {
  type: 'newcomer',
  parse: (item) => newcomerSchema.parse(unpack(item)),
  keyOf: ({ id }) => keys.newcomer(id),
  stateOf: ({ state }) => state,
  index: (newcomer) => ({
    ...listed(indexKeys.byState('newcomer', newcomer.state), newcomer.waitingSince, newcomer.id),
    ...due(newcomer.dueAt, newcomer.id),
    ...unverifiedUntil(newcomer.state, newcomer.createdAt),
  }),
};

export const mentorKind: EntityKind<Mentor> = {
  type: 'mentor',
  parse: (item) => mentorSchema.parse(unpack(item)),
  keyOf: ({ id }) => keys.mentor(id),
  stateOf: ({ state }) => state,
  index: (mentor) => ({
    ...listed(indexKeys.mentor(mentor.state, mentor.id), mentor.createdAt, mentor.id),
    ...due(mentor.dueAt, mentor.id),
    ...unverifiedUntil(mentor.state, mentor.createdAt),
  }),
};

export const matchKind: EntityKind<Match> = {
  type: 'match',
  parse: (item) => matchSchema.parse(unpack(item)),
  keyOf: ({ id }) => keys.match(id),
  stateOf: ({ state }) => state,
  index: (match) => ({
    ...listed(indexKeys.byState('match', match.state), match.createdAt, match.id),
    ...due(match.dueAt, match.id),
    ...expires(match.endedAt && plus(match.endedAt, 365 * days)),
  }),
};

const finished: ReadonlySet<Intent['state']> = new Set(['accepted', 'cancelled', 'suppressed']);

/** What a coordinator has to see stays until they have dealt with it. */
const needsSomebody = ({ state, trouble }: Intent): boolean => state === 'failed' || trouble !== null;

/** Claimed or on its way to SES for seconds: found by the end of its lease, and in no list, which saves a quarter of its writes. */
const inHand: ReadonlySet<Intent['state']> = new Set(['claimed', 'sending']);

/** What did not go or did not arrive is one list, whatever its state: the desk looks at all of it at once. */
const isTroubled = (intent: Intent): boolean => needsSomebody(intent) || intent.state === 'suppressed';

const intentList = (intent: Intent) =>
  inHand.has(intent.state)
    ? {}
    : listed(
        isTroubled(intent) ? indexKeys.troubled : indexKeys.byState('intent', intent.state),
        intent.createdAt,
        intent.id,
      );

export const intentKind: EntityKind<Intent> = {
  type: 'intent',
  parse: (item) => intentSchema.parse(unpack(item)),
  keyOf: ({ id }) => keys.intent(id),
  stateOf: ({ state }) => state,
  index: (intent) => ({
    ...intentList(intent),
    ...due(finished.has(intent.state) ? null : intent.dueAt, intent.id, askedFor.has(intent.kind)),
    ...expires(needsSomebody(intent) ? null : intent.endedAt && plus(intent.endedAt, 90 * days)),
  }),
};

/** The item that an entity becomes. */
export const toItem = <T extends object>(kind: EntityKind<T>, entity: T): Item => ({
  ...kind.keyOf(entity),
  type: kind.type,
  ...pack(entity),
  ...kind.index(entity),
});
