import type { Page } from '@playwright/test';
import { expect, test } from '#test/support/e2e.ts';
import { type Answers, applyForm, fillForm, sendOn, volunteerForm } from '#test/support/fill-form.ts';

/*
 * How people come in: both forms from the first screen to the signed-in page, with and without script, in both
 * languages; refused screens come back filled in, and nothing that was typed is lost.
 */

let people = 0;
const newAddress = (): string => `guest${++people}.${Math.random().toString(36).slice(2, 8)}@example.org`;

const goThrough = async (page: Page, start: string, answers: Answers): Promise<void> => {
  await page.goto(start);
  await fillForm(page, answers);
  await sendOn(page);
  await expect(page.locator('#consent')).toHaveAttribute('aria-invalid', 'true');
  await page.check('#consent');
  await sendOn(page);
  await expect(page).toHaveURL(/\/done\?reference=[a-z]+-[a-z]+-\d{4}&by=\d{4}-\d\d-\d\d$/);
};

for (const javaScriptEnabled of [false, true]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ javaScriptEnabled });

    for (const language of ['', '/es']) {
      test(`a newcomer applies in ${language || 'English'}, confirms by the code, and is in`, async ({
        page,
        service,
      }) => {
        const email = newAddress();
        await goThrough(page, `${language}/apply`, applyForm(email));
        await expect(page.getByText(/\bg…\w@example\.org/)).toBeVisible();
        const { code } = await service.nextMail(email);
        await page.fill('#code', '00000000');
        await page.getByRole('button', { name: language ? 'Confirmar' : 'Confirm' }).click();
        await expect(page).toHaveTitle(/^Error: /);
        await expect(page).toHaveURL(/\/done\?reference=/);
        await expect(page.locator('#code-error')).toContainText(
          language ? 'quedan 4 intentos' : '4 tries are left',
        );
        await page.fill('#code', ` ${code!.slice(0, 4)} ${code!.slice(4)}`);
        await page.locator('form:has(#code) button').click();
        await expect(page).toHaveURL(`${language}/my`);
        const me = await (await page.request.get('/api/me')).json();
        expect(me.contact).toMatchObject({ name: 'Robin', email, phone: '+12025550101' });
        expect(me.locale).toBe(language ? 'es' : 'en');
        expect(me.request.answers).toMatchObject({
          track: 'substance-use',
          pathways: ['smart', 'aa'],
          notPathways: ['na'],
          needsMedicationAffirming: true,
          recoverySince: '2024-03',
          wants: [
            { tag: 'substance:alcohol', important: false },
            { tag: 'parenting', important: true },
          ],
          genderPreference: { strength: 'prefer', genders: ['woman'] },
          worldviewMust: true,
          worldview: 'spiritual',
          importance: { gender: 1, worldview: 2, recovery: 2 },
          modalities: ['in-person', 'phone'],
          placeId: 'millbrook',
          radiusKm: 25,
          leavingCareOn: '2026-12-01',
          windows: [
            { day: 2, start: 1020, end: 1440 },
            { day: 6, start: 480, end: 720 },
          ],
        });
        expect(me.request.note).toBe('A note with <b>marks</b>.');
        expect(me.request.doNotMatchCount).toBe(2);
      });
    }

    test('a mentor volunteers, and confirms by the link, which is pressed and never sent by itself', async ({
      page,
      service,
    }) => {
      const email = newAddress();
      await goThrough(page, '/volunteer', volunteerForm(email));
      const { code, links } = await service.nextMail(email);
      const link = links.find((each) => each.includes('/in#'))!;
      await page.goto(link);
      if (javaScriptEnabled) {
        await expect(page).toHaveURL('/in');
        await page.getByRole('button', { name: 'Go in' }).click();
      } else {
        await page.fill('#code', code!);
        await page.getByRole('button', { name: 'Sign in' }).click();
      }
      await expect(page).toHaveURL('/my');
      const me = await (await page.request.get('/api/me')).json();
      expect(me.mentoring.state).toBe('applied');
      expect(me.mentoring.answers).toMatchObject({
        pathways: [
          { pathway: 'aa', depth: 'familiar' },
          { pathway: 'smart', depth: 'main' },
        ],
        recoverySince: '2015-03',
        capacity: 2,
        mentorsGenders: ['woman', 'non-binary'],
        medicationAffirming: true,
      });
      expect(me.mentoring.texts.about).toBe('I like long walks.');
    });

    test('every refused screen comes back with its error, the focus on the summary, and what was typed', async ({
      page,
    }) => {
      await page.goto('/apply');
      await sendOn(page);
      await expect(page).toHaveTitle('Error: Step 1 of 14');
      await expect(page.locator('#error-summary')).toBeFocused();
      await page.fill('#name', 'Robin');
      await sendOn(page);
      await page.check('#adult-1');
      await sendOn(page);
      await page.fill('#email', 'robin@');
      await page.fill('#phone', 'call me');
      await page.selectOption('#safe-from', '09:00');
      await page.check('#shared-inbox');
      const [answer] = await Promise.all([
        page.waitForResponse((response) => response.request().method() === 'POST'),
        sendOn(page),
      ]);
      expect(answer.status()).toBe(422);
      await expect(page.locator('#error-summary li')).toHaveCount(3);
      await expect(page.locator('#email')).toHaveValue('robin@');
      await expect(page.locator('#phone')).toHaveValue('call me');
      await expect(page.locator('#safe-from')).toHaveValue('09:00');
      await expect(page.locator('#shared-inbox')).toBeChecked();
      await page.locator('#error-summary a').first().click();
      await expect(page).toHaveURL(/#email$/);
      // What was refused is kept all the same, for another tab and for the other language.
      await page.goto('/es/apply/reach');
      await expect(page.locator('#email')).toHaveValue('robin@');
      await page.goto('/apply/check');
      await expect(page.locator('.missing a')).not.toHaveCount(0);
      await page.locator('.missing a[href$="#email"]').click();
      await expect(page).toHaveURL(/\/apply\/reach\?from=check#email$/);
    });

    test('a skip link does not take the focus from the error summary, nor does it go along', async ({
      page,
    }) => {
      await page.goto('/apply');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await expect(page).toHaveURL('/apply#main');
      await sendOn(page);
      await expect(page).toHaveURL('/apply');
      await expect(page.locator('#error-summary')).toBeFocused();
      await page.fill('#name', 'Robin');
      await page.locator('#error-summary a').first().click();
      await sendOn(page);
      await expect(page).toHaveURL('/apply/age');
    });

    test('the other language takes along what was typed, and Enter still sends the form on', async ({
      page,
    }) => {
      await page.goto('/apply');
      await page.fill('#name', 'Robin R.');
      await page.getByRole('button', { name: 'Español' }).click();
      await expect(page).toHaveURL('/es/apply');
      await expect(page.locator('#name')).toHaveValue('Robin R.');
      await expect(page.locator('#error-summary')).toHaveCount(0);
      await page.press('#name', 'Enter');
      await expect(page).toHaveURL(/\/es\/apply\/\w+$/);
      const second = new URL(page.url()).pathname;
      await page.goto(`${second}?from=check`);
      await page.getByRole('button', { name: 'English' }).click();
      await expect(page).toHaveURL(`${second.replace('/es', '')}?from=check`);
    });

    test('whoever is under 18 is told who helps now, and nothing of the form is kept', async ({ page }) => {
      for (const start of ['/apply', '/es/volunteer']) {
        await page.goto(start);
        await page.fill('#name', 'Robin');
        await sendOn(page);
        await page.check('#adult-2');
        await sendOn(page);
        await expect(page).toHaveURL(`${start}/help`);
        await expect(page.locator('#error-summary')).toHaveCount(0);
        for (const href of ['tel:988', 'sms:741741']) {
          await expect(page.locator(`main a[href="${href}"]`)).toHaveCount(1);
        }
        expect((await page.request.get('/api/drafts/current')).status()).toBe(404);
        await page.goto(start);
        await expect(page.locator('#name')).toHaveValue('');
      }
    });

    test('a form that goes on in Spanish is finished later in Spanish', async ({ page, service }) => {
      const email = newAddress();
      await page.goto('/apply');
      await page.fill('#name', 'Robin');
      await sendOn(page);
      await page.getByRole('button', { name: 'Español' }).click();
      await expect(page).toHaveURL('/es/apply/age');
      await page.locator('button[name=finish]').click();
      await page.fill('#email', email);
      await page.locator('main form button').first().click();
      await expect(page).toHaveURL('/es/apply/later?sent=1');
      const { links } = await service.nextMail(email);
      expect(links.some((each) => each.includes('/es/resume#'))).toBe(true);
    });

    test('“finish later” mails a link that leads back to the same screen, in any browser', async ({
      page,
      service,
      browser,
    }) => {
      const email = newAddress();
      await page.goto('/apply');
      await page.fill('#name', 'Robin');
      await sendOn(page);
      await page.check('#adult-1');
      await sendOn(page);
      await page.fill('#email', email);
      await page.fill('#other', 'Signal, same number');
      await page.getByRole('button', { name: 'Finish later' }).click();
      await expect(page.locator('#email')).toHaveValue(email);
      await page.getByRole('button', { name: 'Mail me the link' }).click();
      await expect(page.getByRole('heading', { name: 'The link is on its way' })).toBeVisible();
      const { links } = await service.nextMail(email);
      const link = links.find((each) => each.includes('/resume#'))!;
      const other = await browser.newContext({ javaScriptEnabled, baseURL: service.origin });
      const elsewhere = await other.newPage();
      await elsewhere.goto(link);
      if (!javaScriptEnabled) await elsewhere.fill('#token', link);
      else await expect(elsewhere).toHaveURL('/resume');
      await elsewhere.getByRole('button', { name: 'Go on with my form' }).click();
      await expect(elsewhere).toHaveURL('/apply/reach');
      await expect(elsewhere.locator('#other')).toHaveValue('Signal, same number');
      await elsewhere.goto('/resume');
      await elsewhere.fill('#token', 'draft_000000.nothing');
      await elsewhere.getByRole('button', { name: 'Go on with my form' }).click();
      await expect(elsewhere).toHaveTitle(/^Error: /);
      await other.close();
    });
  });
}

