import { expect, test } from 'vitest';
import type { MentorId, NewcomerId } from '#shared/ids.ts';
import { useTable } from '../support/table.ts';
import { createWorld } from '../support/world.ts';

const table = useTable();
const approvals = 500;

test(`${approvals} approvals of one free place at once: exactly one succeeds, every other gets a clean 409 that names the reason`, async () => {
  const world = await createWorld(table);
  const desk = await world.coordinator();
  const mentor = await world.mentor('Maple', { by: desk, capacity: 1 });
  const first = await world.newcomer('Wren');
  const proposed = await desk.ask('POST', `/newcomers/${first.id}/proposals`, {
    body: { mentorId: mentor.id },
  });
  const { store, newId } = world.services;
  const [newcomer, match] = await Promise.all([
    store.newcomers.get(first.id as NewcomerId),
    store.matches.get(proposed.body.matchId),
  ]);
  // The other newcomers and their proposals are copies: what is under test is the one place that all of them want.
  const ids = [match!.id];
  for (let made = 1; made < approvals; made += 25) {
    const copies = Array.from({ length: Math.min(25, approvals - made) }, () => {
      const id = newId('newcomer');
      const matchId = newId('match');
      ids.push(matchId);
      return {
        newcomer: { ...newcomer!, id, version: 1, proposedMatchId: matchId },
        match: { ...match!, id: matchId, newcomerId: id, version: 1 },
      };
    });
    const stored = await store.commit(
      {
        newcomers: copies.map((each) => ({ before: null, after: each.newcomer, event: 'apply' })),
        matches: copies.map((each) => ({ before: null, after: each.match, event: 'propose' })),
      },
      { actor: { kind: 'system' }, now: world.services.now() },
    );
    expect(stored).toBe(true);
  }
  expect(ids).toHaveLength(approvals);

  const answers = await Promise.all(ids.map((id) => desk.ask('POST', `/matches/${id}/approve`)));
  const types = answers.map(({ status, body }) => `${status} ${body.type ?? 'done'}`);
  expect(types.filter((type) => type === '200 done')).toHaveLength(1);
  expect(types.filter((type) => type === '409 urn:alongside:problem:no-capacity')).toHaveLength(
    approvals - 1,
  );

  const after = await store.mentors.get(mentor.id as MentorId);
  expect(after).toMatchObject({ active: 0, reserved: 1 });
  expect(after?.openMatchIds).toHaveLength(1);
  expect(await store.newcomers.allByState('in-match')).toHaveLength(1);
});
