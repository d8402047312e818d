import type * as z from 'zod';
import type { Locale } from '#shared/i18n/index.ts';
import type { MentorApplication, mentorApplicationSchema } from '#shared/people/application.ts';
import { boxOf, type Fields, isOn, listOf, textOf, told } from './fields.ts';
import { frameOf, monthFields, monthOf, sharedAnswersOf, toSharedFields } from './shared-fields.ts';

const depthField = 'depth-';

const pathwaysOf = (fields: Fields) =>
  Object.keys(fields)
    .filter((name) => name.startsWith(depthField))
    .flatMap((name) => {
      const depth = told(fields, name);
      return depth === null ? [] : [{ pathway: name.slice(depthField.length), depth }];
    });

/** Whom they mentor: null is anyone; an empty list, of “only some people”, is refused by the schema. */
const whomOf = (fields: Fields): readonly string[] | null => {
  const genders = listOf(fields, 'whom-genders');
  const whom = textOf(fields, 'whom');
  return whom === 'some' || (whom === '' && genders.length > 0) ? genders : null;
};

/**
 * A mentor's application from what was typed; what cannot be read is handed on for the schema to refuse.
 * @param fields as the draft keeps them.
 * @param locale the language in which they want to hear from us.
 */
export const toMentorApplication = (
  fields: Fields,
  locale: Locale,
): z.input<typeof mentorApplicationSchema> => {
  const application = {
    ...frameOf(fields, locale),
    answers: {
      ...sharedAnswersOf(fields),
      pathways: pathwaysOf(fields),
      onlyPathways: isOn(fields, 'only-pathways'),
      recoverySince: monthOf(fields) ?? undefined,
      mentorsGenders: whomOf(fields),
      medicationAffirming: isOn(fields, 'medication'),
      tags: listOf(fields, 'tags'),
      capacity: told(fields, 'capacity') === null ? undefined : Number(told(fields, 'capacity')),
    },
    texts: {
      about: told(fields, 'about'),
      boundaries: told(fields, 'boundaries'),
      note: told(fields, 'note'),
    },
    codeOfConduct: isOn(fields, 'conduct'),
  };
  // Texts of people: whether they are what the type says is for the schema to find out.
  return application as z.input<typeof mentorApplicationSchema>;
};

/** The fields that show an application, for changing it. */
export const toMentorFields = (application: MentorApplication): Fields => {
  const { answers, texts } = application;
  return {
    ...toSharedFields(application),
    ...Object.fromEntries(answers.pathways.map(({ pathway, depth }) => [`${depthField}${pathway}`, depth])),
    'only-pathways': boxOf(answers.onlyPathways),
    ...monthFields(answers.recoverySince),
    whom: answers.mentorsGenders === null ? 'anyone' : 'some',
    'whom-genders': answers.mentorsGenders ?? [],
    medication: boxOf(answers.medicationAffirming),
    tags: answers.tags,
    capacity: String(answers.capacity),
    about: texts.about ?? '',
    boundaries: texts.boundaries ?? '',
    note: texts.note ?? '',
    conduct: 'on',
  };
};
