import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDistanceQueue } from '#shared/matching/distance-queue.ts';
import { runs } from '#test/support/runs.ts';

const mentors = 24;

type Step = { kind: 'lower'; mentor: number; distance: number } | { kind: 'take' } | { kind: 'clear' };
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant('lower' as const),
      mentor: fc.integer({ min: 0, max: mentors - 1 }),
      distance: fc.integer({ min: 0, max: 30 }),
    }),
  },
  { weight: 5, arbitrary: fc.constant({ kind: 'take' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'clear' as const }) },
);

describe('a queue by distance', () => {
  it('hands out the nearest of those who wait, whatever came and was lowered before', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const queue = createDistanceQueue(mentors);
        const waiting = new Map<number, number>();
        const known = new Map<number, number>();
        for (const each of steps) {
          if (each.kind === 'clear') {
            queue.clear();
            waiting.clear();
            known.clear();
          } else if (each.kind === 'take') {
            const nearest = queue.takeNearest();
            if (waiting.size === 0) expect(nearest).toBe(-1);
            else expect(waiting.get(nearest)).toBe(Math.min(...waiting.values()));
            waiting.delete(nearest);
          } else {
            // Only ever nearer, and nobody who was taken out comes back, as in a search.
            const isSettled = known.has(each.mentor) && !waiting.has(each.mentor);
            if (isSettled || each.distance > (known.get(each.mentor) ?? 99)) continue;
            queue.lower(each.mentor, each.distance);
            waiting.set(each.mentor, each.distance);
            known.set(each.mentor, each.distance);
          }
          for (let j = 0; j < mentors; j += 1)
            expect(queue.distanceOf(j)).toBe(known.get(j) ?? Number.POSITIVE_INFINITY);
        }
      }),
      { numRuns: runs(200) },
    );
  });

  it('gives everybody once, by rising distance', () => {
    const queue = createDistanceQueue(200);
    for (let j = 0; j < 200; j += 1) queue.lower(j, (j * 7919) % 1009);
    for (let j = 0; j < 200; j += 3) queue.lower(j, (j * 31) % 101);
    const order = Array.from({ length: 200 }, () => queue.takeNearest());
    expect(new Set(order).size).toBe(200);
    const distances = order.map((j) => queue.distanceOf(j));
    expect(distances).toEqual(distances.toSorted((a, b) => a - b));
    expect(queue.takeNearest()).toBe(-1);
  });

  it('takes back one who was forgotten, and after it was cleared everybody', () => {
    const queue = createDistanceQueue(3);
    queue.lower(2, 5);
    expect(queue.takeNearest()).toBe(2);
    queue.forget(2);
    expect(queue.distanceOf(2)).toBe(Number.POSITIVE_INFINITY);
    queue.lower(2, 9);
    queue.lower(1, 7);
    queue.clear();
    expect([0, 1, 2].map(queue.distanceOf)).toEqual(Array(3).fill(Number.POSITIVE_INFINITY));
    expect(queue.takeNearest()).toBe(-1);
    queue.lower(1, 8);
    queue.lower(2, 6);
    expect([queue.takeNearest(), queue.takeNearest(), queue.takeNearest()]).toEqual([2, 1, -1]);
  });

  it('takes in again one who was forgotten, though nobody else waits', () => {
    const queue = createDistanceQueue(3);
    queue.lower(1, 5);
    expect(queue.takeNearest()).toBe(1);
    queue.forget(1);
    queue.lower(1, 4);
    queue.lower(0, 6);
    expect([queue.takeNearest(), queue.takeNearest(), queue.takeNearest()]).toEqual([1, 0, -1]);
  });
});
