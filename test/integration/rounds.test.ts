import { expect, test } from 'vitest';
import { workOutInThread } from '#functions/round/in-thread.ts';
import { type WorkOut, workOut } from '#functions/round/work-out.ts';
import type { RoundProposal } from '#shared/life/round.ts';
import { fairnessSchema, recruitGapSchema } from '#shared/matching/index.ts';
import { minutes } from '#shared/time.ts';
import { useTable } from '../support/table.ts';
import { createWorld, type World } from '../support/world.ts';

const table = useTable();
const spanish = [{ code: 'es' as const, level: 'fluent' as const }];

/** Three who need Spanish and a mentor for medication, one whom both mentors fit; nobody has both. */
const gather = async () => {
  const world = await createWorld(table);
  const desk = await world.coordinator();
  await world.mentor('Maple', { by: desk, capacity: 1, medicationAffirming: true });
  await world.mentor('Alder', { by: desk, capacity: 1, medicationAffirming: true });
  await world.mentor('Olmo', { by: desk, languages: spanish, medicationAffirming: false });
  await world.newcomer('Wren');
  for (const name of ['Mirlo', 'Zorzal', 'Alondra'])
    await world.newcomer(name, { languages: spanish, needsMedicationAffirming: true });
  const { roundId } = (await desk.ask('POST', '/rounds')).body;
  return { world, desk, roundId: roundId as `round_${string}` };
};
const stateOf = async ({ services }: World, id: `round_${string}`) =>
  (await services.store.rounds.get(id))?.state;

test('a worked round tells how it treats people, which mentors are missing, and the nearest alternative', async () => {
  const { world, desk, roundId } = await gather();
  expect((await desk.ask('GET', '/desk/recruit-gap')).body).toEqual({ found: null });
  await world.workRound(roundId, { workOut: workOutInThread });

  const { body: round } = await desk.ask('GET', `/rounds/${roundId}`);
  expect(round).toMatchObject({ state: 'previewed', progress: null });
  expect(fairnessSchema.parse(round.summary.fairness)).toMatchObject({
    all: { people: 4, matched: 1, medianDays: null },
    byLanguage: [],
    leftOut: [{ reason: 'nobody-eligible', newcomers: 3 }],
  });
  const [gap] = recruitGapSchema.parse(round.summary.recruitGap).gaps;
  expect(gap).toMatchObject({
    waiting: 3,
    needs: [{ gate: 'no-shared-language', values: ['es'] }, { gate: 'medication-affirming' }],
  });
  expect((await desk.ask('GET', '/desk/recruit-gap')).body.found).toMatchObject({
    roundId,
    gap: round.summary.recruitGap,
  });
  expect(JSON.stringify(round.summary)).not.toMatch(/newcomer_|mentor_|Mirlo/);
  // The list of rounds is a list: no reports in it.
  expect((await desk.ask('GET', '/rounds')).body.items[0].summary).not.toHaveProperty('fairness');

  const [proposal] = round.proposals;
  const other = proposal.mentor.name === 'Maple' ? 'Alder' : 'Maple';
  expect(proposal.alternative).toEqual({
    mentor: { id: expect.stringMatching(/^mentor_/), name: other },
    difference: 0,
    hasRoom: true,
  });
  await desk.ask('POST', `/rounds/${roundId}/confirm`);
  await world.workRound(roundId);
  const { proposedMatchId } = (await desk.ask('GET', `/newcomers/${proposal.newcomer.id}`)).body;
  expect((await desk.ask('GET', `/matches/${proposedMatchId}`)).body.alternative).toEqual(
    proposal.alternative,
  );
});

test('a preview comes in pages, best first, and holds nothing of a worker who did not come to an end', async () => {
  const { world, roundId } = await gather();
  const { store, newId } = world.services;
  const round = (await store.rounds.get(roundId))!;
  const proposal = (value: number): RoundProposal => ({
    newcomerId: newId('newcomer'),
    mentorId: newId('mentor'),
    alternates: [],
    alternative: null,
    personIds: null,
    value,
    fitCentipoints: 7_000,
    band: 'good',
    score: {},
  });
  const all = Array.from({ length: 5 }, (_, i) => proposal(900 - i));
  // An earlier one had more of them.
  await store.rounds.putProposals(
    round,
    Array.from({ length: 7 }, (_, i) => proposal(800 - i)),
  );
  await store.rounds.putProposals(round, all);
  const first = await store.rounds.listProposals(roundId, { limit: 3 });
  expect(first.items).toEqual(all.slice(0, 3));
  const rest = { limit: 2, cursor: first.cursor ?? undefined };
  expect(await store.rounds.listProposals(roundId, rest)).toEqual({ items: all.slice(3), cursor: null });
  expect(await store.rounds.proposals(roundId)).toEqual(all);
});

