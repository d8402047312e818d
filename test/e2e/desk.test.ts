import type { Page } from '@playwright/test';
import { expect, test } from '#test/support/e2e.ts';
import { newMentor, newNewcomer, openBrowser, signInThere } from '#test/support/people.ts';

/*
 * The main job through the pages: vet, round, approve, undo, approve again, both yes, contact and calendar; with and
 * without script. And what pages do when something is not possible.
 */

const coordinator = 'coordinator@example.org';
const cardOf = (page: Page, name: string) => page.locator('[data-item]').filter({ hasText: name }).first();
const approveIn = (page: Page, name: string) =>
  cardOf(page, name)
    .getByRole('button', { name: /^Approve/ })
    .click();

for (const javaScriptEnabled of [false, true]) {
  const script = javaScriptEnabled ? 'on' : 'off';

  test(`vet, round, approve, undo, approve, both yes: with JavaScript ${script}`, async ({
    browser,
    service,
  }) => {
    test.setTimeout(120_000);
    const room = { browser, service, javaScriptEnabled };
    const names = { mentor: `Maple${script}`, newcomer: `Wren${script}` };
    const mentor = await newMentor(room, names.mentor);
    const newcomer = await newNewcomer(room, names.newcomer);
    const desk = await openBrowser(room, coordinator);
    const { page } = desk;

    await page.goto('/desk');
    await expect(page).toHaveURL('/in?next=%2Fdesk');
    await signInThere(desk, service);
    await expect(page).toHaveURL('/desk');

    // Vet: the texts are folded, and opening them says that it is written down.
    await page.getByRole('link', { name: names.mentor }).click();
    await expect(page.getByText('I like long walks.')).toHaveCount(0);
    await page.getByRole('button', { name: 'Open texts' }).click();
    await expect(page.getByText('I like long walks.')).toBeVisible();
    await expect(page.getByText('It is written down, and shown only this once.')).toBeVisible();
    await page.getByRole('button', { name: 'Approve' }).click();
    await expect(page.getByText('Approved. The mentor gets a message')).toBeVisible();

    // Whoever pressed “a break” in the monthly mail finds that form first, and open.
    await mentor.page.goto('/my/mentoring?answer=break');
    await expect(mentor.page.locator('main form').first().getByRole('button')).toHaveText('Take a break');
    await expect(mentor.page.locator('#break-until')).toBeVisible();

    // A round: looked at before anything is stored. Its page looks again by itself, without script too.
    await page.getByRole('link', { name: 'Rounds', exact: true }).click();
    await page.getByRole('button', { name: 'Ask for a round' }).click();
    await expect(page.getByRole('heading', { name: 'What would be proposed' })).toBeVisible({
      timeout: 20_000,
    });
    const sentence = `Both chose Alcoholics Anonymous, are free Monday, Wednesday, and Friday evenings, and speak English; ${names.mentor} has room for one.`;
    await expect(page.getByText(sentence)).toBeVisible();
    await page.getByRole('button', { name: 'Store these as proposals' }).click();
    await expect(page.getByText('1 proposal stored')).toBeVisible({ timeout: 20_000 });

    // Approve, take it back, approve again.
    await page.getByRole('link', { name: 'Today' }).click();
    await expect(page.getByText(sentence)).toBeVisible();
    await approveIn(page, names.newcomer);
    await expect(page.getByText('Approved.', { exact: true })).toBeVisible();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByText('Taken back. Nobody was told.')).toBeVisible();
    await approveIn(page, names.newcomer);
    await expect(page.getByText(`${names.newcomer} and ${names.mentor}: approved.`)).toBeVisible();
    await service.advance(31);

    // The mentor looks, hesitates, and says yes.
    const offer = await service.nextMail(mentor.email, 'Someone new for you');
    await mentor.page.goto(offer.links.find((link) => link.includes('/my/matches/')) ?? '');
    await expect(mentor.page.getByRole('heading', { name: 'What you share' })).toBeVisible();
    await expect(mentor.page.getByText(names.newcomer)).toHaveCount(0);
    await mentor.page.getByRole('link', { name: 'Not this time' }).click();
    await mentor.page.getByRole('link', { name: 'Go back' }).click();
    await mentor.page.getByRole('button', { name: 'Yes' }).click();
    await expect(mentor.page.getByText('Now the newcomer is asked')).toBeVisible();

    // The newcomer finds the offer on their own page.
    await newcomer.page.goto('/my');
    await expect(newcomer.page.getByText('A mentor has said yes. Now it is up to you.')).toBeVisible();
    await newcomer.page.getByRole('link', { name: 'Take a look' }).click();
    await expect(newcomer.page.getByText('I like long walks.')).toBeVisible();
    await newcomer.page.getByRole('button', { name: 'Yes' }).click();
    await expect(
      newcomer.page.getByText('You both said yes. Here is how to reach each other.'),
    ).toBeVisible();
    await expect(newcomer.page.getByRole('link', { name: mentor.email })).toBeVisible();

    // Both can reach each other, and the calendar file says nothing but “Call”.
    await mentor.page.reload();
    await expect(mentor.page.getByRole('link', { name: newcomer.email })).toBeVisible();

    // On hold both read no more than that it takes a pause; let go on, it is back.
    await page.goto('/desk/matches?state=introduced');
    await page.getByRole('link', { name: `${names.newcomer} and ${names.mentor}` }).click();
    await page.getByText('Put this match on hold').click();
    await page.getByRole('button', { name: 'Put on hold' }).click();
    await expect(page.getByText('On hold. No message went out.')).toBeVisible();
    await mentor.page.reload();
    await expect(mentor.page.getByText('Your match is taking a short pause')).toBeVisible();
    await expect(mentor.page.getByRole('link', { name: newcomer.email })).toHaveCount(0);
    await page.getByRole('button', { name: 'Let it go on' }).click();
    await expect(page.getByText('It goes on.')).toBeVisible();
    await mentor.page.reload();
    await expect(mentor.page.getByRole('link', { name: newcomer.email })).toBeVisible();
    const [download] = await Promise.all([
      newcomer.page.waitForEvent('download'),
      newcomer.page.getByRole('link', { name: 'Put it in my calendar' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('call.ics');
    const calendar = await (await newcomer.page.request.get(new URL(download.url()).pathname)).text();
    expect(calendar).toMatch(/BEGIN:VCALENDAR[\s\S]*SUMMARY:Call\r\n[\s\S]*END:VCALENDAR\r\n$/);
    expect(calendar).not.toContain(names.mentor);

    await newcomer.page.getByRole('button', { name: 'We are in touch' }).click();
    await expect(newcomer.page.getByText('You have been in touch since')).toBeVisible();
    await page.goto('/desk/matches?state=connected');
    await expect(page.getByRole('link', { name: `${names.newcomer} and ${names.mentor}` })).toBeVisible();

    // Ending asks once more; after it the mentor's old link says that it is over, and the newcomer's name is gone.
    await newcomer.page.getByRole('link', { name: 'Try someone else' }).click();
    await newcomer.page.getByRole('link', { name: 'No, go back' }).click();
    await newcomer.page.getByRole('link', { name: 'Try someone else' }).click();
    await newcomer.page.getByRole('button', { name: 'Yes, try someone else' }).click();
    await expect(newcomer.page.getByText('We are looking for someone else.')).toBeVisible();
    const old = await mentor.page.goto(offer.links.find((link) => link.includes('/my/matches/')) ?? '');
    expect(old?.status()).toBe(410);
    await expect(mentor.page.getByRole('heading', { name: 'This match is over', level: 1 })).toBeVisible();
    await expect(mentor.page.getByText(names.newcomer)).toHaveCount(0);

    // Both leave, so that the next round on this service is not about them.
    await newcomer.page.goto('/my/withdraw');
    await newcomer.page.getByRole('button', { name: 'Withdraw my form' }).click();
    await expect(newcomer.page.getByText('You withdrew your form, and nobody is looking.')).toBeVisible();
    await mentor.page.goto('/my/step-down');
    await mentor.page.getByRole('button', { name: 'Step down' }).click();
    await expect(mentor.page.getByText('You stepped down.')).toBeVisible();
    for (const { page: own } of [desk, mentor, newcomer]) await own.context().close();
  });
}

test.describe('on the desk', () => {
  test('several are approved at once, each result told; a press too late says so', async ({
    browser,
    service,
  }) => {
    test.setTimeout(120_000);
    const room = { browser, service, javaScriptEnabled: false };
    const desk = await openBrowser(room, coordinator);
    const { page } = desk;
    await page.goto('/desk');
    await signInThere(desk, service);
    const newcomers = [await newNewcomer(room, 'Larch'), await newNewcomer(room, 'Rowan')];
    const mentor = await newMentor(room, 'Cedar', { capacity: 1 });
    await page.goto('/desk');
    await page.getByRole('link', { name: 'Cedar' }).click();
    await page.getByRole('button', { name: 'Approve' }).click();
    // One place, two proposals: a coordinator may propose the same mentor twice, but only one approval can hold.
    for (const { name } of newcomers) {
      await page.goto(`/desk/find?q=${name}`);
      await page.getByRole('link', { name, exact: true }).click();
      await cardOf(page, 'Cedar').getByRole('button', { name: 'Propose' }).click();
      await expect(page.getByText('Proposed. Look at it once more, then approve.')).toBeVisible();
    }
    await page.goto('/desk/approve');
    // Each introduction is looked at by a person: none is ticked for them.
    await expect(page.locator('input[name=match]:checked')).toHaveCount(0);
    for (const { name } of newcomers) await page.getByRole('checkbox', { name }).check();
    await page.getByRole('button', { name: 'Approve those ticked' }).click();
    await expect(page.getByText('The offer goes out in 30 seconds.')).toHaveCount(1);
    await expect(page.getByText('the mentor’s last place was taken'.replace('’', "'"))).toHaveCount(1);
    await expect(page.getByRole('button', { name: 'Undo' })).toHaveCount(1);
    await service.advance(40);
    await service.nextMail(mentor.email, 'Someone new for you');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByRole('status').filter({ hasText: 'The offer has gone out' })).toBeVisible();
    for (const { page: own } of [desk, mentor, ...newcomers]) await own.context().close();
  });

  test('keys move, approve, undo and find, and can be switched off', async ({ browser, service }) => {
    const room = { browser, service, javaScriptEnabled: true };
    const desk = await openBrowser(room, coordinator);
    const { page } = desk;
    // A name that is no word of a reference: those are found as well, and drawn by chance.
    await page.goto('/desk/find?q=Ironbark');
    await signInThere(desk, service);
    const mentor = await newMentor(room, 'Ironbark');
    const newcomer = await newNewcomer(room, 'Poplar');
    await page.reload();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Ironbark', level: 1 })).toBeVisible();
    await page.waitForLoadState('load');
    await page.keyboard.press('a');
    await expect(page.getByText('Approved. The mentor gets a message')).toBeVisible();
    await page.goto('/desk/find?q=Poplar');
    await page.getByRole('link', { name: 'Poplar', exact: true }).click();
    await cardOf(page, 'Ironbark').getByRole('button', { name: 'Propose' }).click();
    await expect(page.getByText('Proposed. Look at it once more, then approve.')).toBeVisible();

    // On Today j goes from item to item; a, u and x act on the one with the focus.
    const link = page.getByRole('link', { name: 'Poplar and Ironbark', exact: true });
    const goToPair = async () => {
      await page.goto('/desk');
      for (let presses = 0; presses < 40; presses += 1) {
        await page.keyboard.press('j');
        if ((await link.and(page.locator(':focus')).count()) > 0) break;
      }
      await expect(link).toBeFocused();
    };
    await goToPair();
    await page.keyboard.press('a');
    await expect(page.getByText('Poplar and Ironbark: approved.')).toBeVisible();
    await page.waitForLoadState('load');
    await page.keyboard.press('u');
    await expect(page.getByText('Taken back. Nobody was told.')).toBeVisible();
    await goToPair();
    await page.keyboard.press('x');
    await expect(page.getByRole('group', { name: 'Not now: why?' })).toBeVisible();
    await page.getByRole('button', { name: 'Not now' }).click();
    await expect(page.getByText('Set aside.')).toBeVisible();
    await page.waitForLoadState('load');
    await page.keyboard.press('/');
    await expect(page.locator('#find')).toBeFocused();
    // While somebody types, a letter is a letter.
    await page.keyboard.type('jk?');
    await expect(page.locator('#find')).toHaveValue('jk?');
    await page.locator('#find').blur();
    await page.keyboard.press('?');
    await expect(page.locator('#keys')).toBeFocused();
    await page.getByRole('button', { name: 'Switch keys off' }).click();
    await expect(page.getByText('Keys are switched off.')).toBeVisible();
    await page.waitForLoadState('load');
    await page.keyboard.press('/');
    await expect(page.locator('#find')).not.toBeFocused();
    await page.getByRole('button', { name: 'Switch keys on' }).click();
    await expect(page.getByRole('button', { name: 'Switch keys off' })).toBeVisible();
    await page.waitForLoadState('load');
    await page.keyboard.press('/');
    await expect(page.locator('#find')).toBeFocused();
    for (const { page: own } of [desk, mentor, newcomer]) await own.context().close();
  });

  test('another coordinator is added and removed; a wrong address comes back filled in', async ({
    browser,
    service,
  }) => {
    const desk = await openBrowser({ browser, service, javaScriptEnabled: false }, coordinator);
    const { page } = desk;
    await page.goto('/es/desk/coordinators');
    await signInThere(desk, service);
    await page.fill('#name', 'Puerto');
    await page.fill('#email', 'sin arroba');
    await page.getByRole('button', { name: 'Añadir' }).click();
    await expect(page).toHaveTitle(/^Error: /);
    await expect(page.locator('#email')).toHaveValue('sin arroba');
    await page.fill('#email', 'puerta@example.org');
    await page.getByRole('button', { name: 'Añadir' }).click();
    // The address is looked at once more, and what was typed can be mended.
    await expect(page.getByRole('heading', { name: '¿Añadir a Puerto?' })).toBeVisible();
    await expect(page.getByText('puerta@example.org')).toBeVisible();
    await page.getByRole('button', { name: 'Volver' }).click();
    await expect(page.locator('#email')).toHaveValue('puerta@example.org');
    await page.fill('#email', 'puerto@example.org');
    await page.getByRole('button', { name: 'Añadir' }).click();
    await page.getByRole('button', { name: 'Sí, añadir' }).click();
    await expect(page.getByText('Añadida.')).toBeVisible();
    await service.nextMail('puerto@example.org');
    await page.getByRole('link', { name: 'Quitar a Puerto' }).click();
    await page.getByRole('button', { name: 'Quitar' }).click();
    await expect(page.getByText('puerto@example.org')).toHaveCount(0);
    await page.context().close();
  });
});

test('whoever may not see a page gets the same answer as for one that is not there', async ({
  browser,
  service,
}) => {
  const room = { browser, service, javaScriptEnabled: false };
  const newcomer = await newNewcomer(room, 'Aspen');
  for (const path of [
    '/desk',
    '/es/desk/newcomers',
    '/desk/keys',
    '/my/mentoring',
    '/my/step-down',
    '/my/matches/match_nobodysmatchatall',
    '/my/matches/match_nobodysmatchatall/calendar',
    '/my/answers?part=nothing',
  ]) {
    const response = await newcomer.page.goto(path);
    expect([path, response?.status()]).toEqual([path, 404]);
    const heading = path.startsWith('/es') ? 'No encontramos esta página' : 'We cannot find this page';
    await expect(newcomer.page.getByRole('heading', { level: 1 })).toHaveText(heading);
  }
  await newcomer.page.context().close();
});
