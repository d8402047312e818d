import type { ApiClient } from '#functions/api/client.ts';
import { formRoutes } from '#functions/api/form-routes.ts';
import { type Problem, problemName } from '#shared/http/problem.ts';
import { type Locale, localePath } from '../i18n.ts';
import type { Problem as PageProblem } from '../problem.ts';
import type { CommunityView, FieldError, Occasion } from './check.ts';
import type { Fields } from './fields.ts';
import { type Form, type FormStep, stepPath } from './forms.ts';

/** One request of a form's page, with everything that answering it needs. */
export type Visit = {
  readonly form: Form;
  readonly locale: Locale;
  readonly api: ApiClient;
  readonly url: URL;
  /** What a posted form sent; null when the page is only opened. */
  readonly sent: FormData | null;
  readonly community: CommunityView;
  /** The present month, `YYYY-MM`. */
  readonly month: string;
  /** The day that it still is somewhere on earth, `YYYY-MM-DD`. */
  readonly today: string;
  /** Whether a form is sent in; false where answers that were accepted once are changed. */
  readonly applying: boolean;
  /** Whether this browser has a code to type. */
  readonly pending: boolean;
  /** The masked address that the code went to. */
  readonly sentTo: string | null;
};

/** A draft of this form in this browser. */
export type OpenForm = { readonly fields: Fields; readonly submissionKey: string };

/** What a page shows. Every page hands the cookies on and answers with the status. */
export type FormView = { readonly status: number; readonly cookies: readonly string[] } & (
  | {
      readonly screen: 'step';
      readonly step: FormStep;
      readonly fields: Fields;
      readonly errors: readonly FieldError[];
      /** Earlier answers are there, of this form or of the other one. */
      readonly earlier: 'this' | 'other' | null;
      readonly slow: boolean;
    }
  | {
      readonly screen: 'check';
      readonly fields: Fields;
      readonly errors: readonly FieldError[];
      readonly failed: 'slow-down' | 'failed' | null;
    }
  | { readonly screen: 'later'; readonly email: string; readonly error: string | null; readonly back: string }
  | { readonly screen: 'later-sent'; readonly back: string }
  | {
      readonly screen: 'done';
      readonly reference: string | null;
      readonly by: string | null;
      /** What is wrong with the code that was typed. */
      readonly error: string | null;
      /** The code cannot be used any more. */
      readonly spent: boolean;
    }
  | { readonly screen: 'help' }
  | { readonly screen: 'expired'; readonly kept: boolean }
  | { readonly screen: 'problem'; readonly problem: PageProblem }
);

/** Sends the browser on; Back and reload then repeat nothing. */
export const goTo = (location: string, cookies: readonly string[] = []): Response => {
  const headers = new Headers({ location });
  for (const cookie of cookies) headers.append('set-cookie', cookie);
  return new Response(null, { status: 303, headers });
};

/** Whether somebody came from “check your answers”, and goes back there. */
export const isFromCheck = ({ url }: Visit): boolean => url.searchParams.get('from') === 'check';

/** Address of a step, or of one of the form's other pages. */
export const addressOf = (
  { form, locale }: Pick<Visit, 'form' | 'locale'>,
  id: string,
  { fromCheck = false }: { fromCheck?: boolean } = {},
): string => `${localePath(locale, stepPath(form, id))}${fromCheck ? '?from=check' : ''}`;

/** What the checks look at besides the answers. */
export const occasionOf = ({ locale, community, month, today, applying }: Visit): Occasion => ({
  locale,
  community,
  month,
  today,
  applying,
});

/** A page for a problem that the form has no words for. */
export const problemView = (problem: Problem, cookies: readonly string[] = []): FormView => {
  const kind = problemName(problem) === 'too-many-requests' ? 'slow-down' : 'fault';
  return {
    screen: 'problem',
    status: problem.status < 400 ? 500 : problem.status,
    cookies,
    problem: { kind, reference: problem.instance },
  };
};

/** The draft of this form in this browser; `other` when the browser has one of the other form. */
export const openForm = async ({
  api,
  form,
}: Visit): Promise<{ open: OpenForm | null; other: boolean; cookies: readonly string[] }> => {
  const draft = await api(formRoutes.getDraft);
  if (!draft.ok) return { open: null, other: false, cookies: [] };
  const { kind, fields, submissionKey } = draft.body;
  return kind === form.kind
    ? { open: { fields, submissionKey }, other: false, cookies: draft.cookies }
    : { open: null, other: true, cookies: [] };
};
