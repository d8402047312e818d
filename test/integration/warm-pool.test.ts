import { expect, test } from 'vitest';
import { indexKeys, keys } from '#functions/data/keys.ts';
import type { Store } from '#functions/data/store.ts';
import { createClient, createTable } from '#functions/data/table-client.ts';
import type { Services } from '#functions/services.ts';
import { bestFor, seekFor, shownFor } from '#functions/steps/candidates.ts';
import { approve, sayNo } from '#functions/steps/match-steps.ts';
import { heartbeat, mentorLeaves } from '#functions/steps/person-steps.ts';
import { pickMentor } from '#functions/steps/propose.ts';
import { withWarmPool } from '#functions/steps/warm-pool.ts';
import type { MentorId } from '#shared/ids.ts';
import { update } from '#shared/life/decision.ts';
import type { Newcomer } from '#shared/people/newcomer.ts';
import { days, hours, type Instant, plus } from '#shared/time.ts';
import { createCast } from '#test/support/cast.ts';
import { expectBest, expectWhole } from '#test/support/pool.ts';
import { freshTable, servicesOn, useTable } from '#test/support/table.ts';
import { createWorld } from '#test/support/world.ts';

const table = useTable();
const coordinator = { kind: 'coordinator', personId: 'person_desk' } as const;

/** A table with some approved mentors and a newcomer whom all of them fit, and a clock to move. */
const createScene = async ({ mentors }: { mentors: number }) => {
  let now: Instant = '2026-05-11T14:00:00.000Z';
  const fresh = await freshTable(table);
  const services = servicesOn(fresh, { now: () => now });
  const client = createClient(fresh.endpoint);
  const raw = createTable(client, fresh.environment.TABLE_NAME!, () => Date.parse(now) / 1_000);
  const cast = createCast(services);
  const ids: MentorId[] = [];
  for (let made = 0; made < mentors; made += 1)
    ids.push((await cast.mentor({ mentor: { approvedAt: now } })).mentor.id);
  const { newcomer } = await cast.newcomer();
  return {
    services,
    raw,
    cast,
    ids,
    newcomer,
    pass: (milliseconds: number) => (now = plus(now, milliseconds)),
  };
};

const pause = (services: Services, id: MentorId) =>
  mentorLeaves(services, { id, actor: coordinator }, { event: 'pause' });

/** The same function with an index that has not got anything new yet. */
const withLateIndex = (services: Services): Services => {
  const store: Store = { ...services.store, poolChanges: { since: async () => new Map() } };
  return withWarmPool({ ...services, store });
};

const bestIds = async (services: Services, newcomer: Newcomer, count: number): Promise<MentorId[]> =>
  (await bestFor(services, await seekFor(services, newcomer), { count })).map(({ mentor }) => mentor.id);

test('a mentor who paused a moment ago is not offered, though no index tells of it yet, and the next best takes the place', async () => {
  const { services, newcomer } = await createScene({ mentors: 4 });
  const behind = withLateIndex(services);
  const [first, second, third] = await bestIds(behind, newcomer, 3);
  expect((await pause(services, first!)).ok).toBe(true);
  expect(await bestIds(behind, newcomer, 2)).toEqual([second, third]);
  const picked = { newcomerId: newcomer.id, mentorId: first!, note: null };
  expect(await pickMentor(behind, coordinator, picked)).toEqual({ ok: false, reason: 'not-found' });
  const other = await pickMentor(behind, coordinator, { ...picked, mentorId: second! });
  expect(other.ok && other.decision.matches?.[0]?.after.alternates).not.toContain(first);
});

test('a mentor who left between the choice and the reading of the chosen is not offered', async () => {
  const { services, newcomer } = await createScene({ mentors: 3 });
  const seeking = await seekFor(services, newcomer);
  const [first] = seeking.pool.best(seeking.profile, 1);
  let choices = 0;
  const confirmed = await seeking.pool.confirm(() => {
    choices += 1;
    return seeking.pool.best(seeking.profile, 2);
  });
  expect([choices, confirmed.mentors.length]).toEqual([1, 2]);
  await pause(services, first!);
  const after = await bestFor(services, seeking, { count: 2 });
  expect(after).toHaveLength(2);
  expect(after.map(({ mentor }) => mentor.id)).not.toContain(first);
});

