import type { Locale } from '#shared/i18n/index.ts';
import type { Need, RecruitGap } from '#shared/matching/index.ts';
import { type Wording, wording } from './names.ts';

const named = (list: Readonly<Record<string, string>>, code: string): string => list[code] ?? code;

type ToldNeed = Need & { readonly values: readonly string[] };

/** Each need as a few words that follow “who need”. */
const phrases: { [G in Need['gate']]: (need: ToldNeed, told: Wording) => string } = {
  'different-track': ({ values }, { words, or, track }) => words.gap.track(or(values.map(track))),
  'no-shared-language': ({ values }, { or, language }) => or(values.map(language)),
  'medication-affirming': (_, { words }) => words.gap.medication,
  'gender-must': ({ values, must }, { words, or }) => {
    if (must) return or(values.map((code) => named(words.gap.genders, code)));
    const [own] = values;
    return own === undefined ? words.gap.mentoringAnyone : named(words.gap.mentoring, own);
  },
  'pathway-mismatch': ({ values, must }, { words, or, pathway }) => {
    if (values.length === 0) return words.gap.openPathway;
    const pathways = or(values.map(pathway));
    return must ? words.gap.onlyPathway(pathways) : words.gap.pathway(pathways);
  },
  'pathway-excluded': ({ values }, { words, or, pathway }) => words.gap.otherPathway(or(values.map(pathway))),
  'worldview-must': ({ values }, { words, or, worldview }) => words.gap.worldview(or(values.map(worldview))),
  'no-shared-modality': ({ values }, { words, or, way }) => words.gap.talking(or(values.map(way))),
  'too-far': (_, { words }) => words.gap.near,
  'too-little-shared-time': (_, { words }) => words.gap.time,
  'recovery-too-short': (_, { words }) => words.gap.recovery,
  'lead-too-short': (_, { words }) => words.gap.lead,
};

const isTold = (need: Need): need is ToldNeed => need.values !== null;

const phraseOf = (need: Need, told: Wording): string =>
  isTold(need) ? phrases[need.gate](need, told) : named(told.words.gap.kinds, need.gate);

/** One gap in words: who waits for what, and how near the mentors are who have room. */
export type GapWords = { readonly sentence: string; readonly nearly: readonly string[] };

const toWords = ({ needs, waiting, lackOnly }: RecruitGap['gaps'][number], told: Wording): GapWords => {
  const { gap } = told.words;
  if (needs.length === 0) return { sentence: gap.noRoom(waiting), nearly: [] };
  return {
    sentence: gap.waits(told.and(needs.map((need) => phraseOf(need, told))), waiting),
    nearly: needs.flatMap((need) => {
      const near = lackOnly.find(({ gate }) => gate === need.gate);
      return near && near.mentors > 0 ? [gap.lackOnly(phraseOf(need, told), near.mentors)] : [];
    }),
  };
};

/** The gaps in words, most waiting first, and what is said of all others. */
export const gapWords = (
  { gaps, others }: RecruitGap,
  locale: Locale,
): { readonly gaps: readonly GapWords[]; readonly others: string | null } => {
  const told = wording(locale);
  return {
    gaps: gaps.map((each) => toWords(each, told)),
    others: others > 0 ? told.words.gap.others(others) : null,
  };
};
