import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Counted, smallestCell, tellGroups } from '#shared/matching/fairness.ts';
import {
  fairnessSchema,
  type MentorProfile,
  type NewcomerProfile,
  planRound,
  reportFairness,
  rubricV1,
  withoutWaitingBonus,
} from '#shared/matching/index.ts';
import { runs } from '#test/support/runs.ts';
import { pairVectors, pairWith } from './vectors.ts';

const person = fc.record({
  group: fc.constantFrom('a', 'a', 'a', 'a', 'b', 'b', 'b', 'c', 'c', 'd', 'e', 'f'),
  matched: fc.boolean(),
  days: fc.nat({ max: 90 }),
});
const crowd = fc.array(person, { maxLength: 90 });
const membersOf = (people: readonly Counted[]) => Map.groupBy(people, ({ group }) => group);

describe('tellGroups()', () => {
  it('shows no row under ten people, and its rows add up to everybody', () => {
    fc.assert(
      fc.property(crowd, (people) => {
        const rows = tellGroups(people);
        if (people.length < smallestCell) {
          expect(rows).toEqual([]);
          return;
        }
        expect(Math.min(...rows.map((row) => row.people))).toBeGreaterThanOrEqual(smallestCell);
        expect(rows.reduce((sum, row) => sum + row.people, 0)).toBe(people.length);
        const matched = people.filter((each) => each.matched).length;
        expect(rows.reduce((sum, row) => sum + row.matched, 0)).toBe(matched);
      }),
      { numRuns: runs(500) },
    );
  });

  it('counts each shown group exactly', () => {
    fc.assert(
      fc.property(crowd, (people) => {
        const groups = membersOf(people);
        for (const { group, ...row } of tellGroups(people)) {
          if (group === null) continue;
          const members = groups.get(group)!;
          const days = members.map((each) => each.days).sort((a, b) => a - b);
          expect(row).toEqual({
            people: members.length,
            matched: members.filter(({ matched }) => matched).length,
            medianDays: days[Math.ceil(days.length / 2) - 1],
            longestDays: days[Math.ceil(days.length * 0.9) - 1],
          });
        }
      }),
    );
  });

  it('lets no small group be worked out: the same table comes from people among whom it has another size', () => {
    let tried = 0;
    fc.assert(
      fc.property(crowd, (people) => {
        const told = JSON.stringify(tellGroups(people));
        if (people.length < smallestCell) return;
        const groups = membersOf(people);
        const shown = new Set(tellGroups(people).map(({ group }) => group));
        for (const [small, members] of groups) {
          if (members.length >= smallestCell) continue;
          expect(shown.has(small)).toBe(false);
          const others = [...groups.keys()].filter((group) => group !== small && !shown.has(group));
          expect(others.length).toBeGreaterThan(0);
          const moves = [...others, 'another'].flatMap((other) => [
            { from: small, to: other },
            { from: other, to: small },
          ]);
          const isPossible = moves.some(({ from, to }) => {
            const moving = people.findIndex(({ group }) => group === from);
            if (moving === -1) return false;
            const instead = people.map((each, i) => (i === moving ? { ...each, group: to } : each));
            return JSON.stringify(tellGroups(instead)) === told;
          });
          expect(
            isPossible,
            `${small} of ${JSON.stringify([...groups].map(([g, m]) => [g, m.length]))}`,
          ).toBe(true);
          tried += 1;
        }
      }),
      { numRuns: runs(1_000) },
    );
    expect(tried).toBeGreaterThan(runs(100));
  });

  it('tells the twelve largest apart at most', () => {
    const people = Array.from({ length: 20 * 11 }, (_, i) => ({
      group: `g${i % 20}`,
      matched: true,
      days: 1,
    }));
    const rows = tellGroups(people);
    expect(rows).toHaveLength(12);
    expect(rows.at(-1)).toMatchObject({ group: null, people: 99 });
  });
});

