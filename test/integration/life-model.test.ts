import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keys } from '#functions/data/keys.ts';
import type { MatchId, MentorId, NewcomerId } from '#shared/ids.ts';
import { after } from '#shared/life/life.ts';
import { type Match, type MatchEvent, matchLife, matchStates, placeOf } from '#shared/life/match.ts';
import { hours, seconds } from '#shared/time.ts';
import { useTable } from '../support/table.ts';
import { type Browser, createWorld, type World } from '../support/world.ts';

/*
 * Random lives against the real table: whatever people, coordinators and the clock do in whatever order, the
 * invariants of docs/threat-model.md hold after every step, and a step is allowed exactly where the model allows it.
 */

const table = useTable();

type Person = Browser & { id: string; email: string };
type Cast = { desk: Browser; mentors: Person[]; newcomers: Person[]; matches: MatchId[] };

/** One act: who does what, by index. The clock is an act too. */
const act = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('propose' as const), newcomer: fc.nat(2), mentor: fc.nat(1) }),
  },
  {
    weight: 18,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'approve',
        'undo',
        'reject',
        'mentor-accept',
        'mentor-decline',
        'newcomer-accept',
        'newcomer-decline',
        'connect',
        'end',
        'hold',
        'release',
      ),
      match: fc.nat(5),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('pause-newcomer', 'resume-newcomer'), newcomer: fc.nat(2) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('pause-mentor', 'resume-mentor'), mentor: fc.nat(1) }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('pass' as const),
      milliseconds: fc.constantFrom(31 * seconds, 13 * hours, 80 * hours),
    }),
  },
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

const createCast = async (world: World): Promise<Cast> => {
  const desk = await world.coordinator();
  const mentors = [
    await world.mentor('Maple', { by: desk, capacity: 1 }),
    await world.mentor('Alder', { by: desk, capacity: 2 }),
  ];
  const newcomers = [
    await world.newcomer('Wren'),
    await world.newcomer('Robin'),
    await world.newcomer('Lark'),
  ];
  return { desk, mentors, newcomers, matches: [] };
};

const readMatch = (world: World, id: MatchId): Promise<Match | null> => world.services.store.matches.get(id);

/** Whether the model lets this match take this step now, by what the table holds and the life's own table of transitions. */
const mayStep = async (world: World, match: Match, kind: string): Promise<boolean> => {
  const { store, now } = world.services;
  const [newcomer, mentor] = await Promise.all([
    store.newcomers.get(match.newcomerId),
    store.mentors.get(match.mentorId),
  ]);
  // On hold a match is nobody's but the coordinators'.
  if (match.state === 'held' && kind !== 'release') return false;
  if (kind === 'release')
    return match.state === 'held' && (match.heldFrom !== 'offered-to-mentor' || mentor!.state === 'approved');
  const event = (kind === 'pass' ? 'end' : kind) as MatchEvent;
  if (after(matchLife, match.state, event) === null) return false;
  const visible = match.offerVisibleAt !== null && match.offerVisibleAt <= now();
  if (kind === 'approve') {
    const free = mentor!.answers.capacity - mentor!.active - mentor!.reserved;
    return newcomer!.state === 'waiting' && mentor!.state === 'approved' && free > 0;
  }
  if (kind === 'undo') return (await store.intents.get(match.offerIntentId!))?.state === 'pending';
  if (kind.startsWith('mentor-') || kind.startsWith('newcomer-')) return visible;
  return true;
};

const stepMatch = async (
  world: World,
  cast: Cast,
  { kind, match: index }: { kind: string; match: number },
): Promise<void> => {
  const id = cast.matches.at(-1 - (index % Math.max(1, cast.matches.length)));
  const match = id && (await readMatch(world, id));
  if (!match) return;
  const allowed = await mayStep(world, match, kind);
  const mentor = cast.mentors.find((each) => each.id === match.mentorId)!;
  const newcomer = cast.newcomers.find((each) => each.id === match.newcomerId)!;
  const own = `/me/matches/${id}`;
  const calls: Record<string, () => ReturnType<Browser['ask']>> = {
    approve: () => cast.desk.ask('POST', `/matches/${id}/approve`),
    undo: () => cast.desk.ask('POST', `/matches/${id}/undo`),
    reject: () => cast.desk.ask('POST', `/matches/${id}/reject`, { body: { reason: 'timing' } }),
    'mentor-accept': () => mentor.ask('POST', `${own}/accept`),
    'mentor-decline': () => mentor.ask('POST', `${own}/decline`),
    'newcomer-accept': () => newcomer.ask('POST', `${own}/accept`),
    'newcomer-decline': () => newcomer.ask('POST', `${own}/decline`),
    connect: () => newcomer.ask('POST', `${own}/connected`),
    end: () => mentor.ask('POST', `${own}/end`, { body: { reason: 'other' } }),
    hold: () => cast.desk.ask('POST', `/matches/${id}/hold`),
    release: () => cast.desk.ask('POST', `/matches/${id}/release`),
  };
  const told = await calls[kind]!();
  expect(told.status === 200, `${kind} in ${match.state}: ${JSON.stringify(told.body)}`).toBe(allowed);
  expect([200, 404, 409]).toContain(told.status);
};

