import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createPool,
  type MatchingContext,
  type MentorProfile,
  type NewcomerProfile,
  rankMentors,
  rubricV1,
  scorePair,
} from '#shared/matching/index.ts';
import { makeContext, makeMentor, makeNewcomer } from '#test/bench/people.ts';
import { runs, someOf } from '#test/support/runs.ts';
import { pairWith } from './vectors.ts';

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

describe('a survey of few', () => {
  const { newcomer, mentor, context: plain } = pairWith();
  const guide = (id: string, changes: Partial<MentorProfile> = {}): MentorProfile => ({
    ...mentor,
    id,
    contactHash: `h-${id}`,
    ...changes,
  });
  const ids = (survey: { closest: { mentorId: string }[] }) => survey.closest.map(({ mentorId }) => mentorId);

  it('settles equal ranks by id, in whatever order mentors came, and leaves out the last', () => {
    const pool = createPool(
      ['d', 'b', 'e', 'a', 'c'].map((id) => guide(id)),
      plain,
    );
    expect(ids(pool.survey(newcomer, { count: 4 }))).toEqual(['a', 'b', 'c', 'd']);
    expect(ids(pool.survey(newcomer, { count: 9 }))).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(pool.survey(newcomer, { count: 0 })).toEqual({
      eligible: 5,
      proposable: 5,
      excepted: 0,
      closest: [],
    });
  });

  it('puts those first whom fewer gates stop, then the better by rank, whatever came before', () => {
    const paused = { paused: true };
    const twice = { ...paused, approved: false };
    const far = { windows: [{ day: 1, start: 1080, end: 1140 }] };
    const them = [
      guide('1-twice', twice),
      guide('2-paused-full', { ...paused, capacity: 9, active: 8 }),
      guide('3-paused', paused),
      guide('4-open', {}),
      guide('5-twice', { ...twice, ...far, consented: false }),
    ];
    for (const some of [them, them.toReversed()]) {
      const survey = createPool(some, plain).survey(newcomer, { count: 5 });
      expect(ids(survey)).toEqual(['4-open', '3-paused', '2-paused-full', '1-twice', '5-twice']);
      expect(survey.eligible).toBe(1);
      expect(ids(createPool(some, plain).survey(newcomer, { count: 2 }))).toEqual(['4-open', '3-paused']);
    }
  });

  it('does not tell of who has left, though nobody else is closer', () => {
    const pool = createPool(
      ['a', 'b', 'c'].map((id) => guide(id, { paused: true, approved: false })),
      plain,
    );
    pool.remove('b');
    expect(ids(pool.survey(newcomer, { count: 3 }))).toEqual(['a', 'c']);
  });

  it('counts as proposable whoever is just not weak, and a weak one as eligible alone', () => {
    const surveyAt = (fair: number) => {
      const rubric = { ...rubricV1, bands: { ...rubricV1.bands, fair, good: 99, strong: 99 } };
      const { eligible, proposable } = createPool([guide('a')], plain, rubric).survey(newcomer, { count: 1 });
      return [eligible, proposable];
    };
    const { fitCentipoints } = scorePair(newcomer, guide('a'), plain);
    expect(surveyAt(fitCentipoints / 100)).toEqual([1, 1]);
    expect(surveyAt((fitCentipoints + 1) / 100)).toEqual([1, 0]);
  });
});
