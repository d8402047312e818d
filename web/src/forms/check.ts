import type * as z from 'zod';
import { wording } from '#shared/explain/names.ts';
import type { communityView } from '#shared/http/answers.ts';
import { toFieldProblems } from '#shared/http/problem.ts';
import { type Locale, messages } from '#shared/i18n/index.ts';
import { rubricV1 } from '#shared/matching/rubric-v1.ts';
import { monthText } from './choices.ts';
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
  /** The day that it still is somewhere on earth, `YYYY-MM-DD`. */
  readonly today: string;
  /** Whether a form is sent in; false where answers that were accepted once are changed. */
  readonly applying: boolean;
};

type Code =
  | keyof ReturnType<typeof messages>['apply']['errors']
  | 'not-in-list'
  | 'choose-place'
  | 'too-soon';
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
    const before = pathwayFields.slice(0, pathwayFields.indexOf(name));
    if (before.some((earlier) => told(fields, earlier) === pathway)) return [[name, 'pathway-twice']];
    return not.includes(pathway) ? [[name, 'pathway-both']] : [];
  });
  return not.every((pathway) => known.includes(pathway))
    ? chosen
    : [...chosen, ['not-pathways', 'not-in-list']];
};

/** The way liked best and the next one must be ticked, and two different ones. */
const checkWays = (fields: Fields): Finding[] => {
  const ticked = listOf(fields, 'modalities');
  const [best, second] = [told(fields, 'best-way'), told(fields, 'second-way')];
  const isSame = best !== null && best === second;
  return [
    ...(best !== null && !ticked.includes(best) ? [['best-way', 'way-unticked'] as const] : []),
    ...(isSame ? [['second-way', 'way-twice'] as const] : []),
    ...(second !== null && !isSame && !ticked.includes(second)
      ? [['second-way', 'way-unticked'] as const]
      : []),
  ];
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
  ...checkHours(fields),
  ...checkPlace(fields, occasion),
  ...checkMonth(fields, occasion),
  ...(form.kind === 'newcomer' ? checkNewcomer(fields, occasion) : checkMentor(fields, occasion)),
];

/**
 * From which month somebody has been in recovery for long enough to mentor, `YYYY-MM`, and how many days that takes;
 * null if they have been by now. Counted as matching counts it, from the end of the month.
 */
export const mayMentorFrom = (
  fields: Fields,
  { today }: Pick<Occasion, 'today'>,
): { month: string; days: number } | null => {
  const since = monthOf(fields);
  const { minimumRecoveryDays } = rubricV1.policy;
  const needed: Readonly<Record<string, number>> = minimumRecoveryDays;
  const days = needed[textOf(fields, 'track')] ?? Math.max(...Object.values(minimumRecoveryDays));
  if (since === null || !/^\d{4}-(0[1-9]|1[0-2])$/.test(since)) return null;
  const [year = 0, month = 0] = since.split('-').map(Number);
  const reached = new Date(Date.UTC(year, month, days));
  if (Date.parse(today) >= reached.getTime()) return null;
  // The month that begins when they have: its first day is good for all of it.
  const from = new Date(
    Date.UTC(reached.getUTCFullYear(), reached.getUTCMonth() + Number(reached.getUTCDate() > 1), 1),
  );
  return { month: from.toISOString().slice(0, 7), days };
};

/** Whoever returned to use tells so here and is not turned away: only a first form is. */
const checkRecovery = (fields: Fields, occasion: Occasion): Finding[] => {
  const isToCome = (monthOf(fields) ?? '') > occasion.month;
  return occasion.applying && !isToCome && mayMentorFrom(fields, occasion)
    ? [['since-month', 'too-soon']]
    : [];
};

const checkMentor = (fields: Fields, occasion: Occasion): Finding[] => [
  ...(occasion.community.pathways.some(
    ({ id, track }) => told(fields, `depth-${id}`) && track !== textOf(fields, 'track'),
  )
    ? [['pathways', 'not-in-list'] as const]
    : []),
  ...checkRecovery(fields, occasion),
];

const checkLeaving = (fields: Fields, { today }: Occasion): Finding[] => {
  if (textOf(fields, 'leaving') === 'no') return [];
  const day = told(fields, 'leaving-on');
  if (day === null) return textOf(fields, 'leaving') === 'yes' ? [['leaving-on', 'leaving-untold']] : [];
  return /^\d{4}-\d\d-\d\d$/.test(day) && day < today ? [['leaving-on', 'leaving-past']] : [];
};

const checkNewcomer = (fields: Fields, occasion: Occasion): Finding[] => [
  ...checkPathways(fields, occasion),
  ...checkWays(fields),
  ...(textOf(fields, 'worldview-wish') === 'must' && told(fields, 'worldview') === null
    ? [['worldview', 'worldview-untold'] as const]
    : []),
  ...checkLeaving(fields, occasion),
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
  const tooSoon = (): string => {
    const { locale } = occasion;
    const from = mayMentorFrom(fields, occasion);
    const { recovery } = messages(locale).reasons;
    if (from === null) return '';
    const needed =
      from.days < 365
        ? recovery.months(Math.round(from.days / 30))
        : recovery.duration(Math.round(from.days / 365));
    return messages(locale).volunteer.progress.tooSoon(needed, monthText(locale, from.month));
  };
  const textOfCode = (code: Code): string =>
    code === 'too-soon'
      ? tooSoon()
      : code === 'not-in-list' || code === 'choose-place'
        ? problems.fields[code]
        : apply.errors[code];
  // In a summary of errors only its name tells which of the pathways is meant.
  const named = (name: string, code: Code): string =>
    code === 'pathway-both' || code === 'pathway-twice'
      ? `${wording(occasion.locale).pathwayName(textOf(fields, name))}: ${textOfCode(code)}`
      : textOfCode(code);
  const application = form.toApplication(fields, occasion.locale);
  const parsed = form.schema.safeParse(application, { reportInput: true });
  const errors = [
    ...checkTogether(form, fields, occasion).map(([name, code]) => ({ name, text: named(name, code) })),
    ...(parsed.success
      ? []
      : errorsOf(form, fields, { problems: toFieldProblems(parsed.error, occasion.locale), occasion })),
  ];
  return form.steps
    .flatMap((step) => step.questions)
    .flatMap(({ name }) => errors.find((error) => error.name === name) ?? []);
};
