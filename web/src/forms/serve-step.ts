import { formRoutes } from '#functions/api/form-routes.ts';
import { problemName } from '#shared/http/problem.ts';
import { checkForm, type FieldError } from './check.ts';
import { type Fields, textOf } from './fields.ts';
import { askedSteps, clearedByTrack, type FormStep } from './forms.ts';
import { questionOfField, readStep } from './steps.ts';
import {
  addressOf,
  type FormView,
  goTo,
  isFromCheck,
  occasionOf,
  openForm,
  problemView,
  type Visit,
} from './visit.ts';
import { isPreset, presets } from './week.ts';

type Saved =
  | { readonly ok: true; readonly fields: Fields; readonly cookies: readonly string[] }
  | { readonly ok: false; readonly view: FormView };

/** Errors of what was too much to keep, such as a text of many pages, beside their questions. */
const refusedFields = (
  { form }: Visit,
  problems: readonly { pointer: string; message: string }[] = [],
): FieldError[] =>
  problems.flatMap(({ pointer, message }) => {
    const field = /^\/fields\/([^/]+)/.exec(pointer)?.[1];
    const name = field === undefined ? null : questionOfField(form.steps, field);
    return name === null ? [] : [{ name, text: message }];
  });

/**
 * Keeps what was typed, begins the draft if there is none. What cannot be kept comes back filled in.
 * @param open whether this browser has a draft of this form.
 */
const keep = async (
  visit: Visit,
  step: FormStep,
  { typed, open, before }: { typed: Record<string, string | string[]>; open: boolean; before: Fields },
): Promise<Saved> => {
  const { api, form, locale } = visit;
  const answer = open
    ? await api(formRoutes.saveDraft, { body: { fields: typed, locale } })
    : await api(formRoutes.beginDraft, { body: { kind: form.kind, locale, fields: typed } });
  const { cookies } = answer;
  if (answer.ok) return { ok: true, fields: answer.body.fields, cookies };
  const fields = { ...before, ...typed };
  const shown = { screen: 'step', step, fields, cookies, earlier: null } as const;
  switch (problemName(answer.problem)) {
    case 'too-many-requests':
      return { ok: false, view: { ...shown, status: 429, errors: [], slow: true } };
    case 'invalid-request': {
      const errors = refusedFields(visit, answer.problem.errors);
      return { ok: false, view: { ...shown, status: 422, errors, slow: false } };
    }
    default:
      return { ok: false, view: problemView(answer.problem, cookies) };
  }
};

/** Errors of one screen; nothing of screens that are still to come. */
const errorsOn = (step: FormStep, errors: readonly FieldError[]): FieldError[] =>
  errors.filter(({ name }) => step.questions.some((question) => question.name === name));

const nextAddress = (
  visit: Visit,
  step: FormStep,
  { fields, before }: { fields: Fields; before: Fields },
) => {
  const asked = askedSteps(visit.form, fields, visit.community);
  const fromCheck = isFromCheck(visit);
  const changed = step.id === 'support' && textOf(before, 'track') !== textOf(fields, 'track');
  const next = asked[asked.findIndex(({ id }) => id === step.id) + 1]?.id ?? 'check';
  if (fromCheck && !(changed && next === 'pathways')) return addressOf(visit, 'check');
  return addressOf(visit, next, { fromCheck });
};

const typedOn = (
  { form }: Visit,
  step: FormStep,
  { sent, before }: { sent: FormData; before: Fields },
): Record<string, string | string[]> => {
  const typed = readStep(step, sent);
  const preset = sent.get('preset');
  const isOtherTrack = step.id === 'support' && textOf(before, 'track') !== textOf(typed, 'track');
  return {
    ...typed,
    ...(typeof preset === 'string' &&
      isPreset(preset) &&
      step.id === 'times' &&
      Object.fromEntries(presets[preset].map((slot) => [slot, 'on']))),
    ...(isOtherTrack && clearedByTrack(form)),
    // Where a link of “finish later” leads back to.
    at: step.id,
  };
};

const beginAnew = async (visit: Visit): Promise<Response | FormView> => {
  const { api, form, locale } = visit;
  const begun = await api(formRoutes.beginDraft, { body: { kind: form.kind, locale } });
  return begun.ok ? goTo(addressOf(visit, 'name'), begun.cookies) : problemView(begun.problem, begun.cookies);
};

/** What was typed last is kept in a new draft, though the old one is over. */
const keepAfterEnd = async (visit: Visit, typed: Record<string, string | string[]>): Promise<FormView> => {
  const { api, form, locale } = visit;
  const begun = await api(formRoutes.beginDraft, { body: { kind: form.kind, locale, fields: typed } });
  return { screen: 'expired', status: 410, cookies: begun.cookies, kept: begun.ok };
};

/** Whoever is not of age is told who helps now, and nothing of the form is kept. */
const leaveToHelp = async (visit: Visit): Promise<Response | FormView> => {
  const dropped = await visit.api(formRoutes.dropDraft);
  return dropped.ok ? goTo(addressOf(visit, 'help'), dropped.cookies) : problemView(dropped.problem);
};

const post = async (visit: Visit, step: FormStep, sent: FormData): Promise<Response | FormView> => {
  const { open } = await openForm(visit);
  const finish = sent.get('finish');
  if (step.id === 'name' && finish === 'anew') return beginAnew(visit);
  const before = open?.fields ?? {};
  const typed = typedOn(visit, step, { sent, before });
  if (textOf(typed, 'adult') === 'no') return leaveToHelp(visit);
  if (!open && step.id !== 'name') return keepAfterEnd(visit, typed);
  const saved = await keep(visit, step, { typed, open: open !== null, before });
  if (!saved.ok) return saved.view;
  const { fields, cookies } = saved;
  if (finish === 'later') return goTo(addressOf(visit, 'later'), cookies);
  // The other language's page got what was typed on the first one's: it is kept, and shown.
  if (sent.has('language'))
    return goTo(addressOf(visit, step.id, { fromCheck: isFromCheck(visit) }), cookies);
  if (sent.has('preset')) {
    return goTo(`${addressOf(visit, step.id, { fromCheck: isFromCheck(visit) })}#times`, cookies);
  }
  const errors = errorsOn(step, checkForm(visit.form, fields, occasionOf(visit)));
  if (errors.length === 0) return goTo(nextAddress(visit, step, { fields, before }), cookies);
  return { screen: 'step', status: 422, step, fields, errors, cookies, earlier: null, slow: false };
};

/** A screen of the form: shown with what was typed before, or taken in. */
export const serveStep = async (visit: Visit, step: FormStep): Promise<Response | FormView> => {
  if (visit.sent) return post(visit, step, visit.sent);
  const { open, other, cookies } = await openForm(visit);
  if (!open && step.id !== 'name') return { screen: 'expired', status: 410, cookies: [], kept: false };
  const fields = open?.fields ?? {};
  const isEmpty = Object.values(fields).every((value) => value.length === 0);
  const earlier = other ? 'other' : isEmpty ? null : 'this';
  return { screen: 'step', status: 200, step, fields, errors: [], cookies, earlier, slow: false };
};
