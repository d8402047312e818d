import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createPool,
  type MatchingContext,
  type MentorProfile,
  type NewcomerProfile,
  rankMentors,
} from '#shared/matching/index.ts';
import { makeContext, makeMentor, makeNewcomer } from '#test/bench/people.ts';
import { runs, someOf } from '#test/support/runs.ts';

const mentors = Array.from({ length: 200 }, (_, i) => makeMentor(i));
const newcomers = [
  ...Array.from({ length: 20 }, (_, i) => makeNewcomer(i)),
  // Nobody speaks what they speak.
  { ...makeNewcomer(20), languages: [{ code: 'cy', level: 'fluent' as const }] },
];
const context = makeContext(mentors.length);

/** What a survey must tell: everybody scored. */
const surveyAll = (newcomer: NewcomerProfile, them: readonly MentorProfile[], seen: MatchingContext) => {
  const ranked = rankMentors(newcomer, them, seen);
  return {
    eligible: ranked.filter(({ result }) => result.eligible).length,
    proposable: ranked.filter(({ result }) => result.eligible && result.band !== 'weak'),
    closest: ranked
      .map(({ mentorId, rankCentipoints, result }) => ({
        mentorId,
        gates: result.gates.length,
        rankCentipoints,
      }))
      .sort((a, b) => a.gates - b.gates),
  };
};

describe('survey()', () => {
  it('counts and orders as scoring everybody does, whoever left and whoever came', () => {
    const pool = createPool(mentors.slice(0, 190), context);
    for (const { id } of mentors.slice(0, 20)) pool.remove(id);
    for (const mentor of mentors.slice(190)) pool.update(mentor);
    let withNobody = 0;
    for (const newcomer of [...someOf(newcomers.slice(0, -1)), newcomers.at(-1)!]) {
      const all = surveyAll(newcomer, mentors.slice(20), context);
      const except = new Set(all.proposable.slice(0, 2).map(({ mentorId }) => mentorId));
      const survey = pool.survey(newcomer, { count: 12, except });
      expect(survey).toEqual({
        eligible: all.eligible,
        proposable: all.proposable.length - except.size,
        excepted: except.size,
        closest: all.closest.slice(0, 12),
      });
      if (all.eligible === 0) withNobody += 1;
    }
    expect(withNobody).toBe(1);
  });

  it('tells of nobody in an empty pool', () => {
    expect(createPool([], context).survey(newcomers[0]!, { count: 3 })).toEqual({
      eligible: 0,
      proposable: 0,
      excepted: 0,
      closest: [],
    });
  });
});

describe('seeAt()', () => {
  it('sees everybody as a pool made at that instant does, after any look at another', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            hoursOn: fc.integer({ min: 0, max: 24 * 200 }),
            rare: fc.boolean(),
            newcomer: fc.nat(newcomers.length - 1),
          }),
          { minLength: 1, maxLength: 4 },
        ),
        (looks) => {
          const pool = createPool(mentors.slice(0, 120), context);
          for (const { hoursOn, rare, newcomer } of looks) {
            const asOf = new Date(Date.parse(context.asOf) + hoursOn * 3_600_000).toISOString();
            const seen = { ...context, asOf, ...(rare && { tagCounts: {} }) };
            pool.seeAt(seen);
            const anew = createPool(mentors.slice(0, 120), seen);
            const who = newcomers[newcomer]!;
            expect(pool.best(who, 10)).toEqual(anew.best(who, 10));
            expect(pool.survey(who, { count: 5 })).toEqual(anew.survey(who, { count: 5 }));
          }
        },
      ),
      { numRuns: runs(20) },
    );
  });

  it('takes in a mentor whose last match came after the pool was made', () => {
    const pool = createPool([], context);
    const later = new Date(Date.parse(context.asOf) + 3_600_000).toISOString();
    const mentor = { ...mentors[0]!, lastMatchAt: later };
    expect(() => pool.update(mentor)).toThrow(RangeError);
    pool.seeAt({ ...context, asOf: later });
    pool.update(mentor);
    expect(pool.size()).toBe(1);
  });
});
