import type { APIContext, AstroGlobal } from 'astro';
import type { ApiClient } from '#functions/api/client.ts';
import type { Problem } from '#shared/http/problem.ts';
import { moments } from '#shared/mail/moment.ts';
import { type Person, type Role, rolesOf } from '#shared/people/person.ts';
import type { Instant } from '#shared/time.ts';
import { stampText } from './dates.ts';
import { goTo } from './forms/visit.ts';
import { type Locale, localePath, messages, pageLocale } from './i18n.ts';
import type { Problem as PageProblem } from './problem.ts';
import { readSent } from './sent.ts';

/** Someone who has come into the portal or to the desk, and all that a page there works with. */
export type Visit = {
  readonly locale: Locale;
  readonly words: ReturnType<typeof messages>;
  readonly person: Person;
  readonly roles: readonly Role[];
  readonly api: ApiClient;
  readonly now: Instant;
  /** A moment of a history, on this person's own clock. */
  readonly stamp: (instant: Instant) => string;
  /** Formats moments on this person's own clock. */
  readonly when: ReturnType<typeof moments>;
  /** A page's address in this language. */
  readonly path: (path: string) => string;
  readonly url: URL;
  /** What a form of the page sent; null when it was only opened. */
  readonly sent: FormData | null;
};

type Context = Pick<AstroGlobal | APIContext, 'params' | 'locals' | 'request' | 'url' | 'rewrite'>;

type Told = { readonly ok: true } | { readonly ok: false; readonly problem: Problem };

const kindOf = (problem: Problem | undefined): PageProblem['kind'] => {
  if (!problem || problem.status === 404) return 'not-found';
  return problem.status === 429 ? 'slow-down' : 'fault';
};

/**
 * The page that says why there is nothing to show: the problem of the first call that failed; without one, that there is
 * nothing here, which is also the answer to whoever may not see it.
 */
export const turnAway = ({ locals, params, url, rewrite }: Context, ...calls: Told[]): Promise<Response> => {
  const failed = calls.find((call) => !call.ok);
  const problem = failed && !failed.ok ? failed.problem : undefined;
  locals.problem = { kind: kindOf(problem), reference: problem?.instance };
  const page = localePath(pageLocale({ params }) ?? 'en', '/problem');
  // A request of its own: the body of the first may have been read.
  return rewrite(new Request(new URL(page, url)));
};

const toSignIn = (locale: Locale, url: URL, sent: FormData | null): Response => {
  const next = sent ? url.pathname : url.pathname + url.search;
  return goTo(`${localePath(locale, '/in')}?next=${encodeURIComponent(next)}`);
};

/**
 * Lets somebody into a page.
 * @param role who may see it; without one, everybody who is signed in.
 * @returns the visit, or the answer that sends them away: to sign in, or to the page that says there is nothing here.
 */
export const enter = async (astro: Context, role?: Role): Promise<Visit | Response> => {
  const { params, locals, request, url } = astro;
  const locale = pageLocale({ params });
  if (!locale) return turnAway(astro);
  const sent = await readSent(request);
  const { person } = locals.visitor;
  if (!person) return toSignIn(locale, url, sent);
  const roles = rolesOf(person);
  if (role && !roles.includes(role)) return turnAway(astro);
  const now = locals.services.now();
  return {
    locale,
    words: messages(locale),
    person,
    roles,
    api: locals.api,
    now,
    stamp: (instant) => stampText(instant, { locale, timeZone: person.timeZone }),
    when: moments(locale, person.timeZone, now),
    path: (path) => localePath(locale, path),
    url,
    sent,
  };
};

/** A text that a form sent; nothing sent, and a file, are an empty text. */
export const sentText = ({ sent }: Pick<Visit, 'sent'>, name: string): string => {
  const value = sent?.get(name);
  return typeof value === 'string' ? value : '';
};

/** The texts of boxes that share a name. */
export const sentTexts = ({ sent }: Pick<Visit, 'sent'>, name: string): string[] =>
  (sent?.getAll(name) ?? []).filter((value) => typeof value === 'string');

/** An action's outcome for a page: on to an address, or a problem to show. */
export type Acted = Response | Problem;

/** Sends on to an address when a call has succeeded; else its problem. */
export const after = (
  told: { readonly ok: true } | { readonly ok: false; readonly problem: Problem },
  location: string,
): Acted => (told.ok ? goTo(location) : told.problem);

/** The words of what was just done, by the code in the address; never a text from there. */
export const doneText = (words: Readonly<Record<string, string>>, url: URL): string | null => {
  const code = url.searchParams.get('done');
  return code !== null && Object.hasOwn(words, code) ? (words[code] ?? null) : null;
};

/** Which of the answers the address has chosen, if it is one of them. */
export const chosen = <T extends string>(url: URL, name: string, answers: readonly T[]): T | null =>
  answers.find((answer) => answer === url.searchParams.get(name)) ?? null;
