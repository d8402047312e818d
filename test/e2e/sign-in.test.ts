import { expect, test } from '#test/support/e2e.ts';

/*
 * Signing in and out by the pages: nothing is used up by opening a link, a link of another browser is asked about, every
 * refusal has the same words, and only pages of ours come after.
 */

const coordinator = 'coordinator@example.org';

// An address gets six codes in a quarter of an hour, and other files that ran before have asked for some.
test.beforeEach(({ service }) => service.advance(15 * 60));

for (const javaScriptEnabled of [false, true]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ javaScriptEnabled });

    test('a coordinator asks for a code, types it, and comes to the page they wanted', async ({
      page,
      service,
    }) => {
      await page.goto('/in?next=/desk/mentors');
      await page.fill('#email', 'Coordinator@Example.org ');
      await page.getByRole('button', { name: 'Send me a code' }).click();
      await expect(page.getByRole('heading', { name: 'Look in your mailbox' })).toBeVisible();
      const { code } = await service.nextMail(coordinator);
      await page.fill('#code', code!);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await expect(page).toHaveURL('/desk/mentors');
      await page.goto('/in');
      await page.getByRole('link', { name: 'Go to my page' }).click();
      await expect(page).toHaveURL('/desk');
      await page.goto('/out');
      await page.getByRole('button', { name: 'Sign out' }).click();
      await expect(page.getByRole('heading', { name: 'You are signed out' })).toBeVisible();
      expect((await page.request.get('/api/me')).status()).toBe(401);
    });
  });
}

test('an address that nobody has gets the same answer', async ({ page, service }) => {
  const answers: string[] = [];
  for (const email of [coordinator, 'nobody@example.org']) {
    await page.context().clearCookies();
    await page.goto('/in');
    await page.fill('#email', email);
    await page.getByRole('button', { name: 'Send me a code' }).click();
    await expect(page.locator('#code')).toBeVisible();
    const shown = await page.locator('main').innerHTML();
    const masked = email === coordinator ? 'c…r@example.org' : 'n…y@example.org';
    expect(shown).toContain(masked);
    expect(shown).not.toContain(email);
    answers.push(shown.replace(masked, ''));
  }
  expect(answers[1]).toBe(answers[0]);
  await service.nextMail(coordinator);
  expect(await service.inbox('nobody@example.org')).toEqual([]);
});

test('a link opened in another browser asks first, works once, and leaves the address bar', async ({
  page,
  service,
  browser,
}) => {
  await service.advance(3_600);
  await page.goto('/es/in');
  await page.fill('#email', coordinator);
  await page.getByRole('button', { name: 'Enviarme un código' }).click();
  const { links } = await service.nextMail(coordinator);
  const address = links.find((each) => each.includes('/in#'))!;
  const other = await browser.newContext({ baseURL: service.origin });
  const elsewhere = await other.newPage();
  // Looking changes nothing, however often.
  for (let visit = 0; visit < 3; visit += 1) await elsewhere.goto(address, { waitUntil: 'networkidle' });
  await expect(elsewhere).toHaveURL(/\/in$/);
  await elsewhere.locator('form[data-fragment] button').click();
  await expect(elsewhere.locator('h1')).toHaveText('Did you ask for this?');
  await elsewhere.locator('main form button').click();
  await expect(elsewhere).toHaveURL(/\/desk$/);
  await page.goto(address);
  await page.locator('form[data-fragment] button').click();
  await expect(page).toHaveTitle(/^Error: /);
  await other.close();
});

test('too many tries are slowed down, and the address that was typed stays', async ({ page, service }) => {
  await service.advance(3_600);
  for (let tries = 0; tries < 7; tries += 1) {
    await page.context().clearCookies();
    await page.goto('/in');
    await page.fill('#email', 'often@example.org');
    await page.getByRole('button', { name: 'Send me a code' }).click();
    await page.waitForLoadState();
  }
  await expect(page.getByRole('status')).toContainText('Please wait a few minutes');
  await expect(page.locator('#email')).toHaveValue('often@example.org');
});

test('no spelling of “next” leads to another site', async ({ page, service }) => {
  await service.advance(3_600);
  for (const next of ['//evil.example', '/\\evil.example', 'https://evil.example', '/%2f/evil.example']) {
    await page.context().clearCookies();
    await page.goto(`/in?next=${encodeURIComponent(next)}`);
    await expect(page.locator('[name=next]')).toHaveCount(0);
    const sent = await page.request.post('/in', {
      headers: { origin: service.origin },
      form: { email: 'nobody@example.org', next },
      maxRedirects: 0,
    });
    expect(sent.headers().location).toBe('/in?sent=1');
  }
});
