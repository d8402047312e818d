import { formRoutes } from '#functions/api/form-routes.ts';
import { problemName } from '#shared/http/problem.ts';
import { checkForm, errorsOf } from './check.ts';
import { toMentorApplication } from './mentor-fields.ts';
import { toNewcomerApplication } from './newcomer-fields.ts';
import { checkStep } from './shared-steps.ts';
import { readStep } from './steps.ts';
import {
  addressOf,
  type FormView,
  goTo,
  type OpenForm,
  occasionOf,
  openForm,
  problemView,
  type Visit,
} from './visit.ts';

/** Sends the form in; whoever pressed twice gets the answer to the first press. */
const sendIn = ({ api, form, locale }: Visit, { fields, submissionKey }: OpenForm) =>
  form.kind === 'newcomer'
    ? api(formRoutes.applyAsNewcomer, {
        body: toNewcomerApplication(fields, locale),
        idempotencyKey: submissionKey,
      })
    : api(formRoutes.applyAsMentor, {
        body: toMentorApplication(fields, locale),
        idempotencyKey: submissionKey,
      });

const doneAddress = (visit: Visit, received: { reference: string; confirmBy: string }): string => {
  const query = new URLSearchParams({
    reference: received.reference.replaceAll(' ', '-'),
    by: received.confirmBy.slice(0, 10),
  });
  return `${addressOf(visit, 'done')}?${query}`;
};

const submit = async (visit: Visit, open: OpenForm): Promise<Response | FormView> => {
  const answer = await sendIn(visit, open);
  if (answer.ok) return goTo(doneAddress(visit, answer.body), answer.cookies);
  const { problem, cookies } = answer;
  const { fields } = open;
  const shown = { screen: 'check', fields, cookies, errors: [], failed: null } as const;
  switch (problemName(problem)) {
    // This very form has been taken in already, before an answer was changed.
    case 'idempotency-mismatch':
      return goTo(addressOf(visit, 'done'));
    case 'too-many-requests':
      return { ...shown, status: 429, failed: 'slow-down' };
    case 'invalid-request': {
      const errors = errorsOf(visit.form, fields, {
        problems: problem.errors ?? [],
        occasion: occasionOf(visit),
      });
      return errors.length > 0 ? { ...shown, status: 422, errors } : problemView(problem, cookies);
    }
    default:
      return { ...shown, status: problem.status, failed: 'failed' };
  }
};

/** “Check your answers”: what is missing is listed with its links, and the form is sent in. */
export const serveCheck = async (visit: Visit): Promise<Response | FormView> => {
  const { open, cookies } = await openForm(visit);
  if (!open) {
    // Whoever presses “send” twice has their code to type by now.
    return visit.sent && visit.pending
      ? goTo(addressOf(visit, 'done'))
      : { screen: 'expired', status: 410, cookies: [], kept: false };
  }
  const isMissing = (fields: OpenForm['fields']) => checkForm(visit.form, fields, occasionOf(visit));
  if (!visit.sent) {
    const errors = isMissing(open.fields).filter(({ name }) => name !== 'consent');
    return { screen: 'check', status: 200, fields: open.fields, errors, failed: null, cookies };
  }
  const typed = { ...readStep(checkStep, visit.sent), at: 'check' };
  const saved = await visit.api(formRoutes.saveDraft, { body: { fields: typed } });
  if (!saved.ok) return problemView(saved.problem, saved.cookies);
  if (visit.sent.get('finish') === 'later') return goTo(addressOf(visit, 'later'), saved.cookies);
  const { fields, submissionKey } = saved.body;
  const errors = isMissing(fields);
  return errors.length > 0
    ? { screen: 'check', status: 422, fields, errors, failed: null, cookies: saved.cookies }
    : submit(visit, { fields, submissionKey });
};
