import { describe, expect, it } from 'vitest';
import { type MentorProfile, scorePair } from '#shared/matching/index.ts';
import { createSetting, readyNewcomer } from '#shared/matching/pair.ts';
import { append, createColumns } from '#shared/matching/pool-columns.ts';
import { rankMentors } from '#shared/matching/rank.ts';
import { bestKept, makeRow, pairValue, type Row, withoutCandidate } from '#shared/matching/round-row.ts';
import { createPlainScan } from '#shared/matching/row-scan.ts';
import { rubricV1 } from '#shared/matching/rubric-v1.ts';
import { pairWith } from './vectors.ts';

const { newcomer, mentor, context } = pairWith();
const guide = (id: string, changes: Partial<MentorProfile> = {}): MentorProfile => ({
  ...mentor,
  id,
  contactHash: `h-${id}`,
  ...changes,
});

const rowOf = (them: readonly MentorProfile[], met?: ReadonlySet<string>, rubric = rubricV1) => {
  const setting = createSetting(context, rubric);
  const columns = createColumns();
  for (const each of them) append(columns, each);
  const pairs: [number, number][] = [];
  const row = makeRow(readyNewcomer(newcomer, setting), {
    columns,
    setting,
    met,
    scan: createPlainScan(columns, setting),
    pair: (at, value) => pairs.push([at, value]),
  });
  return { row, pairs };
};

describe('makeRow()', () => {
  /** Of different ranks, some of them equal, in no order. */
  const many = Array.from({ length: 40 }, (_, i) => {
    const at = (i * 17) % 40;
    return guide(`mentor-${String(at).padStart(2, '0')}`, { capacity: 9, active: Math.floor(at / 3) % 8 });
  });

  it('keeps the eight best by rank, then id, and hands over every pair by rising position', () => {
    const { row, pairs } = rowOf(many);
    const ranked = rankMentors(newcomer, many, context);
    expect(bestKept).toBe(8);
    expect(
      row.best.map(({ at, rankCentipoints, fitCentipoints }) => [
        many[at]!.id,
        rankCentipoints,
        fitCentipoints,
      ]),
    ).toEqual(
      ranked
        .slice(0, 8)
        .map(({ mentorId, rankCentipoints, result }) => [mentorId, rankCentipoints, result.fitCentipoints]),
    );
    expect(pairs.map(([at]) => at)).toEqual([...many.keys()]);
    for (const [at, value] of pairs) {
      const { rank, priority } = scorePair(newcomer, many[at]!, context);
      expect(value).toBe(Math.floor(100 * rank + 0.5) + Math.floor(100 * priority + 0.5));
    }
    expect(row).toMatchObject({ candidates: 40, eligible: 40, proposable: 40, blocked: [] });
  });

  it('keeps the same eight in whatever order they stand', () => {
    const idsOf = (them: readonly MentorProfile[]) => rowOf(them).row.best.map(({ at }) => them[at]!.id);
    const expected = idsOf(many);
    for (let turn = 1; turn < 40; turn += 1) {
      const turned = [...many.slice(turn), ...many.slice(0, turn)];
      expect(idsOf(turned)).toEqual(expected);
      expect(idsOf(turned.toReversed())).toEqual(expected);
    }
  });

  it('leaves out whom they met before, and who is weak, and counts them', () => {
    const { fitCentipoints } = scorePair(newcomer, guide('a'), context);
    const weaker = guide('weak', { tags: [], ageBand: '66+', familyStage: [] });
    expect(scorePair(newcomer, weaker, context).fitCentipoints).toBeLessThan(fitCentipoints);
    const fair = fitCentipoints / 100;
    const rubric = { ...rubricV1, bands: { strong: 99, good: 99, fair } };
    const them = [guide('a'), weaker, guide('b'), guide('c', { paused: true })];
    const { row, pairs } = rowOf(them, new Set(['b', 'nobody']), rubric);
    expect(row).toMatchObject({ candidates: 1, eligible: 3, proposable: 2, blocked: [] });
    expect(pairs.map(([at]) => at)).toEqual([0]);
    expect(row.best.map(({ at }) => at)).toEqual([0]);
  });

  it('counts what stops the others only where nobody is left to propose, most first', () => {
    const them = [
      guide('a', { paused: true }),
      guide('b', { paused: true, approved: false }),
      guide('c', { paused: true, safetyHold: true }),
      guide('d', { safetyHold: true }),
    ];
    expect(rowOf(them).row).toEqual({
      best: [],
      candidates: 0,
      eligible: 0,
      proposable: 0,
      blocked: [
        { gate: 'mentor-paused', mentors: 3, alone: 1 },
        { gate: 'safety-hold', mentors: 2, alone: 1 },
        { gate: 'mentor-not-approved', mentors: 1, alone: 0 },
      ],
    });
    expect(rowOf([...them, guide('e')]).row.blocked).toEqual([]);
  });
});

describe('pairValue()', () => {
  it('adds rank and priority, and is 1 at least', () => {
    expect(pairValue({ rankCentipoints: 40, priorityCentipoints: 2 })).toBe(42);
    expect(pairValue({ rankCentipoints: -40, priorityCentipoints: 2 })).toBe(1);
    expect(pairValue({ rankCentipoints: 0, priorityCentipoints: 2 })).toBe(2);
  });
});

describe('withoutCandidate()', () => {
  const rowWith = (positions: number[], candidates: number): Row => ({
    best: positions.map((at) => ({ at, rankCentipoints: 100 - at, fitCentipoints: 50 })),
    candidates,
    eligible: 20,
    proposable: 19,
    blocked: [],
  });

  it('leaves one out as long as enough of the best are known', () => {
    expect(withoutCandidate(rowWith([1, 2, 3, 4, 5], 9), 3)).toEqual(rowWith([1, 2, 4, 5], 8));
    expect(withoutCandidate(rowWith([1, 2, 3, 4], 9), 7)).toEqual(rowWith([1, 2, 3, 4], 8));
    expect(withoutCandidate(rowWith([1, 2, 3], 3), 1)).toEqual(rowWith([2, 3], 2));
  });

  it('wants the row made again where it cannot tell who is next, or where nobody is left', () => {
    expect(withoutCandidate(rowWith([1, 2, 3, 4], 9), 3)).toBeNull();
    expect(withoutCandidate(rowWith([1], 1), 1)).toBeNull();
  });
});
