import { familyStages } from '#shared/people/catalogues.ts';
import { scoreAvailability } from './availability.ts';
import { sharedLanguages } from './gates.ts';
import { daysInYear, type Pair } from './pair.ts';
import {
  type ComponentName,
  componentNames,
  coreComponents,
  type Rubric,
  readCurve,
  worldviewPair,
} from './rubric.ts';

/*
 * The nine components, each between 0 and 1. "No preference" removes a component (`not-applicable`); "not told us"
 * keeps its weight out of the score but in the confidence (`unknown`).
 */

/** What a component says about a pair: a score, or why there is none. */
export type Score = number | 'unknown' | 'not-applicable';

/** Whether the family curve alone counts; the newcomer's track decides. */
export const scoreRecovery = ({ newcomer, ready, leadDays, setting }: Pair): number => {
  const { stabilityByYears, stabilityByYearsFamily, closenessByLeadYears } = setting.rubric.curves;
  const years = ready.mentor.recoveryDays / daysInYear;
  if (newcomer.track === 'family') return readCurve(stabilityByYearsFamily, years);
  return readCurve(stabilityByYears, years) * readCurve(closenessByLeadYears, leadDays / daysInYear);
};

/** How much a tag that few mentors carry counts: inverse document frequency, kept within bounds. */
const rarityOf = (tag: string, { context, rubric }: Pair['setting']): number => {
  const { rarityMinimum, rarityMaximum } = rubric.details.lived;
  const carriers = Object.hasOwn(context.tagCounts, tag) ? context.tagCounts[tag]! : 0;
  const rarity = Math.log(1 + context.mentorPool / (1 + carriers));
  return Math.min(rarityMaximum, Math.max(rarityMinimum, rarity));
};

/** What a wish counts: how much it matters times how rare it is. */
export const worthOfWant = (want: Pair['newcomer']['wants'][number], setting: Pair['setting']): number => {
  const { important, substance, other } = setting.rubric.details.lived;
  const importance = want.important ? important : want.tag.startsWith('substance:') ? substance : other;
  return importance * rarityOf(want.tag, setting);
};

const scoreLived = ({ newcomer, mentor, setting }: Pair): Score => {
  if (newcomer.wants.length === 0) return 'not-applicable';
  let met = 0;
  let wanted = 0;
  for (const want of newcomer.wants) {
    const worth = worthOfWant(want, setting);
    wanted += worth;
    if (mentor.tags.includes(want.tag)) met += worth;
  }
  return wanted > 0 ? met / wanted : 0;
};

/** How many age bands lie between the two; null if either did not say. */
export const bandsApart = ({ newcomer, mentor, setting }: Pair): number | null =>
  newcomer.ageBand === null || mentor.ageBand === null
    ? null
    : Math.abs(
        setting.rubric.ageBands.indexOf(newcomer.ageBand) - setting.rubric.ageBands.indexOf(mentor.ageBand),
      );

/** Family stages as bits: a stage told twice counts once. */
const stageBits = (stages: Pair['newcomer']['familyStage']): number =>
  stages.reduce((bits, stage) => bits | (1 << familyStages.indexOf(stage)), 0);

const countBits = (bits: number): number => {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count += 1;
  return count;
};

/** Jaccard of the family stages; null if either did not say. */
const familyLikeness = ({ newcomer, mentor }: Pair): number | null => {
  if (newcomer.familyStage.length === 0 || mentor.familyStage.length === 0) return null;
  const [ours, theirs] = [stageBits(newcomer.familyStage), stageBits(mentor.familyStage)];
  return countBits(ours & theirs) / countBits(ours | theirs);
};

/** Age and family stage. */
export const scoreStage = (pair: Pair): Score => {
  const { newcomer, setting } = pair;
  if (newcomer.ageBand === null && newcomer.familyStage.length === 0) return 'not-applicable';
  const { ageShare, familyShare, bandsToZero } = setting.rubric.details.stage;
  const apart = bandsApart(pair);
  const age = apart === null ? null : Math.max(0, 1 - apart / bandsToZero);
  const family = familyLikeness(pair);
  if (age !== null && family !== null) return ageShare * age + familyShare * family;
  return age ?? family ?? 'unknown';
};

/** The same worldview, or one that lies near. */
export const scoreWorldview = ({ newcomer, mentor, setting }: Pair): Score => {
  if (newcomer.worldview === null) return 'not-applicable';
  if (mentor.worldview === null) return 'unknown';
  if (newcomer.worldview === mentor.worldview) return 1;
  const pair = worldviewPair(newcomer.worldview, mentor.worldview);
  return pair === undefined ? 0 : setting.rubric.worldview[pair];
};

/** 1 up to 10 km (or the radius, if that is less), falling to 0 at the radius. */
export const nearness = (distanceKm: number, radiusKm: number, nearKm: number): number => {
  const near = Math.min(nearKm, radiusKm);
  return distanceKm <= near ? 1 : (radiusKm - distanceKm) / (radiusKm - near);
};

/** The way to talk that counts; 0 if there is none, since its place −1 has no rank. */
export const scoreModality = ({ modality, distanceKm, radiusKm, setting }: Pair): number => {
  const place = setting.rubric.modalityRank[modality.place] ?? 0;
  if (modality.modality !== 'in-person' || distanceKm === null || radiusKm === null) return place;
  const { placeShare, nearKm } = setting.rubric.details.inPerson;
  return place * placeShare + nearness(distanceKm, radiusKm, nearKm) * (1 - placeShare);
};

/** A preferred gender. */
export const scoreGender = ({ newcomer, mentor, setting }: Pair): Score => {
  if (newcomer.genderPreference.strength !== 'prefer') return 'not-applicable';
  if (mentor.gender === null) return 'unknown';
  return newcomer.genderPreference.genders.includes(mentor.gender)
    ? 1
    : setting.rubric.details.genderNotPreferred;
};

/** Codes that both speak fluently. */
export const fluentLanguages = ({ newcomer, mentor }: Pair): string[] => {
  const fluent = (languages: Pair['newcomer']['languages']) =>
    languages.filter(({ level }) => level === 'fluent').map(({ code }) => code);
  const theirs = fluent(mentor.languages);
  return [...new Set(fluent(newcomer.languages).filter((code) => theirs.includes(code)))];
};

/** A language that both speak, and how well. */
export const scoreLanguage = (pair: Pair): number => {
  if (fluentLanguages(pair).length > 0) return 1;
  return sharedLanguages(pair).length > 0 ? pair.setting.rubric.details.languageNotFluent : 0;
};

const scorers: Record<ComponentName, (pair: Pair) => Score> = {
  pathway: ({ pathway }) => pathway.score,
  availability: ({ time, setting }) => scoreAvailability(time, setting.rubric),
  recovery: scoreRecovery,
  lived: scoreLived,
  stage: scoreStage,
  worldview: scoreWorldview,
  modality: scoreModality,
  gender: scoreGender,
  language: scoreLanguage,
};

/** Every component's score, or why there is none, in the order of the weights. */
export const scoreComponents = (pair: Pair): Record<ComponentName, Score> =>
  Object.fromEntries(componentNames.map((name) => [name, scorers[name](pair)])) as Record<
    ComponentName,
    Score
  >;

/** A component's weight for this newcomer: the rubric's, times how much they say it matters; a core one keeps half. */
export const weightOf = (name: ComponentName, { newcomer }: Pair, { weights, details }: Rubric): number => {
  const importance = newcomer.importance[name] ?? 1;
  return (
    weights[name] *
    (coreComponents.includes(name) ? Math.max(details.coreImportanceMinimum, importance) : importance)
  );
};
