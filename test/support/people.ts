import type { Browser, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { type MentorForm, mentorForm, type NewcomerForm, newcomerForm } from './forms.ts';
import type { TestService } from './service.ts';

/** Somebody with a browser of their own. */
export type Someone = { readonly page: Page; readonly name: string; readonly email: string };

type Room = {
  readonly browser: Browser;
  readonly service: TestService;
  readonly javaScriptEnabled: boolean;
};

/** Opens a browser of its own, as a person with a device of their own has. */
export const openBrowser = async (
  { browser, service, javaScriptEnabled }: Room,
  email: string,
  name = email,
): Promise<Someone> => {
  const context = await browser.newContext({ javaScriptEnabled, baseURL: service.origin });
  return { page: await context.newPage(), name, email };
};

/** Signs in on the page that asks for it, with the code from the inbox. */
export const signInThere = async ({ page, email }: Someone, service: TestService): Promise<void> => {
  await page.fill('#email', email);
  await page.locator('form:has(#email) button').click();
  await page.fill('#code', (await service.nextMail(email)).code ?? '');
  await page.locator('form:has(#code) button').click();
};

const send = async (room: Room, path: string, form: NewcomerForm | MentorForm): Promise<Someone> => {
  const someone = await openBrowser(room, form.contact.email, form.contact.name);
  const { request } = someone.page.context();
  const { origin } = room.service;
  const told = await request.post(`/api${path}`, { headers: { origin }, data: form });
  expect(told.status()).toBe(201);
  const { code } = await room.service.nextMail(form.contact.email);
  const begun = await request.post('/api/sessions', { headers: { origin }, data: { code } });
  expect(begun.status()).toBe(201);
  return someone;
};

/** A newcomer who has applied, confirmed their address and is signed in. */
export const newNewcomer = (room: Room, name: string, answers: Partial<NewcomerForm['answers']> = {}) =>
  send(room, '/newcomers', newcomerForm(name, answers));

/** A mentor who has volunteered, confirmed their address and is signed in. */
export const newMentor = (room: Room, name: string, answers: Partial<MentorForm['answers']> = {}) =>
  send(room, '/mentors', mentorForm(name, answers));
