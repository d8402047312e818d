import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/*
 * Every page × language × theme × width: no violation of WCAG 2.2 A and AA or of axe's best practices, nothing wider than
 * the screen, nothing inline, and the headers that forbid it.
 */

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const widths = [320, 1280];
const themes = ['light', 'dark'] as const;
const languages = ['', '/es'];

/** Opens a page and says everything that is wrong with it. */
export const inspect = async (page: Page, path: string): Promise<string[]> => {
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
export const inspectAll = async (page: Page, paths: readonly string[]) => {
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

/** How often each page is seen. */
export const combinations = themes.length * widths.length * languages.length;
