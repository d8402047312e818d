import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createRowTeller,
  planRound,
  type RowHelp,
  type RowTask,
  rubricV1,
  startRound,
  toldMaximum,
} from '#shared/matching/index.ts';
import { hearRow } from '#shared/matching/told-row.ts';
import { makeContext, makeMentor, makeNewcomer } from '#test/bench/people.ts';
import { runs } from '#test/support/runs.ts';

const mentors = Array.from({ length: 60 }, (_, i) => makeMentor(i));
const newcomers = Array.from({ length: 60 }, (_, i) => makeNewcomer(i));
const context = makeContext(mentors.length);

/** Help that tells the rows at some places of what is expected, and notes what it was asked. */
const helpAt = (isTold: (place: number) => boolean) => {
  const asked: number[] = [];
  const help = (task: RowTask): RowHelp => {
    const tell = createRowTeller(task);
    const told = new Int32Array(toldMaximum(task.mentors.length));
    let expected: readonly number[] = [];
    let place = 0;
    return {
      expect: (list) => {
        asked.push(list.length);
        expected = list;
        place = 0;
      },
      take: () => {
        if (expected.length === 0) return null;
        place += 1;
        return isTold(place - 1) ? told.subarray(0, tell(expected[place - 1]!, told)) : null;
      },
    };
  };
  return { help, asked };
};

describe('startRound() with help', () => {
  it('plans what it plans alone, whichever rows it is told, rejections included', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(newcomers, { minLength: 10 }),
        fc.shuffledSubarray(mentors, { minLength: 3, maxLength: 30 }),
        fc.array(fc.boolean(), { minLength: 60, maxLength: 60 }),
        fc.nat(),
        (some, them, isTold, met) => {
          const metBefore = new Map([[some[met % some.length]!.id, new Set([them[met % them.length]!.id])]]);
          const { help, asked } = helpAt((place) => isTold[place]!);
          const helped = startRound(some, them, context, { metBefore, help });
          const alone = startRound(some, them, context, { metBefore });
          expect(helped.plan()).toEqual(alone.plan());
          expect(asked.slice(0, 2)).toEqual([some.length, 0]);
          const [first] = alone.plan().proposals;
          if (first) expect(helped.resolve(first)).toEqual(alone.resolve(first));
          expect(helped.plan()).toEqual(alone.plan());
        },
      ),
      { numRuns: runs(40) },
    );
  });

  it('tells of whoever has nobody what stops the mentors', () => {
    const lost = newcomers.map((newcomer) => ({ ...newcomer, languages: [] }));
    const { help } = helpAt(() => true);
    const plan = planRound(lost, mentors, context, { help });
    expect(plan).toEqual(planRound(lost, mentors, context));
    expect(plan.unmatched.every(({ blocked }) => blocked.length > 0)).toBe(true);
  });

  it('lets its help go if somebody’s profile is wrong', () => {
    const { help, asked } = helpAt(() => false);
    const wrong = [newcomers[0]!, { ...newcomers[1]!, declines: -1 }];
    expect(() => startRound(wrong, mentors, context, { help })).toThrow(/declines/);
    expect(asked.at(-1)).toBe(0);
  });
});

describe('createRowTeller()', () => {
  it('tells nobody of a mentor whom they met before', () => {
    const rowWith = (metBefore: ReadonlyMap<string, ReadonlySet<string>>) => {
      const told = new Int32Array(toldMaximum(mentors.length));
      const row = createRowTeller({ newcomers, mentors, context, rubric: rubricV1, metBefore });
      row(at, told);
      const pairs: number[] = [];
      const { candidates } = hearRow(told, (mentor) => pairs.push(mentor));
      return { candidates, pairs };
    };
    const at = newcomers.findIndex(({ id }) =>
      planRound(newcomers, mentors, context).proposals.some(({ newcomerId }) => newcomerId === id),
    );
    const all = rowWith(new Map());
    const met = new Map([[newcomers[at]!.id, new Set([mentors[all.pairs[0]!]!.id])]]);
    expect(rowWith(met)).toEqual({ candidates: all.candidates - 1, pairs: all.pairs.slice(1) });
  });

  it('refuses a row whose values do not fit, as the round itself does', () => {
    const rubric = { ...rubricV1, ranking: { ...rubricV1.ranking, soonBonus: 3e7 } };
    const task = { newcomers, mentors, context, rubric, metBefore: new Map() };
    const tell = createRowTeller(task);
    const told = new Int32Array(toldMaximum(mentors.length));
    const tellAll = () => newcomers.map((_, i) => tell(i, told));
    expect(tellAll).toThrow(/does not fit/);
    expect(() => startRound(newcomers, mentors, context, { rubric })).toThrow(/too many points/);
  });
});