test('what the index has not told is taken in from the chosen: changed answers are scored as they are now', async () => {
  const { services, ids, newcomer } = await createScene({ mentors: 2 });
  const behind = withLateIndex(services);
  expect(await bestIds(behind, newcomer, 2)).toHaveLength(2);
  const mentor = (await services.store.mentors.get(ids[0]!))!;
  const answers = { ...mentor.answers, languages: [{ code: 'es' as const, level: 'fluent' as const }] };
  await services.store.commit(
    { mentors: [update(mentor, 'edit', { answers })] },
    { actor: coordinator, now: services.now() },
  );
  expect(await bestIds(behind, newcomer, 2)).toEqual([ids[1]]);
  const { candidates } = await shownFor(behind, await seekFor(behind, newcomer), { count: 2, people: [] });
  expect(candidates.map(({ mentor: each }) => each.id)).toEqual([ids[1]]);
});

test('after a no the best alternate is proposed, with alternates of its own from the pool, and never whoever said no or left', async () => {
  const { services, newcomer, pass } = await createScene({ mentors: 7 });
  const [first] = await bestIds(services, newcomer, 1);
  const picked = { newcomerId: newcomer.id, mentorId: first!, note: null };
  const proposed = await pickMentor(services, coordinator, picked);
  const match = proposed.ok ? proposed.decision.matches![0]!.after : null;
  await approve(services, { id: match!.id, actor: coordinator });
  pass(hours);
  const [gone, next] = match!.alternates;
  await pause(services, gone!);
  const on = { id: match!.id, actor: coordinator };
  expect((await sayNo(services, on, { side: 'mentor', how: 'decline' })).ok).toBe(true);
  const { proposedMatchId } = (await services.store.newcomers.get(newcomer.id))!;
  const following = (await services.store.matches.get(proposedMatchId!))!;
  expect(following.mentorId).toBe(next);
  expect(following.alternates).toHaveLength(3);
  for (const left of [first, gone, next]) expect(following.alternates).not.toContain(left);
});

test('a function that slept for two days looks at the pool as it is by then', async () => {
  const { services, cast, ids, newcomer, pass } = await createScene({ mentors: 6 });
  const asleep = withWarmPool(services);
  await expectBest(asleep, newcomer, 3);
  for (const id of ids.slice(0, 3)) {
    await pause(services, id);
    pass(10 * hours);
  }
  await cast.mentor({ mentor: { approvedAt: services.now() } });
  pass(18 * hours + days);
  await expectBest(asleep, newcomer, 3);
  expect((await asleep.pool.look()).mentors()).toHaveLength(4);
});

test('a mentor of whom nothing is left goes with the row that says so, and without one when memory is six hours old', async () => {
  const { services, raw, ids, pass } = await createScene({ mentors: 3 });
  await services.pool.look();
  const [told, untold] = ids;
  const mentor = (await services.store.mentors.get(told!))!;
  await services.store.commit(
    { mentors: [update(mentor, 'step-down', { state: 'stepped-down' as const })] },
    { actor: coordinator, now: services.now() },
  );
  for (const id of [told!, untold!]) await raw.remove(keys.mentor(id));
  expect((await services.pool.look()).mentors().map(({ id }) => id)).not.toContain(told);
  pass(6 * hours + 1);
  await expectWhole(services, await services.pool.look());
  expect((await services.pool.look()).mentors()).toHaveLength(1);
});

test('a clock that was set back does not hide what changes by it', async () => {
  const { services, ids, pass } = await createScene({ mentors: 3 });
  pass(2 * hours);
  await services.pool.look();
  pass(-hours);
  await pause(services, ids[0]!);
  await expectWhole(services, await services.pool.look());
});

