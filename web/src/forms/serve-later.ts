import { problemName } from '#shared/http/problem.ts';
import { messages } from '../i18n.ts';
import { textSent } from '../sent.ts';
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
  const answer = await visit.api.finishLater({ body: { email } });
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

/** Two words, as a reference is made; anything else in the address is not shown. */
const readReference = (text: string | null): string | null =>
  text !== null && /^[a-z]{3,10}-[a-z]{3,10}$/.test(text) ? text.replace('-', ' ') : null;

const readDate = (text: string | null): string | null =>
  text !== null && /^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(text) ? text : null;

/** After sending: what happens next, and the code. */
export const serveDone = ({ url }: Visit): FormView => ({
  screen: 'done',
  status: 200,
  cookies: [],
  reference: readReference(url.searchParams.get('reference')),
  by: readDate(url.searchParams.get('by')),
});
