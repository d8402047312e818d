import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planRound, rubricV1, startRound, withoutWaitingBonus } from '#shared/matching/index.ts';
import { makeContext, makeMentor, makeNewcomer } from '#test/bench/people.ts';
import { runs } from '#test/support/runs.ts';
import { guide, pairWith, twin } from './vectors.ts';

const mentors = Array.from({ length: 40 }, (_, i) => makeMentor(i));
const newcomers = Array.from({ length: 70 }, (_, i) => makeNewcomer(i));
const context = makeContext(mentors.length);

describe('startRound()', () => {
  it('decides again after any rejections with the total of a fresh round, and proves it', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(newcomers, { minLength: 20, maxLength: 50 }),
        fc.shuffledSubarray(mentors, { minLength: 8, maxLength: 25 }),
        fc.array(fc.nat(), { minLength: 1, maxLength: 8 }),
        (some, them, choices) => {
          const round = startRound(some, them, context);
          const metBefore = new Map<string, Set<string>>();
          for (const choice of choices) {
            const { proposals } = round.plan();
            if (proposals.length === 0) return;
            const { newcomerId, mentorId } = proposals[choice % proposals.length]!;
            metBefore.set(newcomerId, new Set(metBefore.get(newcomerId)).add(mentorId));
            const change = round.resolve({ newcomerId, mentorId });
            const fresh = planRound(some, them, context, { metBefore });
            expect(change.total).toBe(fresh.total);
            expect(change.certificate).toEqual({ dual: fresh.total, violated: 0 });
            const plan = round.plan();
            expect(plan.certificate).toEqual({ dual: fresh.total, violated: 0 });
            expect(plan.proposals.reduce((sum, { value }) => sum + value, 0)).toBe(fresh.total);
            expect(plan.proposals).toEqual(expect.arrayContaining(change.proposals));
            const proposed = new Set(plan.proposals.map((each) => `${each.newcomerId} ${each.mentorId}`));
            expect(proposed).not.toContain(`${newcomerId} ${mentorId}`);
            for (const id of change.withdrawn) {
              expect(plan.unmatched.map((each) => each.newcomerId)).toContain(id);
            }
          }
        },
      ),
      { numRuns: runs(25) },
    );
  });

  it('plans without the waiting bonus what a fresh round by that rubric would, rejections kept', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(newcomers, { minLength: 20, maxLength: 50 }),
        fc.shuffledSubarray(mentors, { minLength: 8, maxLength: 25 }),
        (some, them) => {
          const rubric = withoutWaitingBonus(rubricV1);
          const round = startRound(some, them, context);
          expect(round.planWithoutWaitingBonus()).toEqual(planRound(some, them, context, { rubric }));
          const [first] = round.plan().proposals;
          if (!first) return;
          round.resolve(first);
          const metBefore = new Map([[first.newcomerId, new Set([first.mentorId])]]);
          const fresh = planRound(some, them, context, { rubric, metBefore });
          expect(round.planWithoutWaitingBonus()).toEqual(fresh);
        },
      ),
      { numRuns: runs(15) },
    );
  });

  it('does not name a rejected mentor among the alternates', () => {
    const round = startRound(newcomers, mentors, context);
    const [first] = round.plan().proposals;
    round.resolve(first!);
    const again = round.plan().proposals.find(({ newcomerId }) => newcomerId === first!.newcomerId);
    expect([again?.mentorId, ...(again?.alternates ?? []).map(({ mentorId }) => mentorId)]).not.toContain(
      first!.mentorId,
    );
  });

  it('refuses to decide again about somebody who is not in it', () => {
    const round = startRound(newcomers.slice(0, 2), mentors.slice(0, 2), context);
    expect(() => round.resolve({ newcomerId: 'nobody', mentorId: mentors[0]!.id })).toThrow(
      /not in this round/,
    );
  });

  it('tells how far it is, and stops when asked to', () => {
    const told: number[] = [];
    planRound(newcomers, mentors, context, { onProgress: ({ done }) => told.push(done) });
    expect(told).toEqual([0, 64, 70]);
    const signal = { aborted: false };
    const stop = () => {
      signal.aborted = true;
    };
    expect(() => planRound(newcomers, mentors, context, { onProgress: stop, signal })).toThrow(/cancelled/);
  });
});

