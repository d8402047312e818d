import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '#test/support/e2e.ts';
import { addressesInMatch, deskPaths, myPaths, publicPaths, signInAs } from '#test/support/visit.ts';

/*
 * Every page × language × theme × width: no violation of WCAG 2.2 A and AA or of axe's best practices, nothing wider than
 * the screen, nothing inline, and the headers that forbid it.
 */

test.use({ demo: true });
test.setTimeout(900_000);

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const widths = [320, 1280];
const themes = ['light', 'dark'] as const;
const languages = ['', '/es'];

/** Opens a page and says everything that is wrong with it. */
const inspect = async (page: Page, path: string): Promise<string[]> => {
  const response = await page.goto(path);
  const found: string[] = [];
  const expected = path.includes('nothing-here') ? 404 : 200;
  if (response?.status() !== expected) found.push(`status ${response?.status()}`);
  const csp = response?.headers()['content-security-policy'] ?? '';
  if (!csp.startsWith("default-src 'none'")) found.push('no content security policy');
  const inline = await page.locator('script:not([src]), style, [style], [onclick], [onload]').count();
  if (inline > 0) found.push(`${inline} inline scripts or styles`);
  const overflow = await page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
  if (overflow > 0) found.push(`${overflow} px too wide`);
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  found.push(...violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`));
  return found;
};

/** Every combination; answers with what is wrong, and how many pages it saw. */
const inspectAll = async (page: Page, paths: readonly string[]) => {
  const wrong: string[] = [];
  let seen = 0;
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme });
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      for (const language of languages) {
        for (const path of paths) {
          const at = path === '/' ? language || '/' : language + path;
          const found = await inspect(page, at);
          seen += 1;
          wrong.push(...found.map((each) => `${at} ${colorScheme} ${width}: ${each}`));
        }
      }
    }
  }
  return { wrong, seen };
};

const combinations = themes.length * widths.length * languages.length;

test('public pages hold in every language, theme and width', async ({ page }) => {
  const { wrong, seen } = await inspectAll(page, publicPaths);
  expect(seen).toBe(publicPaths.length * combinations);
  expect(wrong).toEqual([]);
});

test('the desk holds in every language, theme and width', async ({ page, context, service }) => {
  await signInAs(context, service, 'coordinator@example.org');
  const paths = await deskPaths(context, service.origin);
  const { wrong, seen } = await inspectAll(page, paths);
  expect(seen).toBe(paths.length * combinations);
  expect(wrong).toEqual([]);
});

test('the portal of a newcomer and of a mentor holds in every language, theme and width', async ({
  page,
  context,
  service,
}) => {
  for (const email of await addressesInMatch(context, service, 'introduced')) {
    await context.clearCookies();
    await signInAs(context, service, email);
    const me = await (await context.request.get(`${service.origin}/api/me`)).json();
    const matches = me.matches.map(({ id }: { id: string }) => `/my/matches/${id}`);
    const { wrong, seen } = await inspectAll(page, [...myPaths, ...matches]);
    expect(seen).toBe((myPaths.length + matches.length) * combinations);
    expect(wrong).toEqual([]);
  }
});

test('the check finds what is planted', async ({ page }) => {
  await page.route('**/how', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: '<html><body><img src="/x.png" style="width:900px"><a href="/"></a>',
    }),
  );
  await page.setViewportSize({ width: 320, height: 900 });
  const found = await inspect(page, '/how');
  expect(found.join('\n')).toMatch(/image-alt[\s\S]*link-name|link-name[\s\S]*image-alt/);
  expect(found).toContain('no content security policy');
  expect(found).toContain('1 inline scripts or styles');
  expect(found.join('\n')).toMatch(/px too wide/);
});
