import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type MentorProfile,
  type NewcomerProfile,
  planRound,
  rankMentors,
  rubricV1,
  scorePair,
  whatWouldChange,
  whatWouldChangeSchema,
} from '#shared/matching/index.ts';
import { compareIds } from '#shared/matching/rank.ts';
import { runs, someOf } from '#test/support/runs.ts';
import { guide, pairVectors, pairWith, twin } from './vectors.ts';

const asOf = '2026-12-28T19:00:00Z';
const random = pairVectors.filter(({ name }) => name === undefined);
const context = { ...random[0]!.context, asOf };
const people = random.map(({ newcomer, mentor }, i) => ({
  newcomer: {
    ...newcomer,
    id: `newcomer-${i}`,
    contactHash: `n-${i}`,
    waitingSince: newcomer.waitingSince < asOf ? newcomer.waitingSince : '2026-12-01T00:00:00Z',
  },
  mentor: {
    ...mentor,
    id: `mentor-${i}`,
    contactHash: `m-${i}`,
    heartbeatAt: '2026-12-20T00:00:00Z',
    lastMatchAt: null,
  },
}));
const newcomers = people.map(({ newcomer }) => newcomer);
const mentors = people.map(({ mentor }) => mentor);

const pick = <T>(list: readonly T[], minLength: number, maxLength: number) =>
  fc.shuffledSubarray([...list], { minLength, maxLength });

const isProposable = (n: NewcomerProfile, m: MentorProfile) => {
  const { eligible, band } = scorePair(n, m, context);
  return eligible && band !== 'weak';
};
const centipoints = (points: number) => Math.floor(100 * points + 0.5);
const worth = (n: NewcomerProfile, m: MentorProfile) => {
  const { rank, priority } = scorePair(n, m, context);
  return Math.max(1, centipoints(rank) + centipoints(priority));
};

/** The greatest total there is, by trying everything. */
const tryAll = (some: readonly NewcomerProfile[], them: readonly MentorProfile[]): number => {
  const left = them.map(({ capacity, active, reserved }) => Math.max(0, capacity - active - reserved));
  const values = some.map((n) => them.map((m) => (isProposable(n, m) ? worth(n, m) : 0)));
  const best = (i: number): number => {
    if (i === some.length) return 0;
    let most = best(i + 1);
    them.forEach((_, j) => {
      if (values[i]![j] === 0 || left[j] === 0) return;
      left[j]! -= 1;
      most = Math.max(most, values[i]![j]! + best(i + 1));
      left[j]! += 1;
    });
    return most;
  };
  return best(0);
};

describe('rankMentors()', () => {
  it('puts the higher rank in centipoints first, then the lower id, and scores as scorePair() does', () => {
    const [newcomer] = newcomers;
    const ranked = rankMentors(newcomer!, mentors, context);
    expect(ranked).toHaveLength(mentors.length);
    for (const { mentorId, result } of someOf(ranked))
      expect(result).toEqual(scorePair(newcomer!, mentors.find(({ id }) => id === mentorId)!, context));
    for (const [i, { mentorId, rankCentipoints, result }] of ranked.entries()) {
      expect(rankCentipoints).toBe(centipoints(result.rank));
      const next = ranked[i + 1];
      if (!next) continue;
      expect(rankCentipoints).toBeGreaterThanOrEqual(next.rankCentipoints);
      if (rankCentipoints === next.rankCentipoints) expect(mentorId < next.mentorId).toBe(true);
    }
  });

  it('settles equal ranks by id, whatever the order of the input', () => {
    const { newcomer, mentor } = pairWith();
    const same = ['c', 'a', 'b'].map((id) => ({ ...mentor, id, contactHash: `h-${id}` }));
    expect(rankMentors(newcomer, same, pairWith().context).map(({ mentorId }) => mentorId)).toEqual([
      'a',
      'b',
      'c',
    ]);
  });

  it('orders ids by their code units, and says of one id that it is the same', () => {
    expect([compareIds('a', 'b'), compareIds('b', 'a'), compareIds('a', 'a')]).toEqual([-1, 1, 0]);
    expect(compareIds('B', 'a')).toBe(-1);
  });

  it('refuses a pool with a wrong profile, and names the mentor', () => {
    expect(() => rankMentors(newcomers[0]!, [mentors[0]!, { ...mentors[1]!, capacity: 0 }], context)).toThrow(
      /mentor mentor-1's capacity/,
    );
  });
});

