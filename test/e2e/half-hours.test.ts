import { expect, test } from '#test/support/e2e.ts';
import { applyForm, fillForm } from '#test/support/fill-form.ts';

test('half-hours are painted by keyboard and pointer, and go the same way as the boxes', async ({ page }) => {
  const answers = applyForm('half.hours@example.org');
  await page.goto('/apply');
  await fillForm(page, answers, { until: 'times' });
  const grid = page.getByRole('grid', { name: 'Half-hours of the week' });
  await expect(grid).toBeHidden();
  await page.getByText('Choose exact half-hours').click();
  await expect(grid.locator('[data-row]')).toHaveCount(7 * 48);

  // Nobody passes through 336 cells with the tab key.
  await page.keyboard.press('Tab');
  await expect(grid.getByRole('gridcell', { name: 'Mon 8–8:30 AM' })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press(' ');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(page.locator('#week-sentence')).toHaveText('So far: Tue 8–9 AM');
  await expect(page.getByLabel('Tue 8–9 AM', { exact: true })).toBeChecked();

  // A whole part of a day is its box, in both directions.
  await page.check('#slot-3-evening');
  await expect(grid.getByRole('gridcell', { selected: true })).toHaveCount(2 + 8);
  const cell = (name: string) => grid.getByRole('gridcell', { name, exact: true });
  await cell('Wed 5–5:30 PM').click();
  await expect(page.locator('#slot-3-evening')).not.toBeChecked();
  await expect(page.locator('#week-sentence')).toHaveText('So far: Tue 8–9 AM; Wed 5:30–9 PM');
  await cell('Fri 7–7:30 PM').hover();
  await page.mouse.down();
  await cell('Fri 8–8:30 PM').hover();
  await page.mouse.up();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.waitForURL((url) => !url.pathname.endsWith('/times'));
  await page.goBack();
  await expect(page.locator('#week-sentence')).toHaveText('So far: Tue 8–9 AM; Wed 5:30–9 PM; Fri 7–8:30 PM');
});