test('a code that is spent stays spent on a reload: the page offers a new one', async ({ page }) => {
  await goThrough(page, '/apply', applyForm(newAddress()));
  await page.fill('#code', 'abc');
  await page.locator('form:has(#code) button').click();
  await expect(page.locator('#code-error')).toContainText('No try was used up');
  for (const left of ['4 tries', '3 tries', '2 tries', '1 try']) {
    await page.fill('#code', '00000000');
    await page.locator('form:has(#code) button').click();
    await expect(page.locator('#code-error')).toContainText(left);
  }
  await page.fill('#code', '00000000');
  await page.locator('form:has(#code) button').click();
  await expect(page).toHaveURL(/&spent=1$/);
  await page.reload();
  await expect(page.locator('#code')).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Get a new code' })).toBeVisible();
});

test('Back, reload and a second press repeat nothing', async ({ page, context, service }) => {
  const email = newAddress();
  await page.goto('/apply');
  await fillForm(page, applyForm(email));
  await page.check('#consent');
  await sendOn(page);
  await expect(page).toHaveURL(/\/done/);
  const done = page.url();
  await page.reload();
  await expect(page).toHaveURL(done);
  await service.nextMail(email);
  await page.goBack();
  await page.goForward();
  await expect(page).toHaveURL(done);
  const second = await context.request.post('/apply/check', {
    headers: { origin: service.origin },
    form: { consent: 'on' },
    maxRedirects: 0,
  });
  expect(second.status()).toBe(303);
  expect(second.headers().location).toBe('/apply/done');
  expect(await service.inbox(email)).toHaveLength(1);
});

