import type { BrowserContext } from '@playwright/test';
import { writeBadMail } from './bad-mail.ts';
import type { TestService } from './service.ts';

/** What a program sends to be taken for one of our own pages. */
const ownPage = (origin: string) => ({ origin, 'content-type': 'application/json' });

/** Signs a browser in as the person with this address, by the code from the inbox. */
export const signInAs = async (
  context: BrowserContext,
  service: Pick<TestService, 'origin' | 'nextMail'>,
  email: string,
): Promise<void> => {
  const { origin } = service;
  const headers = ownPage(origin);
  await context.request.post(`${origin}/api/sign-in/codes`, { headers, data: { email } });
  const { code } = await service.nextMail(email);
  const told = await context.request.post(`${origin}/api/sessions`, { headers, data: { code } });
  if (!told.ok()) throw new Error(`Signing in failed: ${await told.text()}`);
};

const firstId = async (context: BrowserContext, url: string, pick = 'id'): Promise<string> => {
  const body = await (await context.request.get(url)).json();
  const id = body.items?.[0]?.[pick];
  if (!id) throw new Error(`Nothing is listed at ${url}.`);
  return id;
};

/** Pages that anyone may open. */
export const publicPaths = [
  '/',
  '/how',
  '/mentors',
  '/safety',
  '/urgent',
  '/privacy',
  '/accessibility',
  '/contact',
  '/apply',
  '/volunteer',
  '/in',
  '/nothing-here',
];

/** Pages of the desk, with people of the demo. */
export const deskPaths = async (context: BrowserContext, origin: string): Promise<string[]> => {
  const api = `${origin}/api`;
  const newcomer = await firstId(context, `${api}/newcomers?state=waiting`);
  const mentor = await firstId(context, `${api}/mentors?state=approved`);
  const applied = await firstId(context, `${api}/mentors?state=applied`);
  const proposed = await firstId(context, `${api}/matches?state=proposed`);
  const introduced = await firstId(context, `${api}/matches?state=introduced`);
  const name = `Clover${Date.now()}`;
  const email = `bounce+${name.toLowerCase()}@simulator.amazonses.com`;
  const bounced = await writeBadMail(context, origin, { name, email, state: 'bounced' });
  return [
    '/desk',
    '/desk/newcomers',
    `/desk/newcomers/${newcomer}`,
    `/desk/newcomers/${newcomer}/mentors/${mentor}`,
    '/desk/mentors',
    `/desk/mentors/${applied}`,
    '/desk/matches',
    `/desk/matches/${proposed}`,
    `/desk/matches/${introduced}`,
    '/desk/rounds',
    '/desk/mail',
    `/desk/mail/${bounced}`,
    `/desk/mail/${bounced}?ask=give-up`,
    '/desk/coordinators',
  ];
};

/** Pages of a person's own. */
export const myPaths = ['/my', '/my/answers', '/my/settings', '/my/data', '/my/concern'];

/** Addresses of a newcomer and a mentor of the demo whom a match in this state joins; a coordinator opens them. */
export const addressesInMatch = async (
  context: BrowserContext,
  service: Pick<TestService, 'origin' | 'nextMail'>,
  state: string,
): Promise<string[]> => {
  const { origin } = service;
  await signInAs(context, service, 'coordinator@example.org');
  const { items } = await (await context.request.get(`${origin}/api/matches?state=${state}`)).json();
  const addresses: string[] = [];
  for (const path of [`newcomers/${items[0].newcomer.id}`, `mentors/${items[0].mentor.id}`]) {
    const looked = await context.request.post(`${origin}/api/${path}/looks`, {
      headers: ownPage(origin),
      data: { what: 'contact' },
    });
    addresses.push((await looked.json()).contact.email);
  }
  return addresses;
};
