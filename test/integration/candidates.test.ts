import { expect, test } from 'vitest';
import { seconds } from '#shared/time.ts';
import { useTable } from '../support/table.ts';
import { createWorld } from '../support/world.ts';

const table = useTable();

type Line = { mentor: { id: string }; metBefore: string | null };

test.each([3, 14])(
  'of %i mentors those who were suggested before come last, and only if there is room',
  async (size) => {
    const world = await createWorld(table);
    const desk = await world.coordinator();
    for (let number = 0; number < size; number += 1) await world.mentor(`Maple${number}`, { by: desk });
    const newcomer = await world.newcomer('Wren');
    const listed = async (): Promise<Line[]> =>
      (await desk.ask('GET', `/newcomers/${newcomer.id}/candidates`)).body.candidates;
    const before = await listed();
    const shown = Math.min(size, 10);
    expect(before.map(({ metBefore }) => metBefore)).toEqual(Array(shown).fill(null));
    // The best one is proposed, and set aside.
    const [best, ...others] = before.map(({ mentor }) => mentor.id);
    const body = { mentorId: best };
    const { matchId } = (await desk.ask('POST', `/newcomers/${newcomer.id}/proposals`, { body })).body;
    await desk.ask('POST', `/matches/${matchId}/reject`, { body: { reason: 'not-a-fit' } });
    const after = await listed();
    expect(after).toHaveLength(shown);
    expect(after.slice(0, shown - 1).map(({ mentor }) => mentor.id)).toEqual(others);
    const last = after.at(-1)!;
    if (size > 10) expect(last.metBefore).toBeNull();
    else expect(last).toMatchObject({ mentor: { id: best }, metBefore: 'rejected' });
  },
);

test('a proposal that has grown old tells which conditions do not hold any more, and cannot be approved', async () => {
  const world = await createWorld(table);
  const desk = await world.coordinator();
  const mentor = await world.mentor('Maple', { by: desk });
  const newcomer = await world.newcomer('Wren');
  const body = { mentorId: mentor.id };
  const { matchId } = (await desk.ask('POST', `/newcomers/${newcomer.id}/proposals`, { body })).body;
  const blocked = async (): Promise<string[]> =>
    (await desk.ask('GET', `/matches/${matchId}`)).body.blockedNow.map((each: { gate: string }) => each.gate);
  expect(await blocked()).toEqual([]);
  const answers = { ...newcomer.me.request!.answers, languages: [{ code: 'fr', level: 'fluent' }] };
  const edited = await newcomer.ask('PUT', '/me/request', { body: { answers, note: null } });
  expect(edited.status).toBe(200);
  expect(await blocked()).toEqual(['no-shared-language']);
  const refused = await desk.ask('POST', `/matches/${matchId}/approve`);
  expect([refused.status, refused.body.type]).toEqual([409, 'urn:alongside:problem:not-eligible']);
  await desk.ask('POST', `/matches/${matchId}/reject`, { body: { reason: 'timing' } });
  expect(await blocked()).toEqual([]);
});

test('an approval offers its undo for as long as it can be undone, and not a moment longer', async () => {
  const world = await createWorld(table);
  const desk = await world.coordinator();
  const mentor = await world.mentor('Maple', { by: desk });
  const newcomer = await world.newcomer('Wren');
  const body = { mentorId: mentor.id };
  const { matchId } = (await desk.ask('POST', `/newcomers/${newcomer.id}/proposals`, { body })).body;
  await desk.ask('POST', `/matches/${matchId}/approve`);
  const offered = async () => [
    (await desk.ask('GET', '/desk/today')).body.undoable.length,
    (await desk.ask('GET', `/matches/${matchId}`)).body.undoUntil !== null,
  ];
  expect(await offered()).toEqual([1, true]);
  await world.pass(31 * seconds);
  expect(await offered()).toEqual([0, false]);
});
