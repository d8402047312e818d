import type { Community } from '#shared/community.ts';
import type { MentorId, PersonId } from '#shared/ids.ts';
import type { MatchingContext, NewcomerProfile, Survey } from '#shared/matching/index.ts';
import type { Mentor } from '#shared/people/mentor.ts';
import { earlier, hours, type Instant, minutes, plus } from '#shared/time.ts';
import type { Store } from '../data/store.ts';
import type { Together } from '../data/together.ts';
import type { PoolMemory } from './pool-memory.ts';

/*
 * The pool, kept warm: read whole once, and from then on only what changed since the last look (docs/scale.md). Memory
 * proposes; whoever is shown or proposed is read again, consistently. A stale memory can miss somebody for a while, and
 * can never name somebody who left.
 */

/**
 * How far before the last look changes are read again. A change says when its writer began; it may be there this much
 * later: the longest function may run five minutes, clocks differ by seconds, an index lags by seconds.
 */
export const overlapMilliseconds = 15 * minutes;

/** A memory of this age is dropped and everybody is read again: nothing missed for whatever reason stays missed longer. */
export const keptMilliseconds = 6 * hours;

/** Times that winners are read again because memory had been behind about one of them. */
const triesMaximum = 4;

/** The pool as of one instant. */
export type PoolLook = {
  readonly context: MatchingContext;
  /** Everybody, as remembered. */
  readonly mentors: () => readonly Mentor[];
  readonly survey: (
    newcomer: NewcomerProfile,
    options: { count: number; except?: ReadonlySet<string> },
  ) => Survey;
  /** The first `count` who can be proposed, best first, as remembered. */
  readonly best: (newcomer: NewcomerProfile, count: number) => MentorId[];
  /**
   * Chooses from memory and reads the chosen from the table; if memory was behind about one of them, it learns that and
   * chooses again.
   * @param people read along: these, and the people who the chosen are; without it nobody.
   * @returns those of the chosen who are approved mentors by the table.
   */
  readonly confirm: (choose: () => readonly MentorId[], people?: readonly PersonId[]) => Promise<Confirmed>;
};

/** Mentors as they are now, and the people who were read along. */
export type Confirmed = { readonly mentors: readonly Mentor[]; readonly people: Together['people'] };

/** The pool that a function keeps between requests. */
export type WarmPool = {
  /** Brings memory up to date, and looks at it. */
  readonly look: () => Promise<PoolLook>;
};

type PoolServices = { readonly store: Store; readonly community: Community; readonly now: () => Instant };

/** What is remembered, since when, and when changes were last read. */
type Warm = { readonly memory: PoolMemory; readonly loadedAt: Instant; lookedAt: Instant };

const load = async ({ store, community, now }: PoolServices): Promise<Warm> => {
  // Changes that come while the pages are read are read again from here on.
  const loadedAt = now();
  const [approved, { createPoolMemory }] = await Promise.all([
    store.mentors.allByState('approved'),
    // Most that the site answers needs no pool.
    import('./pool-memory.ts'),
  ]);
  return {
    memory: createPoolMemory(approved, { community, now: now() }),
    loadedAt,
    lookedAt: loadedAt,
  };
};

/** A clock that was set back leaves no age that means anything. */
const isTooOld = ({ loadedAt }: Warm, now: Instant): boolean =>
  now < loadedAt || now > plus(loadedAt, keptMilliseconds);

/** Reads these mentors, consistently, and people along with them, and lets memory learn. @returns who is there. */
const reread = async (
  { store, now }: PoolServices,
  { memory }: Warm,
  { told, people = [] }: { told: ReadonlyMap<MentorId, number>; people?: readonly PersonId[] },
): Promise<Confirmed> => {
  const found = await store.together({ mentors: [...told.keys()], people });
  const mentors = [...found.mentors.values()];
  memory.take(mentors, now());
  for (const [id, version] of told) if (!found.mentors.has(id)) memory.takeLeave(id, version);
  return { mentors, people: found.people };
};

const catchUp = async (services: PoolServices, warm: Warm): Promise<void> => {
  const now = services.now();
  // A clock that was set back gives its changes instants before the last look.
  const from = plus(earlier(now, warm.lookedAt), -overlapMilliseconds);
  const changes = await services.store.poolChanges.since(from);
  const news = [...changes].filter(([id, version]) => !warm.memory.knows(id, version));
  if (news.length > 0) await reread(services, warm, { told: new Map(news) });
  warm.lookedAt = now;
};

const lookAt = (services: PoolServices, warm: Warm): PoolLook => {
  const { memory } = warm;
  const context = memory.contextAt(services.now());
  return {
    context,
    mentors: () => [...memory.mentors()],
    survey: (newcomer, options) => memory.survey(newcomer, context, options),
    best: (newcomer, count) => memory.best(newcomer, context, count),
    confirm: async (choose, people) => {
      for (let tries = 1; ; tries += 1) {
        const chosen = choose();
        const told = new Map(chosen.map((id) => [id, memory.versionOf(id)]));
        const along = people && [...people, ...chosen.flatMap((id) => memory.personOf(id) ?? [])];
        const found = await reread(services, warm, { told, ...(along && { people: along }) });
        const isAsRemembered =
          found.mentors.length === told.size &&
          found.mentors.every(({ id, version }) => told.get(id) === version);
        if (isAsRemembered || tries === triesMaximum)
          return { ...found, mentors: found.mentors.filter(({ state }) => state === 'approved') };
      }
    },
  };
};

/** Keeps the pool of a table warm. Nothing is read before the first look. */
const createWarmPool = (services: PoolServices): WarmPool => {
  let warm: Warm | null = null;
  let turn: Promise<unknown> = Promise.resolve();
  const refresh = async (): Promise<PoolLook> => {
    if (!warm || isTooOld(warm, services.now())) warm = await load(services);
    await catchUp(services, warm);
    return lookAt(services, warm);
  };
  return {
    look: () => {
      // One after the other: nobody looks at a memory that is half brought up to date.
      const mine = turn.then(refresh, refresh);
      turn = mine;
      return mine;
    },
  };
};

/** Adds a warm pool to services: of their own store, so whoever exchanges the store adds it anew. */
export const withWarmPool = <S extends PoolServices>(services: S): S & { readonly pool: WarmPool } => ({
  ...services,
  pool: createWarmPool(services),
});