describe('a round of few', () => {
  const base = pairWith();
  const since = (day: number) => ({ waitingSince: `2026-01-${String(day).padStart(2, '0')}T00:00:00Z` });
  const pairsIn = (list: readonly { newcomerId: string; mentorId: string }[]) =>
    list.map(({ newcomerId, mentorId }) => `${newcomerId} ${mentorId}`);

  it('tells its people by their ids, and counts all places', () => {
    const some = [
      twin('c', since(1)),
      twin('a', since(3)),
      twin('b', since(2)),
      twin('d', since(5)),
      twin('e', since(4)),
    ];
    const them = [
      guide('x', { capacity: 3, active: 1 }),
      guide('y', { capacity: 4, active: 2, reserved: 1 }),
    ];
    const { proposals, unmatched, totals } = planRound(some, them, base.context);
    expect(proposals.map(({ newcomerId }) => newcomerId)).toEqual(['a', 'b', 'c']);
    expect(unmatched.map(({ newcomerId }) => newcomerId)).toEqual(['d', 'e']);
    expect(totals).toMatchObject({ newcomers: 5, mentors: 2, places: 3 });
  });

  it('takes a rejected proposal back, and gives the place to who waits next', () => {
    const round = startRound([twin('a', since(1)), twin('b', since(2))], [guide('x')], base.context);
    expect(pairsIn(round.plan().proposals)).toEqual(['a x']);
    const change = round.resolve({ newcomerId: 'a', mentorId: 'x' });
    expect([pairsIn(change.proposals), change.withdrawn]).toEqual([['b x'], ['a']]);
    const last = round.resolve({ newcomerId: 'b', mentorId: 'x' });
    expect([last.proposals, last.withdrawn, last.total]).toEqual([[], ['b'], 0]);
    expect(round.plan().unmatched.map(({ newcomerId, reason }) => [newcomerId, reason])).toEqual([
      ['a', 'met-before'],
      ['b', 'met-before'],
    ]);
  });

  it('offers the next mentor to whom one was rejected for, and never the rejected one again', () => {
    const them = ['v', 'w', 'x', 'y', 'z'].map((id) => guide(id));
    const metBefore = new Map([['a', new Set(['v'])]]);
    const round = startRound([twin('a')], them, base.context, { metBefore });
    for (const [rejected, next, alternates] of [
      ['w', 'x', ['y', 'z']],
      ['x', 'y', ['z']],
      ['y', 'z', []],
    ] as const) {
      const { proposals, withdrawn } = round.resolve({ newcomerId: 'a', mentorId: rejected });
      expect([pairsIn(proposals), withdrawn]).toEqual([[`a ${next}`], []]);
      expect(proposals[0]!.alternates.map(({ mentorId }) => mentorId)).toEqual(alternates);
      expect(pairsIn(round.plan().proposals)).toEqual([`a ${next}`]);
      expect(pairsIn(round.planWithoutWaitingBonus().proposals)).toEqual([`a ${next}`]);
    }
  });

  it('keeps its proposals when somebody else is rejected for a newcomer, who is then no alternate either', () => {
    const them = ['w', 'x', 'y', 'z'].map((id) => guide(id));
    const round = startRound([twin('a')], them, base.context);
    const { proposals, withdrawn, total } = round.resolve({ newcomerId: 'a', mentorId: 'y' });
    expect([proposals, withdrawn, total]).toEqual([[], [], round.plan().total]);
    const [proposal] = round.plan().proposals;
    expect(proposal!.mentorId).toBe('w');
    expect(proposal!.alternates.map(({ mentorId }) => mentorId)).toEqual(['x', 'z']);
  });

  it('refuses to decide again about a mentor who is not in it', () => {
    const round = startRound([twin('a')], [guide('x')], base.context);
    expect(() => round.resolve({ newcomerId: 'a', mentorId: 'nobody' })).toThrow(
      new RangeError('Cannot decide again: a or nobody is not in this round.'),
    );
  });

  it('throws an error that says so when it is cancelled', () => {
    const thrown = () => {
      try {
        planRound([twin('a')], [guide('x')], base.context, { signal: { aborted: true } });
      } catch (error) {
        return error;
      }
      return null;
    };
    expect(thrown()).toEqual(new Error('The round was cancelled before it was decided.'));
  });
});
