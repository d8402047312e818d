import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planRound, rubricV1, startRound, withoutWaitingBonus } from '#shared/matching/index.ts';
import { makeContext, makeMentor, makeNewcomer } from '#test/bench/people.ts';
import { runs } from '#test/support/runs.ts';

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
