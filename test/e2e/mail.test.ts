import { writeBadMail } from '#test/support/bad-mail.ts';
import { expect, test } from '#test/support/e2e.ts';
import { newcomerForm } from '#test/support/forms.ts';
import { openBrowser, signInThere } from '#test/support/people.ts';

/*
 * The mail on the desk: a message that came back stands on Today, its life is told without its words, and a coordinator
 * sends it again or gives it up with a reason; with and without script.
 */

// Not the one of other files: an address gets only so many codes in a quarter of an hour.
const coordinator = 'second.coordinator@example.org';

for (const javaScriptEnabled of [false, true]) {
  const script = javaScriptEnabled ? 'on' : 'off';

  test(`a message that came back is sent again and given up: with JavaScript ${script}`, async ({
    browser,
    service,
  }) => {
    const room = { browser, service, javaScriptEnabled };
    const name = `Sorrel${script}`;
    const email = `bounce+${script}@simulator.amazonses.com`;
    const desk = await openBrowser(room, coordinator);
    const { page } = desk;
    await page.goto('/desk/mail');
    await signInThere(desk, service);
    await expect(page.getByRole('heading', { level: 1, name: 'Mail' })).toBeVisible();
    const phone = '+12025550142';
    const id = await writeBadMail(page.context(), service.origin, { name, email, phone, state: 'bounced' });
    const [mail] = await service.inbox(email);

    // Today leads to it, says that there is another way, and shows no address and no number.
    await page.goto('/desk');
    const line = page.locator('[data-item]').filter({ hasText: name });
    await expect(line).toContainText('Another way to reach them is known.');
    await expect(page.getByText(phone.slice(-7))).toHaveCount(0);
    await line.getByRole('link', { name: `“We have your form” for ${name}` }).click();
    await expect(page).toHaveURL(`/desk/mail/${id}`);
    const life = page.locator('.life li .life-what');
    await expect(life).toHaveText(['Written', 'Handed to the mail service', 'On its way', 'Came back']);
    const shown = await page.content();
    expect(mail?.code).toMatch(/^\d{8}$/);
    // Enough digits that no random reference in an address can hold them.
    for (const secret of [mail?.code ?? '', email, phone.slice(-7), 'One small step is left'])
      expect(shown).not.toContain(secret);

    // The number is opened by a look that is written down.
    await page.getByRole('button', { name: 'Open contact' }).click();
    await expect(page.getByText(phone)).toBeVisible();
    await expect(page.getByText('It is written down, and shown only this once.')).toBeVisible();

    // Without a reason nothing is sent; the answer stands beside the question.
    await page.getByRole('link', { name: 'Send again' }).click();
    await page.getByRole('button', { name: 'Send again' }).click();
    await expect(page).toHaveTitle(/^Error: /);
    await expect(page.locator('#reason-error')).toHaveText('Choose why.');
    await page.getByRole('link', { name: 'Choose why.' }).click();
    expect(await service.inbox(email)).toHaveLength(1);
    await page.getByRole('radio', { name: 'They say that it never arrived' }).check();
    await page.getByRole('button', { name: 'Send again' }).click();
    await expect(page.getByText('It goes out once more, in a moment.')).toBeVisible();
    await expect.poll(async () => (await service.inbox(email)).length).toBe(2);

    // It comes back once more, and is given up.
    const ask = `/desk/mail/${id}?ask=give-up`;
    await expect(async () => {
      await page.goto(ask);
      await expect(life).toHaveCount(7, { timeout: 500 });
    }).toPass();
    await page.getByRole('radio', { name: 'They were told another way' }).check();
    await page.getByRole('button', { name: 'Give up' }).click();
    await expect(page.getByText('Done. It is not sent any more')).toBeVisible();
    await expect(life.last()).toHaveText('Given up by a coordinator');
    await expect(page.getByRole('link', { name: 'Give up' })).toHaveCount(0);
    await page.getByRole('link', { name: 'All mail' }).click();
    await expect(page.getByRole('link', { name })).toHaveCount(0);
    await page.context().close();
  });
}

test('a press that comes too late changes nothing and says so; the page shows what is true now', async ({
  browser,
  service,
}) => {
  const desk = await openBrowser({ browser, service, javaScriptEnabled: false }, coordinator);
  const { page } = desk;
  await page.goto('/es/desk/mail');
  await signInThere(desk, service);
  const email = 'complaint+late@simulator.amazonses.com';
  const named = { name: 'Tomillo', email, state: 'complained' } as const;
  const id = await writeBadMail(page.context(), service.origin, named);
  await page.goto(`/es/desk/mail/${id}?ask=give-up`);
  const other = await page.context().newPage();
  await other.goto(`/es/desk/mail/${id}?ask=give-up`);
  for (const each of [other, page]) {
    await each.getByRole('radio', { name: 'Se le avisó de otra manera' }).check();
    await each.getByRole('button', { name: 'Dejarlo estar' }).click();
  }
  await expect(page.getByText('Esto ya no es posible')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Dejarlo estar' })).toHaveCount(0);
  await expect(page.locator('.life-what').filter({ hasText: 'Coordinación lo dejó estar' })).toHaveCount(1);
  for (const path of ['/desk/mail/nothing', '/es/desk/mail/intent_nobodysmessage', '/desk/mail/a%00b']) {
    const response = await page.goto(path);
    expect([path, response?.status()]).toEqual([path, 404]);
  }
  await page.context().close();
});

test('when the mail service is down, the page says since when mail waits; afterwards all is well', async ({
  browser,
  service,
}) => {
  const desk = await openBrowser({ browser, service, javaScriptEnabled: false }, coordinator);
  const { page } = desk;
  await page.goto('/desk/mail');
  await signInThere(desk, service);
  await service.tellSes({ answer: 'down' });
  const { request } = page.context();
  const { origin } = service;
  const form = newcomerForm('Fennel');
  expect((await request.post('/api/newcomers', { headers: { origin }, data: form })).status()).toBe(201);
  const health = async () => (await request.get('/api/desk/mail')).json();
  await expect.poll(async () => (await health()).waiting).toBe(1);
  await page.goto('/desk/mail');
  await expect(page.getByText('The oldest message that could have gone out has waited since')).toBeVisible();
  await expect(page.getByText('Mail is late')).toHaveCount(0);
  await service.advance(16 * 60);
  await page.reload();
  await expect(page.getByText('Mail is late')).toBeVisible();
  await service.tellSes({ answer: 'accept' });
  await service.advance(11 * 60);
  await service.nextMail(form.contact.email, 'We have your form');
  await expect.poll(async () => (await health()).waiting).toBe(0);
  await page.reload();
  await expect(page.getByText('Nothing waits that could have gone out.')).toBeVisible();
  await page.context().close();
});
