import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toWrites } from '#functions/data/commit.ts';
import { createClient, createTable } from '#functions/data/table-client.ts';
import type { Services } from '#functions/services.ts';
import { approve, end, mentorAccepts, newcomerAccepts, sayNo } from '#functions/steps/match-steps.ts';
import {
  askHeartbeat,
  heartbeat,
  mentorLeaves,
  mentorResumes,
  onMentor,
  vet,
} from '#functions/steps/person-steps.ts';
import { pickMentor } from '#functions/steps/propose.ts';
import type { MentorId, NewcomerId } from '#shared/ids.ts';
import { type Decided, update } from '#shared/life/decision.ts';
import type { Mentor } from '#shared/people/mentor.ts';
import { hours, minutes, plus, seconds } from '#shared/time.ts';
import { createCast } from '#test/support/cast.ts';
import { expectBest } from '#test/support/pool.ts';
import { freshTable, servicesOn, type TestTable, useTable } from '#test/support/table.ts';

/*
 * Whatever happens to mentors by the real steps, in whatever order, and whoever looks when: the pool that a function remembers
 * is the pool that the table holds. Two functions remember apart, their clocks apart too, and changes come in late.
 */

const table = useTable();
const mentorCount = 5;
const newcomerCount = 3;

const ofMentor = fc.record({
  kind: fc.constantFrom(
    'approve',
    'pause',
    'resume',
    'step-down',
    'heartbeat',
    'ask-heartbeat',
    'capacity',
    'edit',
    'hold',
    'late-pause',
    'late-edit',
  ),
  mentor: fc.nat(mentorCount - 1),
  value: fc.integer({ min: 1, max: 4 }),
});
const ofMatch = fc.record({
  kind: fc.constantFrom('propose', 'go-on', 'decline', 'end'),
  newcomer: fc.nat(newcomerCount - 1),
  mentor: fc.nat(mentorCount - 1),
});
const ofTime = fc.record({
  kind: fc.constant('pass' as const),
  milliseconds: fc.constantFrom(seconds, 10 * minutes, 5 * hours, 49 * hours),
});
const look = fc.record({
  kind: fc.constant('look' as const),
  who: fc.constantFrom('a' as const, 'b' as const),
});
const act = fc.oneof(
  { weight: 8, arbitrary: ofMentor },
  { weight: 5, arbitrary: ofMatch },
  { weight: 2, arbitrary: ofTime },
  { weight: 4, arbitrary: look },
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

type Scene = {
  readonly fresh: TestTable;
  /** Two functions, the second with a clock that is behind. */
  readonly a: Services;
  readonly b: Services;
  readonly mentors: readonly MentorId[];
  readonly newcomers: readonly NewcomerId[];
  readonly pass: (milliseconds: number) => void;
};

const skew = -40 * seconds;

const createScene = async (): Promise<Scene> => {
  let now = '2026-05-11T14:00:00.000Z';
  const fresh = await freshTable(table);
  const a = servicesOn(fresh, { now: () => now });
  const b = servicesOn(fresh, { now: () => plus(now, skew) });
  const cast = createCast(a);
  const mentors: MentorId[] = [];
  for (let each = 0; each < mentorCount; each += 1) {
    const state = each % 2 === 0 ? 'applied' : 'approved';
    const approvedAt = state === 'approved' ? now : null;
    mentors.push((await cast.mentor({ mentor: { state, approvedAt } })).mentor.id);
  }
  const newcomers: NewcomerId[] = [];
  for (let each = 0; each < newcomerCount; each += 1) newcomers.push((await cast.newcomer()).newcomer.id);
  return { fresh, a, b, mentors, newcomers, pass: (milliseconds) => (now = plus(now, milliseconds)) };
};

const coordinator = { kind: 'coordinator', personId: 'person_desk' } as const;

const changeOf = (mentor: Mentor, kind: string, value: number): Decided<never> => {
  const tags = value % 2 === 0 ? ['veteran'] : ['parenting'];
  const capacity = Math.max(value, mentor.active + mentor.reserved);
  const patch = {
    capacity: { answers: { ...mentor.answers, capacity } },
    edit: { answers: { ...mentor.answers, tags } as Mentor['answers'] },
    hold: { safetyHold: !mentor.safetyHold },
  }[kind];
  return { ok: true, decision: { mentors: [update(mentor, kind, patch ?? {})] } };
};

/** A change whose transaction arrives ten minutes after it was begun, while both functions look. */
const commitLate = async (scene: Scene, id: MentorId, kind: string): Promise<void> => {
  const { a, b } = scene;
  const client = createClient(scene.fresh.endpoint);
  const raw = createTable(client, scene.fresh.environment.TABLE_NAME!, () => Date.parse(a.now()) / 1_000);
  const mentor = (await a.store.mentors.get(id))!;
  if (kind === 'late-pause' && mentor.state !== 'approved') return client.destroy();
  const { decision } = (
    kind === 'late-pause'
      ? { decision: { mentors: [update(mentor, 'pause', { state: 'paused' as const })] } }
      : changeOf(mentor, 'edit', 2)
  ) as { decision: Parameters<typeof toWrites>[0] };
  // Begun by the function whose clock is behind.
  const writes = toWrites(decision, { actor: coordinator, now: b.now() });
  await a.pool.look();
  scene.pass(10 * minutes);
  await Promise.all([a.pool.look(), b.pool.look()]);
  expect(await raw.transact(writes)).toBe(true);
  client.destroy();
};

const actOnMentor = async (
  scene: Scene,
  { kind, mentor, value }: { kind: string; mentor: number; value: number },
) => {
  const { a, b } = scene;
  const id = scene.mentors[mentor]!;
  const on = { id, actor: coordinator };
  const steps: Record<string, () => Promise<unknown>> = {
    approve: () => vet(a, on, 'approve'),
    pause: () => mentorLeaves(b, on, { event: 'pause' }),
    resume: () => mentorResumes(a, on),
    'step-down': () => mentorLeaves(a, on, { event: 'step-down' }),
    heartbeat: () => heartbeat(b, on),
    'ask-heartbeat': () => askHeartbeat(a, on),
  };
  if (kind.startsWith('late-')) return commitLate(scene, id, kind);
  return steps[kind]?.() ?? onMentor<never>(b, on, (found) => changeOf(found, kind, value));
};

const actOnMatch = async (
  { a, b, newcomers, mentors }: Scene,
  { kind, newcomer: who, mentor }: { kind: string; newcomer: number; mentor: number },
): Promise<unknown> => {
  const newcomer = (await a.store.newcomers.get(newcomers[who]!))!;
  const mentorId = mentors[mentor]!;
  if (kind === 'propose')
    return pickMentor(a, coordinator, { newcomerId: newcomer.id, mentorId, note: 'Near by.' });
  const id = newcomer.openMatchId ?? newcomer.proposedMatchId;
  if (!id) return;
  const on = { id, actor: coordinator };
  if (kind === 'decline') return sayNo(b, on, { side: 'mentor', how: 'decline' });
  if (kind === 'end') return end(a, on, { side: 'mentor', reason: 'other' });
  // Whatever the match's next step is: only one of them is allowed.
  await approve(b, on);
  await mentorAccepts(a, on);
  await newcomerAccepts(b, on);
};

const perform = async (scene: Scene, acted: Act): Promise<void> => {
  if (acted.kind === 'pass') return void scene.pass(acted.milliseconds);
  if (acted.kind === 'look') {
    const services = scene[acted.who];
    const newcomer = (await services.store.newcomers.get(scene.newcomers[0]!))!;
    await expectBest(services, newcomer, 1);
  } else if ('newcomer' in acted) await actOnMatch(scene, acted);
  else await actOnMentor(scene, acted);
};

test('whatever changes in whatever order, late too: each of two functions remembers the pool that a full read finds, and its best are those of scoring everybody', async () => {
  let members = 0;
  let versions = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 6, maxLength: 24 }), async (acts) => {
      const scene = await createScene();
      for (const each of acts) await perform(scene, each);
      for (const services of [scene.a, scene.b])
        for (const id of scene.newcomers)
          members += (await expectBest(services, (await services.store.newcomers.get(id))!, 3)).length;
      for (const { version } of await scene.a.store.mentors.getMany(scene.mentors)) versions += version - 1;
    }),
    { numRuns: 20 },
  );
  // The run has been about something: people were found, and people changed.
  expect(members).toBeGreaterThan(20);
  expect(versions).toBeGreaterThan(20);
});
