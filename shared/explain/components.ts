import type { Locale } from '#shared/i18n/index.ts';
import type { ComponentExplanation, ComponentFacts, Explanation } from '#shared/matching/explanation.ts';
import type { ComponentName } from '#shared/matching/rubric.ts';
import { clockLine } from './hours.ts';
import { capital, type Wording, wording } from './names.ts';

type Reason<C extends ComponentName> = (fact: ComponentFacts[C], told: Wording) => (string | false)[];

/** A span of years in words; below one year in months. */
export const yearsText = (years: number, { words }: Pick<Wording, 'words'>): string =>
  years < 1
    ? words.recovery.months(Math.max(0, Math.floor(years * 12)))
    : words.recovery.duration(Math.floor(years));

const gendersText = (genders: readonly string[], { or, gender }: Wording): string => or(genders.map(gender));

/** Each component's fact as short sentences. */
const sentences: { [C in ComponentName]: Reason<C> } = {
  pathway: (fact, { words, pathway, and }) => {
    if (fact.mentorPathway === null) return [words.pathway.none];
    const known = pathway(fact.mentorPathway);
    const depth = fact.depth ? words.pathway.depth[fact.depth] : '';
    if (fact.choice === null) return [words.pathway.open(known), depth];
    const shared = and(fact.shared.map(pathway));
    return [
      fact.same
        ? words.pathway.same(shared || known, depth)
        : words.pathway.differ(pathway(fact.newcomerPathway), known),
      fact.choice > 1 && words.pathway.choice(fact.choice),
    ];
  },
  availability: (fact, { words, locale }) =>
    fact.bestMinutes === 0
      ? [words.availability.none]
      : [
          `${clockLine(fact, locale).slice(0, -1)}, ${words.availability.days(fact.worstDays)}.`,
          fact.fragile && words.clock.fragile,
          fact.soon && words.availability.soon,
        ],
  recovery: (fact, told) => [
    told.words.recovery.years(yearsText(fact.mentorYears, told)),
    fact.leadYears !== null &&
      fact.leadYears > 0 &&
      capital(told.words.recovery.lead(yearsText(fact.leadYears, told))),
    fact.leadYears !== null && !fact.newcomerTold && told.words.recovery.notTold,
  ],
  lived: (fact, { words, tag, and }) => {
    const named = (tags: readonly string[]) =>
      and(tags.map((each) => (fact.important.includes(each) ? words.lived.important(tag(each)) : tag(each))));
    return [
      fact.met.length > 0 && words.lived.met(named(fact.met)),
      fact.missing.length > 0 && words.lived.missing(named(fact.missing)),
    ];
  },
  stage: (fact, { words, ageBand, family, and }) => [
    fact.newcomerAgeBand !== null &&
      fact.mentorAgeBand !== null &&
      (fact.bandsApart === 0
        ? words.stage.sameBand(ageBand(fact.newcomerAgeBand))
        : words.stage.bands(ageBand(fact.newcomerAgeBand), ageBand(fact.mentorAgeBand))),
    fact.sharedFamilyStage.length > 0
      ? words.stage.family(and(fact.sharedFamilyStage.map(family)))
      : words.stage.noFamily,
  ],
  worldview: (fact, { words, worldview }) =>
    fact.newcomer === null || fact.mentor === null
      ? []
      : [
          fact.newcomer === fact.mentor
            ? words.worldview.same(worldview(fact.newcomer))
            : words.worldview.differ(worldview(fact.newcomer), worldview(fact.mentor)),
        ],
  modality: (fact, { words, way, or, whole }) =>
    fact.modality === null
      ? [words.modality.none]
      : [
          words.modality.shared(or(fact.shared.map(way))),
          fact.choice !== null && fact.choice > 1 && words.modality.choice(fact.choice),
          fact.distanceKm !== null &&
            (fact.distanceKm < 1 ? words.modality.near : words.modality.distance(whole(fact.distanceKm))),
        ],
  gender: (fact, told) => [
    told.words.gender.asked(
      gendersText(fact.preferred, told),
      fact.mentor === null ? told.words.gender.notSaid : told.gender(fact.mentor),
    ),
  ],
  language: (fact, { words, language, and }) => [
    fact.shared.length === 0
      ? words.language.none
      : capital(
          `${and(
            fact.shared.map(({ code, level }) =>
              level === 'fluent'
                ? words.language.fluent(language(code))
                : words.language.fair(language(code)),
            ),
          )}.`,
        ),
  ],
};

/** A component as a bar: what it is, its reason, and what it adds to the fit. */
export type ComponentWords = {
  readonly label: string;
  readonly fact: string;
  readonly points: number;
  readonly max: number;
  readonly words: string;
};

/** A component's points and their most in whole numbers. */
type Whole = { readonly points: number; readonly max: number };

const toWords = (each: ComponentExplanation, { points, max }: Whole, told: Wording): ComponentWords => {
  const { words, whole } = told;
  const reason = sentences[each.component] as Reason<ComponentName>;
  const facts = reason(each.fact, told).filter((text) => text !== false && text !== '');
  return {
    label: words.labels[each.component],
    fact: (each.state === 'unknown' ? [words.notTold] : facts).join(' '),
    points,
    max,
    words: words.points(whole(points), whole(max)),
  };
};

/**
 * Whole numbers that add up to the rounded sum of what they stand for (largest remainder). None leaves its own floor or
 * ceiling, nor its `limits`.
 */
export const wholeParts = (values: readonly number[], limits?: readonly number[]): number[] => {
  const parts = values.map(Math.floor);
  const sum = values.reduce((total, value) => total + value, 0);
  let missing = Math.round(sum) - parts.reduce((total, part) => total + part, 0);
  const order = values
    .map((value, index) => ({ index, rest: value - Math.floor(value) }))
    .filter(({ rest }) => rest > 0)
    .sort((a, b) => b.rest - a.rest || a.index - b.index);
  for (const { index } of order) {
    const part = parts[index] ?? 0;
    if (missing <= 0 || part + 1 > (limits?.[index] ?? Number.POSITIVE_INFINITY)) continue;
    parts[index] = part + 1;
    missing -= 1;
  }
  return parts;
};

/** Every component that counts, with its reason; and one line about those for which there was no wish. */
export const componentWords = (
  explanation: Explanation,
  locale: Locale,
): { bars: ComponentWords[]; notAsked: string | null } => {
  const told = wording(locale);
  const counted = explanation.components.filter(
    ({ state, pointsMax }) => state !== 'not-applicable' && pointsMax > 0,
  );
  const most = wholeParts(counted.map(({ pointsMax }) => pointsMax));
  const gained = wholeParts(
    counted.map(({ points }, index) => Math.min(points, most[index] ?? 0)),
    most,
  );
  const silent = explanation.components.filter(({ state }) => state === 'not-applicable');
  return {
    bars: counted.map((each, index) =>
      toWords(each, { points: gained[index] ?? 0, max: most[index] ?? 0 }, told),
    ),
    notAsked:
      silent.length === 0
        ? null
        : told.words.notAsked(
            told.and(silent.map(({ component }) => told.words.labels[component].toLocaleLowerCase(locale))),
          ),
  };
};