describe('planRound()', () => {
  it('finds the greatest total there is, as trying everything does', () => {
    fc.assert(
      fc.property(pick(newcomers, 1, 5), pick(mentors, 1, 4), (some, them) => {
        expect(planRound(some, them, context).total).toBe(tryAll(some, them));
      }),
      { numRuns: runs(60) },
    );
  });

  it('proposes only pairs that pass every gate and are not weak, never past a capacity, and adds them up', () => {
    const plan = planRound(newcomers.slice(0, 80), mentors.slice(0, 40), context);
    const taken = Map.groupBy(plan.proposals, ({ mentorId }) => mentorId);
    for (const mentor of mentors) {
      const places = Math.max(0, mentor.capacity - mentor.active - mentor.reserved);
      expect(taken.get(mentor.id)?.length ?? 0).toBeLessThanOrEqual(places);
    }
    for (const { newcomerId, mentorId, result, value } of plan.proposals) {
      const newcomer = newcomers.find(({ id }) => id === newcomerId)!;
      const mentor = mentors.find(({ id }) => id === mentorId)!;
      expect(result).toEqual(scorePair(newcomer, mentor, context));
      expect(result.eligible && result.band !== 'weak').toBe(true);
      expect(value).toBe(worth(newcomer, mentor));
    }
    expect(plan.proposals.reduce((sum, { value }) => sum + value, 0)).toBe(plan.total);
    expect(plan.proposals.length).toBeGreaterThan(20);
    expect(plan.proposals.length + plan.unmatched.length).toBe(80);
    const { strong, good, fair } = plan.totals;
    expect(strong + good + fair).toBe(plan.proposals.length);
  });

  it('gives the same for the same people, in whatever order they come', () => {
    const [some, them] = [newcomers.slice(0, 25), mentors.slice(0, 15)];
    const plan = planRound(some, them, context);
    fc.assert(
      fc.property(pick(some, 25, 25), pick(them, 15, 15), (someShuffled, themShuffled) => {
        expect(planRound(someShuffled, themShuffled, context)).toEqual(plan);
      }),
      { numRuns: runs(10) },
    );
  });

  it('never has a lower total when a mentor is added', () => {
    fc.assert(
      fc.property(pick(newcomers, 1, 15), pick(mentors, 2, 10), (some, [added, ...them]) => {
        const before = planRound(some, them, context).total;
        expect(planRound(some, [...them, added!], context).total).toBeGreaterThanOrEqual(before);
      }),
      { numRuns: runs(40) },
    );
  });

  it('carries the next three mentors by rank that may be proposed, the chosen one left out', () => {
    const [some, them] = [newcomers.slice(0, 20), mentors.slice(0, 30)];
    for (const { newcomerId, mentorId, alternates } of planRound(some, them, context).proposals) {
      const ranked = rankMentors(some.find(({ id }) => id === newcomerId)!, them, context);
      const fitting = ranked.filter(({ result }) => result.eligible && result.band !== 'weak');
      const next = fitting.filter((each) => each.mentorId !== mentorId).slice(0, 3);
      expect(alternates).toEqual(
        next.map((each) => ({
          mentorId: each.mentorId,
          rankCentipoints: each.rankCentipoints,
          fitCentipoints: each.result.fitCentipoints,
          band: each.result.band,
        })),
      );
    }
  });

  const base = pairWith();
  const chosen = (some: NewcomerProfile[], them: MentorProfile[], options = {}) =>
    planRound(some, them, base.context, options).proposals.map(({ newcomerId, mentorId }) => [
      newcomerId,
      mentorId,
    ]);

  it('gives the last place to the one who waits longest where totals are equal', () => {
    // Both have waited past the most that waiting counts.
    const some = [
      twin('a', { waitingSince: '2026-02-01T00:00:00Z' }),
      twin('b', { waitingSince: '2026-01-01T00:00:00Z' }),
    ];
    expect(chosen(some, [guide('m')])).toEqual([['b', 'm']]);
  });

  it('then prefers the less loaded mentor, promised places counted, then the lower id', () => {
    const rubric = { ...rubricV1, ranking: { ...rubricV1.ranking, loadPenalty: 0 } };
    const them = [guide('x', { capacity: 2, active: 1 }), guide('y', { capacity: 3, active: 1 })];
    expect(chosen([twin('a')], them, { rubric })).toEqual([['a', 'y']]);
    const promised = [guide('x', { capacity: 4, reserved: 2 }), guide('y', { capacity: 4, active: 1 })];
    expect(chosen([twin('a')], promised, { rubric })).toEqual([['a', 'y']]);
    expect(chosen([twin('a')], [guide('y'), guide('x')])).toEqual([['a', 'x']]);
    expect(chosen([twin('b'), twin('a')], [guide('x')])).toEqual([['a', 'x']]);
  });

  it('does not propose a pair that met before', () => {
    const metBefore = new Map([['a', new Set(['x'])]]);
    expect(chosen([twin('a')], [guide('x'), guide('y')], { metBefore })).toEqual([['a', 'y']]);
    const { unmatched } = planRound([twin('a')], [guide('x')], base.context, { metBefore });
    expect(unmatched).toMatchObject([{ newcomerId: 'a', reason: 'met-before', eligible: 1 }]);
  });

  it('says why somebody is left with nobody', () => {
    const why = (some: NewcomerProfile[], them: MentorProfile[]) =>
      planRound(some, them, base.context).unmatched.map(({ newcomerId, reason, blocked }) => ({
        newcomerId,
        reason,
        blocked,
      }));
    expect(why([twin('a')], [])).toEqual([{ newcomerId: 'a', reason: 'no-mentors', blocked: [] }]);
    expect(
      why([twin('a')], [guide('x', { paused: true }), guide('y', { paused: true, approved: false })]),
    ).toEqual([
      {
        newcomerId: 'a',
        reason: 'nobody-eligible',
        blocked: [
          { gate: 'mentor-paused', mentors: 2, alone: 1 },
          { gate: 'mentor-not-approved', mentors: 1, alone: 0 },
        ],
      },
    ]);
    expect(why([twin('a'), twin('b')], [guide('x')])).toEqual([
      { newcomerId: 'b', reason: 'places-taken', blocked: [] },
    ]);
    const weak = guide('x', {
      pathways: [{ pathway: 'celebrate-recovery', depth: 'experienced' }],
      tags: [],
      worldview: 'secular',
      recoverySince: '2025-04',
      windows: [{ day: 1, start: 1080, end: 1140 }],
      ageBand: '66+',
      familyStage: ['single'],
    });
    expect(why([twin('a', { recoverySince: null, pathways: ['smart'] })], [weak])).toMatchObject([
      { reason: 'only-weak' },
    ]);
  });

  it('refuses somebody who stands in it twice', () => {
    expect(() => chosen([twin('a'), twin('a')], [])).toThrow(/newcomer a stands in it twice/);
    expect(() => chosen([], [guide('x'), guide('x')])).toThrow(/mentor x stands in it twice/);
  });

  it('takes an empty round', () => {
    expect(planRound([], [], context)).toMatchObject({ proposals: [], unmatched: [], total: 0 });
  });
});

