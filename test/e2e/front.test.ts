import { expect, test } from '#test/support/e2e.ts';

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ javaScriptEnabled });

    test('the front page opens in both languages, without an error in the console', async ({ page }) => {
      const errors: string[] = [];
      page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
      page.on('pageerror', (error) => errors.push(error.message));
      for (const [path, language] of [
        ['/', 'en'],
        ['/es', 'es'],
      ] as const) {
        const response = await page.goto(path);
        expect(response?.status()).toBe(200);
        await expect(page.locator('html')).toHaveAttribute('lang', language);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      }
      expect(errors).toEqual([]);
    });
  });
}

test('an address with a slash at its end leads to the page without it', async ({ page, service }) => {
  for (const [path, plain] of [
    ['/es/', '/es'],
    ['/how/', '/how'],
    ['/desk/?state=new', '/desk?state=new'],
  ] as const) {
    const told = await page.request.get(path, { maxRedirects: 0 });
    expect(told.status()).toBe(308);
    expect(told.headers().location).toBe(service.origin + plain);
  }
  await page.goto('/how/');
  await expect(page).toHaveURL('/how');
});

test('the inbox of this machine opens, empty for whom nothing was written to, and its clock moves', async ({
  page,
  service,
}) => {
  await page.goto('/_local/inbox');
  expect(await service.inbox('nobody@example.org')).toEqual([]);
  const before = await (await page.request.get('/_local/clock')).json();
  await service.advance(3_600);
  const after = await (await page.request.get('/_local/clock')).json();
  expect(after.aheadSeconds - before.aheadSeconds).toBe(3_600);
});
