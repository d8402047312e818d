import type { Actor, Decision, Update } from '#shared/life/decision.ts';
import { toIntent } from '#shared/life/new-message.ts';
import type { Mentor } from '#shared/people/mentor.ts';
import type { Person } from '#shared/people/person.ts';
import { days, epochSeconds, type Instant, plus } from '#shared/time.ts';
import {
  type EntityKind,
  intentKind,
  matchKind,
  mentorKind,
  newcomerKind,
  personKind,
  toItem,
} from './entities.ts';
import { keys, poolChange } from './keys.ts';
import { type Condition, isNew, isNewOrExpired, type Table, type Write } from './table-client.ts';

/** Audit rows are kept this long; they hold no health content. */
const auditDays = 6 * 365;

/** Who does it, and when. */
export type Occasion = { readonly actor: Actor; readonly now: Instant };

/** The condition that an entity is still the one that was read: its version, and the state that allowed the step. */
export const unchanged = (version: number, state?: string): Condition => ({
  expression: state === undefined ? '#version = :version' : '#version = :version AND #state = :state',
  names: { '#version': 'version', ...(state !== undefined && { '#state': 'state' }) },
  values: { ':version': version, ...(state !== undefined && { ':state': state }) },
});

const writesOf = <T extends { version: number; id: string }>(
  kind: EntityKind<T>,
  { before, after, event }: Update<T>,
  { actor, now }: Occasion,
  listedAs: Record<string, string> = {},
): Write[] => {
  const key = kind.keyOf(after);
  const state = before && 'state' in before ? String(before.state) : undefined;
  return [
    { put: toItem(kind, after), when: before ? unchanged(before.version, state) : isNew },
    {
      put: {
        ...keys.change(key.pk, after.version),
        type: 'change',
        entityId: after.id,
        version: after.version,
        at: now,
        actor: actor.kind,
        ...('personId' in actor && { actorId: actor.personId }),
        event,
        from: before ? kind.stateOf(before) : null,
        to: kind.stateOf(after),
        expiresAtEpochSeconds: epochSeconds(plus(now, auditDays * days)),
        ...listedAs,
      },
      when: isNew,
    },
  ];
};

/** A mentor's change is listed if they are in the pool before or after it: whoever remembers the pool reads on from there. */
const mentorWrites = (each: Update<Mentor>, occasion: Occasion): Write[] => {
  const { before, after } = each;
  const isInPool = before?.state === 'approved' || after.state === 'approved';
  const listedAs = isInPool ? poolChange(occasion.now, after.id, after.version) : {};
  return writesOf(mentorKind, each, occasion, listedAs);
};

/** The address item follows the person: it is new with them, and lives as long. */
const addressWrites = ({ before, after }: Update<Person>, now: Instant): Write[] => {
  if (before && before.verifiedAt === after.verifiedAt && before.coordinatorSince === after.coordinatorSince)
    return [];
  const { expiresAtEpochSeconds } = personKind.index(after);
  return [
    {
      put: {
        ...keys.address(after.addressHash),
        type: 'address',
        personId: after.id,
        ...(expiresAtEpochSeconds !== undefined && { expiresAtEpochSeconds }),
      },
      when: before ? { expression: 'personId = :id', values: { ':id': after.id } } : isNewOrExpired(now),
    },
  ];
};

/** What the directory tells of a person: as little as it takes to find them by. */
const directoryLine = (person: Person) => {
  const { id, wrappedKey, contact, newcomerId, mentorId } = person;
  const { expiresAtEpochSeconds } = personKind.index(person);
  const line = { id, wrappedKey, contact, newcomerId, mentorId };
  return expiresAtEpochSeconds === undefined ? line : { ...line, expiresAtEpochSeconds };
};

/** The line follows the person too: it is there once they are kept, and ends with them if they are so no more. */
const directoryWrites = ({ before, after }: Update<Person>): Write[] => {
  const [old, line] = [before && directoryLine(before), directoryLine(after)];
  const isKept = [old, line].some((each) => each !== null && !('expiresAtEpochSeconds' in each));
  if (!isKept || JSON.stringify(old) === JSON.stringify(line)) return [];
  return [{ put: { ...keys.directory(after.createdAt, after.id), type: 'directory-line', ...line } }];
};

/** Every write of a decision, audit rows and mail intents included. */
export const toWrites = (decision: Decision, occasion: Occasion): Write[] => [
  ...(decision.people ?? []).flatMap((each) => [
    ...writesOf(personKind, each, occasion),
    ...addressWrites(each, occasion.now),
    ...directoryWrites(each),
  ]),
  ...(decision.newcomers ?? []).flatMap((each) => writesOf(newcomerKind, each, occasion)),
  ...(decision.mentors ?? []).flatMap((each) => mentorWrites(each, occasion)),
  ...(decision.matches ?? []).flatMap((each) => writesOf(matchKind, each, occasion)),
  ...(decision.pairs ?? []).map(
    (pair): Write => ({
      put: { ...keys.pair(pair.newcomerId, pair.mentorId), type: 'pair', ...pair },
    }),
  ),
  ...(decision.messages ?? []).map(
    (message): Write => ({
      put: toItem(intentKind, toIntent(message, occasion.now)),
      when: isNew,
    }),
  ),
  ...(decision.cancels ?? []).map(
    (intent): Write => ({
      put: toItem(intentKind, {
        ...intent,
        state: 'cancelled',
        reason: 'taken-back',
        endedAt: occasion.now,
        dueAt: null,
        leaseUntil: null,
        version: intent.version + 1,
      }),
      // A worker that has claimed it meanwhile, or is about to, finds that the claim is no longer its own.
      when: unchanged(intent.version, intent.state),
    }),
  ),
];

/**
 * Writes a decision in one transaction.
 * @param extra writes that must hold together with it, such as a session or a counter.
 * @returns false if anything it was based on has changed meanwhile: load and decide again.
 */
export const createCommit =
  (table: Table) =>
  (decision: Decision, occasion: Occasion, extra: readonly Write[] = []): Promise<boolean> =>
    table.transact([...toWrites(decision, occasion), ...extra]);
