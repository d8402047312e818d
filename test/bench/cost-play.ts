import { readFileSync } from 'node:fs';
import { hours, seconds } from '#shared/time.ts';
import { type DeployedBrowser, openDeployedBrowser } from '../support/lambda/browser.ts';
import type { LocalDeployment } from '../support/lambda/deployment.ts';
import { type Filling, fillIn } from '../support/lambda/page-form.ts';

/*
 * People of the cost's reckoning, from sign-up to a call: every screen of the forms is opened and sent as a browser without
 * script does, and every mail is worked. Every second person comes back in another browser and signs in anew each time; the
 * others are still signed in, as for 14 days.
 */

/** What was played. */
export type Played = {
  people: number;
  visits: number;
  /** Browsers that had to fetch built files. */
  browsers: number;
  /** Those files: what the opened pages name, the fonts of their styles, and two built pages before them. */
  builtFiles: number;
  connected: number;
};

type Forms = Readonly<Record<string, Filling>>;

const common = (email: string): Forms => ({
  name: { values: { name: 'Robin' } },
  reach: { values: { email } },
  age: { ticks: ['adult-1'] },
  support: { ticks: ['track-1'] },
  you: { ticks: ['gender-1', 'family-3', 'worldview-1'], values: { age: '26-35' } },
  languages: {},
  times: { ticks: ['slot-2-evening', 'slot-4-evening', 'slot-6-morning'] },
  more: { values: { note: 'Evenings are best for me, I work in the mornings.' } },
});

const newcomerForms = (email: string): Forms => ({
  ...common(email),
  pathways: { values: { 'pathway-1': 'aa' } },
  progress: { ticks: ['since-1'] },
  mentor: {},
  dates: { ticks: ['leaving-2'] },
  talk: { ticks: ['modalities-1', 'modalities-2'] },
});

const mentorForms = (email: string): Forms => ({
  ...common(email),
  pathways: { values: { 'depth-aa': 'main' } },
  progress: { values: { 'since-month': '03', 'since-year': '2015' } },
  people: { ticks: ['capacity-2'] },
  speak: {},
  talk: { ticks: ['modalities-1', 'modalities-2'] },
  words: { values: { about: 'I like long walks.', boundaries: 'No calls after nine.' } },
  conduct: { ticks: ['conduct'] },
});

const screensMax = 30;
/** Built pages that somebody reads before they fill a form in or sign in. */
const builtPagesFirst = 2;

