import type { BrowserContext } from '@playwright/test';
import { expect, test } from '#test/support/e2e.ts';
import { inspectAll } from '#test/support/inspect.ts';
import { signInAs } from '#test/support/visit.ts';

/*
 * A round's page: how far it is and a way to stop it while it is worked, then how it treats people, which mentors are
 * missing, and the nearest alternative of each proposal; with and without script.
 */

test.use({ demo: true });

/** Asks for a round by the API. */
const ask = async (context: BrowserContext, origin: string): Promise<string> => {
  const told = await context.request.post(`${origin}/api/rounds`, {
    headers: { origin, 'content-type': 'application/json' },
    data: {},
  });
  return (await told.json()).roundId;
};

for (const javaScriptEnabled of [false, true]) {
  const script = javaScriptEnabled ? 'on' : 'off';

  test(`a round that is worked shows how far it is, and can be cancelled: with JavaScript ${script}`, async ({
    browser,
    service,
  }) => {
    const context = await browser.newContext({ javaScriptEnabled, baseURL: service.origin });
    await signInAs(context, service, 'coordinator@example.org');
    const page = await context.newPage();
    // One at a time is worked, so the last of several waits for its turn.
    const rounds: string[] = [];
    for (let count = 0; count < 8; count += 1) rounds.push(await ask(context, service.origin));
    await page.goto(`/desk/rounds/${rounds.at(-1)}`);
    await expect(page.getByRole('progressbar', { name: 'How far the round is' })).toBeVisible();
    await page.getByRole('button', { name: 'Cancel the round' }).click();
    await expect(page.getByText('Discarded. Nothing was stored.')).toBeVisible();
    await page.goto(`/desk/rounds/${rounds.at(-1)}`);
    await expect(page.getByText('This round was discarded. Nothing was stored.')).toBeVisible();
    await expect(page.getByRole('progressbar')).toHaveCount(0);

    // The one before comes to its end, and its page finds that out by itself.
    await page.goto(`/desk/rounds/${rounds.at(-2)}`);
    await expect(page.getByRole('heading', { name: 'How it treats people' })).toBeVisible({
      timeout: 30_000,
    });
    await page.locator('summary', { hasText: 'By time zone' }).click();
    await expect(page.getByRole('table', { name: 'By time zone' }).getByText('All others')).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Mentors who are missing' })).toBeVisible();
    await expect(page.getByText(/^Next: .+ less|would come to/).first()).toBeVisible();
    await context.close();
  });
}

test("a round's page holds in every language, theme and width", async ({ page, context, service }) => {
  test.setTimeout(120_000);
  await signInAs(context, service, 'coordinator@example.org');
  const round = await ask(context, service.origin);
  await expect
    .poll(
      async () => (await (await context.request.get(`${service.origin}/api/rounds/${round}`)).json()).state,
      {
        timeout: 30_000,
      },
    )
    .toBe('previewed');
  const { wrong, seen } = await inspectAll(page, [`/desk/rounds/${round}`, '/desk/rounds']);
  expect(wrong).toEqual([]);
  expect(seen).toBe(16);
});