describe('rows of a table', () => {
  const members = (group: string, size: number): Counted[] =>
    Array.from({ length: size }, (_, i) => ({ group, matched: i === 0, days: i + 1 }));
  const shown = (people: readonly Counted[]) => tellGroups(people).map((row) => [row.group, row.people]);

  it('come largest first, then by name', () => {
    expect(shown([...members('b', 10), ...members('a', 10), ...members('c', 11)])).toEqual([
      ['c', 11],
      ['a', 10],
      ['b', 10],
    ]);
  });

  it('take the smallest shown group to the others where those would be too few', () => {
    expect(shown([...members('a', 12), ...members('b', 11), ...members('c', 9)])).toEqual([
      ['a', 12],
      [null, 20],
    ]);
    expect(shown([...members('a', 12), ...members('b', 6), ...members('c', 4)])).toEqual([
      ['a', 12],
      [null, 10],
    ]);
    expect(shown([...members('a', 5), ...members('b', 5)])).toEqual([[null, 10]]);
  });

  it('are twelve at most, the others being one', () => {
    const groups = (size: number) => Array.from({ length: size }, (_, i) => members(`group ${i}`, 10)).flat();
    expect(shown(groups(12))).toHaveLength(12);
    expect(shown(groups(12)).at(-1)![0]).not.toBeNull();
    expect(shown(groups(13))).toHaveLength(12);
    expect(shown(groups(13)).at(-1)).toEqual([null, 20]);
  });

  it('tell whole days: the middle one, and the one that nine in ten do not pass', () => {
    expect(tellGroups(members('a', 10))).toEqual([
      { group: 'a', people: 10, matched: 1, medianDays: 5, longestDays: 9 },
    ]);
    const parts = members('a', 10).map((each) => ({ ...each, days: each.days + 0.9 }));
    expect(tellGroups(parts)).toMatchObject([{ medianDays: 5, longestDays: 9 }]);
    const ahead = members('a', 10).map((each) => ({ ...each, days: -3 }));
    expect(tellGroups(ahead)).toMatchObject([{ medianDays: 0, longestDays: 0 }]);
  });
});

const asOf = '2026-12-28T19:00:00Z';
const random = pairVectors.filter(({ name }) => name === undefined);
const context = { ...random[0]!.context, asOf };
const report = (newcomers: readonly NewcomerProfile[], mentors: readonly MentorProfile[], at = context) => {
  const plan = planRound(newcomers, mentors, at);
  const planWithoutBonus = planRound(newcomers, mentors, at, { rubric: withoutWaitingBonus(rubricV1) });
  return { plan, fairness: reportFairness(newcomers, { plan, planWithoutBonus, asOf: at.asOf }) };
};

