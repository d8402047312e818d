import type * as z from 'zod';
import { wording } from '#shared/explain/names.ts';
import type { communityView } from '#shared/http/answers.ts';
import { type Locale, messages } from '#shared/i18n/index.ts';
import type { MentorAnswers, NewcomerAnswers } from '#shared/people/answers.ts';
import { dateText, milesOf, monthText, zoneName } from './forms/choices.ts';
import { weekText } from './forms/week-text.ts';

/** One answer with its name. */
export type Fact = { readonly label: string; readonly value: string };

type Community = Pick<z.output<typeof communityView>, 'places'>;
type Answers = NewcomerAnswers | MentorAnswers;

/** Who reads the answers: a coordinator, or the person who gave them. */
type Reader = 'coordinator' | 'self';

/** What is the same for every answer of one page. */
const tellerOf = (locale: Locale, community: Community, reader: Reader) => {
  const { desk, my, terms } = messages(locale);
  const list = (items: readonly string[]) => items.join(', ');
  return {
    t: reader === 'self' ? my.facts : desk.facts,
    terms,
    list,
    named: (label: string, values: readonly string[]): Fact[] =>
      values.length > 0 ? [{ label, value: list(values) }] : [],
    pathway: wording(locale).pathwayName,
    place: (id: string) => community.places.find((place) => place.id === id)?.label ?? id,
  };
};

type Teller = ReturnType<typeof tellerOf>;

/** What both forms ask: when, how, where, in which language. */
const meetingFacts = (answers: Answers, locale: Locale, { t, terms, named, place }: Teller): Fact[] => [
  ...named(
    t.languages,
    answers.languages.map(
      ({ code, level }) =>
        `${terms.languages[code]}: ${terms.languageLevels[level].toLocaleLowerCase(locale)}`,
    ),
  ),
  { label: t.times, value: weekText(locale, answers.windows) },
  { label: t.zone, value: zoneName(locale, answers.timeZone) },
  ...named(
    t.ways,
    answers.modalities.map((way) => terms.modalities[way]),
  ),
  ...named(
    t.place,
    answers.placeId === null
      ? []
      : [
          answers.radiusKm === null
            ? place(answers.placeId)
            : t.within(
                place(answers.placeId),
                String(answers.radiusKm),
                milesOf(String(answers.radiusKm)) ?? '',
              ),
        ],
  ),
];

const selfFacts = (answers: Answers, { t, terms, named }: Teller): Fact[] => [
  ...named(t.gender, answers.gender === null ? [] : [terms.genders[answers.gender]]),
  ...named(t.age, answers.ageBand === null ? [] : [terms.ageBands[answers.ageBand]]),
  ...named(
    t.family,
    answers.familyStage.map((stage) => terms.familyStages[stage]),
  ),
];

/** A newcomer's answers in the order of the form; what was not told is left out. */
export const newcomerFacts = (
  answers: NewcomerAnswers,
  locale: Locale,
  community: Community,
  reader: Reader = 'coordinator',
): Fact[] => {
  const teller = tellerOf(locale, community, reader);
  const { t, terms, named, pathway } = teller;
  const { genderPreference: wish, worldview } = answers;
  return [
    { label: t.track, value: terms.tracks[answers.track] },
    ...named(
      t.pathways,
      answers.pathways.length > 0 ? answers.pathways.map(pathway) : [messages(locale).desk.lists.anyPathway],
    ),
    ...named(t.pathwayMust, answers.pathwayMust ? [t.yes] : []),
    ...named(t.notPathways, answers.notPathways.map(pathway)),
    ...named(t.medication, answers.needsMedicationAffirming ? [t.yes] : []),
    {
      label: t.recovery,
      value:
        answers.recoverySince !== null
          ? monthText(locale, answers.recoverySince)
          : answers.justStarting
            ? t.justStarting
            : t.notTold,
    },
    ...named(
      t.leaving,
      answers.leavingCareOn === null ? [] : [dateText(locale, answers.leavingCareOn, { year: true })],
    ),
    ...meetingFacts(answers, locale, teller),
    ...named(
      t.genderWish,
      wish.strength === 'none'
        ? []
        : [
            `${wish.genders.map((gender) => terms.genders[gender]).join(', ')} (${t.strengths[wish.strength]})`,
          ],
    ),
    ...named(
      t.wants,
      answers.wants.map(({ tag, important }) =>
        important ? `${terms.livedTags[tag]} (${t.important})` : terms.livedTags[tag],
      ),
    ),
    ...selfFacts(answers, teller),
    ...named(
      t.worldview,
      worldview === null
        ? []
        : [
            answers.worldviewMust
              ? `${terms.worldviews[worldview]} (${t.worldviewMust})`
              : terms.worldviews[worldview],
          ],
    ),
  ];
};

/** A mentor's answers in the order of the form; what was not told is left out. */
export const mentorFacts = (
  answers: MentorAnswers,
  locale: Locale,
  community: Community,
  reader: Reader = 'coordinator',
): Fact[] => {
  const teller = tellerOf(locale, community, reader);
  const { t, terms, named, pathway } = teller;
  return [
    { label: t.track, value: terms.tracks[answers.track] },
    ...named(
      t.lived,
      answers.pathways.map((each) => `${pathway(each.pathway)} (${t.depths[each.depth]})`),
    ),
    ...named(t.onlyPathways, answers.onlyPathways ? [t.yes] : []),
    { label: t.recovery, value: monthText(locale, answers.recoverySince) },
    { label: t.attests, value: answers.medicationAffirming ? t.yes : t.notTold },
    ...meetingFacts(answers, locale, teller),
    {
      label: t.mentorsGenders,
      value: answers.mentorsGenders?.map((gender) => terms.genders[gender]).join(', ') ?? t.anyone,
    },
    ...named(
      t.tags,
      answers.tags.map((tag) => terms.livedTags[tag]),
    ),
    ...selfFacts(answers, teller),
    ...named(t.worldview, answers.worldview === null ? [] : [terms.worldviews[answers.worldview]]),
    { label: t.capacity, value: String(answers.capacity) },
  ];
};
