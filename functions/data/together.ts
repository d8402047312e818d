import type { MatchId, MentorId, NewcomerId, PersonId } from '#shared/ids.ts';
import type { Match } from '#shared/life/match.ts';
import type { Mentor } from '#shared/people/mentor.ts';
import type { Newcomer } from '#shared/people/newcomer.ts';
import type { Person } from '#shared/people/person.ts';
import { type EntityKind, matchKind, mentorKind, newcomerKind, personKind } from './entities.ts';
import { type Key, keys } from './keys.ts';
import type { Item, Table } from './table-client.ts';

/** Which of each are wanted; an id may be there twice. */
export type WantedTogether = {
  readonly people?: readonly PersonId[];
  readonly newcomers?: readonly NewcomerId[];
  readonly mentors?: readonly MentorId[];
  readonly matches?: readonly MatchId[];
};

/** What was found, by id; what is not there is left out. */
export type Together = {
  readonly people: ReadonlyMap<PersonId, Person>;
  readonly newcomers: ReadonlyMap<NewcomerId, Newcomer>;
  readonly mentors: ReadonlyMap<MentorId, Mentor>;
  readonly matches: ReadonlyMap<MatchId, Match>;
};

const keysOf = <I extends string>(ids: readonly I[] | undefined, keyOf: (id: I) => Key): Key[] =>
  [...new Set(ids)].map(keyOf);

const ofKind = <I extends string, T extends { readonly id: I }>(
  items: readonly Item[],
  kind: EntityKind<T>,
): ReadonlyMap<I, T> =>
  new Map(
    items
      .filter(({ type }) => type === kind.type)
      .map((item) => kind.parse(item))
      .map((entity) => [entity.id, entity] as const),
  );

/**
 * Reads entities of several kinds in one request for each hundred of them. A request costs more than the items that it
 * brings, so what one answer shows is read at once, whatever its kinds.
 */
export const createTogether =
  (table: Table) =>
  async ({ people, newcomers, mentors, matches }: WantedTogether): Promise<Together> => {
    const items = await table.getMany([
      ...keysOf(people, keys.person),
      ...keysOf(newcomers, keys.newcomer),
      ...keysOf(mentors, keys.mentor),
      ...keysOf(matches, keys.match),
    ]);
    return {
      people: ofKind(items, personKind),
      newcomers: ofKind(items, newcomerKind),
      mentors: ofKind(items, mentorKind),
      matches: ofKind(items, matchKind),
    };
  };
