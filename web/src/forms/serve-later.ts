import { formRoutes } from '#functions/api/form-routes.ts';
import { sessionRoutes } from '#functions/api/session-routes.ts';
import { type Problem, problemName } from '#shared/http/problem.ts';
import { type Locale, localePath, messages } from '../i18n.ts';
import { textSent } from '../sent.ts';
import { homeOf } from '../sign-in.ts';
import { type Fields, textOf } from './fields.ts';
import type { Form } from './forms.ts';
import { addressOf, type FormView, goTo, openForm, problemView, type Visit } from './visit.ts';

/** Where somebody stopped: the last step that they sent, or the first. */
export const stoppedAt = (form: Form, fields: Fields): string =>
  form.steps.find(({ id }) => id === textOf(fields, 'at'))?.id ?? 'name';

/** “Finish later”: keeps the form for a week and mails the link to it. */
export const serveLater = async (visit: Visit): Promise<Response | FormView> => {
  const { open, cookies } = await openForm(visit);
  if (!open) return { screen: 'expired', status: 410, cookies: [], kept: false };
  const back = addressOf(visit, stoppedAt(visit.form, open.fields));
  if (!visit.sent) {
    return visit.url.searchParams.has('sent')
      ? { screen: 'later-sent', status: 200, cookies, back }
      : { screen: 'later', status: 200, cookies, back, error: null, email: textOf(open.fields, 'email') };
  }
  const email = textSent(visit.sent, 'email');
  const answer = await visit.api(formRoutes.finishLater, { body: { email, locale: visit.locale } });
  if (answer.ok) return goTo(`${addressOf(visit, 'later')}?sent=1`, answer.cookies);
  const shown = { screen: 'later', cookies: answer.cookies, back, email } as const;
  switch (problemName(answer.problem)) {
    case 'invalid-request':
      return { ...shown, status: 422, error: messages(visit.locale).problems.fields['email-shape'] };
    case 'too-many-requests':
      return { ...shown, status: 429, error: messages(visit.locale).apply.slowDown };
    default:
      return problemView(answer.problem, answer.cookies);
  }
};

/** Two words and four digits, as a reference is made; anything else in the address is not shown. */
const readReference = (text: string | null): string | null =>
  text !== null && /^[a-z]{3,10}-[a-z]{3,10}-\d{4}$/.test(text) ? text.replaceAll('-', ' ') : null;

const readDate = (text: string | null): string | null =>
  text !== null && /^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(text) ? text : null;

const codeError = (problem: Problem, locale: Locale): string => {
  const { signIn } = messages(locale);
  if (problemName(problem) === 'too-many-requests') return signIn.slowDown;
  return (problemName(problem) === 'sign-in-refused' && problem.errors?.[0]?.message) || signIn.refused;
};

/** After sending: what happens next, and the code; a wrong one comes back to this very page. */
export const serveDone = async ({ api, locale, url, sent }: Visit): Promise<Response | FormView> => {
  const shown = {
    screen: 'done',
    reference: readReference(url.searchParams.get('reference')),
    by: readDate(url.searchParams.get('by')),
  } as const;
  if (!sent) return { ...shown, status: 200, cookies: [], error: null, spent: url.searchParams.has('spent') };
  const answer = await api(sessionRoutes.signIn, { body: { code: textSent(sent, 'code') } });
  if (answer.ok) return goTo(localePath(locale, homeOf(answer.body.roles)), answer.cookies);
  // In the address, so that a reload does not ask for a code that cannot be used any more.
  if (answer.problem.errors?.[0]?.code === 'code-spent')
    return goTo(
      `${url.pathname}?${new URLSearchParams([...url.searchParams, ['spent', '1']])}`,
      answer.cookies,
    );
  const error = codeError(answer.problem, locale);
  return { ...shown, status: 422, cookies: answer.cookies, error, spent: false };
};
