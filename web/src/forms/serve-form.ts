import { publicRoutes } from '#functions/api/public-routes.ts';
import { pendingAddress } from '#functions/api/session-routes.ts';
import { latestToday } from '../dates.ts';
import type { Locale } from '../i18n.ts';
import { readSent } from '../sent.ts';
import type { Form } from './forms.ts';
import { serveCheck } from './serve-check.ts';
import { serveDone, serveLater } from './serve-later.ts';
import { serveStep } from './serve-step.ts';
import type { FormView, Visit } from './visit.ts';

/** The part of an Astro page that a form's pages need. */
type Page = { readonly request: Request; readonly url: URL; readonly locals: App.Locals };

const visitOf = async (
  { request, url, locals }: Page,
  { form, locale }: { form: Form; locale: Locale },
): Promise<Visit> => {
  const { api, visitor, services } = locals;
  const sent = await readSent(request);
  const community = await api(publicRoutes.getCommunity);
  if (!community.ok) throw new Error(`The community could not be read: ${community.problem.type}`);
  return {
    form,
    locale,
    api,
    url,
    sent,
    community: community.body,
    month: services.now().slice(0, 7),
    today: latestToday(services.now()),
    applying: true,
    pending: visitor.pendingSignIn !== null,
    sentTo: pendingAddress(visitor.pendingSignIn),
  };
};

/** What a form's page shows, with the visit that it belongs to. */
export type Served = { readonly visit: Visit | null; readonly view: FormView };

/** There is no such page. */
export const notFound: Served = {
  visit: null,
  view: { screen: 'problem', status: 404, cookies: [], problem: { kind: 'not-found' } },
};

const serve = async (visit: Visit, name: string): Promise<Response | FormView | null> => {
  switch (name) {
    case 'check':
      return serveCheck(visit);
    case 'later':
      return serveLater(visit);
    case 'help':
      return { screen: 'help', status: 200, cookies: [] };
    case 'done':
      return serveDone(visit);
    default: {
      // The first step has the form's own address and no other.
      const id = name === '' ? 'name' : name === 'name' ? '' : name;
      const step = visit.form.steps.find((each) => each.id === id);
      return step ? serveStep(visit, step) : null;
    }
  }
};

/**
 * Answers a request for one of a form's pages.
 * @param name the page's last part: a step, `check`, `later`, `help`, `done`, or nothing for the first step.
 * @returns a redirect, or what to show.
 */
export const serveForm = async (
  page: Page,
  { form, locale, name = '' }: { form: Form; locale: Locale; name: string | undefined },
): Promise<Response | Served> => {
  const visit = await visitOf(page, { form, locale });
  const view = await serve(visit, name);
  if (view === null) return notFound;
  return view instanceof Response ? view : { visit, view };
};
