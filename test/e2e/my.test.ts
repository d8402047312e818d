import { expect, test } from '#test/support/e2e.ts';
import { newMentor, newNewcomer } from '#test/support/people.ts';

/* What people do for themselves, without a script. */

test('a newcomer pauses until a day, comes back, withdraws and asks again', async ({ browser, service }) => {
  const { page } = await newNewcomer({ browser, service, javaScriptEnabled: false }, 'Hazel');
  await page.goto('/my');
  await expect(page.getByText('Since today.')).toBeVisible();
  await page.getByText('Pause for a while').click();
  await page.fill('#pause-until', '2020-01-01');
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page).toHaveTitle('Error: My page');
  await expect(page.locator('#pause-until')).toHaveValue('2020-01-01');
  await page.fill('#pause-until', '2035-06-01');
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByText('Paused until Friday, June 1, 2035.')).toBeVisible();
  await expect(page.getByText('We look for someone who fits')).toHaveCount(0);
  await page.getByRole('button', { name: 'Go on looking' }).click();
  await expect(page.getByText('We are looking again.')).toBeVisible();
  await page.getByRole('link', { name: 'Withdraw my form' }).click();
  await page.getByRole('link', { name: 'No, go back' }).click();
  await page.getByRole('link', { name: 'Withdraw my form' }).click();
  await page.getByRole('button', { name: 'Withdraw my form' }).click();
  await expect(page.getByText('You withdrew your form, and nobody is looking.')).toBeVisible();
  await page.getByRole('button', { name: 'Ask for a mentor again' }).click();
  await expect(page.getByText('Since today.')).toBeVisible();
  await page.context().close();
});

test('settings are saved; what is wrong comes back beside its field', async ({ browser, service }) => {
  const { page } = await newNewcomer({ browser, service, javaScriptEnabled: false }, 'Olive');
  await page.goto('/my/settings');
  await page.fill('#phone', '12');
  await page.fill('#safe-from', '18:00');
  await page.fill('#other', 'Signal');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page).toHaveTitle('Error: Settings');
  await expect(page.locator('#phone')).toHaveValue('12');
  await expect(page.locator('#phone-error')).toBeVisible();
  await expect(page.locator('#safe-hours-error')).toHaveText(
    'Please choose both times, or leave both empty.',
  );
  await page.fill('#phone', '202 555 0101');
  await page.fill('#safe-until', '21:00');
  await page.check('#contact-in-mail');
  await page.check('#locale-2');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page).toHaveURL('/es/my/settings?done=saved');
  const me = await (await page.request.get('/api/me')).json();
  expect(me.contact).toMatchObject({ phone: '+12025550101', other: 'Signal' });
  expect(me.wishes).toEqual({
    safeHours: { start: 1080, end: 1260 },
    sharedInbox: false,
    contactInMail: true,
  });
  expect(me.locale).toBe('es');
  await page.goto('/my/data');
  await expect(page.getByText('(202) 555-0101')).toBeVisible();
  await expect(page.getByText('Nobody has opened your contact details or notes.')).toBeVisible();
  await page.context().close();
});

test('answers change part by part; hours that are no part of a day stay until they are unticked', async ({
  browser,
  service,
}) => {
  const windows = [{ day: 2, start: 18 * 60 + 30, end: 20 * 60 }];
  const { page } = await newNewcomer({ browser, service, javaScriptEnabled: false }, 'Juniper', { windows });
  const answers = async () => (await (await page.request.get('/api/me')).json()).request.answers;
  await page.goto('/my/answers');
  await expect(page.getByText('Tue 6:30–8 PM')).toBeVisible();
  await page
    .getByRole('link', { name: 'Change', exact: false })
    .filter({ hasText: 'about you' })
    .first()
    .click();
  await page.check('#family-3');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page).toHaveURL('/my/answers?done=saved');
  expect(await answers()).toMatchObject({ familyStage: ['parent'], windows });
  await page.goto('/es/my/answers?part=times');
  await page.check('#slot-6-morning');
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page).toHaveURL('/my/answers?part=times');
  expect((await answers()).windows).toEqual(windows);
  await page.getByRole('button', { name: 'Save' }).click();
  expect((await answers()).windows).toEqual([...windows, { day: 6, start: 480, end: 720 }]);
  await page.goto('/my/answers?part=times');
  await page.getByLabel('Tue 6:30–8 PM').uncheck();
  await page.uncheck('#slot-6-morning');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page).toHaveTitle('Error: My answers');
  expect((await answers()).windows).toHaveLength(2);
  await page.context().close();
});

test('a form that was sent again waits for a choice', async ({ browser, service }) => {
  const room = { browser, service, javaScriptEnabled: false };
  const { page, email } = await newNewcomer(room, 'Linden');
  const { origin } = service;
  const form = {
    locale: 'en',
    contact: { name: 'Linden', email },
    adult: true,
    consent: true,
    answers: {
      track: 'substance-use',
      languages: [{ code: 'en', level: 'fluent' }],
      timeZone: 'America/New_York',
      windows: [{ day: 1, start: 600, end: 660 }],
      modalities: ['text'],
    },
  };
  const again = await page.request.post('/api/newcomers', { headers: { origin }, data: form });
  expect(again.status()).toBe(201);
  await page.goto('/my');
  await expect(page.getByText('You sent a form again')).toBeVisible();
  await page.getByRole('button', { name: 'Use the new answers' }).click();
  await expect(page.getByText('We now use the new answers.')).toBeVisible();
  const me = await (await page.request.get('/api/me')).json();
  expect(me.request.answers.modalities).toEqual(['text']);
  await page.context().close();
});

test('a mentor who waits to be approved sees so, and may step down', async ({ browser, service }) => {
  const { page } = await newMentor({ browser, service, javaScriptEnabled: false }, 'Elder');
  await page.goto('/my/mentoring?answer=yes');
  await expect(page.getByText('A coordinator is reading your form')).toBeVisible();
  await page.getByRole('link', { name: 'Step down' }).click();
  await page.getByRole('button', { name: 'Step down' }).click();
  await expect(page.getByText('You withdrew your offer.')).toBeVisible();
  await page.context().close();
});
