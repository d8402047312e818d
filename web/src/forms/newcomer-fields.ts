import type * as z from 'zod';
import type { Locale } from '#shared/i18n/index.ts';
import type { NewcomerApplication, newcomerApplicationSchema } from '#shared/people/application.ts';
import { importanceComponents } from '#shared/people/catalogues.ts';
import { boxOf, type Fields, isOn, listOf, textOf, told } from './fields.ts';
import { frameOf, monthFields, monthOf, sharedAnswersOf, toSharedFields } from './shared-fields.ts';

/** What somebody says about a thing in a mentor: 0, 1 and 2 of the rubric, and a condition. */
export const wishes = ['none', 'nice', 'important', 'must'] as const;

/** Components whose importance has a question of its own on the form; the others are told one by one. */
const wishQuestions = { gender: 'gender-wish', stage: 'stage-wish', worldview: 'worldview-wish' } as const;

/** Components of which the form asks only how much they matter. */
export const plainComponents = importanceComponents.filter((each) => !Object.hasOwn(wishQuestions, each));

const importanceOfWish: Readonly<Record<string, number>> = { none: 0, nice: 1, important: 2, must: 2 };

/** Up to three, in order, each once. */
const pathwaysOf = (fields: Fields): string[] => [
  ...new Set(['pathway-1', 'pathway-2', 'pathway-3'].flatMap((name) => told(fields, name) ?? [])),
];

/** Ways to talk, the best liked first. */
const modalitiesOf = (fields: Fields): string[] => {
  const ticked = listOf(fields, 'modalities');
  const liked = ['best-way', 'second-way'].map((name) => textOf(fields, name));
  return [...new Set([...liked.filter((way) => ticked.includes(way)), ...ticked])];
};

/** Who ticks a gender and says no more would find it nice. */
const genderWishOf = (fields: Fields): string =>
  textOf(fields, 'gender-wish') || (listOf(fields, 'gender-wish-genders').length > 0 ? 'nice' : '');

const genderPreferenceOf = (fields: Fields) => {
  const wish = genderWishOf(fields);
  const strength = wish === 'must' ? 'must' : wish === 'nice' || wish === 'important' ? 'prefer' : 'none';
  return { strength, genders: strength === 'none' ? [] : listOf(fields, 'gender-wish-genders') };
};

/** Whoever picks a month without ticking “since a month” means it all the same. */
const recoverySinceOf = (fields: Fields): string | null => {
  const since = textOf(fields, 'since');
  if (since === 'starting') return null;
  return since === 'month' ? (monthOf(fields) ?? '') : monthOf(fields);
};

const importanceOf = (fields: Fields): Record<string, number> => {
  const entries = importanceComponents.flatMap((component): [string, number][] => {
    const question = Object.hasOwn(wishQuestions, component)
      ? wishQuestions[component as keyof typeof wishQuestions]
      : `importance-${component}`;
    const wish = component === 'gender' ? genderWishOf(fields) || null : told(fields, question);
    // A condition on gender is a gate: no points come on top of it.
    if (wish === null || (component === 'gender' && (wish === 'must' || wish === 'none'))) return [];
    return [[component, importanceOfWish[wish] ?? Number.NaN]];
  });
  return Object.fromEntries(entries);
};

const leavingCareOnOf = (fields: Fields): string | null => {
  const leaving = textOf(fields, 'leaving');
  if (leaving === 'no') return null;
  return leaving === 'yes' ? textOf(fields, 'leaving-on').trim() : told(fields, 'leaving-on');
};

/**
 * A newcomer's application from what was typed; what cannot be read is handed on for the schema to refuse.
 * @param fields as the draft keeps them.
 * @param locale the language in which they want to hear from us.
 */
export const toNewcomerApplication = (
  fields: Fields,
  locale: Locale,
): z.input<typeof newcomerApplicationSchema> => {
  const modalities = modalitiesOf(fields);
  const pathways = pathwaysOf(fields);
  const application = {
    ...frameOf(fields, locale),
    answers: {
      ...sharedAnswersOf({ ...fields, modalities }),
      pathways,
      // “Only these” needs something to mean: with none chosen it would leave nobody.
      pathwayMust: pathways.length > 0 && isOn(fields, 'only-pathways'),
      notPathways: listOf(fields, 'not-pathways'),
      needsMedicationAffirming: isOn(fields, 'medication'),
      recoverySince: recoverySinceOf(fields),
      justStarting: textOf(fields, 'since') === 'starting',
      genderPreference: genderPreferenceOf(fields),
      worldviewMust: textOf(fields, 'worldview-wish') === 'must',
      wants: listOf(fields, 'wants').map((tag) => ({
        tag,
        important: listOf(fields, 'important').includes(tag),
      })),
      importance: importanceOf(fields),
      leavingCareOn: leavingCareOnOf(fields),
      notLeaving: textOf(fields, 'leaving') === 'no',
    },
    note: told(fields, 'note'),
  };
  // Texts of people: whether they are what the type says is for the schema to find out.
  return application as z.input<typeof newcomerApplicationSchema>;
};

const wishOf = (importance: number | undefined): string =>
  importance === undefined ? '' : (['none', 'nice', 'important'][importance] ?? '');

const toGenderWish = ({ genderPreference, importance }: NewcomerApplication['answers']): string => {
  if (genderPreference.strength === 'must') return 'must';
  if (genderPreference.strength === 'prefer') return importance.gender === 2 ? 'important' : 'nice';
  return '';
};

/** Which of two choices was made: `none` only if it was said, for what was not told is no answer. */
const choiceOf = (told: string | null, saidNone: boolean, { none, some }: { none: string; some: string }) =>
  told === null ? (saidNone ? none : '') : some;

/** The fields that show an application, for changing it. */
export const toNewcomerFields = (application: NewcomerApplication): Fields => {
  const { answers, note } = application;
  const { importance, modalities } = answers;
  return {
    ...toSharedFields(application),
    'best-way': modalities.length > 1 ? (modalities[0] ?? '') : '',
    'second-way': modalities.length > 1 ? (modalities[1] ?? '') : '',
    'pathway-1': answers.pathways[0] ?? '',
    'pathway-2': answers.pathways[1] ?? '',
    'pathway-3': answers.pathways[2] ?? '',
    'only-pathways': boxOf(answers.pathwayMust),
    'not-pathways': answers.notPathways,
    medication: boxOf(answers.needsMedicationAffirming),
    since: choiceOf(answers.recoverySince, answers.justStarting, { none: 'starting', some: 'month' }),
    ...monthFields(answers.recoverySince),
    'gender-wish': toGenderWish(answers),
    'gender-wish-genders': answers.genderPreference.genders,
    'stage-wish': wishOf(importance.stage),
    'worldview-wish': answers.worldviewMust ? 'must' : wishOf(importance.worldview),
    wants: answers.wants.map(({ tag }) => tag),
    important: answers.wants.filter(({ important }) => important).map(({ tag }) => tag),
    ...Object.fromEntries(
      plainComponents.map((component) => [`importance-${component}`, wishOf(importance[component])]),
    ),
    leaving: choiceOf(answers.leavingCareOn, answers.notLeaving, { none: 'no', some: 'yes' }),
    'leaving-on': answers.leavingCareOn ?? '',
    note: note ?? '',
  };
};