test('while it is worked a round tells how far it is, and stops soon after it is discarded', async () => {
  const { world, desk, roundId } = await gather();
  const seen: unknown[] = [];
  let stopped = false;
  const endless: WorkOut = (_task, { onWork, signal }) =>
    new Promise((_resolve, reject) => {
      onWork('comparing', 0.5);
      signal.addEventListener('abort', () => {
        stopped = true;
        reject(signal.reason);
      });
    });
  const working = world.workRound(roundId, { workOut: endless, beatMilliseconds: 20 });
  await expect
    .poll(async () => {
      const { body } = await desk.ask('GET', `/rounds/${roundId}`);
      seen.push(body.progress);
      return body.progress;
    })
    .toEqual({ phase: 'comparing', share: expect.closeTo(0.4) });
  expect(await stateOf(world, roundId)).toBe('working');
  // A second call for the same round leaves it alone.
  expect(await world.workRound(roundId)).toEqual({ batchItemFailures: [] });
  expect(await stateOf(world, roundId)).toBe('working');

  expect((await desk.ask('POST', `/rounds/${roundId}/discard`)).status).toBe(200);
  expect(await working).toEqual({ batchItemFailures: [] });
  expect(stopped).toBe(true);
  expect((await desk.ask('GET', `/rounds/${roundId}`)).body).toMatchObject({
    state: 'discarded',
    progress: null,
  });
  expect(await world.services.store.rounds.proposals(roundId)).toEqual([]);
});

test('a round in its own thread ends with it when it is no longer wanted, and others go on meanwhile', async () => {
  const { world, roundId } = await gather();
  let task: Parameters<WorkOut>[0] | undefined;
  await world.workRound(roundId, {
    workOut: async (given, { onWork }) => {
      task = given;
      return workOut(given, onWork);
    },
  });
  const ending = new AbortController();
  // So many that the thread has another one help it, which ends with it.
  const many = Array.from({ length: 4_200 }, (_, i) => ({
    ...task!.newcomers[0]!,
    id: `n${i}`,
    contactHash: `n${i}`,
  }));
  const them = Array.from({ length: 4_200 }, (_, i) => ({
    ...task!.mentors[0]!,
    id: `m${i}`,
    contactHash: `m${i}`,
  }));
  const told: number[] = [];
  const large = workOutInThread(
    { ...task!, newcomers: many, mentors: them, metBefore: new Map() },
    {
      signal: ending.signal,
      onWork: (_phase, share) => {
        told.push(share);
        // This thread hears of it, so it is free.
        if (told.length === 3) ending.abort(new Error('no longer wanted'));
      },
    },
  );
  await expect(large).rejects.toThrow('no longer wanted');
  expect(told.length).toBeGreaterThanOrEqual(3);
  expect(Math.max(...told)).toBeLessThan(1);
});

test('a round whose worker died is worked again by the clock, and has failed after a quarter of an hour', async () => {
  const { world, desk, roundId } = await gather();
  const dies: WorkOut = async () => {
    throw new Error('the machine is gone');
  };
  expect((await world.workRound(roundId, { workOut: dies })).batchItemFailures).toHaveLength(1);
  expect(await stateOf(world, roundId)).toBe('working');
  await world.pass(1 * minutes);
  expect(await stateOf(world, roundId)).toBe('working');
  await world.pass(2 * minutes);
  expect(await stateOf(world, roundId)).toBe('requested');
  await world.workRound(roundId);
  expect(await stateOf(world, roundId)).toBe('previewed');

  const { roundId: second } = (await desk.ask('POST', '/rounds')).body;
  await world.workRound(second, { workOut: dies });
  await world.pass(16 * minutes);
  expect(await stateOf(world, second)).toBe('failed');
});