test('a form that was open too long says so kindly, and keeps the answer that was just given', async ({
  page,
  service,
}) => {
  await page.goto('/apply');
  await page.fill('#name', 'Robin');
  await sendOn(page);
  await page.check('#adult-1');
  await sendOn(page);
  await page.fill('#phone', '+1 202 555 0101');
  await service.advance(2 * 60 * 60 + 60);
  await sendOn(page);
  await expect(page.getByRole('heading', { name: 'This form is closed' })).toBeVisible();
  await page.getByRole('link', { name: 'Begin again' }).click();
  await page.fill('#name', 'Robin');
  await sendOn(page);
  await page.check('#adult-1');
  await sendOn(page);
  await expect(page.locator('#phone')).toHaveValue('+1 202 555 0101');
  expect((await page.request.get('/apply/more')).status()).toBe(200);
});

test('one press fills many boxes, and another kind of support asks for pathways anew', async ({ page }) => {
  const answers = applyForm(newAddress());
  await page.goto('/apply');
  await fillForm(page, answers, { until: 'times' });
  await page.getByRole('button', { name: 'Weekday evenings' }).click();
  await expect(page.locator('[name=slot-5-evening]')).toBeChecked();
  await expect(page.locator('.sentence')).toContainText('Mon, Tue, Wed, Thu, Fri 5–9');
  // Enter presses a form's first button: “continue”, and none of the presets.
  await expect(page.locator('.step > .form button').first()).not.toHaveAttribute('name');
  await page.goto('/apply/support?from=check');
  await page.check('#track-2');
  await sendOn(page);
  await expect(page).toHaveURL('/apply/pathways?from=check');
  await expect(page.locator('#pathway-1')).toHaveValue('');
  await sendOn(page);
  await expect(page).toHaveURL('/apply/check');
});

test('hostile input is refused beside its question or shown harmlessly, never with a fault', async ({
  page,
  service,
}) => {
  const post = (path: string, form: Record<string, string>) =>
    page.request.post(path, { headers: { origin: service.origin }, form, maxRedirects: 0 });
  expect((await post('/apply', { name: '<script>alert(1)</script>' })).status()).toBe(303);
  await page.goto('/apply');
  await expect(page.locator('#name')).toHaveValue('<script>alert(1)</script>');
  expect((await post('/apply', { name: 'a\u0000b' })).status()).toBe(422);
  expect((await post('/apply', { name: 'x'.repeat(5_000) })).status()).toBe(422);
  expect((await post('/apply/support', { track: '__proto__', role: 'coordinator' })).status()).toBe(422);
  expect((await post('/apply/more', { note: 'x'.repeat(40_000) })).status()).toBe(413);
  expect((await post('/apply/nowhere', { a: 'b' })).status()).toBe(404);
  const foreign = await page.request.post('/apply', {
    headers: { origin: 'https://evil.example' },
    form: { name: 'x' },
  });
  expect(foreign.status()).toBe(403);
  const odd = await page.request.post('/apply', {
    headers: { origin: service.origin, 'content-type': 'text/plain' },
    data: 'name=x',
  });
  expect(odd.status()).toBe(422);
});
