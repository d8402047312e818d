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

describe('lossesOfBlocks() of few kinds', () => {
  const days = Int32Array.from({ length: 128 }, (_, mask) => 1 + ((mask * 37) % 101));
  /** Two blocks of three kinds and half of another; each kind loses by its number. */
  const blocks = {
    covered: 2 * blockSize + 10,
    kinds: {
      status: Uint8Array.of(0, 1, 0),
      person: Uint8Array.of(0, 0, 1),
      load: Uint8Array.of(1, 0, 0),
      start: Uint32Array.of(0, 40, 2 * blockSize - 1),
    },
    firstDays: Uint8Array.of(3, 5, 0),
    lastDays: Uint8Array.of(3, 5, 0),
  };
  const none = new Int32Array(0);
  const lossesWith = (changes: object) => ({
    ...{
      pathways: none,
      month: none,
      stage: none,
      languages: none,
      modalities: none,
      modalitiesNear: none,
      time: none,
    },
    ...{ status: Int32Array.of(100, 20), person: Int32Array.of(10, 3), load: Int32Array.of(5, 7), days },
    ...changes,
  });

  it('finds the least by days of every range that a block’s days can be', () => {
    for (let first = 0; first < 128; first += 1) {
      for (const last of [first, first + 1, first + 2, first + 6, first + 31, 127].filter(
        (each) => each >= first && each < 128,
      )) {
        const ranged = {
          ...blocks,
          firstDays: Uint8Array.of(first, 1, 0),
          lastDays: Uint8Array.of(last, 126, 0),
        };
        const { alike, all } = lossesOfBlocks(ranged, lossesWith({}), 2 * blockSize + 10);
        expect(all[0]! - alike[0]!).toBe(Math.min(...days.subarray(first, last + 1)));
        expect(all[1]! - alike[1]!).toBe(Math.min(...days.subarray(1, 127)));
      }
    }
  });

  it('takes of each block the kind that loses least, and of who came later nothing', () => {
    // The kinds lose 117, 35 and 108; the first block has the first two, the second block the last two.
    const { alike, all } = lossesOfBlocks(blocks, lossesWith({}), 3 * blockSize + 1);
    expect([...alike]).toEqual([35, 35, 0, 0]);
    expect([...all]).toEqual([35 + days[3]!, 35 + days[5]!, 0, 0]);
    const apart = {
      ...blocks,
      kinds: { ...blocks.kinds, start: Uint32Array.of(0, blockSize, 2 * blockSize - 1) },
    };
    expect([...lossesOfBlocks(apart, lossesWith({}), 3 * blockSize).alike]).toEqual([117, 35, 0]);
    const last = { ...blocks, kinds: { ...blocks.kinds, start: Uint32Array.of(0, 40, 60) } };
    expect([...lossesOfBlocks(last, lossesWith({}), 3 * blockSize).alike]).toEqual([35, 108, 0]);
  });

  it('counts a block as lost where a gate stops every kind in it', () => {
    const stopped = lossesWith({ status: Int32Array.of(lost, lost) });
    const { alike, all } = lossesOfBlocks(blocks, stopped, 3 * blockSize);
    expect([...alike]).toEqual([lost, lost, 0]);
    expect([...all]).toEqual([lost, lost, 0]);
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

  it('is the end of the step of 32 centipoints in which enough are together', () => {
    const step = 32 * lossesInCentipoint;
    const all = Int32Array.of(
      5,
      step - 1,
      step,
      3 * step + 7,
      3 * step + 8,
      255 * step,
      256 * step,
      lost,
      -4,
    );
    const limits = [1, 3, 4, 5, 6, 7, 8].map((few) => lossOfFew(all, all.length, few));
    expect(limits).toEqual([
      step - 1,
      step - 1,
      2 * step - 1,
      4 * step - 1,
      4 * step - 1,
      256 * step - 1,
      lost - 1,
    ]);
    expect([1, 2, 3].map((few) => lossOfFew(all, 3, few))).toEqual([step - 1, step - 1, 2 * step - 1]);
    expect(lossOfFew(all, 3, 4)).toBe(lost - 1);
  });
});
