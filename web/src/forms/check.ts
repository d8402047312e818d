import type * as z from 'zod';
import { toFieldProblems } from '#shared/http/problem.ts';
import type { communityView } from '#shared/http/views.ts';
import { type Locale, messages } from '#shared/i18n/index.ts';
import { type Fields, linesOf, listOf, textOf, told } from './fields.ts';
import type { Form } from './forms.ts';
import { monthOf } from './shared-fields.ts';
import { questionAt } from './steps.ts';

/** The community as pages know it. */
export type CommunityView = z.output<typeof communityView>;

/** What somebody needs to put right: the question, and the words that stand beside it. */
export type FieldError = { readonly name: string; readonly text: string };

/** What the checks look at besides the answers. */
export type Occasion = {
  readonly locale: Locale;
  readonly community: Pick<CommunityView, 'places' | 'pathways'>;
  /** The present month, `YYYY-MM`. */
  readonly month: string;
};

type Code = keyof ReturnType<typeof messages>['apply']['errors'] | 'not-in-list' | 'choose-place';
type Finding = readonly [question: string, code: Code];

const pathwayFields = ['pathway-1', 'pathway-2', 'pathway-3'];

const checkPathways = (fields: Fields, { community }: Occasion): Finding[] => {
  const known = community.pathways
    .filter(({ track }) => track === textOf(fields, 'track'))
    .map(({ id }) => id);
  const not = listOf(fields, 'not-pathways');
  const chosen = pathwayFields.flatMap((name): Finding[] => {
    const pathway = told(fields, name);
    if (pathway === null) return [];
    if (!known.includes(pathway)) return [[name, 'not-in-list']];
    return not.includes(pathway) ? [[name, 'pathway-both']] : [];
  });
  return not.every((pathway) => known.includes(pathway))
    ? chosen
    : [...chosen, ['not-pathways', 'not-in-list']];
};

const checkHours = (fields: Fields): Finding[] => {
  const [from, until] = [told(fields, 'safe-from'), told(fields, 'safe-until')];
  if ((from === null) !== (until === null)) return [['safe-hours', 'both-hours']];
  return from !== null && from === until ? [['safe-hours', 'same-hours']] : [];
};

const checkPlace = (fields: Fields, { community }: Occasion): Finding[] => {
  if (!listOf(fields, 'modalities').includes('in-person')) return [];
  const place = told(fields, 'place');
  if (place === null) return [['place', 'choose-place']];
  return community.places.some(({ id }) => id === place) ? [] : [['place', 'not-in-list']];
};

const checkMonth = (fields: Fields, { month }: Occasion): Finding[] =>
  textOf(fields, 'since') !== 'starting' && (monthOf(fields) ?? '') > month
    ? [['since-month', 'month-to-come']]
    : [];

/** What the schema of the application cannot know: lists of this community, and answers that go together. */
const checkTogether = (form: Form, fields: Fields, occasion: Occasion): Finding[] => [
  // Nobody is asked to say that they are older than they are.
  ...(textOf(fields, 'adult') === 'no' ? [['adult', 'too-young'] as const] : []),
  ...checkHours(fields),
  ...checkPlace(fields, occasion),
  ...checkMonth(fields, occasion),
  ...(form.kind === 'newcomer' ? checkNewcomer(fields, occasion) : checkMentor(fields, occasion)),
];

const checkMentor = (fields: Fields, { community }: Occasion): Finding[] =>
  community.pathways.some(({ id, track }) => told(fields, `depth-${id}`) && track !== textOf(fields, 'track'))
    ? [['pathways', 'not-in-list']]
    : [];

const checkNewcomer = (fields: Fields, occasion: Occasion): Finding[] => [
  ...checkPathways(fields, occasion),
  ...(textOf(fields, 'worldview-wish') === 'must' && told(fields, 'worldview') === null
    ? [['worldview', 'worldview-untold'] as const]
    : []),
  ...(textOf(fields, 'leaving') === 'yes' && told(fields, 'leaving-on') === null
    ? [['leaving-on', 'leaving-untold'] as const]
    : []),
];

/** Someone whom a person must not meet is told a line each: the line is what helps to find it. */
const lineText = (fields: Fields, pointer: string, { locale }: Occasion): string | null => {
  const index = /^\/doNotMatch\/(\d+)/.exec(pointer)?.[1];
  const line = index === undefined ? undefined : linesOf(fields, 'apart')[Number(index)];
  return line === undefined ? null : messages(locale).apply.wrongLine(line.slice(0, 60));
};

/** Pointers of refusals as errors beside their questions. */
export const errorsOf = (
  form: Form,
  fields: Fields,
  { problems, occasion }: { problems: readonly { pointer: string; message: string }[]; occasion: Occasion },
): FieldError[] =>
  problems.flatMap(({ pointer, message }) => {
    const name = questionAt(form.steps, pointer);
    return name === null ? [] : [{ name, text: lineText(fields, pointer, occasion) ?? message }];
  });

/**
 * Everything that keeps a form from being sent, at most one error a question, in the order of the form. The words of
 * answers that do not go together come before those of the schema.
 */
export const checkForm = (form: Form, fields: Fields, occasion: Occasion): FieldError[] => {
  const { apply, problems } = messages(occasion.locale);
  const textOfCode = (code: Code): string =>
    code === 'not-in-list' || code === 'choose-place' ? problems.fields[code] : apply.errors[code];
  const application = form.toApplication(fields, occasion.locale);
  const parsed = form.schema.safeParse(application, { reportInput: true });
  const errors = [
    ...checkTogether(form, fields, occasion).map(([name, code]) => ({ name, text: textOfCode(code) })),
    ...(parsed.success
      ? []
      : errorsOf(form, fields, { problems: toFieldProblems(parsed.error, occasion.locale), occasion })),
  ];
  return form.steps
    .flatMap((step) => step.questions)
    .flatMap(({ name }) => errors.find((error) => error.name === name) ?? []);
};
