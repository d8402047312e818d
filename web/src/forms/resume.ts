import type { ApiClient } from '#functions/api/client.ts';
import { formRoutes } from '#functions/api/form-routes.ts';
import { problemName } from '#shared/http/problem.ts';
import type { Locale } from '../i18n.ts';
import { formOf } from './forms.ts';
import { stoppedAt } from './serve-later.ts';
import { addressOf, goTo } from './visit.ts';

/** A token as it was pasted: alone, or at the end of its link. */
const tokenOf = (pasted: string): string => {
  const end = pasted.trim().split('#').at(-1) ?? '';
  try {
    return decodeURIComponent(end).slice(0, 200);
  } catch {
    return end.slice(0, 200);
  }
};

/**
 * Goes on with a form from its mailed link, whichever form it is.
 * @param pasted the link, or its end.
 * @returns the way to where the person stopped, or the token of a link that does not work any more.
 */
export const takeResume = async (
  { api, locale }: { api: ApiClient; locale: Locale },
  pasted: string,
): Promise<Response | { readonly refused: string }> => {
  const token = tokenOf(pasted);
  const answer = await api(formRoutes.resumeDraft, { body: { token } });
  if (answer.ok) {
    const form = formOf(answer.body.kind);
    return goTo(addressOf({ form, locale }, stoppedAt(form, answer.body.fields)), answer.cookies);
  }
  const name = problemName(answer.problem);
  if (name === 'not-found' || name === 'invalid-request') return { refused: token };
  throw new Error(`Going on with a form answered ${answer.problem.type}.`);
};
