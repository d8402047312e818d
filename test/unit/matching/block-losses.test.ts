import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lossesOfBlocks, lossOfFew, orderVisits } from '#shared/matching/block-losses.ts';
import { createSetting, readyNewcomer } from '#shared/matching/pair.ts';
import { arrangeBlocks, blockSize } from '#shared/matching/pool-blocks.ts';
import { append, createColumns } from '#shared/matching/pool-columns.ts';
import { lossesInCentipoint, lost } from '#shared/matching/pool-losses.ts';
import { createReader } from '#shared/matching/pool-reader.ts';
import { rubricV1 } from '#shared/matching/rubric-v1.ts';
import { makeContext, makeMentor, makeNewcomer } from '#test/bench/people.ts';

const losses = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 200_000 }), fc.constantFrom(0, lost, 3 * lost)), {
    maxLength: 400,
  })
  .map((list) => Int32Array.from(list));

describe('lossesOfBlocks()', () => {
  it('is what the mentors of a block lose at least by kind, and by kind and days no more than any of them', () => {
    const columns = createColumns();
    for (let i = 0; i < 2_000; i += 1) append(columns, makeMentor(i));
    const blocks = arrangeBlocks(columns);
    // Somebody who came later stands in no block yet.
    append(columns, makeMentor(2_000));
    const setting = createSetting(makeContext(columns.size), rubricV1);
    const { numbers, days, size } = columns;
    for (let i = 0; i < 20; i += 1) {
      const { losses: each } = createReader(
        columns,
        readyNewcomer(makeNewcomer(i), setting),
        setting,
      ).sieve();
      const { alike, all } = lossesOfBlocks(blocks, each, size);
      expect(alike).toHaveLength(Math.ceil(size / blockSize));
      alike.forEach((loss, block) => {
        const positions = Array.from({ length: blockSize }, (_, at) => blockSize * block + at);
        if (positions.at(-1)! >= blocks.covered) {
          expect([loss, all[block]]).toEqual([0, 0]);
          return;
        }
        const byKind = positions.map(
          (at) =>
            each.status[numbers.status[at]!]! +
            each.person[numbers.person[at]!]! +
            each.load[numbers.load[at]!]!,
        );
        const least = Math.min(...byKind);
        expect(Math.min(loss, lost)).toBe(Math.min(least, lost));
        expect(all[block]! >= lost).toBe(least >= lost);
        const most = Math.min(...positions.map((at, k) => byKind[k]! + each.days[days[at]!]!));
        expect(Math.min(all[block]!, lost)).toBeLessThanOrEqual(Math.min(most, lost));
        if (least < lost) expect(all[block]!).toBeGreaterThanOrEqual(loss);
      });
    }
  });
});

describe('orderVisits()', () => {
  it('visits once each block that no gate stops, by what they lose in steps of 32 centipoints, and by place within one', () => {
    const stepOf = (loss: number) => Math.min(255, Math.floor(loss / (32 * lossesInCentipoint)));
    fc.assert(
      fc.property(losses, (ofBlocks) => {
        const open = [...ofBlocks.keys()].filter((block) => ofBlocks[block]! < lost);
        const sorted = open.sort((a, b) => stepOf(ofBlocks[a]!) - stepOf(ofBlocks[b]!) || a - b);
        expect([...orderVisits(ofBlocks)]).toEqual(sorted);
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
