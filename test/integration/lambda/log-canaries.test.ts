import { expect, test } from 'vitest';
import { days, hours, seconds } from '#shared/time.ts';
import { mentorForm, newcomerForm } from '#test/support/forms.ts';
import { type DeployedBrowser, openDeployedBrowser } from '#test/support/lambda/browser.ts';
import { useDeployment } from '#test/support/lambda/use-deployment.ts';

/*
 * What people tell is in no log: strings that stand nowhere else are told in every field, carried through the whole journey by
 * the deployable bundles, and looked for in every line that any of them wrote.
 */

const deployment = useDeployment();

const canaries: string[] = [];
/** A string that stands nowhere else; remembered, so that it can be looked for. */
const canary = (what: string): string => {
  const text = `canary-${what}-${canaries.length}-7f3a`;
  canaries.push(text);
  return text;
};
const phone = (last: number): string => {
  canaries.push(`202555019${last}`);
  return `+1202555019${last}`;
};

const contact = (index: number) => ({
  name: canary('name'),
  email: `${canary('mail')}@example.org`,
  phone: phone(index),
  other: canary('other'),
});
const newcomers = [0, 1, 2].map((index) => ({
  ...newcomerForm('Wren'),
  contact: contact(index),
  note: canary('note'),
  doNotMatch: [`${canary('foe')}@example.org`],
}));
const mentors = [3, 4, 5].map((index) => ({
  ...mentorForm('Maple'),
  contact: contact(index),
  texts: { about: canary('about'), boundaries: canary('boundaries'), note: canary('mentor-note') },
}));

/** Signs up, or in, and remembers the keys to the house. */
const enter = async (browser: DeployedBrowser, email: string): Promise<DeployedBrowser> => {
  await deployment.settle();
  const code = (await deployment.mailTo(email)).at(-1)?.code;
  expect((await browser.ask('POST', '/sessions', { code })).status).toBe(201);
  canaries.push(browser.cookies.get('__Host-session') ?? '');
  return browser;
};
const join = async (path: string, form: (typeof newcomers)[number] | (typeof mentors)[number]) => {
  const browser = openDeployedBrowser(deployment);
  expect((await browser.ask('POST', path, form)).status).toBe(201);
  canaries.push((browser.cookies.get('__Host-pending') ?? '').split('.')[1] ?? '');
  return enter(browser, form.contact.email);
};

/** What a stranger or a broken client sends: refused, and not written down. */
const sendRubbish = async (): Promise<void> => {
  const stranger = openDeployedBrowser(deployment);
  const json = { 'content-type': 'application/json' };
  await stranger.request('POST', '/api/newcomers', { body: `{"${canary('broken')}`, headers: json });
  await stranger.request('GET', `/${canary('path')}?who=${canary('query')}`);
  await stranger.request('GET', '/apply', {
    headers: { 'user-agent': canary('agent'), cookie: canary('cookie') },
  });
  await stranger.ask('POST', '/sign-in/codes', { email: `${canary('unknown')}@example.org` });
  await stranger.post('/apply', new URLSearchParams({ name: canary('draft') }));
  await deployment.send('normalMail', canary('queue'));
  await deployment.settle();
};

test('forty strings that people told, and the keys to their pages, are in no line of any log', async () => {
  const desk = openDeployedBrowser(deployment);
  await desk.ask('POST', '/sign-in/codes', { email: 'coordinator@example.org' });
  await enter(desk, 'coordinator@example.org');
  const people: { newcomer: DeployedBrowser; mentor: DeployedBrowser; match: string }[] = [];
  for (const [index, form] of newcomers.entries()) {
    const newcomer = await join('/newcomers', form);
    const mentor = await join('/mentors', mentors[index]!);
    const mentorId = (await mentor.ask('GET', '/me')).body.mentoring.id;
    const newcomerId = (await newcomer.ask('GET', '/me')).body.request.id;
    await desk.ask('POST', `/mentors/${mentorId}/verdict`, { verdict: 'approve' });
    await desk.ask('POST', `/newcomers/${newcomerId}/looks`, { what: 'contact' });
    const proposed = await desk.ask('POST', `/newcomers/${newcomerId}/proposals`, {
      mentorId,
      note: canary('why'),
    });
    expect(proposed.status).toBe(201);
    expect((await desk.ask('POST', `/matches/${proposed.body.matchId}/approve`)).status).toBe(200);
    people.push({ newcomer, mentor, match: proposed.body.matchId });
  }
  await deployment.pass(31 * seconds);
  for (const { newcomer, mentor, match } of people) {
    expect((await mentor.ask('POST', `/me/matches/${match}/accept`)).status).toBe(200);
    await deployment.settle();
    expect((await newcomer.ask('POST', `/me/matches/${match}/accept`)).status).toBe(200);
    await newcomer.open(`/my/matches/${match}`);
  }
  await deployment.pass(48 * hours);
  for (const { newcomer, match } of people)
    expect((await newcomer.ask('POST', `/me/matches/${match}/connected`)).status).toBe(200);
  // They did arrive where they belong.
  const told = JSON.stringify((await people[0]!.newcomer.ask('GET', '/me')).body);
  expect(told).toContain(newcomers[0]!.contact.name);
  await sendRubbish();
  await deployment.pass(31 * days);

  expect(new Set(canaries).size).toBeGreaterThanOrEqual(40);
  for (const text of canaries) expect(text.length, text).toBeGreaterThan(8);
  const lines = await deployment.logged();
  expect(lines.length).toBeGreaterThan(30);
  const written = lines.join('\n');
  for (const text of canaries) expect(written, text).not.toContain(text);
  expect(written).not.toContain('canary-');
}, 180_000);