const perform = async (world: World, cast: Cast, acted: Act): Promise<void> => {
  if (acted.kind === 'pass') {
    await world.pass(acted.milliseconds);
    // Sessions end while time passes; nobody asks for codes twice a minute.
    if (acted.milliseconds < 13 * hours) return;
    cast.desk = await world.signIn('coordinator@example.org');
    for (const person of [...cast.mentors, ...cast.newcomers])
      Object.assign(person, await world.signIn(person.email));
    return;
  }
  if (acted.kind === 'propose') {
    const newcomer = cast.newcomers[acted.newcomer]!;
    const body = { mentorId: cast.mentors[acted.mentor]!.id };
    await cast.desk.ask('POST', `/newcomers/${newcomer.id}/proposals`, { body });
  } else if ('match' in acted) await stepMatch(world, cast, acted);
  else if ('newcomer' in acted) {
    const action = acted.kind === 'pause-newcomer' ? 'pause' : 'resume';
    await cast.newcomers[acted.newcomer]!.ask(
      'POST',
      `/me/request/${action}`,
      action === 'pause' ? { body: {} } : {},
    );
  } else if ('mentor' in acted) {
    const action = acted.kind === 'pause-mentor' ? 'pause' : 'resume';
    await cast.mentors[acted.mentor]!.ask(
      'POST',
      `/me/mentoring/${action}`,
      action === 'pause' ? { body: {} } : {},
    );
  }
};

/** Every match there is, by asking each state. */
const allMatches = async ({ services }: World): Promise<Match[]> =>
  (await Promise.all(matchStates.map((state) => services.store.matches.allByState(state)))).flat();

const replay = async (world: World, pk: string): Promise<{ state: string | null; version: number }> => {
  let state: string | null = null;
  let version = 0;
  for (const change of await world.services.store.history.changes(pk)) {
    expect(change.from).toBe(state);
    expect(change.version).toBe(version + 1);
    state = change.to;
    version = change.version;
  }
  return { state, version };
};

const checkInvariants = async (world: World, cast: Cast): Promise<void> => {
  const { store } = world.services;
  const matches = await allMatches(world);
  const open = matches.filter(({ state }) => placeOf(state) !== 'none');
  for (const { id } of cast.mentors) {
    const mentor = (await store.mentors.get(id as MentorId))!;
    const held = open.filter(({ mentorId }) => mentorId === id);
    expect(mentor.active + mentor.reserved).toBeLessThanOrEqual(mentor.answers.capacity);
    expect(mentor.reserved).toBe(held.filter(({ state }) => placeOf(state) === 'reserved').length);
    expect(mentor.active).toBe(held.filter(({ state }) => placeOf(state) === 'active').length);
    expect([...mentor.openMatchIds].sort()).toEqual(held.map((match) => match.id).sort());
    expect(await replay(world, keys.mentor(mentor.id).pk)).toEqual({
      state: mentor.state,
      version: mentor.version,
    });
  }
  for (const { id } of cast.newcomers) {
    const newcomer = (await store.newcomers.get(id as NewcomerId))!;
    const held = open.filter(({ newcomerId }) => newcomerId === id);
    expect(held.length).toBeLessThanOrEqual(1);
    expect(newcomer.openMatchId).toBe(held[0]?.id ?? null);
    expect(newcomer.state === 'in-match').toBe(held.length === 1);
    expect(await replay(world, keys.newcomer(newcomer.id).pk)).toEqual({
      state: newcomer.state,
      version: newcomer.version,
    });
  }
  const introductions = (
    await Promise.all((['pending', 'accepted'] as const).map((state) => store.intents.allByState(state)))
  )
    .flat()
    .filter(({ kind }) => kind === 'introduction');
  for (const match of matches) {
    if (match.state === 'introduced' || match.state === 'connected') {
      // Nobody works off the mail here: each of the two has exactly one introduction on its way, held before or not.
      const own = introductions.filter(({ matchId }) => matchId === match.id);
      const people = own.map(({ personId }) => personId).sort();
      expect(people).toEqual([match.newcomerPersonId, match.mentorPersonId].sort());
    }
    expect(await replay(world, keys.match(match.id).pk)).toEqual({
      state: match.state,
      version: match.version,
    });
  }
  cast.matches = matches.sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1)).map(({ id }) => id);
};

test('whatever happens in whatever order: places are counted right, one open match each, one introduction to each of two, and the changes replay to the present', async () => {
  let steps = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 8, maxLength: 24 }), async (acts) => {
      const world = await createWorld(table);
      const cast = await createCast(world);
      for (const each of acts) {
        await perform(world, cast, each);
        await checkInvariants(world, cast);
        steps += 1;
      }
    }),
    { numRuns: 12, interruptAfterTimeLimit: 50_000 },
  );
  expect(steps).toBeGreaterThan(60);
});
