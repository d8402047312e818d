import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '#test/support/e2e.ts';
import {
  type Answers,
  applyForm,
  fillForm,
  sendOn,
  stepNow,
  volunteerForm,
} from '#test/support/fill-form.ts';

/*
 * Every screen of both forms, as it opens and as it is refused, in both languages: no violation of WCAG 2.2 A and AA or
 * of axe's best practices, nothing wider than the screen, nothing inline, and no more than 60 KB for a first visit.
 */

test.setTimeout(480_000);
// So many screens would make a trace of their own weight.
test.use({ trace: 'off' });

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const looks = [
  { colorScheme: 'dark', width: 320 },
  { colorScheme: 'light', width: 1280 },
] as const;
let looked = 0;
const pageBytesMax = 60 * 1024;

/**
 * Everything that is wrong with a page as it stands: narrow and dark, or broad and light, in turn, and the other way
 * round in the other language.
 */
const inspect = async (page: Page): Promise<string[]> => {
  const found: string[] = [];
  const turn = page.url().includes('/es') ? 1 : 0;
  const { colorScheme, width } = looks[(looked++ + turn) % 2]!;
  // A colour on its way from one theme to the other is neither.
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.setViewportSize({ width, height: 900 });
  const at = `${page.url()} ${colorScheme} ${width}: `;
  const overflow = await page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
  if (overflow > 0) found.push(`${at}${overflow} px too wide`);
  const inline = await page.locator('script:not([src]), style, [style]').count();
  if (inline > 0) found.push(`${at}${inline} inline scripts or styles`);
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  found.push(...violations.map(({ id, nodes }) => `${at}${id}: ${nodes[0]?.html}`));
  return found;
};

const emptied = ['apart', 'email', 'phone', 'radius'];

/** Makes a screen be refused, if it can be: what must be told is not, and what can be wrong is. */
const refuse = async (page: Page): Promise<boolean> => {
  const step = stepNow(page);
  for (const name of emptied) {
    const field = page.locator(`#${name}`);
    if ((await field.count()) > 0 && (await field.isVisible())) await field.fill('?');
  }
  for (const name of ['leaving-1', 'worldview-wish-4', 'gender-wish-4', 'whom-2', 'modalities-4']) {
    const box = page.locator(`#${name}`);
    if ((await box.count()) > 0) await box.check();
  }
  await sendOn(page);
  return stepNow(page) === step && (await page.locator('#error-summary').count()) > 0;
};

const inspectForm = async (page: Page, start: string, answers: Answers) => {
  looked = 0;
  const found: string[] = [];
  const seen = { screens: 0, refused: 0 };
  await page.goto(start);
  for (; stepNow(page) !== 'check'; ) {
    const step = stepNow(page);
    const address = page.url();
    found.push(...(await inspect(page)));
    seen.screens += 1;
    if (await refuse(page)) {
      found.push(...(await inspect(page)));
      seen.refused += 1;
    }
    await page.goto(address);
    await fillForm(page, { [step]: answers[step]! }, { once: true });
  }
  found.push(...(await inspect(page)));
  await sendOn(page);
  found.push(...(await inspect(page)));
  await page.check('#consent');
  await sendOn(page);
  await expect(page).toHaveURL(/\/done/);
  found.push(...(await inspect(page)));
  return { found, seen };
};

for (const language of ['', '/es']) {
  test(`every screen of both forms holds in ${language || 'English'}`, async ({ page }) => {
    const address = (form: string) => `${form}.${Math.random().toString(36).slice(2)}@example.org`;
    const newcomer = await inspectForm(page, `${language}/apply`, applyForm(address('look')));
    expect(newcomer.found).toEqual([]);
    expect(newcomer.seen).toEqual({ screens: 13, refused: 10 });
    const mentor = await inspectForm(page, `${language}/volunteer`, volunteerForm(address('look')));
    expect(mentor.found).toEqual([]);
    expect(mentor.seen).toEqual({ screens: 15, refused: 11 });
  });

  test(`signing in, finishing later and what is over hold in ${language || 'English'}`, async ({
    page,
    context,
  }) => {
    const found: string[] = [];
    for (const path of [
      '/in',
      '/resume',
      '/out',
      '/apply/reach',
      '/apply/nothing',
      '/apply/done',
      '/apply/help',
    ]) {
      await page.goto(language + path);
      found.push(...(await inspect(page)));
    }
    for (const path of ['/in', '/resume']) {
      await page.goto(language + path);
      await page.locator('main form:visible button').first().click();
      await expect(page).toHaveTitle(/^Error: /);
      found.push(...(await inspect(page)));
    }
    await page.goto(`${language}/in`);
    await page.fill('#email', 'nobody@example.org');
    await page.locator('main form:visible button').first().click();
    await expect(page.locator('#code')).toBeVisible();
    found.push(...(await inspect(page)));
    await context.clearCookies();
    await page.goto(`${language}/apply`);
    await page.locator('button[name=finish]').click();
    await page.fill('#email', '?');
    await page.locator('main form button').first().click();
    await expect(page).toHaveTitle(/^Error: /);
    found.push(...(await inspect(page)));
    expect(found).toEqual([]);
  });
}

test('a first visit to any screen is at most 60 KB over the wire, fonts and all', async ({
  page,
  context,
}) => {
  const weights: Record<string, number> = {};
  const weigh = async (name: string): Promise<void> => {
    const wire = await context.newCDPSession(page);
    await wire.send('Network.enable');
    await wire.send('Network.setCacheDisabled', { cacheDisabled: true });
    let bytes = 0;
    wire.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength;
    });
    await page.goto(page.url(), { waitUntil: 'networkidle' });
    weights[name] = bytes;
    await wire.detach();
  };
  const address = `weight.${Math.random().toString(36).slice(2)}@example.org`;
  const answers = applyForm(address);
  await page.goto('/apply');
  while (stepNow(page) !== 'check') {
    const step = stepNow(page);
    await weigh(step);
    await fillForm(page, { [step]: answers[step]! }, { once: true });
  }
  await weigh('check');
  expect(Object.keys(weights)).toHaveLength(14);
  expect(Object.entries(weights).filter(([, bytes]) => bytes > pageBytesMax)).toEqual([]);
  expect(Math.min(...Object.values(weights))).toBeGreaterThan(10_000);
  test.info().annotations.push({ type: 'bytes', description: JSON.stringify(weights) });
});