test('many looks at once, while mentors come and go: each is whole', async () => {
  const { services, cast, ids, newcomer } = await createScene({ mentors: 4 });
  const looked = await Promise.all([
    services.pool.look(),
    pause(services, ids[0]!),
    services.pool.look(),
    cast.mentor({ mentor: { approvedAt: services.now() } }),
    bestIds(services, newcomer, 2),
    services.pool.look(),
  ]);
  expect(looked).toHaveLength(6);
  await expectBest(services, newcomer, 4);
});

test('a warm function reads changes and the chosen, and nobody else', async () => {
  const { services, ids, newcomer } = await createScene({ mentors: 6 });
  const read: string[] = [];
  const { mentors } = services.store;
  const store: Store = {
    ...services.store,
    mentors: {
      ...mentors,
      allByState: async (state) => {
        read.push('everybody');
        return mentors.allByState(state);
      },
    },
    together: async (wanted) => {
      read.push(...(wanted.mentors ?? []), ...(wanted.people ?? []));
      return services.store.together(wanted);
    },
  };
  const counting = withWarmPool({ ...services, store });
  const chosen = await bestIds(counting, newcomer, 2);
  expect(read).toEqual(['everybody', ...chosen]);
  await pause(services, ids.find((id) => !chosen.includes(id))!);
  read.length = 0;
  expect(await bestIds(counting, newcomer, 2)).toEqual(chosen);
  expect(read).toHaveLength(3);
  read.length = 0;
  await bestIds(counting, newcomer, 2);
  expect(read).toEqual(chosen);
  read.length = 0;
  const seeking = await seekFor(counting, newcomer);
  const { candidates, people } = await shownFor(counting, seeking, {
    count: 2,
    people: [newcomer.personId],
  });
  const owners = candidates.map(({ mentor }) => mentor.personId);
  expect(new Set(read)).toEqual(new Set([...chosen, newcomer.personId, ...owners]));
  expect(new Set(people.keys())).toEqual(new Set([newcomer.personId, ...owners]));
});

test('mentors approved before the list was spread are found by every list, and move with their next change', async () => {
  const { services, raw, ids } = await createScene({ mentors: 8 });
  for (const id of ids) {
    const item = (await raw.get(keys.mentor(id)))!;
    await raw.put({ ...item, gsi1pk: 'MENTOR#approved' });
  }
  const { store } = services;
  expect(await store.mentors.countByState('approved')).toBe(8);
  expect((await store.mentors.allByState('approved')).map(({ id }) => id).sort()).toEqual(ids.toSorted());
  for (const id of ids) await heartbeat(services, { id, actor: coordinator });
  const moved = await raw.getMany(ids.map(keys.mentor));
  expect(moved.map(({ gsi1pk }) => gsi1pk).sort()).toEqual(
    ids.map((id) => indexKeys.mentor('approved', id)).sort(),
  );
});

test('the page of a newcomer shows the best, counts who can be proposed, and for nobody tells what would change it', async () => {
  const world = await createWorld(table);
  const desk = await world.coordinator();
  const maple = await world.mentor('Maple', { by: desk });
  const alder = await world.mentor('Alder', { by: desk, languages: [{ code: 'es', level: 'fluent' }] });
  const wren = await world.newcomer('Wren');
  const page = async () => (await desk.ask('GET', `/newcomers/${wren.id}/candidates`)).body;
  const found = await page();
  expect(found.candidates.map(({ mentor }: { mentor: { id: string } }) => mentor.id)).toEqual([maple.id]);
  expect([found.pool, found.eligible, found.relief]).toEqual([2, 1, null]);

  await maple.ask('POST', '/me/mentoring/pause', { body: {} });
  const none = await page();
  expect(none.candidates.map(({ mentor }: { mentor: { id: string } }) => mentor.id)).toEqual([alder.id]);
  expect([none.pool, none.eligible]).toEqual([1, 0]);
  expect(none.relief.blocked.map(({ gate }: { gate: string }) => gate)).toEqual(['no-shared-language']);
  expect((await desk.ask('GET', `/newcomers/${wren.id}/candidates/${maple.id}`)).status).toBe(404);
});
