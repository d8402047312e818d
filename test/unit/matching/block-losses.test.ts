import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lossOfFew, orderVisits } from '#shared/matching/block-losses.ts';
import { lost } from '#shared/matching/pool-losses.ts';

const losses = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 200_000 }), fc.constantFrom(0, lost, 3 * lost)), {
    maxLength: 400,
  })
  .map((list) => Int32Array.from(list));

describe('orderVisits()', () => {
  it('visits once each block that no gate stops, some of the best first and the others by place', () => {
    fc.assert(
      fc.property(losses, (ofBlocks) => {
        const { order, promising } = orderVisits(ofBlocks);
        const open = [...ofBlocks.keys()].filter((block) => ofBlocks[block]! < lost);
        expect([...order].sort((a, b) => a - b)).toEqual(open);
        for (const span of [order.subarray(0, promising), order.subarray(promising)]) {
          expect([...span]).toEqual([...span].sort((a, b) => a - b));
        }
        const limit = lossOfFew(ofBlocks, ofBlocks.length, 64);
        expect([...order.subarray(0, promising)].every((block) => ofBlocks[block]! <= limit)).toBe(true);
      }),
    );
  });
});

describe('lossOfFew()', () => {
  it('is a loss that enough do not pass, or none at all if there are too few', () => {
    fc.assert(
      fc.property(losses, fc.integer({ min: 1, max: 100 }), (all, few) => {
        const limit = lossOfFew(all, all.length, few);
        const within = all.filter((loss) => loss <= limit).length;
        const open = all.filter((loss) => loss < lost).length;
        expect(within).toBeGreaterThanOrEqual(Math.min(few, open));
        expect(limit).toBeLessThan(lost);
      }),
    );
  });
});
