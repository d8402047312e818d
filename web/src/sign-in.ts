import type { ApiClient } from '#functions/api/client.ts';
import { sessionRoutes } from '#functions/api/session-routes.ts';
import { type Problem, problemName } from '#shared/http/problem.ts';
import type { Role } from '#shared/people/person.ts';
import { type Locale, localePath } from './i18n.ts';
import { nextPath } from './next-path.ts';
import { textSent } from './sent.ts';

/** What the sign-in page shows. */
export type SignInView = {
  readonly status: number;
  readonly cookies: readonly string[];
  /** Ask for the address, for the code, or whether a link of another browser is theirs. */
  readonly screen: 'email' | 'code' | 'other-browser';
  readonly email: string;
  readonly token: string;
  readonly error: 'email' | 'refused' | 'slow-down' | null;
  /** What exactly was wrong with a code, where that is known. */
  readonly errorText: string | null;
};

type Visit = {
  readonly api: ApiClient;
  readonly locale: Locale;
  readonly sent: FormData;
  readonly pending: boolean;
};

/** Everyone's own first page. */
export const homeOf = (roles: readonly Role[]): string => (roles.includes('coordinator') ? '/desk' : '/my');

const seeOther = (location: string, cookies: readonly string[]): Response => {
  const headers = new Headers({ location });
  for (const cookie of cookies) headers.append('set-cookie', cookie);
  return new Response(null, { status: 303, headers });
};

const view = (given: Partial<SignInView> & Pick<SignInView, 'screen' | 'status'>): SignInView => ({
  cookies: [],
  email: '',
  token: '',
  error: null,
  errorText: null,
  ...given,
});

const fault = (problem: Problem): Error => new Error(`Signing in answered ${problem.type}.`);

const askForCode = async ({ api, locale, sent }: Visit): Promise<Response | SignInView> => {
  const email = textSent(sent, 'email');
  const answer = await api(sessionRoutes.requestSignInCode, { body: { email } });
  if (answer.ok) {
    const next = nextPath(textSent(sent, 'next'));
    const query = new URLSearchParams({ sent: '1', ...(next && { next }) });
    return seeOther(`${localePath(locale, '/in')}?${query}`, answer.cookies);
  }
  const shown = { screen: 'email', email, cookies: answer.cookies } as const;
  switch (problemName(answer.problem)) {
    case 'invalid-request':
      return view({ ...shown, status: 422, error: 'email' });
    case 'too-many-requests':
      return view({ ...shown, status: 429, error: 'slow-down' });
    default:
      throw fault(answer.problem);
  }
};

const prove = async ({ api, locale, sent, pending }: Visit): Promise<Response | SignInView> => {
  const token = textSent(sent, 'token');
  const confirmOtherBrowser = textSent(sent, 'confirm') === 'yes';
  const body = token === '' ? { code: textSent(sent, 'code') } : { token, confirmOtherBrowser };
  const answer = await api(sessionRoutes.signIn, { body });
  if (answer.ok) {
    const next = nextPath(textSent(sent, 'next'));
    return seeOther(next ?? localePath(locale, homeOf(answer.body.roles)), answer.cookies);
  }
  const shown = { screen: pending ? 'code' : 'email', cookies: answer.cookies } as const;
  switch (problemName(answer.problem)) {
    case 'other-browser':
      return view({ ...shown, screen: 'other-browser', status: 409, token });
    case 'sign-in-refused': {
      const [wrong] = answer.problem.errors ?? [];
      // A spent code leads nowhere: the page asks for the address, to send another.
      const screen = wrong?.code === 'code-spent' ? 'email' : shown.screen;
      return view({ ...shown, screen, status: 422, error: 'refused', errorText: wrong?.message ?? null });
    }
    case 'invalid-request':
      return view({ ...shown, status: 422, error: 'refused' });
    case 'too-many-requests':
      return view({ ...shown, status: 429, error: 'slow-down' });
    default:
      throw fault(answer.problem);
  }
};

/** Takes in what the sign-in page sent: an address to mail a code to, or the code, or a link's token. */
export const takeSignIn = (visit: Visit): Promise<Response | SignInView> =>
  visit.sent.has('email') ? askForCode(visit) : prove(visit);

/** The sign-in page as it opens: where a code is on its way it asks for that, unless another one is wanted. */
export const openSignIn = (pending: boolean, { another = false } = {}): SignInView =>
  view({ screen: pending && !another ? 'code' : 'email', status: 200 });
