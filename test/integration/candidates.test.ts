import { expect, test } from 'vitest';
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
    const shown = Math.min(size, 12);
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
    if (size > 12) expect(last.metBefore).toBeNull();
    else expect(last).toMatchObject({ mentor: { id: best }, metBefore: 'rejected' });
  },
);
