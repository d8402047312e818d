import type * as z from 'zod';
import { parseCookies } from '#functions/api/cookies.ts';
import { admit, identify, refusal } from '#functions/api/pipeline.ts';
import { wholeApi } from '#functions/api/whole-api.ts';
import { handleClock } from '#functions/clock/handler.ts';
import { keys } from '#functions/data/keys.ts';
import { handleRound } from '#functions/round/handler.ts';
import { type WorkOut, workOut } from '#functions/round/work-out.ts';
import type { Services } from '#functions/services.ts';
import { grantCoordinator } from '#functions/steps/coordinators.ts';
import type { meView } from '#shared/http/my-views.ts';
import { type Instant, plus } from '#shared/time.ts';
import { type MentorForm, mentorForm, type NewcomerForm, newcomerForm } from './forms.ts';
import { freshTable, servicesOn, type TestTable } from './table.ts';

/** What a request of a test may say beside its path. */
export type Ask = { body?: unknown; headers?: Record<string, string>; rawBody?: string };

/** The answer, its body parsed where it is JSON. */
// biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects; a wrong shape fails its assertion.
export type Told = { status: number; body: any; headers: Headers };

/** Somebody with a browser: cookies are kept, and every request is from our own pages. */
export type Browser = {
  readonly ask: (method: string, path: string, ask?: Ask) => Promise<Told>;
  readonly cookies: Map<string, string>;
};

/** A whole service on a table, with a clock that the test moves. */
export type World = Awaited<ReturnType<typeof createWorld>>;

const workOutHere: WorkOut = async (task, { onWork }) => workOut(task, onWork);

/** Answers a request as the site's pipeline does, the pages left out. */
export const answer = async (
  services: Services,
  request: Request,
  address = '203.0.113.7',
): Promise<Response> => {
  const admitted = await admit(request, services.origin);
  if (typeof admitted === 'string') return refusal(admitted);
  return wholeApi.fetch(admitted, { services, visitor: await identify(services, admitted, address) });
};

const createBrowser = (services: Services, address: string): Browser => {
  const cookies = new Map<string, string>();
  const ask = async (method: string, path: string, { body, headers, rawBody }: Ask = {}): Promise<Told> => {
    const request = new Request(`${services.origin}/api${path}`, {
      method,
      headers: {
        origin: services.origin,
        'sec-fetch-site': 'same-origin',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(cookies.size > 0 && {
          cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(rawBody !== undefined && { body: rawBody }),
    });
    const response = await answer(services, request, address);
    for (const line of response.headers.getSetCookie()) {
      const [[name, value] = ['', '']] = parseCookies(line.split(';')[0]);
      if (/Max-Age=0/.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    const text = await response.text();
    return { status: response.status, body: text && JSON.parse(text), headers: response.headers };
  };
  return { ask, cookies };
};

/** Makes a world with a table of its own (`ownTable`: the one given is). Every browser gets a network of its own unless told, so that limits do not meet by chance. */
export const createWorld = async (
  table: TestTable,
  { startAt = '2026-05-11T14:00:00.000Z', ownTable = false }: { startAt?: Instant; ownTable?: boolean } = {},
) => {
  let now: Instant = startAt;
  let networks = 0;
  const logged: string[] = [];
  const services = servicesOn(ownTable ? table : await freshTable(table), {
    now: () => now,
    log: (event, facts) => void logged.push(JSON.stringify({ event, ...facts })),
  });
  const browser = (address = `198.51.${Math.floor(networks / 250)}.${(networks++ % 250) + 1}`): Browser =>
    createBrowser(services, address);

  /** The code that was mailed for the browser's open sign-in. */
  const codeFor = ({ cookies }: Browser): string =>
    services.tokens.codeOf((cookies.get('__Host-pending') ?? '').split('.')[0] as `challenge_${string}`);

  const confirm = async (guest: Browser): Promise<z.infer<typeof meView>> => {
    const told = await guest.ask('POST', '/sessions', { body: { code: codeFor(guest) } });
    if (told.status !== 201) throw new Error(`Signing in failed: ${JSON.stringify(told.body)}`);
    return (await guest.ask('GET', '/me')).body;
  };

  const signIn = async (email: string): Promise<Browser> => {
    const guest = browser();
    await guest.ask('POST', '/sign-in/codes', { body: { email } });
    await confirm(guest);
    return guest;
  };

  const join = async (path: string, form: NewcomerForm | MentorForm) => {
    const guest = browser();
    const told = await guest.ask('POST', path, { body: form });
    if (told.status !== 201) throw new Error(`The form was refused: ${JSON.stringify(told.body)}`);
    return { ...guest, email: form.contact.email, me: await confirm(guest) };
  };

  const world = {
    services,
    browser,
    codeFor,
    confirm,
    signIn,
    /** Every line of the log so far. */
    logged,
    /** Moves the clock and lets it work until nothing is due. */
    pass: async (milliseconds: number): Promise<void> => {
      now = plus(now, milliseconds);
      for (let turn = 0; turn < 20; turn += 1) {
        const { looked } = await handleClock(services);
        // Mail that waits for its worker is woken and stays due a minute later.
        if (looked === 0) return;
      }
    },
    /** A coordinator, signed in. */
    coordinator: async (name = 'coordinator'): Promise<Browser> => {
      const email = `${name}@example.org`;
      await grantCoordinator(services, { email, name, by: null });
      return signIn(email);
    },
    /** A newcomer who has confirmed their address. */
    newcomer: async (name: string, answers: Partial<NewcomerForm['answers']> = {}) => {
      const joined = await join('/newcomers', newcomerForm(name, answers));
      return { ...joined, id: joined.me.request!.id };
    },
    /** A mentor who has confirmed their address, and is approved if a coordinator is given. */
    mentor: async (
      name: string,
      { by, ...answers }: Partial<MentorForm['answers']> & { by?: Browser } = {},
    ) => {
      const joined = await join('/mentors', mentorForm(name, answers));
      const { id } = joined.me.mentoring!;
      if (by) await by.ask('POST', `/mentors/${id}/verdict`, { body: { verdict: 'approve' } });
      return { ...joined, id };
    },
    /** Works a round as the round function would. */
    workRound: (roundId: string, { workOut = workOutHere, beatMilliseconds = 2_000 } = {}) =>
      handleRound(
        { Records: [{ messageId: '1', body: JSON.stringify({ roundId }) }] },
        { ...services, workOut, beatMilliseconds },
      ),
    matchKey: keys.match,
  };
  return world;
};