describe('whatWouldChange()', () => {
  const alone = () =>
    someOf(newcomers).filter((newcomer) => mentors.slice(0, 30).every((m) => !isProposable(newcomer, m)));
  const changed = (
    newcomer: NewcomerProfile,
    relaxation: ReturnType<typeof whatWouldChange>['relaxations'][number],
  ) => {
    switch (relaxation.code) {
      case 'gender-must':
        return {
          ...newcomer,
          genderPreference: { ...newcomer.genderPreference, strength: 'prefer' as const },
        };
      case 'worldview-must':
        return { ...newcomer, worldviewMust: false };
      case 'only-these-pathways':
        return { ...newcomer, pathwayMust: false };
      case 'not-pathway':
        return {
          ...newcomer,
          notPathways: newcomer.notPathways.filter((each) => each !== relaxation.pathway),
        };
      case 'medication-affirming':
        return { ...newcomer, needsMedicationAffirming: false };
      case 'modality':
        return { ...newcomer, modalities: [...newcomer.modalities, relaxation.modality] };
      case 'radius':
        return { ...newcomer, location: { ...newcomer.location!, radiusKm: relaxation.radiusKm } };
      case 'language':
        return {
          ...newcomer,
          languages: [...newcomer.languages, { code: relaxation.language, level: 'conversational' as const }],
        };
      case 'windows':
        return { ...newcomer, windows: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start: 0, end: 1440 })) };
    }
  };

  it('counts exactly the mentors whom scoring the changed newcomer would let through, and of them those who fit', () => {
    const them = mentors.slice(0, 30);
    const seen = new Set<string>();
    for (const newcomer of newcomers.slice(0, runs(60))) {
      const { relaxations } = whatWouldChange(newcomer, them, context);
      for (const relaxation of relaxations) {
        seen.add(relaxation.code);
        const appeared = them.filter(
          (m) =>
            !scorePair(newcomer, m, context).eligible &&
            scorePair(changed(newcomer, relaxation), m, context).eligible,
        );
        const fitting = appeared.filter(
          (m) => scorePair(changed(newcomer, relaxation), m, context).band !== 'weak',
        );
        expect([relaxation.code, relaxation.mentors, relaxation.proposable]).toEqual([
          relaxation.code,
          appeared.length,
          fitting.length,
        ]);
      }
      const counts = relaxations.map((relaxation) => relaxation.mentors);
      expect(counts).toEqual(counts.toSorted((a, b) => b - a));
    }
    expect(seen.size).toBeGreaterThanOrEqual(runs(8));
  });

  it('counts what each gate stops and for how many mentors it is the only one, those that stop most first', () => {
    const them = mentors.slice(0, 30);
    for (const newcomer of alone().slice(0, 10)) {
      const { blocked, eligible, proposable, mentors: all } = whatWouldChange(newcomer, them, context);
      expect(all).toBe(30);
      expect(proposable).toBe(them.filter((m) => isProposable(newcomer, m)).length);
      const failures = them.map((m) => scorePair(newcomer, m, context).gates);
      expect(eligible).toBe(failures.filter(({ length }) => length === 0).length);
      const stops = blocked.map((each) => each.mentors);
      expect(stops).toEqual(stops.toSorted((a, b) => b - a));
      for (const { gate, mentors: stopped, alone: only } of blocked) {
        expect(stopped).toBe(failures.filter((gates) => gates.includes(gate)).length);
        expect(only).toBe(failures.filter((gates) => gates.length === 1 && gates[0] === gate).length);
      }
    }
  });

  it('names hours at which the mentors who would appear are free, on the newcomer’s wall', () => {
    const {
      newcomer,
      mentor,
      context: plain,
    } = pairWith({
      newcomer: { windows: [{ day: 2, start: 540, end: 600 }] },
      mentor: { timeZone: 'America/Denver', windows: [{ day: 4, start: 1080, end: 1200 }] },
    });
    const { relaxations, blocked } = whatWouldChange(newcomer, [mentor], plain);
    expect(blocked).toEqual([{ gate: 'too-little-shared-time', mentors: 1, alone: 1 }]);
    expect(relaxations[0]).toEqual({
      code: 'windows',
      kind: 'wish',
      mentors: 1,
      proposable: 1,
      times: [
        { day: 4, start: 1200, end: 1260, mentors: 1 },
        { day: 4, start: 1260, end: 1320, mentors: 1 },
      ],
    });
  });

  it('marks a need as a need and a safety choice as one, and never offers to relax a private list', () => {
    const {
      newcomer,
      mentor,
      context: plain,
    } = pairWith({
      newcomer: {
        needsMedicationAffirming: true,
        genderPreference: { strength: 'must', genders: ['woman'] },
        doNotMatch: ['h-m'],
      },
    });
    const { relaxations, blocked } = whatWouldChange(newcomer, [mentor], plain);
    expect(blocked.map(({ gate }) => gate)).toEqual(['gender-must', 'medication-affirming', 'do-not-match']);
    const kinds = Object.fromEntries(relaxations.map(({ code, kind }) => [code, kind]));
    expect(kinds).toMatchObject({ 'gender-must': 'safety', 'medication-affirming': 'need' });
    expect(relaxations.every(({ mentors: more }) => more === 0)).toBe(true);
  });

  it('gives what its own schema takes, losing nothing', () => {
    for (const newcomer of someOf(newcomers.slice(0, 20))) {
      const change = whatWouldChange(newcomer, mentors.slice(0, 10), context);
      expect(whatWouldChangeSchema.parse(change)).toEqual(change);
    }
  });
});