describe('reportFairness()', () => {
  const newcomers = random.map(({ newcomer }, i) => ({
    ...newcomer,
    id: `newcomer-${i}`,
    contactHash: `n-${i}`,
    waitingSince: new Date(Date.parse(asOf) - (i % 50) * 86_400_000).toISOString(),
  }));
  const mentors = random.map(({ mentor }, i) => ({
    ...mentor,
    id: `mentor-${i}`,
    contactHash: `m-${i}`,
    heartbeatAt: '2026-12-20T00:00:00Z',
    lastMatchAt: null,
  }));

  it('agrees with the plan in every sum, is small, and holds no id', () => {
    const { plan, fairness } = report(newcomers.slice(0, 160), mentors.slice(0, 60));
    expect(fairnessSchema.parse(fairness)).toEqual(fairness);
    expect(fairness.all).toMatchObject({ people: 160, matched: plan.proposals.length });
    expect(fairness.leftOut.reduce((sum, each) => sum + each.newcomers, 0)).toBe(plan.unmatched.length);
    for (const table of [fairness.byPathway, fairness.byLanguage, fairness.byZone]) {
      expect(table.length).toBeGreaterThan(1);
      expect(table.reduce((sum, each) => sum + each.people, 0)).toBe(160);
      expect(table.reduce((sum, each) => sum + each.matched, 0)).toBe(plan.proposals.length);
    }
    expect(fairness.waitingBonus.with.fitCentipoints).toBe(
      plan.proposals.reduce((sum, { result }) => sum + result.fitCentipoints, 0),
    );
    const text = JSON.stringify(fairness);
    expect(text.length).toBeLessThan(10_000);
    expect(text).not.toMatch(/newcomer-|mentor-/);
  });

  it('hides how long people waited where they are fewer than ten', () => {
    const { fairness } = report(newcomers.slice(0, 9), mentors.slice(0, 5));
    expect(fairness.all).toMatchObject({ people: 9, medianDays: null, longestDays: null });
    expect([fairness.byPathway, fairness.byLanguage, fairness.byZone]).toEqual([[], [], []]);
  });

  it('knows what the waiting bonus costs: the one place goes to who waited, and fit is lost by just so much', () => {
    const { newcomer, mentor, context: at } = pairWith();
    const fresh = { ...newcomer, id: 'fresh', contactHash: 'f', waitingSince: at.asOf };
    const patient = {
      ...newcomer,
      id: 'patient',
      contactHash: 'p',
      waitingSince: new Date(Date.parse(at.asOf) - 60 * 86_400_000).toISOString(),
      languages: newcomer.languages.map(({ code }) => ({ code, level: 'conversational' as const })),
    };
    const one = { ...mentor, capacity: 1, active: 0, reserved: 0 };
    const { fairness, plan } = report([fresh, patient], [one], at);
    expect(plan.proposals.map(({ newcomerId }) => newcomerId)).toEqual(['patient']);
    const { with: counted, without, moved } = fairness.waitingBonus;
    expect([counted.proposals, without.proposals, moved]).toEqual([1, 1, 2]);
    const alone = (who: NewcomerProfile) => planRound([who], [one], at).proposals[0]!.result.fitCentipoints;
    expect([counted.fitCentipoints, without.fitCentipoints]).toEqual([alone(patient), alone(fresh)]);
    expect(without.fitCentipoints).toBeGreaterThan(counted.fitCentipoints);
    expect(fairness.leftOut).toEqual([{ reason: 'places-taken', newcomers: 1 }]);
  });

  it('groups by first pathway, by the languages they talk in, and by zone', () => {
    const { newcomer, context: at } = pairWith();
    const people = Array.from({ length: 10 }, (_, i) => ({
      ...newcomer,
      id: `n-${i}`,
      contactHash: `h-${i}`,
      pathways: ['na', 'aa'],
      languages: [
        { code: 'es', level: 'conversational' as const },
        { code: 'en', level: 'fluent' as const },
        { code: 'en', level: 'conversational' as const },
        { code: 'fr', level: 'basic' as const },
      ],
    }));
    const { fairness } = report(people, [], at);
    expect(fairness.byPathway).toMatchObject([{ group: 'na', people: 10 }]);
    expect(fairness.byLanguage).toMatchObject([{ group: 'en es', people: 10 }]);
    expect(fairness.byZone).toMatchObject([{ group: 'America/New_York', people: 10, medianDays: 10 }]);
    const unsure = people.map((person) => ({ ...person, pathways: [] }));
    expect(report(unsure, [], at).fairness.byPathway).toMatchObject([{ group: 'unsure', people: 10 }]);
  });

  it('says why people are left out, the most frequent reason first', () => {
    const { newcomer, mentor, context: at } = pairWith();
    const person = (id: string, change: Partial<NewcomerProfile> = {}) => ({
      ...newcomer,
      id,
      contactHash: id,
      ...change,
    });
    const people = [person('a'), person('b'), person('c'), person('d', { worldviewMust: true })];
    const { fairness } = report(people, [{ ...mentor, capacity: 1 }], at);
    expect(fairness.leftOut).toEqual([
      { reason: 'places-taken', newcomers: 2 },
      { reason: 'nobody-eligible', newcomers: 1 },
    ]);
    expect(report(people, [], at).fairness.leftOut).toEqual([{ reason: 'no-mentors', newcomers: 4 }]);
  });
});
