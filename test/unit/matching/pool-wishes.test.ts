import { describe, expect, it } from 'vitest';
import { worthOfWant } from '#shared/matching/components.ts';
import { createSetting } from '#shared/matching/pair.ts';
import { append, createColumns } from '#shared/matching/pool-columns.ts';
import { createWishes } from '#shared/matching/pool-wishes.ts';
import { requireRubric } from '#shared/matching/rubric.ts';
import { rubricV1 } from '#shared/matching/rubric-v1.ts';
import { pairWith } from './vectors.ts';

const { newcomer, mentor, context } = pairWith();
const setting = createSetting(context, rubricV1);
type Want = (typeof newcomer)['wants'][number];

const columnsOf = (tags: readonly (readonly string[])[]) => {
  const columns = createColumns();
  for (const [i, each] of tags.entries())
    append(columns, { ...mentor, id: `mentor-${i}`, contactHash: `h-${i}`, tags: [...each] });
  return columns;
};
const wishesFor = (tags: readonly (readonly string[])[], wants: Want[], from = setting) =>
  createWishes(columnsOf(tags), { ...newcomer, wants }, from);
const metAt = ({ met }: ReturnType<typeof createWishes>, positions: number[]): number[] => {
  const shares = new Float64Array(positions.length + 1).fill(7);
  met(Int32Array.from(positions), positions.length, shares);
  // What stands beyond is somebody else’s.
  expect(shares.at(-1)).toBe(7);
  return [...shares.subarray(0, -1)];
};
const want = (tag: string, important = false): Want => ({ tag, important });
const manyTags = Array.from({ length: 34 }, (_, t) => `community:${t}`);

describe('createWishes()', () => {
  it('gives each the share of the worth that their tags have', () => {
    const wants = [want('parenting', true), want('grief'), want('work')];
    const [a, b, c] = wants.map((each) => worthOfWant(each, setting)) as [number, number, number];
    const wishes = wishesFor([['grief'], ['parenting', 'work', 'faith'], []], wants);
    const all = a + b + c;
    expect(metAt(wishes, [0, 1, 2, 1])).toEqual([b / all, (a + c) / all, 0, (a + c) / all]);
    expect([...wishes.worths]).toEqual([a, b, c]);
    expect([...wishes.shares]).toEqual([a / all, b / all, c / all]);
    expect([wishes.wanted, wishes.lost, wishes.mayBeAside]).toEqual([all, 0, false]);
  });

  it('counts as lost to all what nobody has', () => {
    const wants = [want('grief'), want('parenting', true), want('work')];
    const [a, b, c] = wants.map((each) => worthOfWant(each, setting)) as [number, number, number];
    const wishes = wishesFor([['grief']], wants);
    expect(wishes.lost).toBeCloseTo((b + c) / (a + b + c), 12);
    expect([...wishes.shares]).toEqual([a / (a + b + c)]);
    expect([wishes.bits.length, wishes.mayBeAside]).toEqual([1, false]);
  });

  it('gives nothing to anybody where nothing is wanted, or nothing wanted counts', () => {
    expect(metAt(wishesFor([['grief']], []), [0])).toEqual([0]);
    expect(wishesFor([['grief']], []).lost).toBe(1);
    const { details } = rubricV1;
    const worthless = { ...details.lived, important: 0, substance: 0, other: 0 };
    const rubric = requireRubric({ ...rubricV1, details: { ...details, lived: worthless } });
    const wishes = wishesFor([['grief']], [want('grief')], createSetting(context, rubric));
    expect(metAt(wishes, [0])).toEqual([0]);
    expect([wishes.lost, [...wishes.shares]]).toEqual([1, [0]]);
  });

  it('looks aside for tags beyond the first 32, which are lost to nobody before', () => {
    const wants = [want('community:0'), want('community:33'), want('unheard')];
    const worths = wants.map((each) => worthOfWant(each, setting));
    const all = worths[0]! + worths[1]! + worths[2]!;
    const wishes = wishesFor([manyTags, ['community:33'], ['community:0']], wants);
    expect(metAt(wishes, [0, 1, 2])).toEqual([
      (worths[0]! + worths[1]!) / all,
      worths[1]! / all,
      worths[0]! / all,
    ]);
    expect([wishes.lost, wishes.mayBeAside, [...wishes.bits]]).toEqual([0, true, [0]]);
  });

  it('need not look aside for tags that have a bit, the very first one too', () => {
    expect(wishesFor([manyTags], [want('community:0')]).mayBeAside).toBe(false);
    expect(wishesFor([manyTags], [want('community:0'), want('unheard')]).mayBeAside).toBe(true);
    expect(wishesFor([manyTags.slice(0, 31)], [want('unheard')]).mayBeAside).toBe(false);
  });
});