/** Built files that a page names, and the fonts that its styles name. */
const filesOf = (page: string): string[] => {
  const named = [...page.matchAll(/(?:href|src)="(\/_astro\/[^"]+|\/fonts\/[^"]+|\/favicon\.svg)"/g)].map(
    ([, path]) => path ?? '',
  );
  const fonts = named
    .filter((path) => path.endsWith('.css'))
    .flatMap((path) => [
      ...readFileSync(`dist/site/client${path}`, 'utf8').matchAll(/url\(["']?(\/[^"')]+)/g),
    ])
    .map(([, path]) => path ?? '');
  return [...named, ...fonts];
};

/** A browser that fetches each built file once. */
const withFiles = (browser: DeployedBrowser, onFetch: (count: number) => void): DeployedBrowser => {
  const had = new Set<string>();
  const look = async (asked: ReturnType<DeployedBrowser['open']>) => {
    const answer = await asked;
    const before = had.size;
    for (const path of filesOf(answer.body)) had.add(path);
    onFetch(had.size - before);
    return answer;
  };
  return {
    ...browser,
    open: (path) => look(browser.open(path)),
    post: (path, fields) => look(browser.post(path, fields)),
  };
};

/** Plays with one deployment; everything is counted there. */
export const createPlay = (deployment: LocalDeployment) => {
  const played: Played = { people: 0, visits: 0, browsers: 0, builtFiles: 0, connected: 0 };
  /** Browsers of those who stay signed in, by address. */
  const kept = new Map<string, DeployedBrowser>();

  const visit = (): DeployedBrowser => {
    played.visits += 1;
    played.browsers += 1;
    played.builtFiles += builtPagesFirst;
    return withFiles(openDeployedBrowser(deployment), (count) => {
      played.builtFiles += count;
    });
  };
  const codeOf = async (email: string): Promise<string> => {
    await deployment.settle();
    const code = (await deployment.mailTo(email)).at(-1)?.code;
    if (!code) throw new Error('No code was mailed.');
    return code;
  };
  const needs = (told: { status: number; body: unknown }, what: string): void => {
    if (told.status >= 400)
      throw new Error(`${what} answered ${told.status}: ${JSON.stringify(told.body).slice(0, 300)}`);
  };

  /** Fills a form in, screen after screen, and confirms by the mailed code. */
  const signUp = async (start: string, email: string, forms: Forms): Promise<void> => {
    const browser = visit();
    played.people += 1;
    if (played.people % 2 === 0) kept.set(email, browser);
    let path = start;
    for (let screens = 0; !path.includes('/done'); screens += 1) {
      if (screens > screensMax) throw new Error(`The form does not end: ${path}`);
      const page = await browser.open(path);
      const screen = path.split(/[/?]/)[2] ?? 'name';
      const filling = screen === 'check' ? { ticks: ['consent'] } : forms[screen];
      if (!filling) throw new Error(`There is no answer for the screen “${screen}”.`);
      const sent = await browser.post(path, fillIn(page, filling));
      if (sent.status !== 303)
        throw new Error(
          `“${screen}” answered ${sent.status}: ${/id="error-summary"[\s\S]{0,400}/.exec(sent.body)?.[0]}`,
        );
      path = sent.headers.location ?? '';
    }
    await browser.open(path);
    needs(await browser.ask('POST', '/sessions', { code: await codeOf(email) }), 'Confirming');
    await browser.open('/my');
  };

  /** A visit some days later: signs in by a code if they must, and looks at their page. */
  const comeBack = async (email: string, home = '/my'): Promise<DeployedBrowser> => {
    const known = kept.get(email);
    if (known) {
      played.visits += 1;
      await known.open(home);
      return known;
    }
    const browser = visit();
    await browser.open('/in');
    needs(await browser.ask('POST', '/sign-in/codes', { email }), 'Asking for a code');
    await browser.open('/in');
    needs(await browser.ask('POST', '/sessions', { code: await codeOf(email) }), 'Signing in');
    await browser.open(home);
    return browser;
  };

  /** Looks at an offer and says yes. */
  const sayYes = async (email: string): Promise<void> => {
    const browser = await comeBack(email);
    const { matches } = (await browser.ask('GET', '/me')).body;
    const open = matches.filter(({ state }: { state: string }) => state.startsWith('offered'));
    for (const { id } of open) {
      await browser.open(`/my/matches/${id}`);
      needs(await browser.ask('POST', `/me/matches/${id}/accept`), 'Accepting');
      await browser.open(`/my/matches/${id}`);
      await deployment.settle();
    }
  };

  /** Says that the first call has happened. */
  const sayConnected = async (email: string): Promise<void> => {
    const browser = await comeBack(email);
    const { matches } = (await browser.ask('GET', '/me')).body;
    for (const { id } of matches.filter(({ state }: { state: string }) => state === 'introduced')) {
      await browser.open(`/my/matches/${id}`);
      needs(await browser.ask('POST', `/me/matches/${id}/connected`), 'Connecting');
      played.connected += 1;
    }
    await deployment.settle();
  };

  /** All pages of a list. */
  const listAll = async (desk: DeployedBrowser, path: string): Promise<{ id: string }[]> => {
    const found: { id: string }[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const told = await desk.ask('GET', cursor ? `${path}&cursor=${encodeURIComponent(cursor)}` : path);
      needs(told, path);
      found.push(...told.body.items);
      cursor = told.body.cursor;
    }
    return found;
  };

  const vet = async (desk: DeployedBrowser): Promise<void> => {
    for (const { id } of await listAll(desk, '/mentors?state=applied')) {
      await desk.open(`/desk/mentors/${id}`);
      needs(await desk.ask('POST', `/mentors/${id}/verdict`, { verdict: 'approve' }), 'Vetting');
    }
    await deployment.settle();
  };

  const makeRound = async (desk: DeployedBrowser): Promise<void> => {
    await desk.open('/desk/rounds');
    const asked = await desk.ask('POST', '/rounds', {});
    needs(asked, 'Asking for a round');
    await deployment.settle();
    await desk.open(`/desk/rounds/${asked.body.roundId}`);
    needs(await desk.ask('POST', `/rounds/${asked.body.roundId}/confirm`), 'Confirming a round');
    await deployment.settle();
    for (const { id } of await listAll(desk, '/matches?state=proposed')) {
      await desk.open(`/desk/matches/${id}`);
      needs(await desk.ask('POST', `/matches/${id}/approve`), 'Approving');
    }
  };

  return {
    played,

    /** Makes the first coordinator. */
    begin: async (): Promise<void> => {
      await deployment.tick();
    },
    /** A week of a community: so many newcomers, half as many mentors, one round, and everyone who is proposed connects. */
    week: async (number: number, newcomers: number): Promise<void> => {
      const mentorsOf = Array.from(
        { length: newcomers / 2 },
        (_, index) => `mentor-${number}-${index}@example.org`,
      );
      const newcomersOf = Array.from(
        { length: newcomers },
        (_, index) => `newcomer-${number}-${index}@example.org`,
      );
      for (const email of mentorsOf) await signUp('/volunteer', email, mentorForms(email));
      for (const email of newcomersOf) await signUp('/apply', email, newcomerForms(email));
      const desk = await comeBack('coordinator@example.org', '/desk');
      await vet(desk);
      await makeRound(desk);
      await deployment.pass(31 * seconds);
      for (const email of [...mentorsOf, ...newcomersOf]) await sayYes(email);
      await deployment.pass(48 * hours);
      for (const email of newcomersOf) await sayConnected(email);
    },
  };
};
