import { describe, expect, it } from 'vitest';
import { createFacet } from '#shared/matching/facet.ts';
import { createSetting, meetPathways, type Pair, readyNewcomer } from '#shared/matching/pair.ts';
import { createPathwayCodes, followFacet, judgeLists } from '#shared/matching/pathway-codes.ts';
import type { MentorProfile } from '#shared/matching/profile.ts';
import { rubricV1 } from '#shared/matching/rubric-v1.ts';
import { pairWith } from './vectors.ts';

type Listed = Pick<MentorProfile, 'pathways' | 'onlyPathways'>;
const { newcomer, context } = pairWith();
const setting = createSetting(context, rubricV1);
const list = (...pathways: [string, 'main' | 'experienced' | 'familiar'][]): Listed => ({
  pathways: pathways.map(([pathway, depth]) => ({ pathway, depth })),
  onlyPathways: false,
});

/** A facet's lists, as codes. */
const codesOf = (lists: readonly Listed[]) => {
  const facet = createFacet<Listed>(lists);
  const codes = createPathwayCodes();
  followFacet(codes, facet);
  return { facet, codes };
};

describe('followFacet()', () => {
  it('gives each pathway at each depth one code, however many lists have it', () => {
    const { codes, facet } = codesOf([
      list(['smart', 'main'], ['aa', 'main']),
      list(['aa', 'main']),
      list(['aa', 'familiar'], ['smart', 'main']),
    ]);
    expect(codes).toEqual({
      codes: [
        { pathway: 'smart', depth: 'main' },
        { pathway: 'aa', depth: 'main' },
        { pathway: 'aa', depth: 'familiar' },
      ],
      start: [0, 2, 3, 5],
      code: [0, 1, 1, 2, 0],
      only: [0, 0, 0],
    });
    facet.numberOf({ ...list(['smart', 'main']), onlyPathways: true });
    followFacet(codes, facet);
    followFacet(codes, facet);
    expect([codes.codes.length, codes.start.at(-1), codes.only]).toEqual([3, 6, [0, 0, 0, 1]]);
  });
});

describe('judgeLists()', () => {
  it('gives each list its best score, and asks the gates once for lists that none tells apart', () => {
    const lists = [
      list(['smart', 'main']),
      list(['smart', 'main'], ['aa', 'familiar']),
      list(['aa', 'main']),
      list(['aa', 'experienced']),
      list(['secular', 'main']),
      { ...list(['smart', 'main']), onlyPathways: true },
      list(),
    ];
    const { codes, facet } = codesOf(lists);
    const who = readyNewcomer({ ...newcomer, pathways: ['smart', 'aa'], notPathways: ['secular'] }, setting);
    const asked: number[] = [];
    const { score, gates } = judgeLists(codes, who, setting, (at, best) => {
      asked.push(at);
      expect(best).toBe(meetPathways(who.profile, lists[at] as Pair['mentor'], rubricV1).score);
      return 100 + at;
    });
    expect([...score]).toEqual(
      facet.parts.map((each) => meetPathways(who.profile, each as Pair['mentor'], rubricV1).score),
    );
    // Whoever shares a pathway that is not low is one kind; the other kinds are asked about by themselves.
    expect(asked).toEqual([0, 4, 5, 6]);
    expect([...gates]).toEqual([100, 100, 100, 100, 104, 105, 106]);
  });
});
