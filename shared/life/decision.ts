import type { PersonId } from '#shared/ids.ts';
import type { Mentor } from '#shared/people/mentor.ts';
import type { Newcomer } from '#shared/people/newcomer.ts';
import type { Person } from '#shared/people/person.ts';
import type { Match, Pair } from './match.ts';
import type { Intent } from './message.ts';
import type { NewMessage } from './new-message.ts';

/** Who did something. */
export type Actor =
  | { readonly kind: 'newcomer' | 'mentor' | 'coordinator'; readonly personId: PersonId }
  | { readonly kind: 'clock' | 'round' | 'system' };

/** One entity, from the version that was read (null if it is new) to the next, and what happened to it. */
export type Update<T> = { readonly before: T | null; readonly after: T; readonly event: string };

/** Everything that one transaction writes: entities with their next versions, and the messages they cause. */
export type Decision = {
  readonly people?: readonly Update<Person>[];
  readonly newcomers?: readonly Update<Newcomer>[];
  readonly mentors?: readonly Update<Mentor>[];
  readonly matches?: readonly Update<Match>[];
  readonly pairs?: readonly Pair[];
  readonly messages?: readonly NewMessage[];
  /** Messages taken back; the whole decision fails if one of them has moved on meanwhile. */
  readonly cancels?: readonly Intent[];
};

/** A decision, or the reason why not. */
export type Decided<R extends string> =
  | { readonly ok: true; readonly decision: Decision }
  | { readonly ok: false; readonly reason: R };

/** A refusal. */
export const refuse = <R extends string>(reason: R): { readonly ok: false; readonly reason: R } => ({
  ok: false,
  reason,
});

/** The next version of an entity. */
export const update = <T extends { version: number }>(
  before: T,
  event: string,
  patch: Partial<T>,
): Update<T> => ({
  before,
  after: { ...before, ...patch, version: before.version + 1 },
  event,
});

/** A new entity. */
export const create = <T extends { version: number }>(after: T, event: string): Update<T> => ({
  before: null,
  after,
  event,
});

/** Two decisions of one transaction; both must be about different entities. */
export const join = (...decisions: readonly Decision[]): Decision => ({
  people: decisions.flatMap((d) => d.people ?? []),
  newcomers: decisions.flatMap((d) => d.newcomers ?? []),
  mentors: decisions.flatMap((d) => d.mentors ?? []),
  matches: decisions.flatMap((d) => d.matches ?? []),
  pairs: decisions.flatMap((d) => d.pairs ?? []),
  messages: decisions.flatMap((d) => d.messages ?? []),
  cancels: decisions.flatMap((d) => d.cancels ?? []),
});
