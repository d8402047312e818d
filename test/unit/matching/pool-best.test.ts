import { describe, expect, it } from 'vitest';
import { createSetting, readyNewcomer } from '#shared/matching/pair.ts';
import { findBest } from '#shared/matching/pool-best.ts';
import { arrangeBlocks, blockSize } from '#shared/matching/pool-blocks.ts';
import { append, createColumns } from '#shared/matching/pool-columns.ts';
import { compareIds } from '#shared/matching/rank.ts';
import { createPlainScan } from '#shared/matching/row-scan.ts';
import { rubricV1 } from '#shared/matching/rubric-v1.ts';
import { bandOf, toCentipoints } from '#shared/matching/score.ts';
import { makeContext, makeMentor, makeNewcomer } from '#test/bench/people.ts';

// More blocks than are looked at before there is a floor, and the last one not full.
const size = 40 * blockSize + 7;
const context = makeContext(size);
const setting = createSetting(context, rubricV1);
const columns = createColumns();
for (let i = 0; i < size; i += 1) append(columns, makeMentor(i));
const blocks = arrangeBlocks(columns);
const scan = createPlainScan(columns, setting);

/** Everybody scored, by rank, then id. */
const rankAll = (newcomer: ReturnType<typeof readyNewcomer>) => {
  const { passed, fits, ranks } = scan(newcomer).findOpen();
  return [...columns.ids.keys()]
    .filter((at) => ((passed[at >> 5]! >>> (at & 31)) & 1) === 1)
    .map((at) => {
      const fitCentipoints = toCentipoints(fits[at]!);
      const band = bandOf(fitCentipoints, setting.rubric);
      return { mentorId: columns.ids[at]!, rankCentipoints: toCentipoints(ranks[at]!), fitCentipoints, band };
    })
    .filter(({ band }) => band !== 'weak')
    .sort((a, b) => b.rankCentipoints - a.rankCentipoints || compareIds(a.mentorId, b.mentorId));
};

describe('findBest()', () => {
  it('finds in many blocks whom scoring everybody puts first, one, some and all of them', () => {
    let all = 0;
    for (const i of [0, 3, 7, 11, 19]) {
      const newcomer = readyNewcomer(makeNewcomer(i), setting);
      const ranked = rankAll(newcomer);
      for (const count of [1, 3, 40, size])
        expect(findBest({ columns, blocks, setting }, newcomer, count)).toEqual(ranked.slice(0, count));
      all += ranked.length;
    }
    expect(all).toBeGreaterThan(500);
  });

  it('finds nobody where nobody is asked for, and leaves out who has left', () => {
    const newcomer = readyNewcomer(makeNewcomer(0), setting);
    expect(findBest({ columns, blocks, setting }, newcomer, 0)).toEqual([]);
    const [first, second] = findBest({ columns, blocks, setting }, newcomer, 2);
    const at = columns.ids.indexOf(first!.mentorId);
    const status = columns.numbers.status[at]!;
    columns.numbers.status[at] = 0;
    expect(findBest({ columns, blocks, setting }, newcomer, 1)).toEqual([second]);
    columns.numbers.status[at] = status;
  });
});
