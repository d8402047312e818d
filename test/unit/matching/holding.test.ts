import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHolding, type Holding, place, release } from '#shared/matching/holding.ts';
import { runs } from '#test/support/runs.ts';

const newcomers = 6;
const mentors = 3;

/** A mentor's newcomers, the last to come first; a list that runs in circles ends after everybody. */
const held = ({ first, next }: Holding, mentor: number): number[] => {
  const list: number[] = [];
  for (let i = first[mentor]!; i >= 0 && list.length <= newcomers; i = next[i]!) list.push(i);
  return list;
};

const step = fc.record({
  newcomer: fc.integer({ min: 0, max: newcomers - 1 }),
  /** Undefined: the newcomer goes. */
  mentor: fc.option(fc.integer({ min: 0, max: mentors - 1 }), { nil: undefined }),
});

describe('a holding', () => {
  it('begins with nobody who has anybody', () => {
    const holding = createHolding(newcomers, mentors);
    expect([...holding.mentorOf]).toEqual(Array(newcomers).fill(-1));
    expect([...holding.next]).toEqual(Array(newcomers).fill(-1));
    expect([...holding.previous]).toEqual(Array(newcomers).fill(-1));
    expect([...holding.first]).toEqual(Array(mentors).fill(-1));
    expect([...holding.count]).toEqual(Array(mentors).fill(0));
  });

  it('tells after any coming and going who has whom, how many, and who stands beside whom', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const holding = createHolding(newcomers, mentors);
        const model = Array.from({ length: mentors }, (): number[] => []);
        for (const { newcomer, mentor } of steps) {
          release(holding, newcomer);
          for (const list of model) if (list.includes(newcomer)) list.splice(list.indexOf(newcomer), 1);
          if (mentor === undefined) continue;
          place(holding, newcomer, mentor);
          model[mentor]!.unshift(newcomer);
        }
        model.forEach((list, mentor) => {
          expect(held(holding, mentor)).toEqual(list);
          expect(holding.count[mentor]).toBe(list.length);
          expect(list.map((i) => holding.mentorOf[i])).toEqual(list.map(() => mentor));
          expect(list.map((i) => holding.previous[i])).toEqual([-1, ...list].slice(0, list.length));
        });
        const free = [...holding.mentorOf].filter((mentor) => mentor === -1).length;
        expect(free).toBe(newcomers - model.flat().length);
      }),
      { numRuns: runs(400) },
    );
  });

  it('lets one go from the middle, from either end, and the last of all', () => {
    const holding = createHolding(newcomers, mentors);
    for (const newcomer of [0, 1, 2, 3]) place(holding, newcomer, 1);
    expect(held(holding, 1)).toEqual([3, 2, 1, 0]);
    release(holding, 2);
    expect(held(holding, 1)).toEqual([3, 1, 0]);
    release(holding, 0);
    expect(held(holding, 1)).toEqual([3, 1]);
    release(holding, 3);
    expect([held(holding, 1), holding.previous[1], holding.count[1]]).toEqual([[1], -1, 1]);
    release(holding, 1);
    expect([held(holding, 1), holding.count[1]]).toEqual([[], 0]);
  });

  it('leaves all as it is when somebody goes who has nobody', () => {
    const holding = createHolding(newcomers, mentors);
    place(holding, 0, 0);
    const before = structuredClone(holding);
    release(holding, 1);
    expect(holding).toEqual(before);
  });
});
