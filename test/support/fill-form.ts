import type { Page } from '@playwright/test';

/** How each screen is filled in, by its name in the address; `name` is the first. */
export type Answers = Readonly<Record<string, (page: Page) => Promise<void>>>;

/** The screen that a form shows now. */
export const stepNow = (page: Page): string =>
  new URL(page.url()).pathname.replace(/^\/es/, '').split('/')[2] ?? 'name';

/** Presses the screen's main button and waits for what comes. */
export const sendOn = async (page: Page): Promise<void> => {
  const answered = page.waitForEvent('domcontentloaded');
  await page.locator('.step > .form > .actions > button:not([name])').click();
  await answered;
};

/** Opens whatever is folded. */
const unfold = async (page: Page): Promise<void> => {
  for (;;) {
    const folded = page.locator('main details:not([open]) > summary:visible').first();
    if ((await folded.count()) === 0) return;
    await folded.click();
  }
};

const stepsMax = 30;

/** Fills in screen after screen, until “check your answers” or the one that is named; or this one only (`once`). */
export const fillForm = async (
  page: Page,
  answers: Answers,
  { until = 'check', once = false } = {},
): Promise<void> => {
  for (let steps = 0; steps < (once ? 1 : stepsMax); steps += 1) {
    const step = stepNow(page);
    if (step === until) return;
    const fill = answers[step];
    if (!fill) throw new Error(`There is no answer for the screen “${step}”.`);
    await unfold(page);
    await fill(page);
    await sendOn(page);
    if (stepNow(page) === step) {
      throw new Error(`“${step}” was refused: ${await page.locator('#error-summary').textContent()}`);
    }
  }
  if (!once) throw new Error('The form does not end.');
};

const common = (email: string): Answers => ({
  name: (page) => page.fill('#name', 'Robin'),
  reach: async (page) => {
    await page.fill('#email', email);
    await page.fill('#phone', '(202) 555-0101');
    await page.selectOption('#safe-from', '09:00');
    await page.selectOption('#safe-until', '20:30');
    await page.check('#shared-inbox');
  },
  age: (page) => page.check('#adult-1'),
  support: (page) => page.check('#track-1'),
  you: async (page) => {
    await page.check('#gender-1');
    await page.selectOption('#age', '26-35');
    await page.check('#family-3');
    await page.check('#worldview-1');
  },
  languages: async (page) => {
    await page.selectOption('#language-es', 'conversational');
    await page.selectOption('#language-ase', 'basic');
  },
  times: async (page) => {
    for (const slot of ['2-evening', '2-late', '6-morning']) await page.check(`[name=slot-${slot}]`);
  },
});

/** A newcomer who tells everything. */
export const applyForm = (email: string): Answers => ({
  ...common(email),
  pathways: async (page) => {
    await page.selectOption('#pathway-1', 'smart');
    await page.selectOption('#pathway-2', 'aa');
    await page.check('#medication');
    await page.check('[name=not-pathways][value=na]');
  },
  progress: async (page) => {
    await page.check('#since-2');
    await page.selectOption('[name=since-month]', '03');
    await page.selectOption('[name=since-year]', '2024');
  },
  mentor: async (page) => {
    await page.check('[name=wants][value="substance:alcohol"]');
    await page.check('[name=wants][value=parenting]');
    await page.check('[name=important][value=parenting]');
    await page.check('#gender-wish-genders-1');
    await page.check('#gender-wish-2');
    await page.check('#worldview-wish-4');
    await page.selectOption('#importance-recovery', 'important');
  },
  dates: async (page) => {
    await page.check('#leaving-1');
    await page.fill('#leaving-on', '2026-12-01');
  },
  talk: async (page) => {
    await page.check('#modalities-1');
    await page.check('#modalities-4');
    await page.selectOption('#best-way', 'in-person');
    await page.selectOption('#place', 'millbrook');
    await page.fill('#radius', '25');
  },
  more: async (page) => {
    await page.fill('#apart', 'someone@example.org\n+1 202 555 0199');
    await page.fill('#note', 'A note with <b>marks</b>.');
  },
});

/** A mentor who tells everything. */
export const volunteerForm = (email: string): Answers => ({
  ...common(email),
  pathways: async (page) => {
    await page.selectOption('#depth-smart', 'main');
    await page.selectOption('#depth-aa', 'familiar');
  },
  progress: async (page) => {
    await page.selectOption('[name=since-month]', '03');
    await page.selectOption('[name=since-year]', '2015');
  },
  people: async (page) => {
    await page.check('#capacity-2');
    await page.check('#whom-2');
    await page.check('#whom-genders-1');
    await page.check('#whom-genders-3');
  },
  speak: async (page) => {
    await page.check('[name=tags][value=parenting]');
    await page.check('#medication');
  },
  talk: async (page) => {
    await page.check('#modalities-1');
    await page.check('#modalities-4');
    await page.selectOption('#place', 'three-rivers');
    await page.fill('#radius', '40');
  },
  words: async (page) => {
    await page.fill('#about', 'I like long walks.');
    await page.fill('#boundaries', 'No calls after nine.');
  },
  more: async (page) => {
    await page.fill('#apart', '');
    await page.fill('#note', 'Hello.');
  },
  conduct: (page) => page.check('#conduct'),
});
