import { expect, test } from '../support/e2e.ts';

test('the address of “unsubscribe”, opened by hand, asks before anything is done, and knows its own links only', async ({
  page,
  service,
}) => {
  await page.goto(`${service.origin}/api/unsubscribe/person_x.heartbeat.forged`);
  await expect(page).toHaveURL(/\/unsubscribe\?token=person_x\.heartbeat\.forged$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This link does not work');
  const answer = await page.request.post(`${service.origin}/api/unsubscribe/person_x.heartbeat.forged`, {
    headers: { origin: 'https://mail.example.org' },
    form: { 'List-Unsubscribe': 'One-Click' },
  });
  expect(answer.status()).toBe(404);
});
