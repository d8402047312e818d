import { expect, test } from '#test/support/e2e.ts';
import { combinations, inspect, inspectAll } from '#test/support/inspect.ts';
import { publicPaths } from '#test/support/visit.ts';

test.use({ demo: true });
test.setTimeout(900_000);

test('public pages hold in every language, theme and width', async ({ page }) => {
  const { wrong, seen } = await inspectAll(page, publicPaths);
  expect(seen).toBe(publicPaths.length * combinations);
  expect(wrong).toEqual([]);
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
